"""Passwords: which are refused, how they are kept, and how one is checked.

Kept is Argon2id with the memory-constrained parameters of RFC 9106, 4 (64 MiB, 3 passes, 4
lanes). A hash that was made with others is made again when its password is next given.
"""

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from services.auth.errors import BusyError, PasswordInvalidError

SHORTEST = 10
LONGEST = 200
# Above this many guesses (zxcvbn's score 3) a password withstands who guesses online.
_LEAST_GUESSES = 10**8
# What zxcvbn looks at: signs that stand for letters (4, @, {) take it half a second of a core when
# there are 24 of them, and twice that at 32; what is good so far is not made worse by more.
_LOOKED_AT = 24
# Each takes 64 MiB while it is made: this many at once, and who has a place besides waits.
_AT_ONCE = 2


def demand_good(password: str, email: str) -> None:
    """Raise PasswordInvalidError for a password that is too short, too long or too easy.

    Too easy is what zxcvbn guesses in fewer than 10^8 attempts, with its offline lists of breached
    passwords, names and words, keyboard rows, dates and repeats, and this address.
    """
    if len(password) < SHORTEST:
        raise PasswordInvalidError(f"A password has at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise PasswordInvalidError(f"A password has at most {LONGEST} characters.")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in password):
        raise PasswordInvalidError("It has control characters in it.")
    # Its lists take 40 MB, which a process that nobody registers with need not hold.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    own = [email, *email.replace("@", ".").split("."), "codebook"]
    if zxcvbn(password[:_LOOKED_AT], user_inputs=own)["guesses"] < _LEAST_GUESSES:
        message = "It is on lists of passwords that are tried first, or easy to guess."
        raise PasswordInvalidError(message)


class Passwords:
    """Makes and checks hashes, a few at once.

    A hash takes a good part of a second, and the threads that it is made in answer every page as
    well. So there are fewer places than threads, and who finds none is told so instead of waiting:
    each method raises BusyError.
    """

    def __init__(self, hasher: PasswordHasher | None = None, places: int = _AT_ONCE) -> None:
        """Use these parameters, or those that stand above."""
        given = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        if given.type is not Type.ID:
            raise ValueError("Passwords are kept with Argon2id.")
        self._hasher = given
        self._places = threading.BoundedSemaphore(places)
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        # Checked when there is no account, so that it takes as long as if there were one.
        self._nobodys = self.hash(secrets.token_urlsafe())

    def accept(self, password: str, email: str) -> str:
        """Return what is kept of a new password; raises PasswordInvalidError, see demand_good."""
        with self._place():
            demand_good(password, email)
            return self._hasher.hash(_normal(password))

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        with self._place():
            return self._hasher.hash(_normal(password))

    def check(self, kept: str | None, password: str) -> bool:
        """Return whether it is the password of the hash; of None, which takes as long, never."""
        text = _normal(password[: LONGEST + 1])
        try:
            with self._place():
                self._hasher.verify(kept or self._nobodys, text)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Return whether the hash was made with other parameters than are used now."""
        return self._hasher.check_needs_rehash(kept)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


def _normal(password: str) -> bytes:
    """Return the same octets for what looks the same (RFC 8265, 4.2.2)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
