"""How a code or modifier that is not in force on the day is spoken of."""

from services.catalog.domain.dates import in_words
from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Version


def not_in_force(name: str, version: Version, status: CodeStatus) -> str:
    """Return when it ended or begins; empty when it is in force."""
    if status is CodeStatus.DELETED and version.valid_to:
        return f"{name} ended: {in_words(version.valid_to)} is the first day without it."
    if status is CodeStatus.FUTURE:
        return f"{name} is not valid before {in_words(version.valid_from)}."
    return ""


def rule_of(kind: str, status: CodeStatus) -> str:
    """Return the rule's name, such as `code-terminated`."""
    return f"{kind}-{'terminated' if status is CodeStatus.DELETED else 'not-yet-valid'}"
