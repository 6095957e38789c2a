from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.catalog.domain.fees.answer import FeeAnswer
from services.catalog.domain.fees.places import list_places
from services.catalog.domain.fees.pricing import price
from services.catalog.domain.fees.question import FeeQuestion
from services.catalog.errors import FeeInvalidError, FeeNotFoundError
from services.catalog.readers.anesthesia import AnesthesiaFactor
from services.catalog.readers.gpci import Gpci
from services.catalog.readers.zip_localities import ZipLocality
from tests.support.published import relative_value
from tests.support.tables import MemoryTables

DAY = date(2026, 5, 1)
D = Decimal
ROW = relative_value(
    "A0000",
    work=D(2),
    nonfacility_practice_expense=D(2),
    facility_practice_expense=D(1),
    malpractice=D(1),
    conversion_factor=D(10),
    nonfacility_na="",
    facility_na="",
    preoperative=D("0.1"),
    intraoperative=D("0.7"),
    postoperative=D("0.2"),
    global_days="090",
    pc_tc="0",
    bilateral_surgery="1",
    multiple_procedure="2",
    assistant_at_surgery="2",
    co_surgeons="2",
    team_surgery="2",
)
PLACES = (
    Gpci("11111", "AA", "05", "Here", "", D("1.5"), D(1), D(2), D("0.5")),
    Gpci("22222", "BB", "05", "There", "", None, D(1), D(1), D(1)),
    Gpci("22222", "BB", "06", "Beyond", "", D(1), None, D(1), D(1)),
)
ZIPS = (
    ZipLocality("AA", "10001", "11111", "05", "", "Z9", "", False, "", 2026, 2),
    ZipLocality("BB", "10002", "99999", "06", "", "Z9", "", True, "", 2026, 2),
    ZipLocality("CC", "10003", "33333", "07", "", "Z9", "", False, "", 2026, 2),
)
FACTORS = (
    AnesthesiaFactor("11111", "05", "Here", "", D("22.37"), D("20.3178")),
    AnesthesiaFactor("22222", "05", "There", "", D("19.00"), D("20.3178")),
)


def ask(*rows: object, code: str = "A0000", **asked: Any) -> FeeAnswer:  # noqa: ANN401 - of FeeQuestion
    tables = MemoryTables(
        relative_value=rows or (ROW,), gpci=PLACES, zip_locality=ZIPS, anesthesia_factor=FACTORS
    )
    return price(tables, FeeQuestion(code, DAY, **asked))


def amounts(answer: FeeAnswer) -> tuple[Decimal | None, Decimal | None]:
    return answer.nonfacility.dollars, answer.facility.dollars


def test_the_national_amount_has_indices_of_1() -> None:
    answer = ask()
    assert amounts(answer) == (D(50), D(40))
    assert (answer.place.number, answer.place.name) == ("", "National")
    assert [one.kind for one in (r.facts for r in answer.releases)] == ["relative_value"]


def test_a_locality_multiplies_each_part_by_its_index() -> None:
    # (2 x 1.5 + 2 x 2 + 1 x 0.5) x 10
    for asked in ({"locality": "1111105"}, {"zip_code": "10001"}):
        assert amounts(ask(**asked)) == (D(75), D(55)), asked
    # Without a floor in the file, the index without it.
    assert amounts(ask(locality="2222205")) == (D(50), D(40))
    assert ask(locality="06").place.name == "Beyond"


def test_a_zip_code_of_several_localities_says_so() -> None:
    answer = ask(zip_code="10002")
    # Its contractor has no indices of its own, but its state has the locality.
    assert answer.place.name == "Beyond"
    assert "ZIP+4" in answer.remarks[0]


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"locality": "05"}, "locality", "1111105 AA, 2222205 BB"),
        ({"locality": "99"}, "locality", "no payment locality 99"),
        ({"locality": "1111106"}, "locality", "no payment locality"),
        ({"zip_code": "99999"}, "zip_code", "99999"),
        ({"zip_code": "10003"}, "zip_code", "3333307"),
        ({"zip_code": "10001", "locality": "05"}, "zip_code", "one of them"),
    ],
)
def test_a_place_that_there_is_not(asked: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(FeeInvalidError, match=words) as caught:
        ask(**asked)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("modifiers", "facility"),
    [
        ("50", 60),
        ("51", 20),
        ("50 51", 30),
        ("62", 25),
        ("80", "6.40"),
        ("81", "6.40"),
        ("82", "6.40"),
        ("AS", "5.44"),
        ("54", 32),
        ("55", 8),
        ("56", 4),
        ("78", 28),
        ("50 62", "37.50"),
        ("LT 59", 40),
        ("66", None),
        ("52", None),
        ("22", None),
        ("53", None),
        ("26", 0),
    ],
)
def test_a_modifier_changes_the_amount(modifiers: str, facility: str | int | None) -> None:
    answer = ask(modifiers=tuple(modifiers.split()))
    assert answer.facility.dollars == (None if facility is None else D(facility))
    assert answer.facility.steps[0].amount == D(40)


