"""Everything an account holds, to be taken along or to be deleted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from services.auth.accounts.changing import demand_password
from services.auth.accounts.desk import Desk, member, near_windows, note_down, windows, withdrawing


def export(desk: Desk, session_token: str) -> Mapping[str, object]:
    """Return all that is kept of the account, as JSON has it; raises SignedOutError."""
    here = member(desk, session_token)
    account = here.account
    plan = desk.plans.of(account.plan)
    used = desk.meter.used(account.id, windows(plan, desk))
    with desk.accounts.read() as ledger:
        keys = ledger.keys(account.id)
        audit = ledger.audit(account.id, 0, 10_000)
    return {
        "account": {
            "id": account.id,
            "email": account.email,
            "role": account.role.value,
            "plan": plan.name,
            "created_at": _time(account.created_at),
        },
        "used_in_this_window": {meter.value: number for meter, number in used.items()},
        "sessions": [
            {"browser": one.label, "began": _time(one.made), "last_used": _time(one.seen)}
            for one in desk.sessions.of_account(account.id)
        ],
        "api_keys": [
            {
                "name": key.name,
                "scopes": list(key.scopes),
                "created_at": _time(key.created_at),
                "expires_at": _time(key.expires_at) if key.expires_at else None,
            }
            for key in keys
        ],
        **_own_words(desk, account.id),
        "log": [
            {"at": _time(entry.at), "what": entry.action, "detail": entry.detail}
            for _, entry in audit
        ],
    }


def delete(desk: Desk, session_token: str, password: str) -> None:
    """Delete the account and all that belongs to it.

    What remains is that an account, which nobody can be found by, was deleted. Raises
    SignedOutError, CurrentPasswordError and ThrottledError.
    """
    here = member(desk, session_token)
    demand_password(desk, here, password)
    with withdrawing(desk) as (ledger, forget):
        digests = [key.digest for key in ledger.keys(here.account.id)]
        ledger.delete(here.account.id)
        ledger.drop_mails(here.account.email)
        note_down(ledger, desk, here.account.id, "deleted", here.account.id)
        forget.append(partial(desk.sessions.forget, here.account.id, near_windows(desk), digests))


def _own_words(desk: Desk, account_id: str) -> Mapping[str, Sequence[Mapping[str, str]]]:
    return {
        "notes": [
            {
                "system": note.system,
                "code": note.code,
                "text": note.text,
                "updated_at": _time(note.updated_at),
            }
            for note in desk.members.notes(account_id)
        ],
        "favourites": [
            {
                "folder": one.folder,
                "system": one.system,
                "code": one.code,
                "added_at": _time(one.added_at),
            }
            for one in desk.members.favourites(account_id)
        ],
        "recently_seen": [
            {"page": unit, "at": _time(at)} for unit, at in desk.sessions.recent(account_id)
        ],
    }


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
