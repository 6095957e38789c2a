"""Asks the catalog's tools: a claim checked, a fee worked out, a code carried over."""

from codebook.catalog.v1 import tools_pb2 as pb
from codebook.catalog.v1 import tools_pb2_grpc

from services.gateway.clients.calls import house_errors
from services.gateway.clients.fact_messages import record
from services.gateway.clients.facts import SETTINGS
from services.gateway.clients.kept import Kept
from services.gateway.clients.revision import Revision
from services.gateway.clients.tool_records import (
    Checked,
    Claim,
    Fee,
    FeeQuestion,
    Localities,
    Mapped,
)
from services.gateway.metrics import GatewayMetrics
from services.runtime.clock import Clock, today

_LISTS = 20
_ANSWERS = 500


class ToolsClient:
    """The tools. Every date is YYYY-MM-DD, or empty for today in UTC.

    Each method raises InvalidArgumentError and NotFoundError as the catalog's rpc of the same name
    does, UnavailableError and DeadlineExceededError when there is no answer. Claims are not kept.
    """

    def __init__(
        self,
        stub: tools_pb2_grpc.ToolsServiceStub,
        revision: Revision,
        clock: Clock,
        metrics: GatewayMetrics,
    ) -> None:
        self._stub = stub
        self._clock = clock
        self._fees: Kept[tuple[FeeQuestion, str], Fee] = Kept("GetFee", revision, _ANSWERS, metrics)
        self._localities: Kept[str, Localities] = Kept("ListLocalities", revision, _LISTS, metrics)
        self._maps: Kept[tuple[str, str, str, str], Mapped] = Kept(
            "MapCode", revision, _ANSWERS, metrics
        )

    def check(self, claim: Claim) -> Checked:
        """Return what is wrong with a claim."""
        request = pb.CheckClaimRequest(
            date=self._day(claim.date),
            setting=SETTINGS[claim.setting],
            lines=[
                pb.ClaimLine(
                    code=line.code,
                    units=line.units,
                    modifiers=line.modifiers,
                    pointers=line.pointers,
                )
                for line in claim.lines
            ],
            diagnoses=claim.diagnoses,
        )
        with house_errors():
            return record(Checked, self._stub.CheckClaim(request))

    def fee(self, question: FeeQuestion) -> Fee:
        """Return what is paid for a service, with the working."""
        day = self._day(question.date)

        def ask() -> Fee:
            request = pb.GetFeeRequest(
                code=question.code,
                date=day,
                locality=question.locality,
                zip_code=question.zip_code,
                modifiers=question.modifiers,
                units=question.units,
                minutes=question.minutes,
                base_units=question.base_units,
                qualifying_participant=question.qualifying_participant,
            )
            return record(Fee, self._stub.GetFee(request))

        return self._fees.answer((question, day), ask)

    def localities(self, date: str) -> Localities:
        """Return the payment localities, by state and number."""
        day = self._day(date)

        def ask() -> Localities:
            return record(Localities, self._stub.ListLocalities(pb.ListLocalitiesRequest(date=day)))

        return self._localities.answer(day, ask)

    def map_code(self, system: str, code: str, to: str, date: str) -> Mapped:
        """Return what becomes of a code, in one system or, for an empty `to`, in all."""
        day = self._day(date)

        def ask() -> Mapped:
            request = pb.MapCodeRequest(system=system, code=code, to=to, date=day)
            return record(Mapped, self._stub.MapCode(request))

        return self._maps.answer((system, code, to, day), ask)

    def today(self) -> str:
        """Return the date of service that is meant where none is given."""
        return today(self._clock).isoformat()

    def _day(self, date: str) -> str:
        return date or self.today()
