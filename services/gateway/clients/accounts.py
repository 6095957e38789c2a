"""Asks auth to act on accounts: to make, enter, change and leave one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from codebook.auth.v1 import account_pb2 as pb
from codebook.auth.v1 import account_pb2_grpc

from services.gateway.clients.calls import house_errors


@dataclass(frozen=True)
class Browser:
    """Where an act comes from, and what the browser brings along."""

    address: str
    guest: str = field(repr=False)
    session: str = field(repr=False)
    device: str = field(repr=False)
    form_secret: str = field(repr=False)
    label: str


@dataclass(frozen=True)
class SignedIn:
    """A session that has just begun, and the path that its reader came from."""

    session: str = field(repr=False)
    device: str = field(repr=False)
    return_to: str


@dataclass(frozen=True)
class Member:
    """An account as its owner and staff see it."""

    id: str
    email: str
    role: str
    plan: str
    plan_title: str
    disabled: bool
    created_on: date


@dataclass(frozen=True)
class Usage:
    """One meter of a plan; `resets_on` is a day in UTC."""

    meter: str
    limit: int
    used: int
    resets_on: date


@dataclass(frozen=True)
class Session:
    """One browser that is signed in; the moments are in UTC."""

    id: str
    label: str
    began_at: datetime
    seen_at: datetime
    current: bool


@dataclass(frozen=True)
class ApiKey:
    """A key without its secret; without a last day it does not expire."""

    id: str
    name: str
    scopes: Sequence[str]
    created_on: date
    expires_on: date | None


class AccountClient:
    """Each method raises the ServiceError that auth answers with."""

    def __init__(self, stub: account_pb2_grpc.AccountServiceStub) -> None:
        self._stub = stub

    def register(self, email: str, password: str, browser: Browser, return_to: str) -> None:
        """Ask for an account; what to do next is mailed to the address."""
        request = pb.RegisterRequest(
            email=email, password=password, browser=_browser(browser), return_to=return_to
        )
        with house_errors():
            self._stub.Register(request)

    def verify(self, token: str, password: str, browser: Browser) -> SignedIn:
        """Make the account that a link stands for, and sign in."""
        request = pb.VerifyRequest(token=token, password=password, browser=_browser(browser))
        with house_errors():
            return _signed_in(self._stub.Verify(request).signed_in)

    def sign_in(self, email: str, password: str, browser: Browser) -> SignedIn:
        """Begin a session."""
        request = pb.SignInRequest(email=email, password=password, browser=_browser(browser))
        with house_errors():
            return _signed_in(self._stub.SignIn(request).signed_in)

    def sign_out(self, session: str) -> None:
        """End the session."""
        with house_errors():
            self._stub.SignOut(pb.SignOutRequest(session_token=session))

    def ask_for_reset(self, email: str, browser: Browser) -> None:
        """Have a link for a new password mailed, if there is such an account."""
        request = pb.RequestResetRequest(email=email, browser=_browser(browser))
        with house_errors():
            self._stub.RequestReset(request)

    def reset(self, token: str, password: str, browser: Browser, *, revoke_keys: bool) -> SignedIn:
        """Replace a forgotten password, and sign in; all keys are revoked if that is wanted."""
        request = pb.ResetPasswordRequest(
            token=token, password=password, browser=_browser(browser), revoke_keys=revoke_keys
        )
        with house_errors():
            return _signed_in(self._stub.ResetPassword(request).signed_in)

    def confirm_email(self, token: str) -> None:
        """Change the address to the one that a link was mailed to."""
        with house_errors():
            self._stub.ConfirmEmail(pb.ConfirmEmailRequest(token=token))

    def member(self, session: str) -> Member:
        """Return who is signed in."""
        with house_errors():
            answer = self._stub.GetMember(pb.GetMemberRequest(session_token=session))
        return member(answer.member)

    def usage(self, session: str) -> Sequence[Usage]:
        """Return what the plan allows, and what of it is used."""
        with house_errors():
            answer = self._stub.GetUsage(pb.GetUsageRequest(session_token=session))
        return [
            Usage(one.meter, one.limit, one.used, one.resets_at.ToDatetime(UTC).date())
            for one in answer.usages
        ]

    def change_password(
        self, session: str, current: str, password: str, *, revoke_keys: bool
    ) -> None:
        """Replace the password; every other session ends, and every key if that is wanted."""
        request = pb.ChangePasswordRequest(
            session_token=session,
            current_password=current,
            password=password,
            revoke_keys=revoke_keys,
        )
        with house_errors():
            self._stub.ChangePassword(request)

    def ask_for_email(self, session: str, current: str, email: str) -> None:
        """Have a link mailed to a new address."""
        request = pb.RequestEmailRequest(
            session_token=session, current_password=current, email=email
        )
        with house_errors():
            self._stub.RequestEmail(request)

    def sessions(self, session: str) -> Sequence[Session]:
        """Return every browser that is signed in, the last used first."""
        with house_errors():
            answer = self._stub.ListSessions(pb.ListSessionsRequest(session_token=session))
        return [
            Session(
                one.id,
                one.label,
                one.began_at.ToDatetime(UTC),
                one.seen_at.ToDatetime(UTC),
                one.current,
            )
            for one in answer.sessions
        ]

    def revoke_session(self, session: str, session_id: str) -> None:
        """End a session, or all others when none is named."""
        request = pb.RevokeSessionRequest(session_token=session, id=session_id)
        with house_errors():
            self._stub.RevokeSession(request)

    def create_key(self, session: str, name: str, scopes: Sequence[str], days: int) -> str:
        """Return a new key, which nobody is shown again."""
        request = pb.CreateApiKeyRequest(session_token=session, name=name, scopes=scopes, days=days)
        with house_errors():
            return self._stub.CreateApiKey(request).secret

    def keys(self, session: str) -> Sequence[ApiKey]:
        """Return the keys, the newest first."""
        with house_errors():
            answer = self._stub.ListApiKeys(pb.ListApiKeysRequest(session_token=session))
        return [_key(one) for one in answer.api_keys]

    def revoke_key(self, session: str, key_id: str) -> None:
        """Make a key useless at once."""
        with house_errors():
            self._stub.RevokeApiKey(pb.RevokeApiKeyRequest(session_token=session, id=key_id))

    def export(self, session: str) -> str:
        """Return all that is kept of the account, as JSON."""
        with house_errors():
            return self._stub.ExportAccount(pb.ExportAccountRequest(session_token=session)).json

    def delete(self, session: str, current: str) -> None:
        """Delete the account and all that belongs to it."""
        request = pb.DeleteAccountRequest(session_token=session, current_password=current)
        with house_errors():
            self._stub.DeleteAccount(request)


def member(message: pb.Member) -> Member:
    """Return the account of a message."""
    return Member(
        message.id,
        message.email,
        message.role,
        message.plan,
        message.plan_title,
        message.disabled,
        message.created_at.ToDatetime(UTC).date(),
    )


def _browser(browser: Browser) -> pb.Browser:
    return pb.Browser(
        client_address=browser.address,
        guest_token=browser.guest,
        session_token=browser.session,
        device_token=browser.device,
        form_secret=browser.form_secret,
        label=browser.label,
    )


def _signed_in(message: pb.SignedIn) -> SignedIn:
    return SignedIn(message.session_token, message.device_token, message.return_to)


def _key(message: pb.ApiKey) -> ApiKey:
    expires = message.expires_at if message.HasField("expires_at") else None
    return ApiKey(
        message.id,
        message.name,
        tuple(message.scopes),
        message.created_at.ToDatetime(UTC).date(),
        expires.ToDatetime(UTC).date() if expires else None,
    )
