"""The page of the claim check."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from werkzeug.datastructures import MultiDict

from services.gateway.clients.fact_kinds import Setting
from services.gateway.clients.tool_records import Checked, Finding, FindingSeverity
from services.gateway.clients.tools import ToolsClient
from services.gateway.questions import fields
from services.gateway.questions.claim_form import ClaimForm, read_claim
from services.gateway.questions.faults import path_of
from services.runtime.errors import InvalidArgumentError

_SETTINGS = {
    Setting.PRACTITIONER: "Practitioner",
    Setting.OUTPATIENT_HOSPITAL: "Outpatient hospital",
    Setting.DME_SUPPLIER: "Equipment supplier (DME)",
}
_GROUPS = (
    (FindingSeverity.ERROR, "Will be refused", "stop"),
    (FindingSeverity.WARNING, "Depends on the record", "wait"),
    (FindingSeverity.NOTE, "Good to know", ""),
)


@dataclass(frozen=True)
class Group:
    """The findings of one severity."""

    title: str
    tone: str
    findings: Sequence[Finding]


def page(form: MultiDict[str, str], tools: ToolsClient) -> str:
    """Return the form as it was sent, with its faults or the findings; empty when new."""
    asked = read_claim(form, day=tools.today())
    new = not form or "more" in form
    if new:
        asked.faults.clear()
    checked = None if new else _check(asked, tools)
    return render_template(
        "tools/edits.html",
        form=asked,
        checked=checked,
        groups=_groups(checked) if checked else (),
        settings=_SETTINGS,
        most_lines=fields.MOST_LINES,
    )


def _check(asked: ClaimForm, tools: ToolsClient) -> Checked | None:
    """Return what the rules say; None, with the fault noted at its field, when they cannot."""
    if asked.claim is None:
        return None
    try:
        return tools.check(asked.claim)
    except InvalidArgumentError as error:
        path = path_of(error)
        asked.faults["diagnoses" if path.startswith("diagnoses") else path] = error.message
        return None


def _groups(checked: Checked) -> list[Group]:
    """Return the findings by severity, the gravest first."""
    found = (
        Group(title, tone, [one for one in checked.findings if one.severity is severity])
        for severity, title, tone in _GROUPS
    )
    return [group for group in found if group.findings]
