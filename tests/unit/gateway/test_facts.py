"""Facts as the gateway has them: every field of every message, asked for once a revision."""

from dataclasses import dataclass, field, fields
from typing import Any

import pytest
from codebook.catalog.v1 import facts_pb2 as pb
from google.protobuf.message import Message
from prometheus_client import CollectorRegistry

from services.gateway.clients import fact_records, procedure_records
from services.gateway.clients.fact_kinds import EditSide, HistoryKind, Setting
from services.gateway.clients.fact_messages import record
from services.gateway.clients.facts import CoveragePage, EditsPage, EditsQuery, FactsClient
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics
from tests.support.clock import FakeClock

MESSAGES = {
    name: message
    for name, message in pb.DESCRIPTOR.message_types_by_name.items()
    if not name.endswith(("Request", "Response"))
}
PAGES = [(EditsPage, pb.ListEditsResponse), (CoveragePage, pb.ListCoverageResponse)]


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_dataclass_has_every_field_of_its_message(name: str) -> None:
    kind: Any = vars(fact_records).get(name) or vars(procedure_records)[name]
    assert [one.name for one in fields(kind)] == [one.name for one in MESSAGES[name].fields]
    record(kind, getattr(pb, name)())


@pytest.mark.parametrize(("kind", "message"), PAGES)
def test_a_page_has_every_field_of_its_response(
    kind: type[EditsPage | CoveragePage], message: type[Message]
) -> None:
    assert [one.name for one in fields(kind)] == [one.name for one in message.DESCRIPTOR.fields]


def test_values_are_read_and_what_is_absent_is_none() -> None:
    message = pb.CodeFacts(
        system="hcpcs",
        unit_limits=[pb.UnitLimit(setting=pb.SETTING_DME_SUPPLIER, units=0, rationale="Why")],
        hcpcs=pb.HcpcsAttributes(pricing=["11", "13"], anesthesia_base_units=0),
        history=[pb.HistoryEvent(kind=99)],  # type: ignore[arg-type] # newer than this code
    )
    message.unit_limits[0].release.edition = "2026 Q2"
    facts = record(fact_records.CodeFacts, message)
    (limit,) = facts.unit_limits
    assert (limit.setting, limit.units, limit.rationale) == (Setting.DME_SUPPLIER, 0, "Why")
    assert limit.release.edition == "2026 Q2"
    assert facts.hcpcs is not None
    assert (facts.hcpcs.pricing, facts.hcpcs.anesthesia_base_units) == (("11", "13"), 0)
    assert (facts.outpatient_payment, facts.severity) == (None, None)
    assert facts.history[0].kind is HistoryKind.UNSPECIFIED
    modifier = record(fact_records.HcpcsAttributes, pb.HcpcsAttributes())
    assert modifier.anesthesia_base_units is None


@dataclass
class Call:
    answer: Message

    def result(self) -> Message:
        return self.answer


@dataclass
class Stub:
    """A stub that answers with nothing in particular and remembers what it was asked."""

    asked: list[Message] = field(default_factory=list)

    class Unary:
        def __init__(self, stub: "Stub", answer: Message) -> None:
            self.stub, self.answer = stub, answer

        def __call__(self, request: Message) -> Message:
            self.stub.asked.append(request)
            return self.answer

        def future(self, request: Message) -> Call:
            return Call(self(request))

    def __getattr__(self, rpc: str) -> "Stub.Unary":
        return Stub.Unary(self, getattr(pb, f"{rpc}Response")())


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
def client(stub: Stub) -> FactsClient:
    revision = Revision(lambda: "r1")
    revision.refresh()
    metrics = GatewayMetrics(CollectorRegistry())
    return FactsClient(stub, revision, FakeClock(), metrics, 10)  # type: ignore[arg-type] # as much of it as is used


def test_facts_are_asked_for_once(client: FactsClient, stub: Stub) -> None:
    assert client.known_code_facts("hcpcs", "A0000", "2026-01-01") is None
    first = client.code_facts("hcpcs", "A0000", "2026-01-01")
    assert client.code_facts("hcpcs", "A0000", "2026-01-01") is first
    assert client.known_code_facts("hcpcs", "A0000", "2026-01-01") is first
    assert stub.asked == [pb.GetCodeFactsRequest(system="hcpcs", code="A0000", as_of="2026-01-01")]


def test_a_page_of_edits_is_asked_for_as_it_is_wanted(client: FactsClient, stub: Stub) -> None:
    query = EditsQuery(
        "A0000", Setting.OUTPATIENT_HOSPITAL, EditSide.COLUMN_2, "B", include_ended=True
    )
    page = client.edits(query, "2026-01-01")
    assert (page.edits, page.release) == ((), None)
    assert client.edits(query, "2026-01-01") is page
    assert stub.asked == [
        pb.ListEditsRequest(
            code="A0000",
            setting=pb.SETTING_OUTPATIENT_HOSPITAL,
            side=pb.EDIT_SIDE_COLUMN_2,
            partner_prefix="B",
            include_ended=True,
            as_of="2026-01-01",
        )
    ]


def test_without_a_day_today_is_asked_for(client: FactsClient, stub: Stub) -> None:
    further = "more"
    page = client.coverage("hcpcs", "A0000", "", 5, further)
    assert page.documents == ()
    today = FakeClock().now().date().isoformat()
    assert stub.asked == [
        pb.ListCoverageRequest(
            system="hcpcs", code="A0000", as_of=today, page_size=5, page_token=further
        )
    ]
