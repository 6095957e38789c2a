"""Anesthesia: base units and time units, times the locality's anesthesia conversion factor."""
# ruff: noqa: RUF001 - the working has multiplication signs

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from services.catalog.domain.fees.answer import Amount, Step
from services.catalog.domain.fees.money import cents, percent, share
from services.catalog.domain.fees.question import FeeQuestion

_SOURCE = "Medicare Claims Processing Manual, chapter 12, section 50"
_MINUTES_OF_A_UNIT = 15
_TENTH = Decimal("0.1")
_SUPERVISED_BASE = Decimal(3)
# Section 50.B to G: alone in full, medically directed half for each of the two.
_SHARES: Mapping[str, tuple[Decimal, str]] = {
    "AA": (Decimal(100), "personally performed by an anesthesiologist"),
    "QZ": (Decimal(100), "a nurse anesthetist without medical direction"),
    "QK": (Decimal(50), "medical direction of two to four procedures at once"),
    "QX": (Decimal(50), "a nurse anesthetist with medical direction"),
    "QY": (Decimal(50), "medical direction of one nurse anesthetist"),
}


def is_anesthesia(code: str) -> bool:
    """Return whether a CPT number is that of anesthesia."""
    return len(code) == 5 and code.isdigit() and "00100" <= code <= "01999"


def time_units(minutes: int) -> Decimal:
    """Return minutes as units of 15, to one decimal (section 50.G)."""
    return (Decimal(minutes) / _MINUTES_OF_A_UNIT).quantize(_TENTH, ROUND_HALF_UP)


def anesthesia_amount(question: FeeQuestion, base_units: int, factor: Decimal) -> Amount:
    """Return what is paid, the same in and outside a facility."""
    supervised = "AD" in question.modifiers
    if not supervised and not (base_units and question.minutes):
        missing = "its base units and minutes" if not base_units else "its minutes"
        return Amount(None, (), f"Anesthesia is paid by units: {missing} are needed.")
    if supervised:
        units, working = _SUPERVISED_BASE, f"3 × {factor}"
        label = "More than four procedures at once (AD): 3 base units"
    else:
        time = time_units(question.minutes)
        units = base_units + time
        label = f"{base_units} base units and {time} time units ({question.minutes} min ÷ 15)"
        working = f"({base_units} + {time}) × {factor}"
    steps = [Step(label, working, cents(units * factor), _SOURCE)]
    for modifier, (portion, words) in _SHARES.items():
        if modifier in question.modifiers and portion != 100:
            label = f"Modifier {modifier}: {words}, {percent(portion)} %"
            steps.append(Step(label, "", share(steps[-1].amount, portion), _SOURCE))
    return Amount(steps[-1].amount, steps)
