"""E-mail addresses: which can be one, and when two are the same."""

import re

from services.auth.errors import EmailInvalidError

# RFC 5321, 4.5.3.1: a path of 256 octets with its angle brackets; a local part of 64.
_LONGEST = 254
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
# RFC 5322, 3.2.3: dot-atom. Quoted local parts exist and nobody has one.
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def parse_email(written: str) -> str:
    """Return an address as it is compared and sent to: in lower case, its domain in ASCII.

    Two spellings that differ in case are one address, as all large providers have it. Raises
    EmailInvalidError.
    """
    text = written.strip()
    if not text:
        raise EmailInvalidError("It is empty.")
    if len(text) > _LONGEST:
        raise EmailInvalidError(f"It has more than {_LONGEST} characters.")
    local, at, domain = text.lower().rpartition("@")
    if not at:
        raise EmailInvalidError("There is no @ in it.")
    if not local.isascii():
        message = "Before the @ only letters without accents, digits and !#$%&'*+-/=?^_`{|}~ work."
        raise EmailInvalidError(message)
    if len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        raise EmailInvalidError("What stands before the @ cannot be written so.")
    address = f"{local}@{_ascii_domain(domain)}"
    if len(address) > _LONGEST:
        raise EmailInvalidError(f"It has more than {_LONGEST} characters.")
    return address


def _ascii_domain(domain: str) -> str:
    try:
        text = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        text = ""
    labels = text.split(".")
    good = len(labels) > 1 and all(
        len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) for label in labels
    )
    if not good or labels[-1].isdigit():
        raise EmailInvalidError("What stands after the @ is not the name of a domain.")
    return text
