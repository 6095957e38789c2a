from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.procedure_numbers import book_of, numbered
from services.catalog.domain.records import Entry


def test_a_number_from_elsewhere_goes_below_the_one_heading_of_its_chapter() -> None:
    alone = Entry("10002", "10002", "", NodeKind.CODE, billable=True, parent="")

    book = book_of([numbered("99999"), alone, numbered("10001"), numbered("0001T")])

    assert [(entry.compact, entry.parent) for entry in book] == [
        ("10000-19999", ""),
        ("10001", "10000-19999"),
        ("10002", "10000-19999"),
        ("90000-99999", ""),
        ("99999", "90000-99999"),
        ("0001T-9999T", ""),
        ("0001T", "0001T-9999T"),
    ]
