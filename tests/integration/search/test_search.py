"""Queries over real gRPC against an index of a small book."""

from collections.abc import Iterable, Iterator

import grpc
import pytest
from codebook.search.v1 import search_pb2, search_pb2_grpc

from services.runtime.errors import InvalidArgumentError
from services.runtime.status import from_rpc_error
from services.search.app import build_index
from tests.support.meilisearch import MeilisearchServer
from tests.support.search import (
    BOOK,
    CM,
    PCS,
    BookCatalog,
    search_settings,
    serving_catalog,
    serving_search,
)

pytestmark = pytest.mark.meilisearch

Stub = search_pb2_grpc.SearchServiceStub
Spans = list[tuple[str, bool]]
FEMUR = [code.summary.code for code in BOOK if code.summary.code.startswith("S72")]


@pytest.fixture(scope="module")
def stub(shared_meilisearch: MeilisearchServer) -> Iterator[Stub]:
    shared_meilisearch.empty()
    with serving_catalog(BookCatalog()) as target:
        settings = search_settings(shared_meilisearch.url, target)
        build_index(settings, lambda *_: None, force=False)
    with serving_search(settings) as (stub, _):
        yield stub


def search(
    stub: Stub,
    query: str,
    *,
    systems: tuple[str, ...] = (),
    billable: bool | None = None,
    limit: int = 0,
    offset: int = 0,
) -> search_pb2.SearchResponse:
    return stub.Search(
        search_pb2.SearchRequest(
            query=query, systems=systems, billable=billable, limit=limit, offset=offset
        )
    )


def codes(response: search_pb2.SearchResponse | search_pb2.SuggestResponse) -> list[str]:
    return [hit.code for hit in response.hits]


def suggested(stub: Stub, query: str, limit: int = 0) -> list[str]:
    return codes(stub.Suggest(search_pb2.SuggestRequest(query=query, limit=limit)))


def facets(response: search_pb2.SearchResponse) -> dict[str, list[tuple[str, int]]]:
    return {f.name: [(v.value, v.count) for v in f.values] for f in response.facets}


def spans(pieces: Iterable[search_pb2.TextSpan]) -> Spans:
    return [(piece.text, piece.matched) for piece in pieces]


@pytest.mark.parametrize("query", ["E11", "e11", "E11.", "E11.-", " e11 ", ".E11"])
def test_a_code_comes_first_and_then_what_is_below(stub: Stub, query: str) -> None:
    response = search(stub, query)
    assert codes(response) == ["E11", "E11.6", "E11.65", "E11.9"]
    assert response.interpretation == "code"
    assert suggested(stub, query) == ["E11", "E11.6", "E11.65", "E11.9"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("e119", ["E11.9"]),
        ("e11.9 ", ["E11.9"]),
        ("E1", ["E11", "E11.6", "E11.65", "E11.9"]),
        ("C4", ["C43", "C4A", "C4A.0", "C44"]),
        ("0DB6", ["0DB60ZX", "0DB63ZX"]),
        ("0", ["0", "0D", "0DB", "0DB60ZX", "0DB63ZX"]),
        ("gzb", ["GZB", "GZB0ZZZ"]),
        ("E08", ["E08", "E08.9"]),
        ("E08-E13", ["E08-E13"]),
    ],
)
def test_the_start_of_a_code(stub: Stub, query: str, expected: list[str]) -> None:
    hits = codes(search(stub, query))
    assert hits[: len(expected)] == expected
    # What follows is what the words find, such as the range in the title of a section.
    rest = [hit.replace(".", "") for hit in hits[len(expected) :] if "-" not in hit]
    assert not any(hit.startswith(query.upper()) for hit in rest)


def test_the_same_code_of_two_systems(stub: Stub) -> None:
    hits = search(stub, "B20").hits
    assert [(hit.system, hit.code) for hit in hits] == [(CM, "B20"), (PCS, "B20"), (PCS, "B2000ZZ")]
    assert [hit.code for hit in search(stub, "B20", systems=(PCS,)).hits] == ["B20", "B2000ZZ"]


@pytest.mark.parametrize(("query", "code"), [("B12", "D51.0"), ("H1N1", "J10.1"), ("hiv", "B20")])
def test_words_that_look_like_a_code_are_words(stub: Stub, query: str, code: str) -> None:
    response = search(stub, query)
    assert codes(response) == [code]
    assert response.interpretation == "words"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("merkel", "C4A"),
        ("melanoma skin", "C43"),
        ("diabtes melitus type 2", "E11.9"),
        ("electroconvulsive th", "GZB"),
    ],
)
def test_words_typos_and_half_words(stub: Stub, query: str, code: str) -> None:
    assert code in codes(search(stub, query))[:2]
    assert code in suggested(stub, query)[:2]


@pytest.mark.parametrize("query", ["E11.8", "S72.00X", "E111", "E118"])
def test_a_code_has_no_typos(stub: Stub, query: str) -> None:
    response = search(stub, query)
    assert codes(response) == []
    assert (response.total, response.interpretation) == (0, "words")


