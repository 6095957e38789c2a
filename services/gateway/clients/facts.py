"""Asks the catalog what the published tables say of a code."""

from collections.abc import Callable
from dataclasses import dataclass

from codebook.catalog.v1 import facts_pb2 as pb
from codebook.catalog.v1 import facts_pb2_grpc

from services.gateway.clients.fact_kinds import EditSide, Setting
from services.gateway.clients.fact_messages import record
from services.gateway.clients.fact_records import CodeFacts, CoverageDocument, PtpEdit
from services.gateway.clients.kept import Kept
from services.gateway.clients.records import Release
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics
from services.runtime.clock import Clock, today

_LISTS = 200
SETTINGS = {
    Setting.UNSPECIFIED: pb.SETTING_UNSPECIFIED,
    Setting.PRACTITIONER: pb.SETTING_PRACTITIONER,
    Setting.OUTPATIENT_HOSPITAL: pb.SETTING_OUTPATIENT_HOSPITAL,
    Setting.DME_SUPPLIER: pb.SETTING_DME_SUPPLIER,
}
_SIDES = {
    EditSide.UNSPECIFIED: pb.EDIT_SIDE_UNSPECIFIED,
    EditSide.COLUMN_1: pb.EDIT_SIDE_COLUMN_1,
    EditSide.COLUMN_2: pb.EDIT_SIDE_COLUMN_2,
}


@dataclass(frozen=True, slots=True)
class EditsQuery:
    """Which PTP edits of a code: of a setting and side, with partners that begin so."""

    code: str
    setting: Setting = Setting.PRACTITIONER
    side: EditSide = EditSide.UNSPECIFIED
    partner_prefix: str = ""
    include_ended: bool = False
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class EditsPage:
    """A page of edits; `release` is None when no edition is in force."""

    edits: tuple[PtpEdit, ...]
    total_count: int
    next_page_token: str
    release: Release | None


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """A page of the documents that name a code, and how many there are on all pages."""

    documents: tuple[CoverageDocument, ...]
    lcd_count: int
    article_count: int
    ncd_count: int
    next_page_token: str


class FactsClient:
    """The facts. Every `as_of` is YYYY-MM-DD, or empty for today in UTC.

    Each method raises InvalidArgumentError and NotFoundError as the catalog's rpc of the same name
    does, UnavailableError and DeadlineExceededError when there is no answer.
    """

    def __init__(
        self,
        stub: facts_pb2_grpc.FactsServiceStub,
        revision: Revision,
        clock: Clock,
        metrics: GatewayMetrics,
        cache_entries: int,
    ) -> None:
        self._stub = stub
        self._clock = clock
        self._facts: Kept[tuple[str, str, str], CodeFacts] = Kept(
            "GetCodeFacts", revision, cache_entries, metrics
        )
        self._edits: Kept[tuple[EditsQuery, str], EditsPage] = Kept(
            "ListEdits", revision, _LISTS, metrics
        )
        self._coverage: Kept[tuple[str, str, str, int, str], CoveragePage] = Kept(
            "ListCoverage", revision, _LISTS, metrics
        )

    def known_code_facts(self, system: str, code: str, as_of: str) -> CodeFacts | None:
        """Return the facts if they are in memory; None says nothing about whether there are any."""
        return self._facts.known((system, code, self._day(as_of)))

    def ask_for_code_facts(self, system: str, code: str, as_of: str) -> Callable[[], CodeFacts]:
        """Send the question now; return what waits for the answer and gives the facts."""
        day = self._day(as_of)
        request = pb.GetCodeFactsRequest(system=system, code=code, as_of=day)
        call = self._stub.GetCodeFacts.future(request)
        return self._facts.later(
            (system, code, day), lambda: record(CodeFacts, call.result().facts)
        )

    def code_facts(self, system: str, code: str, as_of: str) -> CodeFacts:
        """Return all that the tables say of a code, in whatever spelling it is asked for."""
        known = self.known_code_facts(system, code, as_of)
        return known or self.ask_for_code_facts(system, code, as_of)()

    def edits(self, query: EditsQuery, as_of: str) -> EditsPage:
        """Return a page of the PTP edits of a code, by partner."""
        day = self._day(as_of)

        def ask() -> EditsPage:
            request = pb.ListEditsRequest(
                code=query.code,
                setting=SETTINGS[query.setting],
                side=_SIDES[query.side],
                partner_prefix=query.partner_prefix,
                include_ended=query.include_ended,
                as_of=day,
                page_size=query.page_size,
                page_token=query.page_token,
            )
            return record(EditsPage, self._stub.ListEdits(request))

        return self._edits.answer((query, day), ask)

    def coverage(
        self, system: str, code: str, as_of: str, page_size: int, page_token: str
    ) -> CoveragePage:
        """Return a page of the coverage documents that name a code."""
        day = self._day(as_of)

        def ask() -> CoveragePage:
            request = pb.ListCoverageRequest(
                system=system, code=code, as_of=day, page_size=page_size, page_token=page_token
            )
            return record(CoveragePage, self._stub.ListCoverage(request))

        return self._coverage.answer((system, code, day, page_size, page_token), ask)

    def _day(self, as_of: str) -> str:
        return as_of or today(self._clock).isoformat()
