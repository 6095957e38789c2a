from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.finding import Finder, windows
from services.search.domain.frequencies import Frequencies
from services.search.domain.index import (
    FACETS,
    Answer,
    Filters,
    Hit,
    Part,
    Question,
    Status,
    Window,
)
from services.search.domain.spans import Marked
from services.search.domain.status import IndexStatus
from services.search.errors import IndexNotBuiltError, QueryError, SystemUnknownError

STATUS = IndexStatus("r", "s", 3, ("icd-10-cm", "hcpcs"), datetime(2026, 6, 15, tzinfo=UTC))
NO_WORDS = (frozenset[str](),) * 5
TOTALS = st.integers(0, 30)


class ListIndex:
    """An index of three lists, whatever is asked of it."""

    def __init__(
        self, totals: Mapping[Part, int] | None = None, status: IndexStatus | None = STATUS
    ) -> None:
        self.lists = {
            part: [
                Hit(
                    "icd-10-cm",
                    f"{part.value}{n}",
                    "code",
                    True,
                    Marked("Title", "title"),
                    fields=NO_WORDS,
                )
                for n in range((totals or {}).get(part, 0))
            ]
            for part in Part
        }
        self._status = status
        self.words = Frequencies({"gout": 20, "acute": 30}, 40)
        self.requests: list[Sequence[Question]] = []
        self.looks = 0

    def ask(self, questions: Sequence[Question], *, brief: bool = False) -> list[Answer]:
        del brief
        self.requests.append(questions)
        return [self._answer(question) for question in questions]

    def frequencies(self) -> Frequencies:
        return self.words

    def status(self) -> IndexStatus | None:
        self.looks += 1
        return self._status

    def _answer(self, question: Question) -> Answer:
        hits = self.lists[question.part]
        window = question.window
        return Answer(
            tuple(hits[window.offset : window.offset + window.limit]),
            len(hits),
            {facet: {"a": len(hits)} for facet in question.facets},
        )


@given(st.tuples(TOTALS, TOTALS, TOTALS), st.integers(0, 100), st.integers(1, 40))
def test_a_page_is_a_slice_of_the_lists_in_a_row(
    totals: tuple[int, int, int], offset: int, limit: int
) -> None:
    index = ListIndex(dict(zip(Part, totals, strict=True)))
    found = Finder(index).search("E11", Filters(), Window(offset, limit))
    row = [hit for part in Part for hit in index.lists[part]]
    assert list(found.hits) == row[offset : offset + limit]
    assert found.total == len(row)
    assert len(index.requests) <= 2


@given(st.tuples(TOTALS, TOTALS, TOTALS), st.integers(1, 20))
def test_suggestions_are_the_first_hits_in_one_request(
    totals: tuple[int, int, int], limit: int
) -> None:
    index = ListIndex(dict(zip(Part, totals, strict=True)))
    hits = Finder(index).suggest("E11", limit)
    row = [hit for part in Part for hit in index.lists[part]]
    assert list(hits) == row[:limit]
    assert len(index.requests) == 1


@given(st.lists(TOTALS, max_size=5), st.integers(0, 100), st.integers(1, 40))
def test_windows_cover_the_page_and_no_more(totals: list[int], offset: int, limit: int) -> None:
    stretches = list(windows(totals, Window(offset, limit)))
    assert sum(w.limit for w in stretches) == max(0, min(limit, sum(totals) - offset))
    assert all(w.offset + w.limit <= total for w, total in zip(stretches, totals, strict=True))


def test_words_are_one_request_however_deep() -> None:
    index = ListIndex({Part.WORDS: 50})
    found = Finder(index).search("fracture", Filters(), Window(30, 10))
    assert [hit.code for hit in found.hits] == [f"words{n}" for n in range(30, 40)]
    assert len(index.requests) == 1


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("E11", [Part.CODE, Part.BELOW, Part.WORDS]),
        ("ct", [Part.CODE, Part.WORDS]),
        ("E08-E13", [Part.CODE]),
        ("E11*", [Part.CODE]),
        ("E11.9 Type 2 diabetes", [Part.CODE, Part.WORDS]),
        ("fracture", [Part.WORDS]),
    ],
)
def test_what_is_asked_for_a_query(query: str, parts: list[Part]) -> None:
    index = ListIndex()
    Finder(index).suggest(query, 8)
    assert [question.part for question in index.requests[0]] == parts


@pytest.mark.parametrize(
    ("totals", "interpretation"),
    [
        ({Part.CODE: 1}, "code"),
        ({Part.BELOW: 1}, "code"),
        ({Part.WORDS: 1}, "words"),
        ({}, "words"),
    ],
)
def test_only_a_code_that_exists_is_read_as_one(
    totals: Mapping[Part, int], interpretation: str
) -> None:
    found = Finder(ListIndex(totals)).search("B12", Filters(), Window(0, 20))
    assert found.interpretation == interpretation


