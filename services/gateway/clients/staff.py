"""Asks auth what staff asks: accounts, their plans, the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from codebook.auth.v1 import staff_pb2 as pb
from codebook.auth.v1 import staff_pb2_grpc

from services.gateway.clients.accounts import Member, member
from services.gateway.clients.calls import house_errors


@dataclass(frozen=True)
class Entry:
    """One line of the audit log; the moment is in UTC."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


class StaffClient:
    """Each method raises the ServiceError that auth answers with."""

    def __init__(self, stub: staff_pb2_grpc.StaffServiceStub) -> None:
        self._stub = stub

    def find(self, session: str, text: str, page_token: str) -> tuple[Sequence[Member], str]:
        """Return accounts by a part of their address, and the token of the next page."""
        request = pb.FindAccountsRequest(session_token=session, text=text, page_token=page_token)
        with house_errors():
            answer = self._stub.FindAccounts(request)
        return [member(one) for one in answer.accounts], answer.next_page_token

    def account(self, session: str, account_id: str) -> tuple[Member, Sequence[str]]:
        """Return an account, and the names of the plans that it may be given."""
        request = pb.GetAccountRequest(session_token=session, id=account_id)
        with house_errors():
            answer = self._stub.GetAccount(request)
        return member(answer.account), tuple(answer.plans)

    def set_plan(self, session: str, account_id: str, plan: str) -> None:
        """Give an account another plan."""
        with house_errors():
            self._stub.SetPlan(pb.SetPlanRequest(session_token=session, id=account_id, plan=plan))

    def set_role(self, session: str, account_id: str, role: str) -> None:
        """Give an account another role."""
        with house_errors():
            self._stub.SetRole(pb.SetRoleRequest(session_token=session, id=account_id, role=role))

    def set_disabled(self, session: str, account_id: str, *, disabled: bool) -> None:
        """Disable an account, or enable it again."""
        request = pb.SetDisabledRequest(session_token=session, id=account_id, disabled=disabled)
        with house_errors():
            self._stub.SetDisabled(request)

    def audit(self, session: str, account_id: str, token: str) -> tuple[Sequence[Entry], str]:
        """Return the audit log, newest first, of an account or of all; and how to go on."""
        request = pb.ListAuditRequest(session_token=session, id=account_id, page_token=token)
        with house_errors():
            answer = self._stub.ListAudit(request)
        entries = [
            Entry(one.at.ToDatetime(UTC), one.actor, one.action, one.subject, one.detail)
            for one in answer.entries
        ]
        return entries, answer.next_page_token
