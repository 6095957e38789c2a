"""The page of the crosswalks."""

from collections.abc import Mapping

from flask import render_template

from services.gateway import inputs
from services.gateway.clients.tool_records import Mapped
from services.gateway.clients.tools import ToolsClient
from services.gateway.questions import fields
from services.gateway.questions.faults import Faults
from services.runtime.errors import InvalidArgumentError, NotFoundError

SYSTEMS: Mapping[str, str] = {
    "icd-9-cm": "ICD-9-CM",
    "icd-10-cm": "ICD-10-CM",
    "hcpcs": "HCPCS Level II",
}
_NAMES = {**SYSTEMS, "cpt": "CPT"}
_LONGEST = 60


def page(args: inputs.Args, tools: ToolsClient) -> str:
    """Return the form as it was sent, with its faults or where the code leads; empty when new."""
    typed = {
        name: args.get(name, "").strip()[:_LONGEST] for name in ("system", "code", "to", "date")
    }
    typed["system"] = typed["system"] or "icd-9-cm"
    faults = Faults()
    mapped = _ask(typed, faults, tools) if "code" in args else None
    return render_template(
        "tools/crosswalk.html",
        typed=typed,
        faults=faults.found,
        mapped=mapped,
        systems=SYSTEMS,
        names=_NAMES,
    )


def _ask(typed: Mapping[str, str], faults: Faults, tools: ToolsClient) -> Mapped | None:
    """Return where the code leads; None, with the fault noted at its field, when nowhere."""
    code = faults.read("code", lambda: fields.a_code(typed["code"]), "")
    date = faults.read("date", lambda: fields.a_date(typed["date"]), "")
    if faults.found:
        return None
    try:
        return tools.map_code(typed["system"], code, typed["to"], date)
    except NotFoundError as error:
        faults.add("code", error.message)
    except InvalidArgumentError as error:
        faults.add(error.field, error.message)
    return None
