"""The long lists of a code, each a page of its own: its PTP edits, and what covers it.

A list is a part of the gated page: it is shown to who has unlocked the code, and opening it first
costs what the code costs. Everybody else is sent to the page of the code, which says why.
"""

from collections.abc import Callable, Mapping

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.clients.fact_kinds import EditSide
from services.gateway.clients.records import CodeRecord
from services.gateway.context import context
from services.gateway.pages.codes import answer
from services.gateway.pages.codes.banner import wall
from services.gateway.pages.codes.reading import read
from services.gateway.questions.code_edits import SETTINGS, edits_query
from services.gateway.shelf import system_name

lists = Blueprint("lists", __name__)

_PAGE_SIZE = 100


@lists.get("/codes/<system>/<code>/edits")
@open_to(Who.ANYONE)
def edits(system: str, code: str) -> ResponseReturnValue:
    """Return the PTP edits of a code, narrowed as the reader asks."""
    as_of, query = inputs.as_of(request.args), edits_query(request.args, code, _PAGE_SIZE)

    def found(_: CodeRecord) -> Mapping[str, object]:
        page = context().facts.edits(query, as_of)
        return {"query": query, "page": page, "settings": SETTINGS, "sides": tuple(EditSide)}

    return _list("codes/all_edits.html", system, code, as_of, found)


@lists.get("/codes/<system>/<code>/coverage")
@open_to(Who.ANYONE)
def coverage(system: str, code: str) -> ResponseReturnValue:
    """Return the coverage documents that name a code."""
    as_of, token = inputs.as_of(request.args), inputs.page_token(request.args)

    def found(record: CodeRecord) -> Mapping[str, object]:
        place = record.summary
        page = context().facts.coverage(place.system, place.code, as_of, _PAGE_SIZE, token)
        return {"page": page}

    return _list("codes/all_coverage.html", system, code, as_of, found)


def _list(
    template: str,
    system: str,
    code: str,
    as_of: str,
    found: Callable[[CodeRecord], Mapping[str, object]],
) -> ResponseReturnValue:
    guest = context().guests.guest(request)
    reading = read(context(), guest, inputs.system(system), inputs.code(code), as_of)
    place, suffix = reading.record.summary, lookup.as_of_suffix(as_of)
    own = lookup.code_path(place.system, place.code) + suffix
    if (system, code) != (place.system, place.code):
        lookup.demand_spelling(place, code)
        name, asked = request.path.rsplit("/", 1)[-1], request.query_string.decode()
        path = f"{lookup.code_path(place.system, place.code)}/{name}"
        return redirect(f"{path}?{asked}" if asked else path, 301)
    if wall(reading.admission):
        return redirect(own)
    html = render_template(
        template,
        **found(reading.record),
        record=reading.record,
        code=place,
        system_name=system_name(context().catalog, place.system),
        first=not request.args.get("page_token"),
        as_of=as_of,
        suffix=suffix,
        own=own,
    )
    return answer.for_reader(context(), guest, reading.admission, make_response(html))