@pytest.mark.parametrize(
    ("changes", "modifier", "facility"),
    [
        ({"bilateral_surgery": "0"}, "50", 40),
        ({"bilateral_surgery": "2"}, "50", 40),
        ({"bilateral_surgery": "3"}, "50", 80),
        ({"multiple_procedure": "0"}, "51", 40),
        ({"multiple_procedure": "3"}, "51", None),
        ({"multiple_procedure": "4"}, "51", None),
        ({"assistant_at_surgery": "0"}, "80", "6.40"),
        ({"assistant_at_surgery": "1"}, "80", 0),
        ({"co_surgeons": "0"}, "62", 0),
        ({"global_days": "XXX"}, "54", 0),
        ({"global_days": "000"}, "78", 40),
    ],
)
def test_only_as_the_indicators_allow(
    changes: dict[str, Any], modifier: str, facility: str | int | None
) -> None:
    answer = ask(ROW._replace(**changes), modifiers=(modifier,))
    assert answer.facility.dollars == (None if facility is None else D(facility))


def test_a_modifier_with_a_line_of_its_own_is_paid_by_that_line() -> None:
    professional = ROW._replace(modifier="26", work=D(1))
    answer = ask(ROW, professional, modifiers=("26", "Q9"))
    assert amounts(answer) == (D(40), D(30))
    assert answer.remarks == ["Modifier Q9 is not taken into account here."]


def test_units_are_multiplied_at_the_end() -> None:
    answer = ask(modifiers=("51",), units=3)
    assert answer.facility.dollars == D(60)
    assert answer.facility.steps[-1].label == "3 units"


def test_imaging_is_capped_at_the_outpatient_amount_where_that_is_lower() -> None:
    capped = ROW._replace(
        opps_nonfacility_practice_expense=D("1.5"),
        opps_facility_practice_expense=D("1.5"),
        opps_malpractice=D("0.5"),
    )
    answer = ask(capped)
    # Outside (2 + 1.5 + 0.5) x 10 is less than 50; in a facility it is not less than 40.
    assert amounts(answer) == (D(40), D(40))
    assert [len(one.steps) for one in (answer.nonfacility, answer.facility)] == [2, 1]


def test_what_the_contractor_prices_has_its_cap_and_no_amount() -> None:
    row = ROW._replace(
        status="C",
        work=D(0),
        opps_nonfacility_practice_expense=D(3),
        opps_facility_practice_expense=D(3),
        opps_malpractice=D(1),
    )
    professional = ROW._replace(modifier="26")
    answer = ask(row, professional)
    assert amounts(answer) == (None, None)
    # The work of the professional line, 2 + 3 + 1.
    assert "At most 60.00" in answer.nonfacility.remark
    assert "At most" not in ask(ROW._replace(status="C")).nonfacility.remark


@pytest.mark.parametrize("status", list("BEIMNPX"))
def test_what_is_not_paid_says_why(status: str) -> None:
    answer = ask(ROW._replace(status=status))
    assert amounts(answer) == (None, None)
    assert answer.facility.remark


def test_no_amount_where_the_service_is_not_done() -> None:
    answer = ask(ROW._replace(nonfacility_na="NA"))
    assert answer.nonfacility.dollars is None
    assert "outside a facility" in answer.nonfacility.remark
    assert ask(ROW._replace(facility_na="NA")).facility.dollars is None


def test_qualifying_participants_have_the_higher_factor() -> None:
    rows = (ROW, ROW._replace(conversion_factor=D(11)))
    assert amounts(ask(*rows)) == (D(50), D(40))
    assert amounts(ask(*rows, qualifying_participant=True)) == (D(55), D(44))


def test_a_code_that_is_not_in_the_schedule_is_not_found() -> None:
    with pytest.raises(FeeNotFoundError, match="The fee schedule of 2026 Q2 has no B0000"):
        ask(code="B0000")
    with pytest.raises(FeeNotFoundError, match="No fee schedule is loaded"):
        price(MemoryTables(), FeeQuestion("A0000", DAY))


def test_amounts_of_another_year_say_so() -> None:
    tables = MemoryTables(relative_value=(ROW,))
    answer = price(tables, FeeQuestion("A0000", date(2027, 1, 1)))
    assert answer.remarks == ["The newest amounts loaded are of 2026; those of 2027 may differ."]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # (7 + 6.5) x 22.37 = 301.995
        ({"minutes": 97, "base_units": 7, "locality": "1111105"}, "302.00"),
        ({"minutes": 97, "base_units": 7, "locality": "1111105", "modifiers": ("QK",)}, "151.00"),
        ({"minutes": 97, "base_units": 7, "locality": "1111105", "modifiers": ("AA",)}, "302.00"),
        # (5 + 1) x 20.3178
        ({"minutes": 15, "base_units": 5}, "121.91"),
        ({"locality": "2222205", "modifiers": ("AD",)}, "57.00"),
        ({"minutes": 15}, None),
        ({"base_units": 5}, None),
    ],
)
def test_anesthesia_is_base_and_time_units(asked: dict[str, Any], expected: str | None) -> None:
    answer = ask(code="00100", **asked)
    assert answer.facility == answer.nonfacility
    assert answer.facility.dollars == (None if expected is None else D(expected))
    assert bool(answer.facility.remark) == (expected is None)


def test_anesthesia_needs_the_factor_of_its_place() -> None:
    with pytest.raises(FeeInvalidError, match="conversion factor"):
        ask(code="00100", locality="06", minutes=15, base_units=5)


def test_a_code_of_status_j_is_anesthesia() -> None:
    answer = ask(ROW._replace(status="J"), minutes=30, base_units=4)
    assert answer.facility.dollars == D("121.91")
    assert answer.row is not None


def test_localities_are_listed_by_state() -> None:
    places = list_places(MemoryTables(gpci=PLACES[::-1]), DAY)
    assert [place.number for place in places] == ["1111105", "2222205", "2222206"]
