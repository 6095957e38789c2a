from datetime import date
from typing import Any

import pytest

from services.catalog.domain.fees.question import FeeQuestion
from services.catalog.errors import FeeInvalidError

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"day": date(1900, 1, 1)}, "date"),
        ({"locality": "1"}, "locality"),
        ({"locality": "\u0660\u0661"}, "locality"),
        ({"zip_code": "1234"}, "zip_code"),
        ({"modifiers": ("2",)}, "modifiers"),
        ({"modifiers": ("26",) * 5}, "modifiers"),
        ({"units": 0}, "units"),
        ({"units": -1}, "units"),
        ({"minutes": 1441}, "minutes"),
        ({"base_units": 100}, "base_units"),
    ],
)
def test_what_nobody_could_ask_is_named(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(FeeInvalidError) as caught:
        FeeQuestion(**{"code": "A0000", "day": DAY, **asked})
    assert caught.value.field == field