def test_a_number_has_no_typos(stub: Stub) -> None:
    assert codes(search(stub, '"type 2"'))[0] == "E11.9"
    assert codes(search(stub, '"type 3"')) == []


def test_what_may_be_reported_comes_before_headings(stub: Stub) -> None:
    hits = search(stub, "complications").hits
    assert [hit.code for hit in hits] == ["E08.9", "E11.9", "E11.65", "E11.6"]
    assert [hit.billable for hit in hits] == [True, True, True, False]


def test_a_code_beside_words_is_none_of_procedures(stub: Stub) -> None:
    assert codes(search(stub, "B20 HIV disease"))[0] == "B20"
    assert search(stub, "B20 HIV disease").hits[0].system == CM
    assert search(stub, "B20 heart").hits[0].system == CM
    assert codes(search(stub, "B12 deficiency"))[0] == "D51.0"


def test_of_two_things_a_code_need_have_one(stub: Stub) -> None:
    assert codes(search(stub, "melanoma/carcinoma of skin"))[0] == "C43"
    assert "C4A.0" in codes(search(stub, "carcinoma or melanoma of lip"))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("merkelcell", "C4A.0"),
        ("gastrik stomack", "0DB63ZX"),
        ("electroconvulsion", "GZB0ZZZ"),
    ],
)
def test_words_as_they_are_heard_and_in_another_form(stub: Stub, query: str, code: str) -> None:
    assert codes(search(stub, query))[0] == code


def test_a_hit_has_all_that_a_result_shows(stub: Stub) -> None:
    hit = search(stub, "hyperglycemia").hits[0]
    assert (hit.system, hit.code, hit.kind, hit.billable) == (CM, "E11.65", "code", True)
    assert hit.title == "Type 2 diabetes mellitus with hyperglycemia"
    assert (hit.chapter, hit.chapter_title) == (
        "4",
        "Endocrine, nutritional and metabolic diseases (E00-E89)",
    )
    assert spans(hit.title_spans) == [
        ("Type 2 diabetes mellitus with ", False),
        ("hyperglycemia", True),
    ]
    assert spans(hit.term_spans) == []


def test_an_inclusion_term_that_matched_is_shown_as_it_is(stub: Stub) -> None:
    hit = search(stub, "swine flu").hits[0]
    assert hit.code == "J10.1"
    assert spans(hit.term_spans) == [
        ("Swine", True),
        (" ", False),
        ("flu", True),
        (" <b>bold</b> & sons", False),
    ]


def test_filters_by_system_and_billable(stub: Stub) -> None:
    assert {hit.system for hit in search(stub, "B20", systems=(PCS, CM)).hits} == {CM, PCS}
    assert codes(search(stub, "E11", billable=True)) == ["E11.65", "E11.9"]
    assert codes(search(stub, "E11", billable=False)) == ["E11", "E11.6"]
    assert codes(search(stub, "heart", systems=(CM,))) == []


def test_facets_count_all_hits(stub: Stub) -> None:
    response = search(stub, "B20", limit=1)
    assert response.total == 3
    assert facets(response) == {
        "system": [(PCS, 2), (CM, 1)],
        "billable": [("true", 2), ("false", 1)],
        "chapter": [(f"{PCS} B", 2), (f"{CM} 4", 1)],
        "status": [("active", 3)],
    }


def test_a_facet_shows_what_else_could_be_chosen(stub: Stub) -> None:
    response = search(stub, "B20", systems=(CM,), billable=True)
    assert codes(response) == ["B20"]
    assert facets(response) == {
        "system": [(CM, 1), (PCS, 1)],
        "billable": [("true", 1)],
        "chapter": [(f"{CM} 4", 1)],
        "status": [("active", 1)],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("S72", FEMUR),
        ("fracture of femur", [code for code in FEMUR if code[-1] not in "BCDEFGHJKMNPQRS"]),
        ("encounter fracture of femur", [code for code in FEMUR if code[-1].isalpha()]),
    ],
)
def test_pages_are_the_list_in_pieces(stub: Stub, query: str, expected: list[str]) -> None:
    whole = codes(search(stub, query, limit=100)) + codes(
        search(stub, query, limit=100, offset=100)
    )
    pieces = [
        code
        for offset in range(0, len(FEMUR), 30)
        for code in codes(search(stub, query, limit=30, offset=offset))
    ]
    assert whole == pieces
    assert sorted(whole) == sorted(expected)
    assert search(stub, query).total == len(expected)
    assert codes(search(stub, query, offset=10_000)) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("E11.9 Type 2 diabetes mellitus", "E11.9"),
        ("Merkel cell (C4A.0)", "C4A.0"),
        ("E11*", "E11"),
        ("E08 - E13", "E08-E13"),
        ("B20, E11.9", "E11.9"),
        ("H1N1 virus", "J10.1"),
        ("0DB6?ZX", "0DB60ZX"),
    ],
)
def test_codes_however_they_are_named(stub: Stub, query: str, expected: str) -> None:
    assert expected in codes(search(stub, query))[:2]
    assert expected in suggested(stub, query)[:2]


