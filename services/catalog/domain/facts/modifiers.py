"""Which modifiers go with a code, as its line of the fee schedule says.

The meanings of the indicators are those of CMS's description of the relative value file (RVUPUF);
see also Medicare Claims Processing Manual, chapter 12, section 40.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.catalog.domain.facts.published import Held
from services.catalog.domain.records import Release
from services.catalog.readers.pprrvu import RelativeValue


class _Rule(NamedTuple):
    """An indicator, the modifiers that it is about, and at which values they fit or do not.

    At any other value the concept does not apply, and nothing is said.
    """

    column: str
    modifiers: tuple[str, ...]
    fits: str
    ruled_out: str


_RULES = (
    # 1 has both components; 2 to 5 are one of them or neither; of 6 there is no technical one.
    _Rule("pc_tc", ("26",), "16", "02345"),
    _Rule("pc_tc", ("TC",), "1", "023456"),
    # 2 and 3 have rules of their own, 0 none.
    _Rule("multiple_procedure", ("51",), "123", "0"),
    # 1 is paid at 150 percent, 3 at twice; 2 is for both sides already.
    _Rule("bilateral_surgery", ("50",), "13", "02"),
    # 0 is paid if documentation says why, 1 never is.
    _Rule("assistant_at_surgery", ("80", "81", "82", "AS"), "02", "1"),
    _Rule("co_surgeons", ("62",), "12", "0"),
    _Rule("team_surgery", ("66",), "12", "0"),
)
_PAYABLE = frozenset("ACRT")


class FittingModifier(NamedTuple):
    """A modifier that a column of the fee schedule is about, and whether that rules it out."""

    modifier: str
    said_by: str
    value: str
    ruled_out: bool
    release: Release


def fitting_modifiers(fees: Sequence[Held[RelativeValue]]) -> list[FittingModifier]:
    """Return what the lines of one code say of modifiers, those that fit first.

    A modifier with a line of its own fits, whatever the indicator says.
    """
    whole = next((held for held in fees if not held.record.modifier), None)
    found: dict[str, FittingModifier] = {}
    for held in fees:
        own = held.record.modifier
        if own:
            found[own] = FittingModifier(own, "line", own, ruled_out=False, release=held.release)
    if whole is not None and whole.record.status in _PAYABLE:
        for one in _said(whole):
            found.setdefault(one.modifier, one)
    return sorted(found.values(), key=lambda one: (one.ruled_out, one.modifier))


def _said(held: Held[RelativeValue]) -> Iterator[FittingModifier]:
    for column, modifiers, fits, ruled_out in _RULES:
        value: str = getattr(held.record, column)
        if value in fits or value in ruled_out:
            for modifier in modifiers:
                yield FittingModifier(modifier, column, value, value in ruled_out, held.release)
