"""What a member comes with: a session's token or an API key. Both name the account and a secret.

`s_<account>.<secret>` is a session, `codebook_<account>.<secret>` a key, whose first word lets
scanners of published code know it. Only the SHA-256 of a secret is kept: 256 random bits cannot be
tried, so a slow hash would protect nothing. That the account stands in the token puts everything
that Redis holds of it on one slot, so that session, plan and meter are one script.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass

_ID_BYTES = 16
_SECRET_BYTES = 32
_SHAPE = re.compile(r"(s|codebook)_([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})", re.ASCII)


@dataclass(frozen=True)
class Bearer:
    """Whose token it is, and the digest under which it is kept."""

    account: str
    digest: str
    is_key: bool


def new_account_id() -> str:
    """Return an identifier that no account has had."""
    return secrets.token_urlsafe(_ID_BYTES)


def new_token(account: str, *, is_key: bool = False) -> tuple[str, Bearer]:
    """Return a new token, which is shown once, and what is kept of it."""
    token = f"{'codebook' if is_key else 's'}_{account}.{secrets.token_urlsafe(_SECRET_BYTES)}"
    return token, Bearer(account, digest_of(token), is_key)


def read_token(token: str) -> Bearer | None:
    """Return what a token says; None when it has not the shape of one."""
    match = _SHAPE.fullmatch(token)
    return Bearer(match[2], digest_of(token), match[1] == "codebook") if match else None


def digest_of(token: str) -> str:
    """Return the digest under which a token is kept, in 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_link_token() -> str:
    """Return a token for a link in a mail."""
    return secrets.token_urlsafe(_SECRET_BYTES)