def test_a_word_that_no_title_has_is_left_out(stub: Stub) -> None:
    response = search(stub, "hyperglycemia xyzzy")
    assert codes(response)[0] == "E11.65"
    assert list(response.left_out) == ["xyzzy"]
    assert response.total == len(codes(response)) == sum(n for _, n in facets(response)["system"])
    assert codes(search(stub, "hyperglycemia xyzzy", offset=1)) == codes(response)[1:]


def test_nothing_found_names_the_nearest_spelling(stub: Stub) -> None:
    assert search(stub, "melanima skin").spelling == "melanoma skin"


def test_phrases_and_words_that_are_not_wanted(stub: Stub) -> None:
    assert "E08" not in codes(search(stub, '"type 2"'))
    found = codes(search(stub, "diabetes -type"))
    assert "E08" in found
    assert "E11" not in found


def test_only_codes_of_a_chapter_and_of_a_status(stub: Stub) -> None:
    def narrowed(**filters: object) -> list[str]:
        request = search_pb2.SearchRequest(query="B20", **filters)  # type: ignore[arg-type] # fields by name
        return codes(stub.Search(request))

    assert narrowed(chapters=[f"{CM} 4"]) == ["B20"]
    assert narrowed(status="deleted") == []
    assert len(narrowed(status="active")) == 3
    assert narrowed(status="future", as_of="2020-01-01") == []


def test_suggestions_are_few(stub: Stub) -> None:
    assert suggested(stub, "S72") == FEMUR[:8]
    assert suggested(stub, "S72", 20) == FEMUR[:20]
    assert suggested(stub, "") == []
    assert suggested(stub, " !") == []


def test_a_suggestion_says_what_matched(stub: Stub) -> None:
    hit = stub.Suggest(search_pb2.SuggestRequest(query="hyperg")).hits[0]
    assert (hit.system, hit.code, hit.kind, hit.billable) == (CM, "E11.65", "code", True)
    assert hit.title == "Type 2 diabetes mellitus with hyperglycemia"
    assert spans(hit.title_spans) == [
        ("Type 2 diabetes mellitus with ", False),
        ("hyperg", True),
        ("lycemia", False),
    ]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (search_pb2.SearchRequest(), "query"),
        (search_pb2.SearchRequest(query="?!"), "query"),
        (search_pb2.SearchRequest(query="a" * 10_000), "query"),
        (search_pb2.SearchRequest(query="a\0b"), "query"),
        (search_pb2.SearchRequest(query="gout", limit=101), "limit"),
        (search_pb2.SearchRequest(query="gout", limit=-1), "limit"),
        (search_pb2.SearchRequest(query="gout", offset=-1), "offset"),
        (search_pb2.SearchRequest(query="gout", offset=10_001), "offset"),
        (search_pb2.SearchRequest(query="gout", systems=["icd-9"]), "systems"),
        (search_pb2.SearchRequest(query="gout", systems=['x" OR 1']), "systems"),
        (search_pb2.SearchRequest(query="gout", status="old"), "status"),
        (search_pb2.SearchRequest(query="gout", as_of="1.1.2026"), "as_of"),
        (search_pb2.SuggestRequest(query="\x1b[0m"), "query"),
        (search_pb2.SuggestRequest(query="a" * 501), "query"),
        (search_pb2.SuggestRequest(query="gout", limit=21), "limit"),
        (search_pb2.SuggestRequest(query="gout", limit=-1), "limit"),
    ],
)
def test_bad_input_names_the_field(
    stub: Stub, request_: search_pb2.SearchRequest | search_pb2.SuggestRequest, field: str
) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        _ = (
            stub.Search(request_)
            if isinstance(request_, search_pb2.SearchRequest)
            else stub.Suggest(request_)
        )
    error = from_rpc_error(caught.value)
    assert isinstance(error, InvalidArgumentError)
    assert error.field == field


@pytest.mark.parametrize(
    "query",
    [
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        '"unclosed',
        "-diabetes",
        "a" * 500,
        "\ue000x\ue001",
        'compact = "E11"',
        "\\ gout",
        "{gout}[]:*",
        "\U0001f600 gout",
        "E11 " * 100,
        "\u202egout",
    ],
)
def test_odd_queries_are_answered(stub: Stub, query: str) -> None:
    assert search(stub, query).total >= 0
    assert len(suggested(stub, query)) <= 8


def test_the_status_of_the_index(stub: Stub) -> None:
    status = stub.GetIndexStatus(search_pb2.GetIndexStatusRequest())
    assert (status.catalog_revision, status.document_count) == ("first", len(BOOK))
    assert status.built_at.seconds > 1_700_000_000
