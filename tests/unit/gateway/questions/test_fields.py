from collections.abc import Callable
from datetime import date

import pytest

from services.gateway.clients.fact_kinds import Setting
from services.gateway.questions import fields
from services.gateway.questions.faults import Faults, FieldsInvalidError, path_of
from services.runtime.errors import InvalidArgumentError


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (fields.a_date, "", ""),
        (fields.a_date, " 2026-05-01 ", "2026-05-01"),
        (fields.a_code, " e11.9 ", "E11.9"),
        (fields.units, "", 1),
        (fields.units, "+3", 3),
        (fields.modifiers, "", ()),
        (fields.modifiers, "lt, 59-XS", ("LT", "59", "XS")),
        (fields.pointers, "", ()),
        (fields.pointers, "AB", (1, 2)),
        (fields.pointers, "a, c", (1, 3)),
        (fields.pointers, "1 12", (1, 12)),
        (fields.a_setting, "", Setting.PRACTITIONER),
        (fields.a_setting, "dme-supplier", Setting.DME_SUPPLIER),
    ],
)
def test_a_field_is_read(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (fields.a_date, "2026-02-30"),
        (fields.a_date, "20260501"),
        (fields.a_date, "05/01/2026"),
        (fields.a_code, ""),
        (fields.a_code, "..."),
        (fields.a_code, "A 1"),
        (fields.a_code, "A" * 21),
        (fields.units, "0"),
        (fields.units, "-1"),
        (fields.units, "1.5"),
        (fields.units, "100000"),
        (fields.units, "\u0661"),
        (fields.modifiers, "nonsense"),
        (fields.modifiers, "25 25 25 25 25"),
        (fields.pointers, "M"),
        (fields.pointers, "0"),
        (fields.pointers, "26"),
        (fields.pointers, "000199999999999"),
        (fields.pointers, "0001" + "9" * 5000),
        (fields.pointers, "ABCDE"),
        (fields.a_setting, "unspecified"),
    ],
)
def test_a_field_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(InvalidArgumentError):
        read(text)


def test_a_day_before_the_first_is_refused() -> None:
    assert fields.a_date("1996-01-01", fields.FIRST_CLAIM) == "1996-01-01"
    with pytest.raises(InvalidArgumentError, match="before 1996"):
        fields.a_date("1995-12-31", date(1996, 1, 1))


def test_the_first_fault_of_a_field_stays_and_all_are_told() -> None:
    faults = Faults()
    assert faults.read("units", lambda: fields.units("x"), 7) == 7
    faults.add("units", "another")
    faults.add("code", "A code is missing.")
    assert list(faults.found) == ["units", "code"]
    assert "whole number" in faults.found["units"]
    error = FieldsInvalidError(faults.found, in_body=True)
    assert error.field == "units"
    assert error.message.endswith("2 fields are wrong.")


@pytest.mark.parametrize(
    ("field", "path"),
    [("lines[3].code", "lines/3/code"), ("diagnoses[0]", "diagnoses/0"), ("date", "date")],
)
def test_a_field_of_the_catalog_has_a_path(field: str, path: str) -> None:
    assert path_of(InvalidArgumentError("", field=field)) == path
