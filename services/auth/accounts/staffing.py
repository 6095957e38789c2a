"""What staff and operators do with other people's accounts; each act is in the audit log."""

from collections.abc import Sequence
from functools import partial

from services.auth.accounts.desk import Desk, note_down, withdrawing
from services.auth.domain.account import Account, Role
from services.auth.domain.bearer import new_account_id
from services.auth.domain.email import parse_email
from services.auth.errors import AccountNotFoundError, EmailTakenError, FieldInvalidError

# Who acts on the command line of the machine.
OPERATOR = "operator"


def create(desk: Desk, actor: str, email: str, password: str, role: Role, plan: str) -> Account:  # noqa: PLR0913, PLR0917 - what an account has
    """Return a new account, whose address is taken as confirmed.

    Raises EmailInvalidError, PasswordInvalidError, FieldInvalidError and EmailTakenError.
    """
    address = parse_email(email)
    account = Account(
        id=new_account_id(),
        email=address,
        password_hash=desk.passwords.accept(password, address),
        role=role,
        plan=_demand_plan(desk, plan),
        disabled=False,
        created_at=desk.clock.now(),
    )
    with desk.accounts.begin() as ledger:
        if not ledger.add(account):
            raise EmailTakenError
        note_down(ledger, desk, actor, "created", account.id, role=role, plan=plan)
    return account


def find(desk: Desk, text: str, after: str, size: int) -> Sequence[Account]:
    """Return the accounts with the text in their address that come after this one, in order."""
    with desk.accounts.read() as ledger:
        return ledger.page(text.strip().lower(), after, size)


def by_email(desk: Desk, email: str) -> Account:
    """Return the account of an address; raises AccountNotFoundError and EmailInvalidError."""
    address = parse_email(email)
    with desk.accounts.read() as ledger:
        account = ledger.by_email(address)
    if account is None:
        raise AccountNotFoundError
    return account


def by_id(desk: Desk, account_id: str) -> Account:
    """Return the account; raises AccountNotFoundError."""
    with desk.accounts.read() as ledger:
        account = ledger.by_id(account_id)
    if account is None:
        raise AccountNotFoundError
    return account


def set_plan(desk: Desk, actor: str, account: Account, plan: str) -> None:
    """Give the account another plan, from its next look on; raises FieldInvalidError."""
    named = _demand_plan(desk, plan)
    if named == account.plan:
        return
    with withdrawing(desk) as (ledger, forget):
        ledger.set_plan(account.id, named)
        changed = f"{account.plan}>{named}"
        note_down(ledger, desk, actor, "plan set", account.id, plan=changed)
        forget.append(partial(desk.sessions.drop_standing, account.id))


def set_role(desk: Desk, actor: str, account: Account, role: Role) -> None:
    """Give the account another role."""
    if role == account.role:
        return
    with withdrawing(desk) as (ledger, forget):
        ledger.set_role(account.id, role)
        note_down(ledger, desk, actor, "role set", account.id, role=f"{account.role}>{role}")
        forget.append(partial(desk.sessions.drop_standing, account.id))


def set_disabled(desk: Desk, actor: str, account: Account, *, disabled: bool) -> None:
    """Disable the account, which ends its sessions and keys at once, or enable it again."""
    with withdrawing(desk) as (ledger, forget):
        ledger.set_disabled(account.id, disabled=disabled)
        ledger.drop_links(account.id)
        note_down(ledger, desk, actor, "disabled" if disabled else "enabled", account.id)
        if disabled:
            digests = [key.digest for key in ledger.keys(account.id)]
            # The counts stay: disabling and enabling again is no way to begin anew.
            forget.append(partial(desk.sessions.forget, account.id, (), digests))


def _demand_plan(desk: Desk, plan: str) -> str:
    if plan not in desk.plans.named or plan == desk.plans.guest.name:
        names = ", ".join(name for name in desk.plans.named if name != desk.plans.guest.name)
        raise FieldInvalidError(f"There is no such plan; there are {names}.", field="plan")
    return plan
