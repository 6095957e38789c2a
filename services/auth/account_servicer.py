"""AccountService over the wire: proto to the acts on accounts and back, nothing else."""

# ruff: noqa: N802, ARG002 - the names on the wire; the context is given by grpc

import json

import grpc
from codebook.auth.v1 import account_pb2 as pb
from codebook.auth.v1 import account_pb2_grpc

from services.auth import messages
from services.auth.accounts import changing, closing, keys, recovering, registering, signing_in
from services.auth.accounts.desk import Desk, member, windows

_Context = grpc.ServicerContext


class AccountServicer(account_pb2_grpc.AccountServiceServicer):
    """Answers AccountService."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def Register(self, request: pb.RegisterRequest, context: _Context) -> pb.RegisterResponse:
        """Send a mail; see the proto."""
        browser = messages.to_browser(request.browser)
        registering.register(
            self._desk, request.email, request.password, browser, request.return_to
        )
        return pb.RegisterResponse()

    def Verify(self, request: pb.VerifyRequest, context: _Context) -> pb.VerifyResponse:
        """Make the account; see the proto."""
        browser = messages.to_browser(request.browser)
        session = registering.verify(self._desk, request.token, request.password, browser)
        return pb.VerifyResponse(signed_in=messages.signed_in(session))

    def SignIn(self, request: pb.SignInRequest, context: _Context) -> pb.SignInResponse:
        """Begin a session; see the proto."""
        browser = messages.to_browser(request.browser)
        session = signing_in.sign_in(self._desk, request.email, request.password, browser)
        return pb.SignInResponse(signed_in=messages.signed_in(session))

    def SignOut(self, request: pb.SignOutRequest, context: _Context) -> pb.SignOutResponse:
        """End the session; see the proto."""
        signing_in.sign_out(self._desk, request.session_token)
        return pb.SignOutResponse()

    def RequestReset(
        self, request: pb.RequestResetRequest, context: _Context
    ) -> pb.RequestResetResponse:
        """Send a link if there is an account; see the proto."""
        browser = messages.to_browser(request.browser)
        recovering.ask_for_reset(self._desk, request.email, browser)
        return pb.RequestResetResponse()

    def ResetPassword(
        self, request: pb.ResetPasswordRequest, context: _Context
    ) -> pb.ResetPasswordResponse:
        """Replace a forgotten password; see the proto."""
        browser = messages.to_browser(request.browser)
        session = recovering.reset(
            self._desk, request.token, request.password, browser, revoke_keys=request.revoke_keys
        )
        return pb.ResetPasswordResponse(signed_in=messages.signed_in(session))

    def ConfirmEmail(
        self, request: pb.ConfirmEmailRequest, context: _Context
    ) -> pb.ConfirmEmailResponse:
        """Change the address; see the proto."""
        changing.confirm_email(self._desk, request.token)
        return pb.ConfirmEmailResponse()

    def GetMember(self, request: pb.GetMemberRequest, context: _Context) -> pb.GetMemberResponse:
        """Return who is signed in; see the proto."""
        here = member(self._desk, request.session_token)
        return pb.GetMemberResponse(member=messages.member(here.account, self._desk.plans))

    def GetUsage(self, request: pb.GetUsageRequest, context: _Context) -> pb.GetUsageResponse:
        """Return what is used; see the proto."""
        account = member(self._desk, request.session_token).account
        plan = self._desk.plans.of(account.plan)
        current = windows(plan, self._desk)
        used = self._desk.meter.used(account.id, current)
        usages = [
            pb.Usage(
                meter=meter,
                limit=plan.allowances[meter].units,
                used=used[meter],
                resets_at=messages.time(window.ends),
            )
            for meter, window in current.items()
        ]
        return pb.GetUsageResponse(usages=usages)

    def ChangePassword(
        self, request: pb.ChangePasswordRequest, context: _Context
    ) -> pb.ChangePasswordResponse:
        """Replace the password; see the proto."""
        changing.change_password(
            self._desk,
            request.session_token,
            request.current_password,
            request.password,
            revoke_keys=request.revoke_keys,
        )
        return pb.ChangePasswordResponse()

    def RequestEmail(
        self, request: pb.RequestEmailRequest, context: _Context
    ) -> pb.RequestEmailResponse:
        """Send a link to a new address; see the proto."""
        changing.ask_for_email(
            self._desk, request.session_token, request.current_password, request.email
        )
        return pb.RequestEmailResponse()

    def ListSessions(
        self, request: pb.ListSessionsRequest, context: _Context
    ) -> pb.ListSessionsResponse:
        """Return the sessions; see the proto."""
        current, every = signing_in.sessions(self._desk, request.session_token)
        found = [messages.session(one, current) for one in every]
        return pb.ListSessionsResponse(sessions=found)

    def RevokeSession(
        self, request: pb.RevokeSessionRequest, context: _Context
    ) -> pb.RevokeSessionResponse:
        """End sessions; see the proto."""
        signing_in.revoke(self._desk, request.session_token, request.id)
        return pb.RevokeSessionResponse()

    def CreateApiKey(
        self, request: pb.CreateApiKeyRequest, context: _Context
    ) -> pb.CreateApiKeyResponse:
        """Make a key; see the proto."""
        secret, key = keys.make_own_key(
            self._desk, request.session_token, request.name, request.scopes, days=request.days
        )
        return pb.CreateApiKeyResponse(secret=secret, api_key=messages.api_key(key))

    def ListApiKeys(
        self, request: pb.ListApiKeysRequest, context: _Context
    ) -> pb.ListApiKeysResponse:
        """Return the keys; see the proto."""
        account = member(self._desk, request.session_token).account
        with self._desk.accounts.read() as ledger:
            found = ledger.keys(account.id)
        return pb.ListApiKeysResponse(api_keys=[messages.api_key(key) for key in found])

    def RevokeApiKey(
        self, request: pb.RevokeApiKeyRequest, context: _Context
    ) -> pb.RevokeApiKeyResponse:
        """Make a key useless; see the proto."""
        account = member(self._desk, request.session_token).account
        keys.revoke_key(self._desk, account, request.id)
        return pb.RevokeApiKeyResponse()

    def ExportAccount(
        self, request: pb.ExportAccountRequest, context: _Context
    ) -> pb.ExportAccountResponse:
        """Return all that is kept; see the proto."""
        data = closing.export(self._desk, request.session_token)
        return pb.ExportAccountResponse(json=json.dumps(data, ensure_ascii=False, indent=2))

    def DeleteAccount(
        self, request: pb.DeleteAccountRequest, context: _Context
    ) -> pb.DeleteAccountResponse:
        """Delete the account; see the proto."""
        closing.delete(self._desk, request.session_token, request.current_password)
        return pb.DeleteAccountResponse()
