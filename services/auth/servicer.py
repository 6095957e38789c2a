"""AuthService over the wire: proto to domain and back, nothing else."""

import grpc
from codebook.auth.v1 import auth_pb2, auth_pb2_grpc
from google.protobuf.timestamp_pb2 import Timestamp

from services.auth.domain.admission import Admission, Admittance, Visit
from services.auth.domain.meter import Decision
from services.auth.domain.plan import MeterName
from services.auth.errors import MeterInvalidError

_METERS = {
    auth_pb2.METER_PAGE_VIEW: MeterName.PAGE_VIEW,
    auth_pb2.METER_ASSISTANT_QUESTION: MeterName.ASSISTANT_QUESTION,
    auth_pb2.METER_CONSULT_EMAIL: MeterName.CONSULT_EMAIL,
    auth_pb2.METER_API_CALL: MeterName.API_CALL,
}
_DECISIONS = {
    Decision.ADMITTED_BEFORE: auth_pb2.DECISION_ADMITTED_BEFORE,
    Decision.ADMITTED_NEW: auth_pb2.DECISION_ADMITTED_NEW,
    Decision.REFUSED_ALLOWANCE: auth_pb2.DECISION_REFUSED_ALLOWANCE,
    Decision.REFUSED_NETWORK: auth_pb2.DECISION_REFUSED_NETWORK,
    Decision.NOT_RECORDED: auth_pb2.DECISION_NOT_RECORDED,
}


class AuthServicer(auth_pb2_grpc.AuthServiceServicer):
    """Answers AuthService from the domain."""

    def __init__(self, admission: Admission) -> None:
        self._admission = admission

    def Admit(  # noqa: N802 - the name on the wire
        self,
        request: auth_pb2.AdmitRequest,
        context: grpc.ServicerContext,  # noqa: ARG002 - given by grpc
    ) -> auth_pb2.AdmitResponse:
        """Return whether the unit may be shown; see the proto."""
        return _to_response(self._admission.admit(_to_visit(request)))


def _to_visit(request: auth_pb2.AdmitRequest) -> Visit:
    meter = _METERS.get(request.meter)
    if meter is None:
        raise MeterInvalidError
    return Visit(
        guest_token=request.guest_token,
        client_address=request.client_address,
        meter=meter,
        unit=request.unit,
        peek=request.peek,
        session_token=request.session_token,
        api_key=request.api_key,
    )


def _to_response(answer: Admittance) -> auth_pb2.AdmitResponse:
    return auth_pb2.AdmitResponse(
        decision=_DECISIONS[answer.decision],
        plan=answer.plan,
        limit=answer.limit,
        remaining=answer.remaining,
        registration_bonus=answer.registration_bonus,
        resets_at=Timestamp(seconds=int(answer.resets_at.timestamp())),
        new_guest_token=answer.new_guest_token,
        role=answer.role,
        scopes=answer.scopes,
        seconds_left=answer.seconds_left,
    )
