"""The account's own page, and what its owner changes there."""

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.gateway.access import Who, member, open_to
from services.gateway.context import context
from services.gateway.pages.account.browser import leave, session
from services.gateway.pages.account.filling import MENDABLE, again, field, ticked
from services.runtime.errors import InvalidArgumentError, ServiceError

account = Blueprint("account", __name__)

_METERS = {
    "page_view": "Code pages",
    "assistant_question": "Questions to the assistant",
    "consult_email": "Questions by e-mail",
    "api_call": "Calls of the programming interface",
}
_PAGE = "account/account.html"


@account.get("/account")
@open_to(Who.MEMBER)
def show() -> ResponseReturnValue:
    """Return what is used and when it begins anew, the sessions and the keys."""
    return render_template(_PAGE, **_overview(), done=request.args.get("done", ""))


@account.post("/account/password")
@open_to(Who.MEMBER)
def password() -> ResponseReturnValue:
    """Replace the password."""
    try:
        context().accounts.change_password(
            session(),
            field("current_password"),
            field("password"),
            revoke_keys=ticked("revoke_keys"),
        )
    except MENDABLE as error:
        return _again("password", error)
    return _done("password")


@account.post("/account/email")
@open_to(Who.MEMBER)
def email() -> ResponseReturnValue:
    """Have a link mailed to a new address."""
    try:
        context().accounts.ask_for_email(session(), field("current_password"), field("email"))
    except MENDABLE as error:
        return _again("email", error)
    return _done("email")


@account.get("/account/email/confirm")
@open_to(Who.ANYONE)
def confirm() -> ResponseReturnValue:
    """Return the button that confirms a new address."""
    return render_template("account/confirm.html", token=request.args.get("token", ""))


@account.post("/account/email/confirm")
@open_to(Who.ANYONE)
def send_confirmation() -> ResponseReturnValue:
    """Change the address to the one that the link was mailed to."""
    try:
        context().accounts.confirm_email(field("token"))
    except MENDABLE as error:
        return again("account/confirm.html", error, token=field("token"))
    return render_template("account/sent.html", purpose="confirmed")


@account.post("/account/sessions/end")
@open_to(Who.MEMBER)
def end_session() -> ResponseReturnValue:
    """End a session, or all others."""
    context().accounts.revoke_session(session(), field("id"))
    return _done("session")


@account.post("/account/keys")
@open_to(Who.MEMBER)
def make_key() -> ResponseReturnValue:
    """Make an API key and show it, this once."""
    try:
        secret = context().accounts.create_key(
            session(), field("name"), request.form.getlist("scopes"), _days()
        )
    except MENDABLE as error:
        return _again("key", error)
    response = Response(render_template(_PAGE, **_overview(), secret=secret))
    response.headers["Cache-Control"] = "no-store"
    return response


@account.post("/account/keys/revoke")
@open_to(Who.MEMBER)
def revoke_key() -> ResponseReturnValue:
    """Make an API key useless at once."""
    context().accounts.revoke_key(session(), field("id"))
    return _done("revoked")


@account.get("/account/data")
@open_to(Who.MEMBER)
def data() -> ResponseReturnValue:
    """Return all that is kept of the account, as a file."""
    response = Response(context().accounts.export(session()), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="codebook-account.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@account.post("/account/delete")
@open_to(Who.MEMBER)
def delete() -> ResponseReturnValue:
    """Delete the account and all that belongs to it."""
    try:
        context().accounts.delete(session(), field("current_password"))
    except MENDABLE as error:
        return _again("delete", error)
    return leave("/")


def _overview() -> dict[str, object]:
    accounts, token = context().accounts, session()
    return {
        "member": member(),
        "usage": accounts.usage(token),
        "meters": _METERS,
        "sessions": accounts.sessions(token),
        "keys": accounts.keys(token),
    }


def _days() -> int:
    text = field("days") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InvalidArgumentError("It must be a whole number of days.", field="days")
    return int(text)


def _again(form: str, error: ServiceError) -> Response:
    return again(_PAGE, error, **_overview(), error_form=form)


def _done(what: str) -> ResponseReturnValue:
    return redirect(f"/account?done={what}", 303)
