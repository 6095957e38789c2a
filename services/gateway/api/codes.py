"""GET /api/v1/codes/<system>/<code>: the facts of a code, the gated ones for a key that may."""

from flask import Blueprint, Response, request

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.api import keys
from services.gateway.api.answer import as_json
from services.gateway.api.gated import gated
from services.gateway.clients.records import CodeRecord, CodeSummary, Release
from services.gateway.context import context

codes = Blueprint("api_codes", __name__)


@codes.get("/codes/<system>/<code>")
@open_to(Who.ANYONE)
def show(system: str, code: str) -> Response:
    """Return the code in whatever spelling it is asked for."""
    wanted, written = inputs.system(system), inputs.code(code)
    as_of = inputs.as_of(request.args)
    record = lookup.record(context().catalog, wanted, written, as_of)
    body = _facts(record)
    if keys.opens_gated():
        place = record.summary
        # Asked for first: a view that could not be answered must cost nothing.
        facts = context().facts.code_facts(place.system, place.code, as_of)
        body["gated"] = gated(record, facts, keys.page_view(place.system, place.code))
    return as_json(body)


def _facts(record: CodeRecord) -> dict[str, object]:
    code = record.summary
    return {
        "system": code.system,
        "code": code.code,
        "compact": code.compact,
        "title": code.title,
        "short_title": record.short_title,
        "description": record.plain_description,
        "kind": code.kind.value,
        "billable": code.billable,
        "status": code.status.value,
        "effective_from": record.effective_from,
        "effective_to": record.effective_to or None,
        "parent": record.ancestors[-1].code if record.ancestors else None,
        "ancestors": [_place(place) for place in record.ancestors],
        "children": [_place(place) for place in record.children],
        "release": _release(record.release),
        "copyright": record.copyright or None,
        "url": lookup.code_path(code.system, code.code),
    }


def _place(code: CodeSummary) -> dict[str, object]:
    return {
        "code": code.code,
        "title": code.title,
        "kind": code.kind.value,
        "billable": code.billable,
    }


def _release(release: Release) -> dict[str, object]:
    return {
        "edition": release.edition,
        "effective_from": release.effective_from,
        "effective_to": release.effective_to or None,
        "followed_on": release.followed_on or None,
        "licence": release.licence,
    }
