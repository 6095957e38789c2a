"""Who may use each route: every view says it, and one without a word is closed to all.

A view is declared with `@open_to(Who.…)` directly under its route:

    @browse.get("/browse")
    @open_to(Who.ANYONE)
    def shelf() -> str: ...
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Flask, current_app, request

from services.runtime.errors import PermissionDeniedError, UnauthenticatedError

_RULE = "open_to"

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


def _check() -> None:
    if request.endpoint is None:
        return
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule is None:
        raise PermissionDeniedError("Nobody has said who may use this address.")
    if rule is not Who.ANYONE:
        raise UnauthenticatedError("Please sign in first.")
