"""FactsService as it is served: real gRPC on a free port, on a small catalog."""

from collections.abc import Callable, Iterator
from datetime import date

import grpc
import pytest
from codebook.catalog.v1 import facts_pb2 as pb
from codebook.catalog.v1 import facts_pb2_grpc
from prometheus_client import CollectorRegistry

from services.catalog.app import build
from services.catalog.filling import migrate_database
from services.catalog.settings import CatalogSettings
from services.catalog.store import Importer, open_engine
from services.runtime.channels import open_channel
from services.runtime.errors import ServiceError
from services.runtime.metrics import GrpcClientMetrics
from services.runtime.server import GrpcProcess
from services.runtime.status import from_rpc_error
from tests.support.clock import FakeClock
from tests.support.editions import BOOK, SYSTEM, edition, facts, file
from tests.support.published import edit, limit, publish

APRIL = date(2026, 4, 1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> CatalogSettings:
    """Return the settings of a catalog with a small book, a few edits and a limit."""
    path = tmp_path_factory.mktemp("facts") / "catalog.db"
    made = CatalogSettings.model_validate(
        {"database_url": f"sqlite:///{path}", "port": 0, "metrics_port": 0, "drain_seconds": 0}
    )
    migrate_database(made)
    engine = open_engine(made.database_url, 1)
    Importer(engine, FakeClock()).import_edition(facts(), file(), edition(BOOK), lambda *_: None)
    pairs = [edit("A0000", "B0000"), edit("C0000", "A0000"), edit("A0000", "D0000", "9")]
    publish(engine, "ptp-hospital", APRIL, *pairs)
    publish(engine, "mue-dme", APRIL, limit("A0000"))
    engine.dispose()
    return made


@pytest.fixture(scope="module")
def stub(settings: CatalogSettings) -> Iterator[facts_pb2_grpc.FactsServiceStub]:
    process = GrpcProcess(build(settings, FakeClock()))
    process.start()
    metrics = GrpcClientMetrics(CollectorRegistry())
    with open_channel(f"127.0.0.1:{process.port}", default_timeout=60, metrics=metrics) as channel:
        yield facts_pb2_grpc.FactsServiceStub(channel)
    process.stop()


def refusal(call: Callable[[], object]) -> ServiceError:
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return from_rpc_error(caught.value)


def test_a_code_has_facts(stub: facts_pb2_grpc.FactsServiceStub) -> None:
    request = pb.GetCodeFactsRequest(system=SYSTEM, code="za00", as_of="2026-06-15")
    found = stub.GetCodeFacts(request).facts
    assert (found.system, found.code, found.as_of) == (SYSTEM, "ZA0.0", "2026-06-15")
    (event,) = found.history
    assert (event.kind, event.day) == (pb.HISTORY_KIND_FIRST_KNOWN, "2026-04-01")
    assert event.release.edition == "Edition 2026-04-01"
    assert not found.HasField("severity")


def test_edits_are_listed(stub: facts_pb2_grpc.FactsServiceStub) -> None:
    request = pb.ListEditsRequest(
        code="a0000", setting=pb.SETTING_OUTPATIENT_HOSPITAL, as_of="2026-06-15", page_size=1
    )
    first = stub.ListEdits(request)
    request.page_token = first.next_page_token
    second = stub.ListEdits(request)
    assert [(one.column_1, one.column_2) for one in (*first.edits, *second.edits)] == [
        ("A0000", "B0000"),
        ("C0000", "A0000"),
    ]
    assert (first.total_count, second.next_page_token) == (2, "")
    assert first.release.kind == "ptp-hospital"
    request = pb.ListEditsRequest(
        code="A0000",
        setting=pb.SETTING_OUTPATIENT_HOSPITAL,
        side=pb.EDIT_SIDE_COLUMN_1,
        partner_prefix="d",
        include_ended=True,
    )
    (never,) = stub.ListEdits(request).edits
    assert never.modifier_indicator == pb.MODIFIER_INDICATOR_NOT_APPLICABLE


def test_no_document_is_listed_without_the_coverage_database(
    stub: facts_pb2_grpc.FactsServiceStub,
) -> None:
    answer = stub.ListCoverage(pb.ListCoverageRequest(system=SYSTEM, code="ZA0.0"))
    assert (len(answer.documents), answer.next_page_token) == (0, "")


def test_releases_are_listed(stub: facts_pb2_grpc.FactsServiceStub) -> None:
    every = stub.ListReleases(pb.ListReleasesRequest()).releases
    kinds = {(one.kind, one.system) for one in every}
    assert kinds == {("tabular", SYSTEM), ("ptp-hospital", ""), ("mue-dme", "")}
    (one,) = stub.ListReleases(pb.ListReleasesRequest(kind="mue-dme", as_of="2026-04-01")).releases
    assert (one.edition, one.row_count) == ("Edition 2026-04-01", 1)
    none = stub.ListReleases(pb.ListReleasesRequest(kind="mue-dme", as_of="2026-03-31")).releases
    assert not none


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (pb.ListEditsRequest(code=""), "CODE_INVALID"),
        (pb.ListEditsRequest(code="A0000", setting=pb.SETTING_DME_SUPPLIER), "CHOICE_INVALID"),
        (pb.ListEditsRequest(code="A0000", setting=99), "CHOICE_INVALID"),  # type: ignore[arg-type] # none of them
        (pb.ListEditsRequest(code="A0000", side=99), "CHOICE_INVALID"),  # type: ignore[arg-type] # as above
        (pb.ListEditsRequest(code="A0000", partner_prefix="' OR"), "CODE_INVALID"),
        (pb.ListEditsRequest(code="A0000", partner_prefix="A00000"), "CODE_INVALID"),
        (pb.ListEditsRequest(code="A0000", as_of="1 May"), "AS_OF_INVALID"),
        (pb.ListEditsRequest(code="A0000", page_size=-1), "PAGE_SIZE_INVALID"),
        (pb.ListEditsRequest(code="A0000", page_token="x"), "PAGE_TOKEN_INVALID"),
    ],
)
def test_edits_that_cannot_be_asked_for(
    stub: facts_pb2_grpc.FactsServiceStub, request_: pb.ListEditsRequest, reason: str
) -> None:
    assert refusal(lambda: stub.ListEdits(request_)).reason == reason


def test_what_there_is_not_is_said(stub: facts_pb2_grpc.FactsServiceStub) -> None:
    missing = pb.GetCodeFactsRequest(system=SYSTEM, code="ZA0.9")
    assert refusal(lambda: stub.GetCodeFacts(missing)).reason == "CODE_NOT_FOUND"
    nowhere = pb.ListCoverageRequest(system="none", code="ZA0.0")
    assert refusal(lambda: stub.ListCoverage(nowhere)).reason == "SYSTEM_NOT_FOUND"
    token = pb.ListCoverageRequest(system=SYSTEM, code="ZA0.0", page_token="x" * 10_000)
    assert refusal(lambda: stub.ListCoverage(token)).reason == "PAGE_TOKEN_INVALID"
    day = pb.ListReleasesRequest(as_of="2026-02-30")
    assert refusal(lambda: stub.ListReleases(day)).reason == "AS_OF_INVALID"
