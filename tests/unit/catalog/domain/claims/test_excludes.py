import pytest

from services.catalog.domain.claims import excludes
from services.catalog.domain.kinds import NoteKind
from tests.support.claims import claim, diagnosis, facts, said

EXCLUDES1 = NoteKind.EXCLUDES1


@pytest.mark.parametrize("order", [("E119", "E109"), ("E109", "E119")])
@pytest.mark.parametrize("place", ["E119", "E11", "E08-E13"])
def test_a_note_at_or_above_a_code_excludes_another(order: tuple[str, str], place: str) -> None:
    known = {
        "E119": diagnosis("E119", {"E119": [], place: [(EXCLUDES1, "other kind (E10.-)")]}),
        "E109": diagnosis("E109"),
    }
    (found,) = excludes.find(claim(diagnoses=order), facts(diagnoses=known))
    assert said([found]) == [("ERROR", "excludes1", (), (1, 2))]
    assert "“Excludes1: other kind (E10.-)”" in found.sentence


def test_a_note_above_both_sets_nothing_apart() -> None:
    note = {"1": [(EXCLUDES1, "what is elsewhere (E00-E99)")]}
    known = {"E119": diagnosis("E119", note), "E109": diagnosis("E109", note)}
    assert list(excludes.find(claim(diagnoses=["E119", "E109"]), facts(diagnoses=known))) == []


def test_other_notes_other_codes_and_the_code_itself_are_no_conflict() -> None:
    notes = {
        "E119": [(NoteKind.EXCLUDES2, "(E10.-)"), (EXCLUDES1, "(E13.-)"), (EXCLUDES1, "(E11)")]
    }
    known = {"E119": diagnosis("E119", notes), "E109": diagnosis("E109")}
    codes = ["E119", "E109", "E119", "Q999"]
    assert list(excludes.find(claim(diagnoses=codes), facts(diagnoses=known))) == []
