"""API keys: a call that brings one is counted as its account's; one that is not good is refused."""

import re
import secrets

from flask import Flask, g, request

from services.gateway.clients.auth import Admission, Decision
from services.gateway.context import context
from services.runtime.errors import (
    PermissionDeniedError,
    ResourceExhaustedError,
    UnauthenticatedError,
)

_SCHEME = "bearer"
_SHAPE = re.compile(r"[!-~]{1,200}", re.ASCII)
_GATED = "gated"
_ADMITTED = {Decision.ADMITTED_NEW, Decision.ADMITTED_BEFORE}


def install(app: Flask) -> None:
    """Let every call of the programming interface show its key first, if it has one."""
    app.before_request(_count)


def opens_gated() -> bool:
    """Return whether the caller has brought a key for the gated facts of codes."""
    return _GATED in g.get("api_scopes", ())


def demand_gated() -> None:
    """Raise UnauthenticatedError without a key, PermissionDeniedError with one for less."""
    if "api_key" not in g:
        message = "A key with the scope `gated` opens this list."
        raise UnauthenticatedError(message, reason="KEY_NEEDED")
    if not opens_gated():
        message = "This key has not got the scope `gated`."
        raise PermissionDeniedError(message, reason="SCOPE_MISSING")


def page_view(system: str, code: str) -> Admission:
    """Return whether that key may see the gated facts of a code, which costs a page view.

    Raises ServiceError when auth does not answer: what is paid for is not left out without a word.
    """
    peek = request.method != "GET"
    return context().auth.page_view_by_key(g.api_key, f"{system}/{code}", peek=peek)


def may_see(admission: Admission) -> bool:
    """Return whether the gated facts may be given."""
    return admission.decision in _ADMITTED


def _count() -> None:
    if not request.path.startswith("/api/v1/"):
        return
    given = request.headers.get("Authorization", "")
    if not given:
        return
    scheme, _, key = given.partition(" ")
    if scheme.lower() != _SCHEME or not _SHAPE.fullmatch(key.strip()):
        raise UnauthenticatedError("Give a key as `Authorization: Bearer …`.", reason="KEY_INVALID")
    # Not the request's id, which the caller may choose: the same one again would count once.
    admission = context().auth.api_call(key.strip(), secrets.token_hex(16))
    if admission.decision is Decision.REFUSED_ALLOWANCE:
        message = f"The {admission.limit:,} calls of your plan are used up."
        raise ResourceExhaustedError(message, retry_after=admission.seconds_left)
    g.api_key, g.api_scopes = key.strip(), admission.scopes
