import pytest

from services.catalog.domain.claims import sequencing
from services.catalog.domain.kinds import NoteKind
from tests.support.claims import claim, diagnosis, facts, said

FIRST, ADDITIONAL = NoteKind.CODE_FIRST, NoteKind.USE_ADDITIONAL_CODE
MANIFESTATION = "Dementia in other diseases classified elsewhere"


@pytest.mark.parametrize(
    ("note", "title", "order", "expected"),
    [
        ("disease (G30.-)", "", "G309 F028", None),
        ("disease (G30.-)", "", "F028 G309", ("ERROR", "code-first-order")),
        ("disease (G30.-)", "", "F028", ("WARNING", "code-first")),
        ("disease (G30.-)", "", "A000 F028", ("WARNING", "code-first")),
        ("disease (G30.-)", MANIFESTATION, "F028", ("ERROR", "code-first")),
        ("disease (G30.-)", MANIFESTATION, "A000 F028", ("WARNING", "code-first")),
        ("disease, such as: this (G30.-)", "", "A000 F028", None),
        ("disease, such as: this (G30.-)", "", "F028", ("WARNING", "code-first")),
        ("disease, if applicable (G30.-)", "", "F028", ("NOTE", "code-first")),
        ("underlying disease", "", "F028", ("WARNING", "code-first")),
        ("underlying disease", "", "A000 F028", None),
    ],
)
def test_code_first(note: str, title: str, order: str, expected: tuple[str, str] | None) -> None:
    known = {
        "F028": diagnosis("F028", {"F028": [], "F02": [(FIRST, note)]}, title=title),
        "G309": diagnosis("G309"),
        "A000": diagnosis("A000"),
    }
    found = list(sequencing.find(claim(diagnoses=order.split()), facts(diagnoses=known)))
    assert [(one.severity.name, one.rule) for one in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("place", "note", "order", "expected"),
    [
        ("E11", "code to identify control (Z79.4)", "E119 Z794", None),
        ("E119", "code to identify control (Z79.4)", "E119", "WARNING"),
        # From a place above, and where it need not be there.
        ("E11", "code to identify control (Z79.4)", "E119", "NOTE"),
        ("E119", "code, if applicable (Z79.4)", "E119", "NOTE"),
        ("E119", "code to identify the infection", "E119", None),
    ],
)
def test_use_additional(place: str, note: str, order: str, expected: str | None) -> None:
    known = {
        "E119": diagnosis("E119", {"E119": [], place: [(ADDITIONAL, note)]}),
        "Z794": diagnosis("Z794"),
    }
    found = list(sequencing.find(claim(diagnoses=order.split()), facts(diagnoses=known)))
    assert [one.severity.name for one in found] == ([expected] if expected else [])


def test_the_additional_code_comes_after() -> None:
    known = {
        "E119": diagnosis("E119", {"E119": [(ADDITIONAL, "code (Z79.4)")]}),
        "Z794": diagnosis("Z794"),
    }
    found = list(sequencing.find(claim(diagnoses=["Z794", "E119"]), facts(diagnoses=known)))
    assert said(found) == [("WARNING", "use-additional-order", (), (2, 1))]


def test_a_pair_that_stands_the_wrong_way_round_is_said_once() -> None:
    known = {
        "F028": diagnosis("F028", {"F028": [(FIRST, "disease (G30.-)")]}),
        "G309": diagnosis("G309", {"G309": [(ADDITIONAL, "code for dementia (F02.-)")]}),
    }
    found = list(sequencing.find(claim(diagnoses=["F028", "G309"]), facts(diagnoses=known)))
    assert said(found) == [("ERROR", "code-first-order", (), (2, 1))]


def test_notes_of_one_place_are_read_together_and_long_ones_cut() -> None:
    notes = [
        (FIRST, "underlying disease, such as:"),
        *[(FIRST, f"disease {n} (G3{n % 10}.-)") for n in range(20)],
    ]
    known = {"F028": diagnosis("F028", {"F028": notes})}
    (found,) = sequencing.find(claim(diagnoses=["F028"]), facts(diagnoses=known))
    assert "such as: disease 0 (G30.-); disease 1" in found.sentence
    assert "…”" in found.sentence


def test_a_diagnosis_that_is_not_known_demands_nothing() -> None:
    assert list(sequencing.find(claim(diagnoses=["Q999"]), facts())) == []


@pytest.mark.parametrize(("code", "count"), [("T360X5A", 1), ("T360X1A", 0)])
def test_a_poisoning_stands_first_and_an_adverse_effect_does_not(code: str, count: int) -> None:
    note = ", for adverse effects, the nature of it, such as: dermatitis (L27.-)"
    known = {
        code: diagnosis(code, {code: [], "T36-T50": [(FIRST, note)]}),
        "L270": diagnosis("L270"),
    }
    found = list(sequencing.find(claim(diagnoses=[code, "L270"]), facts(diagnoses=known)))
    assert len(found) == count
