"""What one request carries through every hop: its id and when it must be answered."""

import re
import secrets
import time
from contextvars import ContextVar

REQUEST_ID_HEADER = "x-request-id"

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="")
deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def accept_request_id(offered: str | None) -> str:
    """Return the id that a caller offered if it is safe to log, else a new one."""
    if offered and _SANE_ID.fullmatch(offered):
        return offered
    return secrets.token_hex(8)


def set_budget(seconds: float | None) -> None:
    """Give the current request this many seconds from now; None means no limit."""
    deadline.set(None if seconds is None else time.monotonic() + seconds)


def remaining_seconds() -> float | None:
    """Return how long the current request may still take; None means no limit."""
    until = deadline.get()
    return None if until is None else until - time.monotonic()
