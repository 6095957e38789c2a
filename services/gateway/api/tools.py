"""POST /api/v1/edits/check, GET /api/v1/fees/<code> and GET /api/v1/crosswalk/<system>/<code>."""

from dataclasses import asdict

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.api.answer import as_json
from services.gateway.api.release import table_release
from services.gateway.clients.tool_records import (
    Checked,
    Crosswalk,
    Fee,
    FeeAmount,
    Finding,
    Mapped,
    MapTarget,
)
from services.gateway.context import context
from services.gateway.questions import fields
from services.gateway.questions.claim_json import claim_of_json
from services.gateway.questions.faults import Faults, FieldsInvalidError, path_of
from services.gateway.questions.fee import FIELDS, read_fee
from services.runtime.errors import InvalidArgumentError

tools = Blueprint("api_tools", __name__)


@tools.post("/edits/check")
@open_to(Who.ANYONE)
def check() -> Response:
    """Return what the rules say of a claim."""
    try:
        body = request.get_json(force=True)
    except (BadRequest, RecursionError):  # the latter for brackets in brackets in brackets
        raise FieldsInvalidError({"": "The body is not JSON."}, in_body=True) from None
    claim = claim_of_json(body)
    try:
        checked = context().tools.check(claim)
    except InvalidArgumentError as error:
        raise FieldsInvalidError({path_of(error): error.message}, in_body=True) from error
    return as_json(_checked(checked))


@tools.get("/fees/<code>")
@open_to(Who.ANYONE)
def fee(code: str) -> Response:
    """Return what is paid for a service, with the working."""
    form = read_fee(request.args, day="", code=code)
    if form.question is None:
        raise FieldsInvalidError(form.faults, in_body=False)
    try:
        found = context().tools.fee(form.question)
    except InvalidArgumentError as error:
        path = FIELDS.get(error.field, error.field)
        raise FieldsInvalidError({path: error.message}, in_body=False) from error
    return as_json(_fee(found, form.typed["setting"]))


@tools.get("/crosswalk/<system>/<code>")
@open_to(Who.ANYONE)
def crosswalk(system: str, code: str) -> Response:
    """Return what becomes of a code."""
    faults = Faults()
    date = faults.read("date", lambda: fields.a_date(request.args.get("date", "")), "")
    written = faults.read("code", lambda: fields.a_code(code), "")
    if faults.found:
        raise FieldsInvalidError(faults.found, in_body=False)
    to = inputs.text("to", request.args.get("to", ""), inputs.LONGEST_CODE).lower()
    return as_json(_mapped(context().tools.map_code(inputs.system(system), written, to, date)))


def _checked(checked: Checked) -> dict[str, object]:
    return {
        "date": checked.date,
        "findings": [_finding(finding) for finding in checked.findings],
        "checks": [
            {"name": one.name, "release": one.release and table_release(one.release)}
            for one in checked.checks
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "rule": finding.rule,
        "lines": list(finding.lines),
        "diagnoses": list(finding.diagnoses),
        "sentence": finding.sentence,
        "source": finding.source,
        "release": finding.release and table_release(finding.release),
    }


def _fee(fee: Fee, setting: str) -> dict[str, object]:
    """Return the fee in both settings, or in the one that was asked for."""
    body: dict[str, object] = {
        "code": fee.code,
        "schedule_modifier": fee.schedule_modifier or None,
        "date": fee.date,
        "currency": "USD",
        "locality": asdict(fee.locality),
        "nonfacility": _amount(fee.nonfacility),
        "facility": _amount(fee.facility),
        "relative_values": fee.relative_values and asdict(fee.relative_values),
        "indicators": fee.indicators and asdict(fee.indicators),
        "remarks": list(fee.remarks),
        "releases": [table_release(one) for one in fee.releases],
    }
    other = {"facility": "nonfacility", "nonfacility": "facility"}.get(setting)
    return {name: value for name, value in body.items() if name != other}


def _amount(amount: FeeAmount) -> dict[str, object]:
    return {
        "amount": amount.amount or None,
        "remark": amount.remark,
        "steps": [asdict(step) for step in amount.steps],
    }


def _mapped(mapped: Mapped) -> dict[str, object]:
    return {
        "system": mapped.system,
        "code": mapped.code,
        "title": mapped.title,
        "crosswalks": [_crosswalk(one) for one in mapped.crosswalks],
    }


def _crosswalk(one: Crosswalk) -> dict[str, object]:
    return {
        "to": one.to,
        "name": one.name,
        "sentence": one.sentence,
        "scenarios": [
            [[_target(target) for target in choice.targets] for choice in scenario.lists]
            for scenario in one.scenarios
        ],
        "release": table_release(one.release),
    }


def _target(target: MapTarget) -> dict[str, object]:
    return {
        "system": target.system,
        "code": target.code,
        "title": target.title,
        "approximate": target.approximate,
        "ended": target.ended or None,
        "url": lookup.code_path(target.system, target.code) if target.has_page else None,
    }
