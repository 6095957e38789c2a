"""GET /api/v1/codes/<system>/<code>: the public facts of a code."""

from flask import Blueprint, Response, request

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.api import keys
from services.gateway.api.answer import as_json
from services.gateway.clients.auth import Admission
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
    admission = keys.gated_view(record.summary.system, record.summary.code)
    if admission is not None:
        body["gated"] = _gated(record, admission)
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


def _gated(record: CodeRecord, admission: Admission) -> dict[str, object]:
    """Return what a key that is for that unlocks; without a page view left, that there is none."""
    state: dict[str, object] = {
        "unlocked": keys.may_see(admission),
        "remaining": admission.remaining,
        "resets_on": admission.resets_on.isoformat(),
    }
    if keys.may_see(admission):
        state["notes"] = [
            {"kind": note.kind.value, "text": note.text, "from_code": note.from_code}
            for note in record.notes
        ]
    return state


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
        "licence": release.licence,
    }
