"""What is asked of the fee schedule, and what nobody could ask."""

import re
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.dates import in_words
from services.catalog.errors import FeeInvalidError

# The fee schedule of relative values began on this day (42 CFR 414.1).
FIRST_DAY = date(1992, 1, 1)
MOST_UNITS = 9_999
MOST_MINUTES = 1_440
MOST_BASE_UNITS = 99
_MOST_MODIFIERS = 4
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_LOCALITY = re.compile(r"([0-9]{5})?[0-9]{2}")
_ZIP = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class FeeQuestion:
    """A service, where and when it was done, and how; codes and modifiers in capitals.

    `locality` is seven digits, contractor and locality, or two; "" means national. `minutes` and
    `base_units` are of anesthesia, 0 where they are not said.
    """

    code: str
    day: date
    locality: str = ""
    zip_code: str = ""
    modifiers: tuple[str, ...] = ()
    units: int = 1
    minutes: int = 0
    base_units: int = 0
    qualifying_participant: bool = False

    def __post_init__(self) -> None:
        """Raise FeeInvalidError for what there cannot be, naming the field."""
        if self.day < FIRST_DAY:
            raise FeeInvalidError(
                f"There was no fee schedule before {in_words(FIRST_DAY)}.", "date"
            )
        if self.locality and not _LOCALITY.fullmatch(self.locality):
            reason = "A locality has seven digits, contractor and locality, or two."
            raise FeeInvalidError(reason, "locality")
        if self.zip_code and not _ZIP.fullmatch(self.zip_code):
            raise FeeInvalidError("A ZIP code has five digits.", "zip_code")
        if len(self.modifiers) > _MOST_MODIFIERS:
            raise FeeInvalidError(f"At most {_MOST_MODIFIERS} modifiers.", "modifiers")
        if not all(map(_MODIFIER.fullmatch, self.modifiers)):
            raise FeeInvalidError("A modifier has two letters or digits.", "modifiers")
        _between(1, self.units, MOST_UNITS, "units")
        _between(0, self.minutes, MOST_MINUTES, "minutes")
        _between(0, self.base_units, MOST_BASE_UNITS, "base_units")


def _between(least: int, value: int, most: int, field: str) -> None:
    if not least <= value <= most:
        raise FeeInvalidError(f"It is {least} to {most:,}.", field)
