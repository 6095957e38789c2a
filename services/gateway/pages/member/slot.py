"""The member's place on a code page: a note, and the folders that the code is in."""

from collections.abc import Callable
from hashlib import blake2b

from flask import render_template

from services.gateway.clients.marks import Marks
from services.gateway.clients.records import CodeSummary
from services.gateway.context import Context
from services.gateway.guest import Guest
from services.runtime.errors import ServiceError


def ask(context: Context, guest: Guest, system: str, code: str) -> Callable[[], Marks | None]:
    """Ask for the member's marks on a code now; return what waits, for None without an answer."""
    if not guest.session or not guest.looks:
        return lambda: None
    pending = context.marks.ask_for(guest.session, system, code)

    def wait() -> Marks | None:
        try:
            return pending()
        except ServiceError:
            return None

    return wait


def html(code: CodeSummary, marks: Marks | None) -> bytes:
    """Return the member's own part of a page; nothing for others."""
    if marks is None:
        return b""
    return render_template("member/slot.html", code=code, marks=marks).encode()


def etag(page: str, marks: Marks | None) -> str:
    """Return the tag of a page with these marks on it."""
    if marks is None:
        return page
    digest = blake2b(f"{page}{marks!r}".encode(), digest_size=12).hexdigest()
    return f'W/"{digest}"'
