"""GET /api/v1/codes/<system>/<code>/edits and …/coverage: the long lists of a code, for a key."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.api import keys
from services.gateway.api.answer import as_json
from services.gateway.api.gated import plain
from services.gateway.clients.records import CodeSummary
from services.gateway.context import context
from services.gateway.questions.code_edits import edits_query
from services.runtime.errors import ResourceExhaustedError

lists = Blueprint("api_lists", __name__)

_PAGE_SIZE = 100


@lists.get("/codes/<system>/<code>/edits")
@open_to(Who.ANYONE)
def edits(system: str, code: str) -> Response:
    """Return a page of the PTP edits of a code, by partner."""
    as_of, query = inputs.as_of(request.args), edits_query(request.args, code, _PAGE_SIZE)

    def ask(_: CodeSummary) -> Mapping[str, object]:
        page = context().facts.edits(query, as_of)
        return {
            "total": page.total_count,
            "edits": plain(page.edits),
            "next_page_token": plain(page.next_page_token),
            "release": plain(page.release),
        }

    return _list(system, code, as_of, ask)


@lists.get("/codes/<system>/<code>/coverage")
@open_to(Who.ANYONE)
def coverage(system: str, code: str) -> Response:
    """Return a page of the coverage documents that name a code."""
    as_of, token = inputs.as_of(request.args), inputs.page_token(request.args)

    def ask(place: CodeSummary) -> Mapping[str, object]:
        page = context().facts.coverage(place.system, place.code, as_of, _PAGE_SIZE, token)
        return {
            "lcd_count": page.lcd_count,
            "article_count": page.article_count,
            "ncd_count": page.ncd_count,
            "documents": plain(page.documents),
            "next_page_token": plain(page.next_page_token),
        }

    return _list(system, code, as_of, ask)


def _list(
    system: str, code: str, as_of: str, ask: Callable[[CodeSummary], Mapping[str, object]]
) -> Response:
    """Return what is answered, to a key that has unlocked the code or unlocks it now."""
    keys.demand_gated()
    wanted, written = inputs.system(system), inputs.code(code)
    place = lookup.record(context().catalog, wanted, written, as_of).summary
    answer = ask(place)
    admission = keys.page_view(place.system, place.code)
    if request.method == "GET" and not keys.may_see(admission):
        message = "The code page views of your plan are used up."
        raise ResourceExhaustedError(message, retry_after=admission.seconds_left)
    return as_json({"system": place.system, "code": place.code, **answer})
