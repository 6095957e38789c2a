"""Modifiers that change a payment, in the order in which they are applied.

Source of each percentage: Medicare Claims Processing Manual, chapter 12, the section named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.catalog.domain.claims.bypass import ASSOCIATED
from services.catalog.domain.schedule_modifiers import objection
from services.catalog.readers.pprrvu import RelativeValue

_MANUAL = "Medicare Claims Processing Manual, chapter 12, section "
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """A modifier that makes so many per cent of the amount, and why.

    `percent` None: nobody but the contractor can say the amount. 0: nothing is paid.
    """

    modifier: str
    percent: Decimal | None
    words: str
    source: str


def changes(modifiers: Iterable[str], row: RelativeValue) -> tuple[list[Change], list[str]]:
    """Return what the modifiers change, in their order of application, and remarks on the others.

    Bilateral surgery comes before multiple procedures (section 40.7.B), shares of a surgeon after.
    """
    given = [one for one in dict.fromkeys(modifiers) if one != row.modifier]
    found = [_RULES[one](one, row) for one in _ORDER if one in given]
    return found, [_without_change(one) for one in given if one not in _RULES]


def _without_change(modifier: str) -> str:
    if modifier in ASSOCIATED or modifier in {"76", "77"}:
        return f"Modifier {modifier} changes no amount by itself."
    return f"Modifier {modifier} is not taken into account here."


def _component(modifier: str, row: RelativeValue) -> Change:
    said = objection(modifier, row)
    words = said.words if said else f"the schedule has no line of its own for {modifier}"
    return Change(modifier, Decimal(0), words, f"{_MANUAL}20.2")


def _bilateral(modifier: str, row: RelativeValue) -> Change:
    percent = {"1": Decimal(150), "3": Decimal(200)}.get(row.bilateral_surgery, _HUNDRED)
    words = {
        "1": "both sides, 150 %",
        "3": "both sides, each in full",
        "2": "no more is paid: the amount is for both sides already",
    }.get(row.bilateral_surgery, "no more is paid than for one side")
    return Change(modifier, percent, words, f"{_MANUAL}40.7")


def _multiple(modifier: str, row: RelativeValue) -> Change:
    source = f"{_MANUAL}40.6"
    match row.multiple_procedure:
        case "2":
            return Change(modifier, Decimal(50), "a further procedure of the day, 50 %", source)
        case "3":
            words = "an endoscopy: less what its base endoscopy is paid, which the claim tells"
            return Change(modifier, None, words, source)
        case "0" | "9":
            return Change(modifier, _HUNDRED, "no multiple procedure rule applies", source)
        case other:
            words = f"the reduction of indicator {other} is of a part of the amount and follows "
            return Change(modifier, None, words + "from the other lines of the claim", source)


def _discontinued(modifier: str, _: RelativeValue) -> Change:
    return Change(modifier, None, "discontinued: the contractor prices it", f"{_MANUAL}30.1")


def _reduced(modifier: str, _: RelativeValue) -> Change:
    return Change(modifier, None, "the contractor prices it from the record", f"{_MANUAL}40.4")


def _split(fields: tuple[str, ...], name: str) -> Callable[[str, RelativeValue], Change]:
    def rule(modifier: str, row: RelativeValue) -> Change:
        source = f"{_MANUAL}40.4"
        if said := objection(modifier, row):
            return Change(modifier, Decimal(0), said.words, source)
        percent = _HUNDRED * sum(Decimal(getattr(row, field)) for field in fields)
        return Change(modifier, percent, f"{name}, {percent.normalize():f} %", source)

    return rule


def _returned(modifier: str, row: RelativeValue) -> Change:
    source = f"{_MANUAL}40.4"
    if row.global_days not in {"010", "090"}:
        return Change(modifier, _HUNDRED, "in full: there is no care before or after", source)
    percent = _HUNDRED * row.intraoperative
    words = f"the operation alone, {percent.normalize():f} %"
    return Change(modifier, percent, words, source)


def _surgeons(
    percent: str | None, name: str, section: str
) -> Callable[[str, RelativeValue], Change]:
    def rule(modifier: str, row: RelativeValue) -> Change:
        source = f"{_MANUAL}{section}"
        said = objection(modifier, row)
        if said and said.refused:
            return Change(modifier, Decimal(0), said.words, source)
        if percent is None:
            return Change(modifier, None, f"{name}: the contractor prices it", source)
        words = f"{name}, {percent} %" + (f"; {said.words}" if said else "")
        return Change(modifier, Decimal(percent), words, source)

    return rule


_assistant = _surgeons("16", "assistant at surgery", "20.4.3")
_RULES: Mapping[str, Callable[[str, RelativeValue], Change]] = {
    "26": _component,
    "TC": _component,
    "53": _discontinued,
    "50": _bilateral,
    "22": _reduced,
    "52": _reduced,
    "62": _surgeons("62.5", "co-surgeon", "40.8"),
    "66": _surgeons(None, "team surgery", "40.8"),
    "80": _assistant,
    "81": _assistant,
    "82": _assistant,
    # 85 % of the 16 % of a physician.
    "AS": _surgeons("13.6", "assistant at surgery who is no physician", "110.2"),
    "51": _multiple,
    "54": _split(("preoperative", "intraoperative"), "surgical care only"),
    "55": _split(("postoperative",), "care after surgery only"),
    "56": _split(("preoperative",), "care before surgery only"),
    "78": _returned,
}
_ORDER = tuple(_RULES)
