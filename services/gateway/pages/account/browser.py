"""The browser that acts on an account: what it brings, what it says it is, what it is given."""

from flask import redirect, request
from werkzeug.wrappers import Response

from services.gateway import forms
from services.gateway.clients.accounts import Browser, SignedIn
from services.gateway.context import context
from services.gateway.pages.account.returning import onward

_DAY_SECONDS = 86_400
# Auth ends a session sooner; a browser needs to know only when to forget.
_SESSION_SECONDS = 90 * _DAY_SECONDS
_DEVICE_SECONDS = 400 * _DAY_SECONDS

_PROGRAMS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser() -> Browser:
    """Return the browser of the current request."""
    guest, cookies = context().guests.guest(request), context().cookies
    return Browser(
        address=guest.address,
        guest=guest.token,
        session=guest.session,
        device=cookies.read(request, "device"),
        form_secret=forms.secret(cookies),
        label=label(request.headers.get("User-Agent", "")),
    )


def session() -> str:
    """Return the token of the session that the browser brought; empty without one."""
    return context().cookies.read(request, "session")


def label(user_agent: str) -> str:
    """Return program and system of a browser in a few words, as far as it says."""
    program = next((name for sign, name in _PROGRAMS if sign in user_agent), "")
    if not program and "Safari/" in user_agent:
        program = "Safari"
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return " on ".join(filter(None, (program, system))) or "Unknown browser"


def enter(session: SignedIn, wanted: str = "") -> Response:
    """Return what gives the browser its session and sends it on."""
    response = redirect(onward(wanted or session.return_to), 303)
    cookies = context().cookies
    cookies.write(response, "session", session.session, _SESSION_SECONDS)
    cookies.write(response, "device", session.device, _DEVICE_SECONDS)
    forms.renew()
    return response


def leave(path: str) -> Response:
    """Return what takes the session from the browser and sends it on."""
    response = redirect(path, 303)
    context().cookies.clear(response, "session")
    forms.renew()
    return response
