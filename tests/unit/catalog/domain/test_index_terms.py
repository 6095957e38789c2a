from services.catalog.domain.index_terms import IndexLine, IndexTerm, terms_by_code, terms_of
from services.catalog.domain.kinds import TermSource

SOURCE = TermSource.ALPHABETIC_INDEX
LINES = (
    IndexLine(0, "Fracture", "(abduction)", (), ()),
    IndexLine(1, "femur", "", ("S729",), ()),
    IndexLine(2, "neck", "", ("S720",), ()),
    IndexLine(1, "hip", "", (), ("Fracture, femur, neck",)),
    IndexLine(0, "Broken hip", "", (), ("fracture, femur", "condition")),
    IndexLine(0, "Pneumonia", "(acute) (double)", ("J189",), ("Bronchopneumonia",)),
    IndexLine(0, "Bronchopneumonia", "", ("J180",), ()),
)


def texts(code: str) -> list[str]:
    return [term.text for term in terms_by_code(LINES, SOURCE).get(code, ())]


def test_a_term_is_named_with_those_above_it() -> None:
    assert texts("S729") == ["Fracture, femur", "Broken hip"]
    assert texts("J189") == ["Pneumonia (acute) (double)"]


def test_see_leads_to_the_codes_of_the_term_that_is_named() -> None:
    assert texts("S720") == ["Fracture, femur, neck", "Fracture, hip"]


def test_a_term_with_a_code_of_its_own_is_not_sent_on() -> None:
    assert texts("J180") == ["Bronchopneumonia"]


def test_what_is_no_term_leads_nowhere() -> None:
    lines = [IndexLine(0, "Breast", "", (), ("condition",))]
    assert terms_by_code(lines, SOURCE) == {}


def test_a_line_without_words_is_one_more_way_on() -> None:
    lines = [IndexLine(0, "Colectomy", "", ()), IndexLine(1, "", "", ("0DTE",))]
    assert terms_by_code(lines, SOURCE) == {"0DTE": [IndexTerm("Colectomy", SOURCE)]}


def test_a_code_has_the_terms_of_its_beginnings_but_not_those_of_a_table() -> None:
    by_code = {code: [IndexTerm(code, SOURCE)] for code in ("0DT", "0DTE", "0DTE0ZZ", "0DTF")}
    assert [term.text for term in terms_of("0DTE0ZZ", by_code)] == ["0DTE", "0DTE0ZZ"]
