"""Where a reader goes on after signing in: where they came from, and never to another site."""

import re
from urllib.parse import urlsplit

_HOME = "/account"
_LONGEST = 500
# One slash and then no other, nor a backslash, which browsers take for one; nothing unprintable.
_PATH = re.compile(r"/(?![/\\])[!-~]*", re.ASCII)
# There is nothing to come back to.
_DOORS = ("/login", "/logout", "/register", "/verify", "/reset", "/api/")


def safe_path(wanted: str) -> str:
    """Return the path if it is one of this site, else nothing."""
    if len(wanted) > _LONGEST or not _PATH.fullmatch(wanted) or "\\" in wanted:
        return ""
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or parts.path.startswith(_DOORS):
        return ""
    return wanted


def onward(wanted: str) -> str:
    """Return where to go: the wanted path if it is safe, else the account's page."""
    return safe_path(wanted) or _HOME
