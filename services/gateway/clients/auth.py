"""Asks auth who a reader is and whether one more page may be shown."""

from dataclasses import dataclass
from datetime import UTC, date
from enum import StrEnum

from codebook.auth.v1 import auth_pb2 as pb
from codebook.auth.v1 import auth_pb2_grpc

from services.gateway.clients.calls import house_errors
from services.gateway.guest import Guest
from services.runtime.errors import InternalError


class Decision(StrEnum):
    """What a meter says of one unit."""

    ADMITTED_BEFORE = "admitted-before"
    ADMITTED_NEW = "admitted-new"
    REFUSED_ALLOWANCE = "refused-allowance"
    REFUSED_NETWORK = "refused-network"
    NOT_RECORDED = "not-recorded"


_DECISIONS = {
    pb.DECISION_ADMITTED_BEFORE: Decision.ADMITTED_BEFORE,
    pb.DECISION_ADMITTED_NEW: Decision.ADMITTED_NEW,
    pb.DECISION_REFUSED_ALLOWANCE: Decision.REFUSED_ALLOWANCE,
    pb.DECISION_REFUSED_NETWORK: Decision.REFUSED_NETWORK,
    pb.DECISION_NOT_RECORDED: Decision.NOT_RECORDED,
}


@dataclass(frozen=True)
class Admission:
    """What auth says. `remaining` counts after this unit; `resets_on` is a day in UTC.

    `new_guest_token` is to be handed to the reader; empty when the one brought is good.
    """

    decision: Decision
    plan: str
    limit: int
    remaining: int
    registration_bonus: int
    resets_on: date
    new_guest_token: str
    # Seconds until then, as auth's clock has it.
    seconds_left: float = 0
    # Empty for a guest.
    role: str = ""
    # What the API key is good for; none without one.
    scopes: tuple[str, ...] = ()


class AuthClient:
    """Session, plan and meter in one call of at most so many seconds."""

    def __init__(self, stub: auth_pb2_grpc.AuthServiceStub, seconds: float) -> None:
        self._stub = stub
        self._seconds = seconds

    def page_view(self, unit: str, guest: Guest, *, peek: bool) -> Admission:
        """Return whether the gated part of a page may be shown; record it unless `peek`.

        `unit` is `<system>/<code>`. Raises ServiceError whenever there is no answer.
        """
        return self._admit(
            pb.AdmitRequest(
                guest_token=guest.token,
                session_token=guest.session,
                client_address=guest.address,
                meter=pb.METER_PAGE_VIEW,
                unit=unit,
                peek=peek,
            )
        )

    def api_call(self, key: str, unit: str) -> Admission:
        """Count a call with an API key; raises ServiceError if the key is not good."""
        return self._admit(pb.AdmitRequest(api_key=key, meter=pb.METER_API_CALL, unit=unit))

    def page_view_by_key(self, key: str, unit: str, *, peek: bool) -> Admission:
        """Return whether a program may see the gated facts of a code; see `page_view`."""
        return self._admit(
            pb.AdmitRequest(api_key=key, meter=pb.METER_PAGE_VIEW, unit=unit, peek=peek)
        )

    def _admit(self, request: pb.AdmitRequest) -> Admission:
        with house_errors():
            answer = self._stub.Admit(request, timeout=self._seconds)
        return _admission(answer)


def _admission(answer: pb.AdmitResponse) -> Admission:
    decision = _DECISIONS.get(answer.decision)
    if decision is None:
        raise InternalError("Auth answered without a decision.")
    return Admission(
        decision=decision,
        plan=answer.plan,
        limit=answer.limit,
        remaining=answer.remaining,
        registration_bonus=answer.registration_bonus,
        resets_on=answer.resets_at.ToDatetime(UTC).date(),
        seconds_left=answer.seconds_left,
        new_guest_token=answer.new_guest_token,
        role=answer.role,
        scopes=tuple(answer.scopes),
    )
