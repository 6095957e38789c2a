"""The project's own list of terms against the books: what a term leads to must be there."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

import pytest

from services.catalog.readers import hcpcs_table
from services.catalog.readers.member import plain
from services.catalog.sources import PACKAGED
from services.search.domain.vocabulary import terms
from services.search.domain.words import normal
from tests.support.catalog import official_file

# Newer than the packaged edition of ICD-10-PCS.
LATER = {"02583ZF"}
ON = date(2025, 10, 1)

Titles = Mapping[str, str]


@lru_cache(maxsize=1)
def packaged() -> Titles:
    """Return the title of every code of the packaged books, by code as printed.

    The headings of procedures are not among them: B20 is a disease and a table of ICD-10-PCS.
    """
    titles: dict[str, str] = {}
    for source in PACKAGED:
        with source.path().open("rb") as file:
            entries = source.read(file, source.file).entries
        titles = {entry.code: entry.title for entry in entries} | titles
    return titles


@lru_cache(maxsize=1)
def supplies() -> Titles:
    """Return the description of every HCPCS code that has not ended; skips without the file."""
    member = plain(official_file("hcpcs/HCPC2025_OCT_ANWEB.xlsx"))
    known = next(one for one in hcpcs_table.FORMATS if one.recognise(member))
    rows = (record.value for record in known.read(member))
    return {
        row.code: row.long_description
        for row in rows
        if row.system == "hcpcs" and (row.terminated is None or row.terminated > ON)
    }


def missing(there: Titles, codes: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each term with a code, or the beginning of codes, that is not there."""
    ordered = sorted(there)

    def found(code: str) -> bool:
        if not code.endswith("*"):
            return code in there
        begin = code.removesuffix("*")
        place = bisect_left(ordered, begin)
        return place < len(ordered) and ordered[place].startswith(begin)

    return [(term, code) for term, code in codes if not found(code)]


def codes_listed(*, hcpcs: bool) -> Iterator[tuple[str, str]]:
    for term in terms():
        for code in term.codes:
            if (len(code) == 5 and code.isalnum() and code[1:].isdigit()) is hcpcs:
                yield term.term, code


def test_each_diagnosis_and_procedure_is_in_a_packaged_book() -> None:
    wrong = missing(packaged(), codes_listed(hcpcs=False))
    assert [(term, code) for term, code in wrong if code not in LATER] == []


@pytest.mark.official_files
def test_each_supply_and_service_is_in_force() -> None:
    assert missing(supplies(), codes_listed(hcpcs=True)) == []


@pytest.mark.official_files
def test_each_term_stands_for_words_of_a_title() -> None:
    having: dict[str, set[int]] = {}
    for number, title in enumerate([*supplies().values(), *packaged().values()]):
        for word in normal(title).split():
            having.setdefault(word, set()).add(number)
    nowhere = [
        (term.term, term.stands_for)
        for term in terms()
        if not set.intersection(
            *(having.get(word, set()) for word in normal(term.stands_for).split())
        )
    ]
    assert nowhere == []
