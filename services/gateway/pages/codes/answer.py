"""A code page as an HTTP answer: what may be kept of it, and when nothing is sent again."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from services.gateway.clients.auth import Admission, Decision
from services.gateway.clients.marks import Marks
from services.gateway.compression import accepts_gzip
from services.gateway.context import Context
from services.gateway.edge import nonce
from services.gateway.guest import Guest
from services.gateway.pages.codes.banner import banner, invitation, invites, wall
from services.gateway.pages.codes.reading import Reading
from services.gateway.pages.codes.rendering import NONCE, OWN, View
from services.gateway.pages.member import slot


@dataclass(frozen=True)
class Own:
    """What this request adds to the page: the date of service, and the member's marks."""

    as_of: str
    marks: Callable[[], Marks | None]


def page(context: Context, guest: Guest, reading: Reading, own: Own) -> Response:
    """Return the page as this reader may see it, or 304 if that is what the browser has.

    A page that has just cost a view is sent in full, whatever the browser has: a 304 costs
    nothing.
    """
    admission, as_of = reading.admission, own.as_of
    view = View(
        reading.record,
        reading.facts,
        as_of,
        banner(admission),
        invitation(admission),
        wall(admission),
        # Unknown, what the browser brings says whether somebody is signed in.
        invites(admission) if admission else not guest.session,
    )
    rendered = context.renderer.page(view)
    marks = own.marks() if admission and admission.role else None
    etag = slot.etag(rendered.etag, marks)
    newly = admission is not None and admission.decision is Decision.ADMITTED_NEW
    known = not newly and request.if_none_match.contains_raw(etag)
    smaller = accepts_gzip(request.environ) and not known
    fill = rendered.body.smaller if smaller else rendered.body.plain
    holes = {NONCE: nonce().encode(), OWN: slot.html(reading.record.summary, marks)}
    body = b"" if known else fill(holes)
    response = Response(body, 304 if known else 200, mimetype="text/html")
    response.headers["ETag"] = etag
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
