from services.search.domain.context import Context, heading_of
from services.search.domain.documents import CodeEntry


def place(code: str, title: str, kind: str, system: str = "icd-10-cm") -> CodeEntry:
    compact = code.replace(".", "").replace("-", "")
    return CodeEntry(system, code, compact, title, kind, kind == "code", "", "")


def test_a_place_has_the_words_of_the_headings_above_it() -> None:
    context = Context()
    book = [
        place("20", "External causes", "chapter"),
        place("V20-V29", "Motorcycle rider", "section"),
        place("V20", "Collision", "category"),
        place("V20.0", "Driver", "subcategory"),
        place("V20.0XXA", "Driver, initial", "code"),
        place("V21", "Animal", "category"),
        place("W00-W19", "Falls", "section"),
        place("W00", "Ice", "category"),
        place("0", "Surgery", "chapter", "icd-10-pcs"),
        place("0D", "Gastrointestinal", "section", "icd-10-pcs"),
        place("0DT", "Resection", "category", "icd-10-pcs"),
        place("0DTJ0ZZ", "Appendix", "code", "icd-10-pcs"),
        place("A", "A codes", "chapter", "hcpcs"),
        place("A0425", "Mileage", "code", "hcpcs"),
    ]
    assert [sorted(context.above(one)) for one in book] == [
        [],
        [],
        ["motorcycle", "rider"],
        ["collision", "motorcycle", "rider"],
        ["collision", "driver", "motorcycle", "rider"],
        ["motorcycle", "rider"],
        [],
        ["fall"],
        [],
        ["surgery"],
        ["gastrointestinal", "surgery"],
        ["gastrointestinal", "resection", "surgery"],
        [],
        ["ambulance", "service", "transportation"],
    ]


def test_a_code_of_hcpcs_stands_under_the_heading_of_its_range() -> None:
    assert "wheelchair" in heading_of("E0950")
    assert "ostomy" in heading_of("A4437")
    assert heading_of("A0001") == heading_of("E0106") == frozenset()
