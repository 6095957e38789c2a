from datetime import date

from services.catalog.domain.claims import diagnoses
from tests.support.claims import DAY, claim, diagnosis, facts, line, said


def test_diagnoses_that_cannot_be_reported() -> None:
    known = {
        "A000": diagnosis("A000"),
        "A001": diagnosis("A001", until=DAY),
        "A002": diagnosis("A002", since=date(2026, 10, 1)),
        "A01": diagnosis("A01", billable=False),
    }
    one = claim(diagnoses=["A000", "A001", "A002", "A01", "Q999", "A000"])
    assert said(list(diagnoses.find(one, facts(diagnoses=known)))) == [
        ("ERROR", "diagnosis-terminated", (), (2,)),
        ("ERROR", "diagnosis-not-yet-valid", (), (3,)),
        ("ERROR", "diagnosis-not-billable", (), (4,)),
        ("ERROR", "diagnosis-unknown", (), (5,)),
        ("ERROR", "diagnosis-twice", (), (1, 6)),
    ]


def test_without_the_book_nothing_is_unknown() -> None:
    assert list(diagnoses.find(claim(diagnoses=["Q999"]), facts(releases={}))) == []


def test_an_external_cause_is_never_first() -> None:
    known = {"W010": diagnosis("W010"), "S000": diagnosis("S000")}
    first = claim(diagnoses=["W010", "S000"])
    second = claim(diagnoses=["S000", "W010"])
    assert said(list(diagnoses.find(first, facts(diagnoses=known)))) == [
        ("ERROR", "diagnosis-first", (), (1,))
    ]
    assert list(diagnoses.find(second, facts(diagnoses=known))) == []


def test_pointers_lead_to_a_diagnosis() -> None:
    known = facts(diagnoses={"A000": diagnosis("A000")})
    lines = (line(1, "A0000", pointers="1"), line(2, "B0000", pointers="12"), line(3, "C0000"))
    found = list(diagnoses.find(claim(*lines, diagnoses=["A000"]), known))
    assert said(found) == [("ERROR", "pointer", (2,), ()), ("WARNING", "pointer", (3,), ())]


def test_a_claim_may_do_without_pointers() -> None:
    lines = (line(1, "A0000"), line(2, "B0000"))
    known = facts(diagnoses={"A000": diagnosis("A000")})
    assert list(diagnoses.find(claim(*lines, diagnoses=["A000"]), known)) == []
