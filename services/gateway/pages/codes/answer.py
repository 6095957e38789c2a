"""A code page as an HTTP answer: what may be kept of it, and when nothing is sent again."""

from flask import Response, request

from services.gateway.clients.auth import Admission, Decision
from services.gateway.compression import accepts_gzip
from services.gateway.context import Context
from services.gateway.guest import Guest
from services.gateway.pages.codes.banner import banner, wall
from services.gateway.pages.codes.reading import Reading
from services.gateway.pages.codes.rendering import View


def page(context: Context, guest: Guest, reading: Reading, as_of: str) -> Response:
    """Return the page as this reader may see it, or 304 if that is what the browser has.

    A page that has just cost a view is sent in full, whatever the browser has: a 304 costs
    nothing.
    """
    admission = reading.admission
    view = View(reading.record, reading.facts, as_of, banner(admission), wall(admission))
    rendered = context.renderer.page(view)
    newly = admission is not None and admission.decision is Decision.ADMITTED_NEW
    known = not newly and request.if_none_match.contains_raw(rendered.etag)
    smaller = accepts_gzip(request.environ) and not known
    body = rendered.smaller if smaller else rendered.html
    response = Response(b"" if known else body, 304 if known else 200, mimetype="text/html")
    response.headers["ETag"] = rendered.etag
    if smaller:
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add("Vary", "Accept-Encoding")
    return for_reader(context, guest, admission, response)


def for_reader(
    context: Context, guest: Guest, admission: Admission | None, response: Response
) -> Response:
    """Return the answer for this reader alone, who is known again by what auth handed out."""
    response.headers.add("Vary", "Cookie")
    # What was loaded ahead shows a page as nobody has opened it: it must not stand in for it.
    response.headers["Cache-Control"] = "private, no-cache" if guest.looks else "no-store"
    if admission and admission.new_guest_token and guest.looks:
        context.guests.remember(response, admission.new_guest_token)
    return response
