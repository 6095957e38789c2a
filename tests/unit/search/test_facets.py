from datetime import date

from services.search.domain.documents import CodeEntry, document_of
from services.search.domain.facets import facets
from services.search.domain.index import FACETS
from services.search.domain.vocabulary import Vocabulary

NAMES = Vocabulary(())


def value(
    system: str,
    chapter: str = "",
    *,
    billable: bool = True,
    begins: date = date(2020, 1, 1),
    ends: date | None = None,
) -> str:
    entry = CodeEntry(
        system, "A1", "A1", "A", "code", billable, chapter, "", begins=begins, ends=ends
    )
    return str(document_of(entry, 1, NAMES)["counted"])


def test_the_facets_are_told_from_what_is_counted_of_each_code() -> None:
    values = {
        value("icd-10-cm", "4"): 3,
        value("icd-10-cm", "4", billable=False): 2,
        value("hcpcs"): 1,
        value("hcpcs", ends=date(2026, 6, 15)): 5,
        value("hcpcs", begins=date(2026, 6, 16)): 7,
    }
    assert facets(values, FACETS, 20260615) == {
        "system": {"hcpcs": 13, "icd-10-cm": 5},
        "billable": {"false": 2, "true": 16},
        "chapter": {"icd-10-cm 4": 5},
        "status": {"active": 6, "deleted": 5, "future": 7},
    }
    assert facets(values, ("system",), 20260615) == {"system": {"hcpcs": 13, "icd-10-cm": 5}}
    assert facets({}, FACETS, 20260615) == {name: {} for name in FACETS}
