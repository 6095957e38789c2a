"""A question to the fee schedule, from an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.gateway import inputs
from services.gateway.clients.tool_records import FeeQuestion
from services.gateway.questions import fields
from services.gateway.questions.faults import Faults
from services.runtime.errors import InvalidArgumentError

_NAMES = "code date locality zip modifiers units minutes base_units participant setting".split()
_SETTINGS = ("", "nonfacility", "facility")
# What the catalog calls a field that is shorter in the address.
FIELDS = {"zip_code": "zip"}
_LONGEST = 60
_MOST_UNITS, _MOST_MINUTES, _MOST_BASE_UNITS = 9_999, 1_440, 99


@dataclass
class FeeForm:
    """What was typed, and what is wrong with it; `question` None until all of it is right."""

    typed: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    question: FeeQuestion | None = None


def read_fee(args: inputs.Args, *, day: str, code: str = "") -> FeeForm:
    """Return the question; `day` is the date where none is given, `code` that of the path."""
    typed = {name: " ".join(args.getlist(name)).strip()[:_LONGEST] for name in _NAMES}
    typed |= {"code": code or typed["code"], "date": typed["date"] or day}
    faults = Faults()
    question = _question(typed, faults)
    return FeeForm(typed, faults.found, None if faults.found else question)


def _question(typed: Mapping[str, str], faults: Faults) -> FeeQuestion:
    faults.read("setting", lambda: _one_of(typed["setting"], _SETTINGS), None)
    faults.read("participant", lambda: _one_of(typed["participant"], ("", "true", "false")), None)
    return FeeQuestion(
        code=faults.read("code", lambda: fields.a_code(typed["code"]), ""),
        date=faults.read("date", lambda: fields.a_date(typed["date"], fields.FIRST_FEE), ""),
        locality=typed["locality"],
        zip_code=typed["zip"],
        modifiers=faults.read("modifiers", lambda: fields.modifiers(typed["modifiers"]), ()),
        units=_count(typed, "units", 1, _MOST_UNITS, faults),
        minutes=_count(typed, "minutes", 0, _MOST_MINUTES, faults),
        base_units=_count(typed, "base_units", 0, _MOST_BASE_UNITS, faults),
        qualifying_participant=typed["participant"] == "true",
    )


def _count(typed: Mapping[str, str], name: str, least: int, most: int, faults: Faults) -> int:
    text = typed[name] or str(least)
    return faults.read(name, lambda: fields.a_number(text, least, most), least)


def _one_of(text: str, allowed: tuple[str, ...]) -> None:
    if text not in allowed:
        raise InvalidArgumentError(f"It is one of {', '.join(filter(None, allowed))}.")