def test_a_facet_is_counted_without_its_own_filter() -> None:
    index = ListIndex({Part.WORDS: 40})
    filters = Filters(("icd-10-cm",), billable=True)
    found = Finder(index).search("fracture", filters, Window(0, 20))
    assert [(question.filters, question.facets) for question in index.requests[0]] == [
        (filters, ("chapter", "status")),
        (Filters((), billable=True), ("system",)),
        (Filters(("icd-10-cm",), None), ("billable",)),
    ]
    assert found.facets == {name: {"a": 40} for name in FACETS}


@pytest.mark.parametrize("facet", FACETS)
def test_a_filter_is_left_out_by_its_name(facet: str) -> None:
    whole = Filters(("icd-10-cm",), True, ("icd-10-cm 4",), Status.ACTIVE, 20260615)
    assert whole.active() == FACETS
    left = whole.without(facet)
    assert left.active() == tuple(name for name in FACETS if name != facet)
    assert left.day == whole.day


def test_an_unknown_system_is_refused_and_a_known_one_looked_up_once() -> None:
    index = ListIndex()
    finder = Finder(index)
    with pytest.raises(SystemUnknownError, match="icd-10-cm, hcpcs"):
        finder.search("gout", Filters(("icd-9",)), Window(0, 20))
    finder.search("gout", Filters(("hcpcs",)), Window(0, 20))
    assert index.looks == 1


@pytest.mark.parametrize("query", ["", "  ", "?"])
def test_nothing_to_search_for(query: str) -> None:
    index = ListIndex({Part.WORDS: 4})
    assert Finder(index).suggest(query, 8) == ()
    assert index.requests == []
    with pytest.raises(QueryError) as caught:
        Finder(index).search(query, Filters(), Window(0, 20))
    assert caught.value.field == "query"


def test_no_index_has_no_status() -> None:
    assert Finder(ListIndex()).status() == STATUS
    with pytest.raises(IndexNotBuiltError):
        Finder(ListIndex(status=None)).status()


def test_what_is_called_so_comes_first() -> None:
    index = ListIndex({Part.WORDS: 3})
    row = index.lists[Part.WORDS]
    row[2] = row[2]._replace(named=True)
    codes = [hit.code for hit in Finder(index).suggest("gout", 8)]
    assert codes == ["words2", "words0", "words1"]
    found = Finder(index).search("gout", Filters(), Window(0, 3))
    assert [hit.code for hit in found.hits] == codes


def test_where_words_may_be_left_out_codes_without_them_are_looked_for_as_well() -> None:
    index = ListIndex({Part.WORDS: 40})
    found = Finder(index).search("gout (acute)", Filters(), Window(0, 20))
    assert len(index.requests) == 3
    assert found.total == 40
    Finder(index).search("gout acute", Filters(), Window(0, 20))
    assert len(index.requests) == 4


@pytest.mark.parametrize(("page", "total"), [(Window(20, 20), 50), (Window(40, 20), 20_000)])
def test_a_later_page_asks_for_no_more_than_is_shown_nearly(page: Window, total: int) -> None:
    index = ListIndex({Part.WORDS: total})
    found = Finder(index).search("gout (acute)", Filters(), page)
    assert found.total == total
    assert max(q.window.limit for asked in index.requests for q in asked) <= 60


@pytest.mark.parametrize("query", ["I10 Essential hypertension", "G0513 Prolonged service"])
def test_a_code_pasted_with_its_title_is_a_code(query: str) -> None:
    index = ListIndex({Part.CODE: 1, Part.WORDS: 30})
    index.words = Frequencies({"essential": 3, "g0513": 1, "prolonged": 4}, 40)
    assert Finder(index).search(query, Filters(), Window(0, 20)).interpretation == "code"


def test_a_code_with_words_behind_it_that_there_is_not_is_words() -> None:
    index = ListIndex({Part.WORDS: 30})
    Finder(index).search("E99 injection", Filters(), Window(0, 20))
    assert index.requests[-1][0].reading.wording.words == ("e99", "injection")
    Finder(index).suggest("E99 injection", 8)
    assert index.requests[-1][0].reading.wording.words == ("e99", "injection")


@pytest.mark.parametrize(("total", "rounds"), [(9, 2), (10, 1)])
def test_ten_codes_that_have_every_word_are_enough(total: int, rounds: int) -> None:
    index = ListIndex({Part.WORDS: total})
    Finder(index).search("gout", Filters(), Window(0, 20))
    assert len(index.requests) == rounds
