"""Who may use each route: every view says it, and one without a word is closed to all.

A view is declared with `@open_to(Who.…)` directly under its route:

    @browse.get("/browse")
    @open_to(Who.ANYONE)
    def shelf() -> str: ...
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar, cast
from urllib.parse import urlencode

from flask import Flask, current_app, g, redirect, request
from werkzeug.wrappers import Response

from services.gateway.clients.accounts import Member
from services.gateway.context import context
from services.runtime.errors import PermissionDeniedError, UnauthenticatedError

_RULE = "open_to"
_STAFF = "staff"

_View = TypeVar("_View", bound=Callable[..., object])


class Who(StrEnum):
    """Who may use a route."""

    # What costs a unit of a meter is open to anyone as well: the meter decides what is shown.
    ANYONE = "anyone"
    # Who is signed in, whatever the role.
    MEMBER = "member"
    # Who looks after accounts.
    STAFF = "staff"


def open_to(who: Who) -> Callable[[_View], _View]:
    """Return what declares a view's rule."""

    def declare(view: _View) -> _View:
        setattr(view, _RULE, who)
        return view

    return declare


def rule_of(view: Callable[..., object]) -> Who | None:
    """Return a view's rule; None when it does not say."""
    rule = getattr(view, _RULE, None)
    return rule if isinstance(rule, Who) else None


def install(app: Flask) -> None:
    """Let every request meet the rule of its route first."""
    app.before_request(_check)
    app.after_request(_keep_private)


def member() -> Member:
    """Return who is signed in; only for views whose rule is not ANYONE."""
    return cast("Member", g.member)


def _check() -> Response | None:
    """Return where to sign in first; None when the request may go on. Auth asks all this again."""
    if request.endpoint is None:
        return None
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule is None:
        raise PermissionDeniedError("Nobody has said who may use this address.")
    if rule is Who.ANYONE:
        return None
    session = context().guests.guest(request).session
    try:
        g.member = context().accounts.member(session)
    except UnauthenticatedError:
        return _to_sign_in()
    if rule is Who.STAFF and g.member.role != _STAFF:
        raise PermissionDeniedError("Only staff may see this.")
    return None


def _keep_private(response: Response) -> Response:
    """Let nobody keep what only a member or staff may see: not even a browser that others use."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and rule_of(view) is not Who.ANYONE:
        response.headers["Cache-Control"] = "no-store"
    return response


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    response = redirect("/login" + (f"?{urlencode({'next': wanted})}" if wanted else ""), 303)
    context().cookies.clear(response, "session")
    return response
