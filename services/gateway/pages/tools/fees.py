"""The page of the fees."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import render_template

from services.gateway import inputs
from services.gateway.clients.tool_records import Fee, FeeIndicators, Locality
from services.gateway.clients.tools import ToolsClient
from services.gateway.pages.vocabulary.fees import (
    ASSISTANT,
    BILATERAL,
    CO_SURGEONS,
    GLOBAL_DAYS,
    MULTIPLE_PROCEDURES,
    PC_TC,
    STATUS,
    TEAM,
)
from services.gateway.pages.vocabulary.indicators import Indicator
from services.gateway.questions.fee import FIELDS, FeeForm, read_fee
from services.runtime.errors import InvalidArgumentError, NotFoundError

_States = Sequence[tuple[str, list[Locality]]]

_INDICATORS: Mapping[str, Indicator] = {
    "status": STATUS,
    "global_days": GLOBAL_DAYS,
    "pc_tc": PC_TC,
    "multiple_procedures": MULTIPLE_PROCEDURES,
    "bilateral": BILATERAL,
    "assistant": ASSISTANT,
    "co_surgeons": CO_SURGEONS,
    "team": TEAM,
}


def page(args: inputs.Args, tools: ToolsClient) -> str:
    """Return the form as it was sent, with its faults or the amounts; empty when new."""
    form = read_fee(args, day=tools.today())
    if "code" not in args:
        form.faults.clear()
        form.question = None
    states = _states(form, tools)
    _look_at_locality(form, states)
    fee = _ask(form, tools)
    return render_template(
        "tools/fees.html",
        form=form,
        fee=fee,
        indicators=_said(fee.indicators) if fee and fee.indicators else (),
        states=states,
    )


def _ask(form: FeeForm, tools: ToolsClient) -> Fee | None:
    """Return the fee; None, with the fault noted at its field, when there is none."""
    if form.question is None:
        return None
    try:
        return tools.fee(form.question)
    except InvalidArgumentError as error:
        form.faults[FIELDS.get(error.field, error.field)] = error.message
    except NotFoundError as error:
        form.faults["code"] = error.message
    return None


def _look_at_locality(form: FeeForm, states: _States) -> None:
    """Note a locality that there is not, beside whatever else is wrong."""
    typed = form.typed["locality"]
    numbers = [one.number for _, localities in states for one in localities]
    if typed and numbers and not any(number in {typed, number[:5] + typed} for number in numbers):
        form.faults["locality"] = f"There is no payment locality {typed}."
        form.question = None


def _states(form: FeeForm, tools: ToolsClient) -> _States:
    """Return the localities by state, of today where the date typed is none."""
    date = "" if "date" in form.faults else form.typed["date"]
    found = tools.localities(date).localities
    return [(state, list(group)) for state, group in groupby(found, lambda one: one.state)]


def _said(indicators: FeeIndicators) -> list[tuple[Indicator, str, str]]:
    """Return each indicator with its value and what that means."""
    values = ((said, str(getattr(indicators, name))) for name, said in _INDICATORS.items())
    return [(said, value, said.say(value)) for said, value in values if said.say(value)]
