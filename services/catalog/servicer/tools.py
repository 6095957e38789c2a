"""ToolsService: a claim checked, a fee worked out, a code carried over."""
# ruff: noqa: N802 - the methods have the names on the wire
# ruff: noqa: ARG002 - grpc gives every method a context

from datetime import date

import grpc
from codebook.catalog.v1 import tools_pb2 as pb
from codebook.catalog.v1 import tools_pb2_grpc

from services.catalog.domain.claims.checking import check
from services.catalog.domain.claims.gathering import gather
from services.catalog.domain.codes import compact_form
from services.catalog.domain.crosswalks.mapping import map_code
from services.catalog.domain.dates import parse_as_of
from services.catalog.domain.fees.places import list_places
from services.catalog.domain.fees.pricing import price
from services.catalog.domain.snapshot import Snapshots
from services.catalog.messages.codes import optional_release
from services.catalog.messages.tools import (
    claim_message,
    claim_of,
    fee_message,
    mapped_message,
    place_message,
    question_of,
)
from services.catalog.readers.gpci import KIND as GPCI
from services.runtime.clock import Clock, today


class ToolsServicer(tools_pb2_grpc.ToolsServiceServicer):
    """Answers ToolsService, each call from one snapshot."""

    def __init__(self, snapshots: Snapshots, clock: Clock) -> None:
        self._snapshots = snapshots
        self._clock = clock

    def CheckClaim(
        self, request: pb.CheckClaimRequest, context: grpc.ServicerContext
    ) -> pb.CheckClaimResponse:
        """Return what is wrong with a claim; see the proto."""
        claim = claim_of(request, self._day(request.date))
        with self._snapshots.snapshot() as snapshot:
            facts = gather(snapshot, claim)
        return claim_message(claim.day, check(claim, facts), facts.checks)

    def GetFee(self, request: pb.GetFeeRequest, context: grpc.ServicerContext) -> pb.GetFeeResponse:
        """Return what is paid for a service; see the proto."""
        question = question_of(request, self._day(request.date))
        with self._snapshots.snapshot() as snapshot:
            answer = price(snapshot.tables, question)
        return fee_message(question, answer)

    def ListLocalities(
        self, request: pb.ListLocalitiesRequest, context: grpc.ServicerContext
    ) -> pb.ListLocalitiesResponse:
        """Return the payment localities; see the proto."""
        day = self._day(request.date)
        with self._snapshots.snapshot() as snapshot:
            places = list_places(snapshot.tables, day)
            release = snapshot.tables.release(GPCI, day)
        return pb.ListLocalitiesResponse(
            localities=map(place_message, places), release=optional_release(release)
        )

    def MapCode(
        self, request: pb.MapCodeRequest, context: grpc.ServicerContext
    ) -> pb.MapCodeResponse:
        """Return what becomes of a code; see the proto."""
        compact, day = compact_form(request.code), self._day(request.date)
        with self._snapshots.snapshot() as snapshot:
            mapped = map_code(snapshot, request.system, compact, request.to, day)
        return mapped_message(mapped)

    def _day(self, text: str) -> date:
        return parse_as_of(text, today(self._clock), "date")
