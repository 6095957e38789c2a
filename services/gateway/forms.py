"""Forms that only our own pages can send: a secret in a cookie, and a proof of it in the form.

The proof is an HMAC of a fresh number under the secret, so it is another one each time: what is
compressed beside what a reader wrote gives nothing away (BREACH). A browser that says where a form
comes from (Origin, Sec-Fetch-Site) is believed when it names another site.
"""

import hmac
import secrets

from flask import Flask, Response, g, request
from markupsafe import Markup

from services.gateway.cookies import Cookies
from services.runtime.errors import PermissionDeniedError

FIELD = "form_proof"
_COOKIE = "form"
_BYTES = 24
# Programs bring no cookie that would be worth anything; a tool works out what it is given, whoever
# sends it, and keeps nothing.
_FREE = ("/api/", "/fhir/", "/tools/")
_SENDS = {"POST", "PUT", "PATCH", "DELETE"}


def install(app: Flask, cookies: Cookies) -> None:
    """Let every form that is sent be looked at first, and forms find their field."""

    def check() -> None:
        known = request.url_rule is not None and not request.path.startswith(_FREE)
        if known and request.method in _SENDS:
            _demand(cookies.read(request, _COOKIE))

    def keep(response: Response) -> Response:
        made = g.get("form_secret_made", "")
        if made:
            cookies.write(response, _COOKIE, made)
        if g.get("form_secret_spent", False):
            cookies.clear(response, _COOKIE)
        return response

    def field() -> Markup:
        proof = _prove(_secret(cookies))
        return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, proof)

    app.before_request(check)
    app.after_request(keep)
    app.jinja_env.globals["form_field"] = field


def secret(cookies: Cookies) -> str:
    """Return the secret that the browser brought: by it the browser is known while it has it."""
    return cookies.read(request, _COOKIE)


def renew() -> None:
    """Let the browser have another secret from its next form on, for somebody has signed in."""
    g.form_secret_spent = True


def _secret(cookies: Cookies) -> str:
    brought = cookies.read(request, _COOKIE) or g.get("form_secret_made", "")
    if not brought:
        brought = g.form_secret_made = secrets.token_urlsafe(_BYTES)
    return str(brought)


def _prove(brought: str, number: str = "") -> str:
    number = number or secrets.token_urlsafe(12)
    return f"{number}.{hmac.digest(brought.encode(), number.encode(), 'sha256').hex()}"


def _demand(brought: str) -> None:
    """Raise PermissionDeniedError unless the form is one of ours."""
    proof = request.form.get(FIELD, "")
    number = proof.partition(".")[0]
    good = bool(brought and number) and hmac.compare_digest(
        _prove(brought, number).encode(), proof.encode("utf-8", "replace")
    )
    origin = request.headers.get("Origin", "")
    # Compared as it stands: what is no address, such as "null" or "http://[", has another end.
    elsewhere = bool(origin) and origin.partition("://")[2] != request.host
    said = request.headers.get("Sec-Fetch-Site", "same-origin")
    if not good or elsewhere or said not in {"same-origin", "none"}:
        message = "This form is too old, or not ours. Please open its page again and send it anew."
        raise PermissionDeniedError(message, reason="FORM_NOT_OURS")
