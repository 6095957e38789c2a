"""A browser that has signed in before is known again, so that a stranger cannot lock its owner out.

Wrong passwords from strangers are counted for the account, and stop strangers only; a browser with
a device token of the account has a count of its own (OWASP, "Slow Down Online Guessing Attacks with
Device Cookies").
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from itsdangerous import BadSignature, Signer

_CONTEXT = b"codebook.auth.device.v1"
_NUMBER_BYTES = 12
_LONGEST = 200


class DeviceTokens:
    """Signs and reads device tokens; the first key signs and all are believed."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._signers = [
            Signer(key, salt=_CONTEXT, key_derivation="hmac", digest_method=hashlib.sha256)
            for key in keys
        ]

    def write(self, account: str) -> str:
        """Return a token for a browser that has just signed in to the account."""
        return self._signers[0].sign(f"{account}.{secrets.token_urlsafe(_NUMBER_BYTES)}").decode()

    def number(self, token: str, account: str | None) -> str:
        """Return the browser's number if the token is one of this account; else nothing."""
        if account is None or len(token) > _LONGEST or not token.isascii():
            return ""
        for signer in self._signers:
            try:
                owner, _, number = signer.unsign(token).decode().partition(".")
            except BadSignature:
                continue
            return number if hmac.compare_digest(owner, account) else ""
        return ""
