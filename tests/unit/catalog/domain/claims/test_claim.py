from datetime import date

import pytest

from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.facts.kinds import Setting
from services.catalog.errors import ClaimInvalidError
from tests.support.claims import DAY, claim, line


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([Line(1, "A0000", units=0)], "lines[0].units"),
        ([Line(1, "A0000"), Line(2, "A0000", units=-3)], "lines[1].units"),
        ([Line(1, "A0000", units=100_000)], "lines[0].units"),
        ([Line(1, "A0000", modifiers=("1",))], "lines[0].modifiers"),
        ([Line(1, "A0000", modifiers=("é9",))], "lines[0].modifiers"),
        ([Line(1, "A0000", modifiers=("25",) * 5)], "lines[0].modifiers"),
        ([Line(1, "A0000", pointers=(0,))], "lines[0].pointers"),
        ([Line(1, "A0000", pointers=(26,))], "lines[0].pointers"),
        ([Line(1, "A0000", pointers=(1, 2, 3, 4, 5))], "lines[0].pointers"),
        ([Line(n, "A0000") for n in range(1, 102)], "lines"),
    ],
)
def test_what_no_claim_could_have_is_named(lines: list[Line], field: str) -> None:
    with pytest.raises(ClaimInvalidError) as caught:
        Claim(DAY, Setting.PRACTITIONER, lines)
    assert caught.value.field == field


def test_too_many_diagnoses_and_too_early_a_day_are_refused() -> None:
    with pytest.raises(ClaimInvalidError, match="25"):
        claim(diagnoses=["Z000"] * 26)
    with pytest.raises(ClaimInvalidError) as caught:
        Claim(date(1900, 1, 1), Setting.PRACTITIONER, [])
    assert caught.value.field == "date"


def test_codes_are_each_given_once_in_order() -> None:
    one = claim(line(1, "B0000"), line(2, "A0000"), line(3, "B0000"))
    assert one.codes() == ["B0000", "A0000"]
    numbers = {code: [found.number for found in lines] for code, lines in one.by_code().items()}
    assert numbers == {"B0000": [1, 3], "A0000": [2]}
