"""Staff finds an account, sets its plan and role, disables it, and reads the audit log.

An address is never in the address of a page: it would be in histories and logs.
"""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.gateway import inputs
from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.pages.account.browser import session
from services.gateway.pages.account.filling import field

staff = Blueprint("staff", __name__)

_ROLES = ("member", "editor", "staff")


@staff.get("/staff")
@open_to(Who.STAFF)
def show() -> ResponseReturnValue:
    """Return the form to find an account, and the last of the audit log."""
    return render_template("staff/accounts.html", accounts=None)


@staff.post("/staff")
@open_to(Who.STAFF)
def find() -> ResponseReturnValue:
    """Return the accounts with the text in their address."""
    text = inputs.text("text", field("text"), 254)
    found, more = context().staff.find(session(), text, field("page_token"))
    return render_template("staff/accounts.html", accounts=found, text=text, more=more)


@staff.get("/staff/accounts/<account>")
@open_to(Who.STAFF)
def one(account: str) -> ResponseReturnValue:
    """Return an account with what was done to it."""
    token = session()
    found, plans = context().staff.account(token, account)
    entries, more = context().staff.audit(token, account, _page_token())
    return render_template(
        "staff/account.html",
        account=found,
        plans=plans,
        roles=_ROLES,
        entries=entries,
        more=more,
        done=request.args.get("done", ""),
    )


@staff.post("/staff/accounts/<account>/plan")
@open_to(Who.STAFF)
def plan(account: str) -> ResponseReturnValue:
    """Give an account another plan."""
    context().staff.set_plan(session(), account, field("plan"))
    return _back(account, "plan")


@staff.post("/staff/accounts/<account>/role")
@open_to(Who.STAFF)
def role(account: str) -> ResponseReturnValue:
    """Give an account another role."""
    context().staff.set_role(session(), account, field("role"))
    return _back(account, "role")


@staff.post("/staff/accounts/<account>/disabled")
@open_to(Who.STAFF)
def disabled(account: str) -> ResponseReturnValue:
    """Disable an account, or enable it again."""
    shut = field("disabled") == "true"
    context().staff.set_disabled(session(), account, disabled=shut)
    return _back(account, "disabled" if shut else "enabled")


@staff.get("/staff/audit")
@open_to(Who.STAFF)
def audit() -> ResponseReturnValue:
    """Return the audit log of all accounts."""
    entries, more = context().staff.audit(session(), "", _page_token())
    return render_template("staff/audit.html", entries=entries, more=more)


def _page_token() -> str:
    return inputs.page_token(request.args)


def _back(account: str, done: str) -> ResponseReturnValue:
    return redirect(f"/staff/accounts/{account}?done={done}", 303)
