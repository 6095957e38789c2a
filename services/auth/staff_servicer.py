"""StaffService over the wire: proto to what staff does and back, nothing else."""

# ruff: noqa: N802, ARG002 - the names on the wire; the context is given by grpc

import grpc
from codebook.auth.v1 import staff_pb2 as pb
from codebook.auth.v1 import staff_pb2_grpc

from services.auth import messages
from services.auth.accounts import staffing
from services.auth.accounts.desk import Desk, staff
from services.auth.domain.account import Role
from services.auth.errors import FieldInvalidError

_Context = grpc.ServicerContext
_PAGE_SIZE, _LARGEST_PAGE = 50, 200


class StaffServicer(staff_pb2_grpc.StaffServiceServicer):
    """Answers StaffService; every method asks first whether staff is signed in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def FindAccounts(
        self, request: pb.FindAccountsRequest, context: _Context
    ) -> pb.FindAccountsResponse:
        """Return accounts by a part of their address; see the proto."""
        staff(self._desk, request.session_token)
        size = _size(request.page_size)
        found = staffing.find(self._desk, request.text, request.page_token, size + 1)
        return pb.FindAccountsResponse(
            accounts=[messages.member(one, self._desk.plans) for one in found[:size]],
            next_page_token=found[size - 1].email if len(found) > size else "",
        )

    def GetAccount(self, request: pb.GetAccountRequest, context: _Context) -> pb.GetAccountResponse:
        """Return one account; see the proto."""
        staff(self._desk, request.session_token)
        account, plans = staffing.by_id(self._desk, request.id), self._desk.plans
        return pb.GetAccountResponse(
            account=messages.member(account, plans),
            plans=[name for name in plans.named if name != plans.guest.name],
        )

    def SetPlan(self, request: pb.SetPlanRequest, context: _Context) -> pb.SetPlanResponse:
        """Give an account another plan; see the proto."""
        actor = staff(self._desk, request.session_token).account.id
        account = staffing.by_id(self._desk, request.id)
        staffing.set_plan(self._desk, actor, account, request.plan)
        return pb.SetPlanResponse()

    def SetRole(self, request: pb.SetRoleRequest, context: _Context) -> pb.SetRoleResponse:
        """Give an account another role; see the proto."""
        actor = staff(self._desk, request.session_token).account.id
        account = staffing.by_id(self._desk, request.id)
        staffing.set_role(self._desk, actor, account, _role(request.role))
        return pb.SetRoleResponse()

    def SetDisabled(
        self, request: pb.SetDisabledRequest, context: _Context
    ) -> pb.SetDisabledResponse:
        """Disable an account or enable it again; see the proto."""
        actor = staff(self._desk, request.session_token).account.id
        account = staffing.by_id(self._desk, request.id)
        staffing.set_disabled(self._desk, actor, account, disabled=request.disabled)
        return pb.SetDisabledResponse()

    def ListAudit(self, request: pb.ListAuditRequest, context: _Context) -> pb.ListAuditResponse:
        """Return the audit log; see the proto."""
        staff(self._desk, request.session_token)
        size, before = _size(request.page_size), _number(request.page_token)
        with self._desk.accounts.read() as ledger:
            found = ledger.audit(request.id, before, size + 1)
        return pb.ListAuditResponse(
            entries=[messages.audit_entry(entry) for _, entry in found[:size]],
            next_page_token=str(found[size - 1][0]) if len(found) > size else "",
        )


def _size(asked: int) -> int:
    return min(max(asked, 1), _LARGEST_PAGE) if asked else _PAGE_SIZE


def _number(token: str) -> int:
    if token and not (token.isascii() and token.isdigit() and len(token) < 19):
        raise FieldInvalidError("It is not a token of this list.", field="page_token")
    return int(token or 0)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        message = f"There is no such role; there are {', '.join(Role)}."
        raise FieldInvalidError(message, field="role") from None
