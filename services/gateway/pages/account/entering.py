"""The ways in and out: register, confirm, sign in, sign out, choose a new password."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.pages.account.browser import browser, enter, leave, session
from services.gateway.pages.account.filling import MENDABLE, again, field, ticked
from services.gateway.pages.account.returning import safe_path
from services.runtime.errors import InvalidArgumentError

entering = Blueprint("entering", __name__)


@entering.get("/register")
@open_to(Who.ANYONE)
def register() -> ResponseReturnValue:
    """Return the form of a new account."""
    return render_template("account/register.html", next=safe_path(request.args.get("next", "")))


@entering.post("/register")
@open_to(Who.ANYONE)
def send_registration() -> ResponseReturnValue:
    """Ask for an account; what is answered is the same whatever the address."""
    wanted = safe_path(field("next"))
    try:
        context().accounts.register(field("email"), field("password"), browser(), wanted)
    except MENDABLE as error:
        return again("account/register.html", error, next=wanted, email=field("email"))
    return render_template("account/sent.html", purpose="register")


@entering.get("/verify")
@open_to(Who.ANYONE)
def verify() -> ResponseReturnValue:
    """Return the button that makes the account: who only looks at links ahead uses none up."""
    return render_template("account/verify.html", token=_token(), ask_password=False)


@entering.post("/verify")
@open_to(Who.ANYONE)
def send_verification() -> ResponseReturnValue:
    """Make the account and go back to where the reader came from."""
    token = _token()
    try:
        begun = context().accounts.verify(token, field("password"), browser())
    except MENDABLE as error:
        # A password that was asked for is asked for again.
        needed = error.reason != "LINK_INVALID"
        return again("account/verify.html", error, token=token, ask_password=needed)
    return enter(begun)


@entering.get("/login")
@open_to(Who.ANYONE)
def login() -> ResponseReturnValue:
    """Return the form to sign in."""
    return render_template("account/login.html", next=safe_path(request.args.get("next", "")))


@entering.post("/login")
@open_to(Who.ANYONE)
def send_login() -> ResponseReturnValue:
    """Sign in and go back to where the reader came from."""
    wanted = safe_path(field("next"))
    try:
        begun = context().accounts.sign_in(field("email"), field("password"), browser())
    except MENDABLE as error:
        return again("account/login.html", error, next=wanted, email=field("email"))
    return enter(begun, wanted)


@entering.get("/logout")
@open_to(Who.ANYONE)
def logout() -> ResponseReturnValue:
    """Return the button that signs out: a link alone, which others may set, does not."""
    return render_template("account/logout.html")


@entering.post("/logout")
@open_to(Who.ANYONE)
def send_logout() -> ResponseReturnValue:
    """Sign out."""
    context().accounts.sign_out(session())
    return leave("/")


@entering.get("/reset")
@open_to(Who.ANYONE)
def reset() -> ResponseReturnValue:
    """Return the form that asks for a link to choose a new password."""
    return render_template("account/reset.html")


@entering.post("/reset")
@open_to(Who.ANYONE)
def send_reset() -> ResponseReturnValue:
    """Have a link mailed; what is answered is the same whatever the address."""
    try:
        context().accounts.ask_for_reset(field("email"), browser())
    except MENDABLE as error:
        return again("account/reset.html", error, email=field("email"))
    return render_template("account/sent.html", purpose="reset")


@entering.get("/reset/new")
@open_to(Who.ANYONE)
def new_password() -> ResponseReturnValue:
    """Return the form of a new password."""
    return render_template("account/new_password.html", token=_token())


@entering.post("/reset/new")
@open_to(Who.ANYONE)
def send_new_password() -> ResponseReturnValue:
    """Replace the password and sign in."""
    token = _token()
    try:
        begun = context().accounts.reset(
            token, field("password"), browser(), revoke_keys=ticked("revoke_keys")
        )
    except MENDABLE as error:
        return again("account/new_password.html", error, token=token)
    return enter(begun, "/account?done=password")


def _token() -> str:
    """Return the token of a link; raises InvalidArgumentError when there is none."""
    token = request.form.get("token") or request.args.get("token", "")
    if not token or len(token) > 200:
        raise InvalidArgumentError("It is not complete; copy the whole link.", field="token")
    return token
