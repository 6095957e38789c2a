"""A reader who is not signed in, and the signed token by which the next request is known as theirs.

A token says who (128 random bits), since when, and the *home*: a keyed hash of the network in which
it was made. The network's cap is counted against the home, not against where the reader is now:

- Both counters of a guest, their own and the network's, then share one Redis hash tag, so check
  and record stay one script on one slot of a cluster, wherever the guest travels.
- Clearing cookies makes a new guest, at home in the current network, who meets its cap.
- A token says nothing of an address to who cannot sign one: 2^24 prefixes would be tried in a
  second if the hash had no key.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import Signer

from services.auth.domain.network import Network

_ID_BYTES = 16
_HOME_BYTES = 16
_HOME_CONTEXT = b"codebook.auth.home.v1:"
_TOKEN_CONTEXT = b"codebook.auth.guest.v1"
# A token has 100 characters; anything much longer is not looked at.
_LONGEST_TOKEN = 160


@dataclass(frozen=True)
class Guest:
    """A reader who is not signed in. `since` is in Unix seconds."""

    id: str
    since: int
    home: str


class GuestTokens:
    """Makes guests, and reads and writes their tokens.

    The first of the keys signs and all of them are believed, so a key is changed by putting the
    new one first. A network's home changes with it, and its cap begins anew once.
    """

    def __init__(self, keys: Sequence[str], lifetime: timedelta) -> None:
        self._home_key = keys[0].encode()
        self._signers = [_signer(key) for key in keys]
        self._lifetime = int(lifetime.total_seconds())

    def new_guest(self, network: Network, now: datetime) -> Guest:
        """Return a guest nobody has been before, at home in the network."""
        digest = hmac.digest(self._home_key, _HOME_CONTEXT + str(network).encode(), "sha256")
        home = urlsafe_b64encode(digest[:_HOME_BYTES]).decode().rstrip("=")
        return Guest(secrets.token_urlsafe(_ID_BYTES), int(now.timestamp()), home)

    def write(self, guest: Guest) -> str:
        """Return the guest's token, which is fit for a cookie."""
        return self._signers[0].sign(f"{guest.id}.{guest.since}.{guest.home}").decode()

    def read(self, token: str, now: datetime) -> Guest | None:
        """Return the guest of a token; None when it is not one of ours or has expired.

        One from the future is good: ours it is, and the clocks of two machines differ.
        """
        if len(token) > _LONGEST_TOKEN or not self._is_signed(token):
            return None
        guest_id, since, home, _ = token.split(".")
        expired = now.timestamp() - int(since) > self._lifetime
        return None if expired else Guest(guest_id, int(since), home)

    def _is_signed(self, token: str) -> bool:
        value, _, _ = token.rpartition(".")
        # Written again and compared, not decoded: decoders of base64 overlook stray characters.
        return any(
            hmac.compare_digest(signer.sign(value), token.encode()) for signer in self._signers
        )


def _signer(key: str) -> Signer:
    return Signer(key, salt=_TOKEN_CONTEXT, key_derivation="hmac", digest_method=hashlib.sha256)
