"""Page tokens: the last place shown, sealed against use on another list."""

import base64
import binascii
import hashlib

from services.catalog.domain.codes import LONGEST_CODE
from services.catalog.errors import PageSizeInvalidError, PageTokenInvalidError

_SEAL_BYTES = 9
_DEFAULT_SIZE = 200
_LARGEST_SIZE = 1000


def page_size(asked: int, default: int = _DEFAULT_SIZE, largest: int = _LARGEST_SIZE) -> int:
    """Return how many entries a page has. Raises PageSizeInvalidError below 0."""
    if asked < 0:
        raise PageSizeInvalidError
    return min(asked or default, largest)


def make_token(last: str, *scope: str) -> str:
    """Return the token that continues after the place `last` (compact) of the list `scope`."""
    raw = _seal(last, scope) + last.encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_token(token: str, *scope: str) -> str:
    """Return after which place (compact) to continue. Raises PageTokenInvalidError.

    The seal keeps no secret, it finds mistakes: whoever makes a token can only ask for a page
    that everybody may see.
    """
    if len(token) > 2 * (_SEAL_BYTES + LONGEST_CODE) or not token.isascii():
        raise PageTokenInvalidError
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        last = raw[_SEAL_BYTES:].decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise PageTokenInvalidError from error
    # Base64 has several spellings of the same bytes; only the one that was given is good.
    if token != make_token(last, *scope):
        raise PageTokenInvalidError
    return last


def _seal(last: str, scope: tuple[str, ...]) -> bytes:
    text = "\0".join((last, *scope)).encode()
    return hashlib.blake2b(text, digest_size=_SEAL_BYTES, person=b"page-token").digest()
