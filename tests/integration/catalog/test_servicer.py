"""catalog as it is served: real gRPC on a free port, on everything that an installation loads."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import grpc
import pytest
from codebook.catalog.v1 import catalog_pb2 as pb
from codebook.catalog.v1 import catalog_pb2_grpc
from prometheus_client import CollectorRegistry

from services.catalog.app import build
from services.catalog.settings import CatalogSettings
from services.runtime.channels import open_channel
from services.runtime.errors import ServiceError
from services.runtime.metrics import GrpcClientMetrics
from services.runtime.server import GrpcProcess, Service
from services.runtime.status import from_rpc_error
from tests.support.catalog import CM, PCS
from tests.support.clock import FakeClock

ACTIVE, FUTURE = pb.CODE_STATUS_ACTIVE, pb.CODE_STATUS_FUTURE
# What no one should be able to make a fault of ours.
HOSTILE = (
    "x" * 10_000,
    "E11\x00",
    "E11\x1b[31m",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%s%n{0}",
    "\u202e9.11E",
    "😀",
)


@dataclass(frozen=True)
class Served:
    """catalog in this process, and a caller of it."""

    stub: catalog_pb2_grpc.CatalogServiceStub
    service: Service
    metrics_port: int

    def metric(self, name: str, **labels: str) -> float | None:
        return self.service.registry.get_sample_value(name, labels)


@pytest.fixture(scope="module")
def served(loaded_settings: CatalogSettings) -> Iterator[Served]:
    service = build(loaded_settings, FakeClock())
    process = GrpcProcess(service)
    process.start()
    metrics = GrpcClientMetrics(CollectorRegistry())
    with open_channel(f"127.0.0.1:{process.port}", default_timeout=180, metrics=metrics) as channel:
        yield Served(catalog_pb2_grpc.CatalogServiceStub(channel), service, process.metrics_port)
    process.stop()


def refusal(call: Callable[[], object]) -> ServiceError:
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return from_rpc_error(caught.value)


def code(served: Served, system: str, written: str, as_of: str = "") -> pb.CodeRecord:
    request = pb.GetCodeRequest(system=system, code=written, as_of=as_of)
    return served.stub.GetCode(request).record


def test_systems_are_listed_with_what_is_in_force(served: Served) -> None:
    systems = served.stub.ListSystems(pb.ListSystemsRequest()).systems
    assert [(s.system, s.code_count, s.billable_count) for s in systems] == [
        (CM, 98_505, 74_719),
        (PCS, 79_639, 78_603),
        ("cpt", 72, 72),
    ]
    release = systems[0].release
    assert (release.kind, release.edition, release.licence) == (
        "icd-10-cm-tabular",
        "April 2026",
        "Public domain",
    )
    assert (release.effective_from, release.effective_to) == ("2026-04-01", "2026-09-30")
    assert (release.file_name, release.row_count) == ("icd10c-tabular-April-1-2026.xml", 46_881)
    assert len(release.sha256) == 64
    assert release.imported_at.seconds > 0
    assert (systems[1].release.edition, systems[1].release.row_count) == ("FY 2024", 78_603)


def test_a_date_before_a_release_has_none(served: Served) -> None:
    systems = served.stub.ListSystems(pb.ListSystemsRequest(as_of="2024-06-01")).systems
    assert [s.HasField("release") for s in systems] == [False, True, True]
    assert [s.code_count for s in systems] == [0, 79_639, 72]


def test_a_code_in_any_spelling(served: Served) -> None:
    for written in ("E11.9", "e119", " e11.9 ", "E1.1.9."):
        record = code(served, CM, written)
        assert (record.summary.code, record.summary.compact) == ("E11.9", "E119")
        assert record.summary.title == "Type 2 diabetes mellitus without complications"
        assert (record.summary.billable, record.summary.status) == (True, ACTIVE)
    assert [a.code for a in record.ancestors] == ["4", "E08-E13", "E11"]
    assert (record.previous.code, record.next.code) == ("E11.8", "E11.A")
    assert {n.from_code for n in record.notes if n.inherited} <= {"4", "E08-E13", "E11"}
    assert any(
        n.kind == pb.NOTE_KIND_EXCLUDES1
        and n.from_code == "E11"
        and n.text == "gestational diabetes (O24.4-)"
        for n in record.notes
    )


def test_a_made_code_inherits_and_shows_its_7th_characters(served: Served) -> None:
    record = code(served, CM, "W19.XXXD")
    assert record.summary.title == "Unspecified fall, subsequent encounter"
    assert [a.code for a in record.ancestors] == ["20", "V00-X58", "W00-X58", "W00-W19", "W19"]
    assert [c.character for c in record.seventh_characters] == ["A", "D", "S"]
    assert {c.from_code for c in record.seventh_characters} == {"W19"}


def test_notes_of_a_heading_over_sections_reach_the_codes_in_them(served: Served) -> None:
    record = code(served, CM, "V43.52XA")
    transport = [n for n in record.notes if n.from_code == "V00-V99"]
    assert len(transport) == 38
    assert all(n.inherited and n.from_kind == pb.NODE_KIND_SECTION for n in transport)


def test_before_its_release_a_code_is_future(served: Served) -> None:
    record = code(served, CM, "E11.9", as_of="2026-03-31")
    assert record.summary.status == FUTURE
    assert (record.effective_from, record.effective_to) == ("2026-04-01", "")
    assert {a.status for a in record.ancestors} == {FUTURE}


def test_a_category_and_the_section_that_holds_only_it_are_two(served: Served) -> None:
    assert code(served, CM, "B99").summary.kind == pb.NODE_KIND_CATEGORY
    section = code(served, CM, "b99-b99")
    assert section.summary.kind == pb.NODE_KIND_SECTION
    assert [child.code for child in section.children] == ["B99"]


def test_procedures_have_their_headings(served: Served) -> None:
    record = code(served, PCS, "0016070")
    assert [(a.code, a.title) for a in record.ancestors] == [
        ("0", "Medical and Surgical"),
        ("00", "Central Nervous System and Cranial Nerves"),
        ("001", "Central Nervous System and Cranial Nerves, Bypass"),
    ]


def test_a_code_is_resolved_in_every_system(served: Served) -> None:
    found = served.stub.ResolveCode(pb.ResolveCodeRequest(code="b00")).codes
    assert [(c.system, c.code) for c in found] == [(CM, "B00"), (PCS, "B00")]
    assert list(served.stub.ResolveCode(pb.ResolveCodeRequest(code="QQQ")).codes) == []


def test_children_come_in_pages_that_make_the_whole(served: Served) -> None:
    request = pb.ListChildrenRequest(system=PCS, parent="041", page_size=1000)
    pages = [served.stub.ListChildren(request)]
    while pages[-1].next_page_token:
        request.page_token = pages[-1].next_page_token
        pages.append(served.stub.ListChildren(request))
    assert [len(page.children) for page in pages] == [1000, 540]
    listed = [child.code for page in pages for child in page.children]
    assert listed == sorted(set(listed))
    assert listed == [child.code for child in code(served, PCS, "041").children]


def test_the_top_of_the_book(served: Served) -> None:
    top = served.stub.ListChildren(pb.ListChildrenRequest(system=CM))
    assert [child.code for child in top.children] == [str(n) for n in range(1, 23)]
    assert not top.HasField("parent")
    assert top.release.edition == "April 2026"


@pytest.mark.parametrize(
    ("typed", "system", "meant"),
    [
        ("E11.99", CM, "E11.9"),
        ("I1O", CM, "I10"),
        ("E119O", CM, "E11.9"),
        ("W19.A", CM, "W19.XXXA"),
        ("S06.1X7D", CM, "S06.1X7A"),
        ("OO16070", PCS, "0016070"),
        ("J45.90", "", "J45.90"),
    ],
)
def test_a_mistyped_code_finds_the_one_meant(
    served: Served, typed: str, system: str, meant: str
) -> None:
    near = served.stub.ListNearCodes(pb.ListNearCodesRequest(system=system, code=typed)).codes
    assert len(near) <= 5
    assert near[0].code == meant


def test_any_text_has_near_codes_or_none(served: Served) -> None:
    for text in HOSTILE:
        for system in ("", *HOSTILE):
            request = pb.ListNearCodesRequest(system=system, code=text, page_size=-5)
            assert len(served.stub.ListNearCodes(request).codes) <= 5
    request = pb.ListNearCodesRequest(code="E11.9", page_size=2**31 - 1)
    assert len(served.stub.ListNearCodes(request).codes) <= 20


def test_a_stream_is_the_whole_book_of_one_revision(served: Served) -> None:
    revision = served.stub.GetRevision(pb.GetRevisionRequest()).revision
    batches = list(served.stub.StreamCodes(pb.StreamCodesRequest()))
    assert {batch.revision for batch in batches} == {revision}
    assert {batch.total_count for batch in batches} == {98_505 + 79_639 + 72}
    documents = [document for batch in batches for document in batch.codes]
    assert len(documents) == 98_505 + 79_639 + 72
    by_system = {s: [d for d in documents if d.summary.system == s] for s in (CM, PCS)}
    for streamed in by_system.values():
        assert [d.position for d in streamed] == list(range(len(streamed)))
        assert all(d.chapter and d.chapter_title for d in streamed)
    cholera = next(d for d in by_system[CM] if d.summary.code == "A00.0")
    assert (cholera.chapter, list(cholera.inclusion_terms)) == ("1", ["Classical cholera"])
    # Other tests stream too.
    assert (served.metric("codebook_catalog_streamed_codes_total") or 0) >= len(documents)


def test_a_stream_of_nothing_says_its_revision(served: Served) -> None:
    request = pb.StreamCodesRequest(system=CM, as_of="2020-01-01")
    (only,) = served.stub.StreamCodes(request)
    assert (only.total_count, list(only.codes)) == (0, [])
    assert only.revision


def test_a_stream_may_be_left_at_any_moment(served: Served) -> None:
    for _ in range(20):  # more than there are connections
        stream = served.stub.StreamCodes(pb.StreamCodesRequest())
        next(stream)
        stream.cancel()
    assert code(served, CM, "I10").summary.code == "I10"


def test_what_does_not_exist_is_not_found(served: Served) -> None:
    stub = served.stub
    for call, reason in [
        (lambda: code(served, CM, "QQQ"), "CODE_NOT_FOUND"),
        (lambda: code(served, "hcpcs", "A0021"), "SYSTEM_NOT_FOUND"),
        (lambda: stub.ListChildren(pb.ListChildrenRequest(system="ms-drg")), "SYSTEM_NOT_FOUND"),
        (
            lambda: stub.ListChildren(pb.ListChildrenRequest(system=CM, parent="QQQ")),
            "CODE_NOT_FOUND",
        ),
        (lambda: list(stub.StreamCodes(pb.StreamCodesRequest(system="x"))), "SYSTEM_NOT_FOUND"),
    ]:
        error = refusal(call)
        assert (error.code, error.reason) == ("NOT_FOUND", reason)
    for system in HOSTILE:
        assert refusal(partial(code, served, system, "I10")).code == "NOT_FOUND"


def test_what_makes_no_sense_is_refused_with_its_field(served: Served) -> None:
    stub = served.stub

    def children(**fields: object) -> Callable[[], object]:
        request = pb.ListChildrenRequest(system=CM, **fields)  # type: ignore[arg-type]
        return lambda: stub.ListChildren(request)

    dated: list[Callable[[str], object]] = [
        lambda day: code(served, CM, "I10", as_of=day),
        lambda day: children(as_of=day)(),
        lambda day: stub.ListSystems(pb.ListSystemsRequest(as_of=day)),
        lambda day: stub.ResolveCode(pb.ResolveCodeRequest(code="1", as_of=day)),
        lambda day: stub.ListNearCodes(pb.ListNearCodesRequest(as_of=day)),
        lambda day: list(stub.StreamCodes(pb.StreamCodesRequest(as_of=day))),
    ]
    page = stub.ListChildren(pb.ListChildrenRequest(system=CM, page_size=1))
    refused: list[tuple[Callable[[], object], str]] = [
        *((partial(code, served, CM, text), "code") for text in (*HOSTILE, "", "E11 9")),
        *((children(parent=text), "parent") for text in HOSTILE),
        *((children(page_token=text), "page_token") for text in HOSTILE),
        (children(page_token=page.next_page_token[:-1] + "!"), "page_token"),
        (children(page_token=page.next_page_token, parent="A00"), "page_token"),
        (children(page_size=-1), "page_size"),
        (lambda: stub.ResolveCode(pb.ResolveCodeRequest(code="\n")), "code"),
        *(
            (partial(call, day), "as_of")
            for call in dated
            for day in ("tomorrow", "2026-13-01", *HOSTILE)
        ),
    ]
    for call, field in refused:
        error = refusal(call)
        assert (error.code, getattr(error, "field", None)) == ("INVALID_ARGUMENT", field)
        assert len(error.message) < 200


@pytest.mark.parametrize("as_of", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_any_date_is_answered(served: Served, as_of: str) -> None:
    assert code(served, CM, "I10", as_of=as_of).summary.code == "I10"
    assert served.stub.ListChildren(pb.ListChildrenRequest(system=CM, as_of=as_of)).children
    assert len(served.stub.ListSystems(pb.ListSystemsRequest(as_of=as_of)).systems) == 3


def test_look_ups_are_counted_by_what_was_found(served: Served) -> None:
    def counted(result: str) -> float:
        return served.metric("codebook_catalog_lookups_total", result=result) or 0.0

    before = {result: counted(result) for result in ("active", "future", "missing")}
    code(served, CM, "I10")
    code(served, CM, "I10", as_of="2020-01-01")
    refusal(lambda: code(served, CM, "QQQ"))
    assert {result: counted(result) - n for result, n in before.items()} == dict.fromkeys(before, 1)


def test_operators_see_what_is_loaded_and_that_it_is_well(served: Served) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{served.metrics_port}/readyz") as answer:
        assert json.load(answer) == {"database": True, "sigterm": True}
    assert served.metric("codebook_catalog_codes", system=CM, billable="true") == 74_719
    assert served.metric("codebook_catalog_codes", system=PCS, billable="false") == 1_036
    effective = served.metric("codebook_catalog_release_effective_timestamp_seconds", system=CM)
    assert effective == 1_775_001_600
    imported = served.metric("codebook_catalog_import_timestamp_seconds", system=CM)
    assert imported is not None
    assert imported > effective
