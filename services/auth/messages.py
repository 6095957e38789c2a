"""Types of accounts as messages."""

from datetime import datetime

from codebook.auth.v1 import account_pb2 as pb
from codebook.auth.v1 import member_pb2, staff_pb2
from google.protobuf.timestamp_pb2 import Timestamp

from services.auth.accounts.desk import Browser, SignedIn
from services.auth.domain.account import Account, ApiKey, AuditEntry, Favourite, Note
from services.auth.domain.plan import Plans
from services.auth.domain.session import Session


def time(moment: datetime) -> Timestamp:
    """Return the moment, to the second."""
    return Timestamp(seconds=int(moment.timestamp()))


def to_browser(message: pb.Browser) -> Browser:
    """Return where an act comes from."""
    return Browser(
        address=message.client_address,
        guest_token=message.guest_token,
        session_token=message.session_token,
        device_token=message.device_token,
        form=message.form_secret,
        label=message.label,
    )


def signed_in(session: SignedIn) -> pb.SignedIn:
    """Return a session that has just begun."""
    return pb.SignedIn(
        session_token=session.session_token,
        device_token=session.device_token,
        return_to=session.return_to,
    )


def member(account: Account, plans: Plans) -> pb.Member:
    """Return an account."""
    plan = plans.of(account.plan)
    return pb.Member(
        id=account.id,
        email=account.email,
        role=account.role,
        plan=plan.name,
        plan_title=plan.title,
        disabled=account.disabled,
        created_at=time(account.created_at),
    )


def session(one: Session, current: Session) -> pb.Session:
    """Return a session, and whether it is the one that asks."""
    return pb.Session(
        id=one.bearer.digest,
        label=one.label,
        began_at=time(one.made),
        seen_at=time(one.seen),
        ends_at=time(one.expires),
        current=one.bearer.digest == current.bearer.digest,
    )


def api_key(key: ApiKey) -> pb.ApiKey:
    """Return a key without its secret."""
    message = pb.ApiKey(
        id=key.id, name=key.name, scopes=key.scopes, created_at=time(key.created_at)
    )
    if key.expires_at is not None:
        message.expires_at.CopyFrom(time(key.expires_at))
    return message


def note(one: Note) -> member_pb2.Note:
    """Return a note."""
    return member_pb2.Note(
        system=one.system, code=one.code, text=one.text, updated_at=time(one.updated_at)
    )


def favourite(one: Favourite) -> member_pb2.Favourite:
    """Return a favourite."""
    return member_pb2.Favourite(
        folder=one.folder, system=one.system, code=one.code, added_at=time(one.added_at)
    )


def seen(unit: str, at: datetime) -> member_pb2.Seen:
    """Return a code page that was looked at, from its unit `<system>/<code>`."""
    system, _, code = unit.partition("/")
    return member_pb2.Seen(system=system, code=code, at=time(at))


def audit_entry(entry: AuditEntry) -> staff_pb2.AuditEntry:
    """Return an entry of the audit log."""
    return staff_pb2.AuditEntry(
        at=time(entry.at),
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        detail=entry.detail,
    )
