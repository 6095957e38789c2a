"""The operator's verbs: `python -m services.auth account …`, which `codebook account` runs."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from getpass import getpass

from services.auth.accounts import keys, staffing
from services.auth.accounts.desk import Desk
from services.auth.domain.account import Account, Role
from services.auth.domain.plan import REGISTERED
from services.auth.errors import FieldInvalidError

_PAGE = 500


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what is asked for; exits as argparse does."""
    parser = argparse.ArgumentParser(prog="codebook account", description="Look after accounts.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make an account; the password is read, not given")
    create.add_argument("email")
    create.add_argument("--role", choices=list(Role), default=Role.MEMBER)
    create.add_argument("--plan", default=REGISTERED)
    listed = verbs.add_parser("list", help="list accounts, all or by a part of their address")
    listed.add_argument("text", nargs="?", default="")
    listed.add_argument("--json", action="store_true", help="one JSON object a line")
    plan = verbs.add_parser("plan", help="give an account another plan")
    plan.add_argument("email")
    plan.add_argument("plan")
    disable = verbs.add_parser("disable", help="disable an account; its sessions and keys end")
    disable.add_argument("email")
    disable.add_argument("--undo", action="store_true", help="enable it again")
    key = verbs.add_parser("key", help="make an API key and print it, once")
    key.add_argument("email")
    key.add_argument("--name", default="command line")
    key.add_argument("--scope", action="append", choices=keys.SCOPES, dest="scopes")
    key.add_argument("--days", type=int, default=365, help="until it expires; 0 is never")
    return parser.parse_args(arguments)


def run(desk: Desk, asked: argparse.Namespace) -> Iterator[str]:
    """Do what is asked for and yield the lines to print; raises ServiceError."""
    yield from _VERBS[asked.verb](desk, asked)


def _create(desk: Desk, asked: argparse.Namespace) -> Iterator[str]:
    password = _read_password()
    account = staffing.create(
        desk, staffing.OPERATOR, asked.email, password, Role(asked.role), asked.plan
    )
    yield f"{account.email} has an account now: {account.role}, plan {account.plan}."


def _list(desk: Desk, asked: argparse.Namespace) -> Iterator[str]:
    after = ""
    while found := staffing.find(desk, asked.text, after, _PAGE):
        yield from (_json(one) if asked.json else _line(one) for one in found)
        after = found[-1].email


def _plan(desk: Desk, asked: argparse.Namespace) -> Iterator[str]:
    account = staffing.by_email(desk, asked.email)
    staffing.set_plan(desk, staffing.OPERATOR, account, asked.plan)
    yield f"{account.email} has the plan {asked.plan} now."


def _disable(desk: Desk, asked: argparse.Namespace) -> Iterator[str]:
    account = staffing.by_email(desk, asked.email)
    staffing.set_disabled(desk, staffing.OPERATOR, account, disabled=not asked.undo)
    yield f"{account.email} is {'enabled again' if asked.undo else 'disabled'}."


def _key(desk: Desk, asked: argparse.Namespace) -> Iterator[str]:
    account = staffing.by_email(desk, asked.email)
    scopes = asked.scopes or ["read"]
    secret, _ = keys.make_key(
        desk, account, asked.name, scopes, days=asked.days, actor=staffing.OPERATOR
    )
    yield secret


_VERBS: Mapping[str, Callable[[Desk, argparse.Namespace], Iterator[str]]] = {
    "create": _create,
    "list": _list,
    "plan": _plan,
    "disable": _disable,
    "key": _key,
}


def _read_password() -> str:
    """Return a password from the terminal, asked twice, or the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Again: ") != password:
        raise FieldInvalidError("The two are not the same.", field="password")
    return password


def _line(account: Account) -> str:
    state = "  disabled" if account.disabled else ""
    made = account.created_at.date()
    return f"{made}  {account.role:6}  {account.plan:12}  {account.email}{state}"


def _json(account: Account) -> str:
    fields = {
        "id": account.id,
        "email": account.email,
        "role": account.role,
        "plan": account.plan,
        "disabled": account.disabled,
        "created_at": account.created_at.isoformat(),
    }
    return json.dumps(fields)
