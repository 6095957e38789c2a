"""How the publishers write the codes of ICD-9-CM and ICD-10-CM: with the dot of the book."""

import re
from collections.abc import Iterator

_CATEGORY = 3
# A code with its dot or, as three of FY2026, without; a range has two.
_CODE = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_RANGE = re.compile(rf"({_CODE.pattern})\s*-\s*({_CODE.pattern})")


def icd_10_cm(compact: str) -> str:
    """Return the code as printed."""
    return _dotted(compact, _CATEGORY)


def icd_9_cm(compact: str) -> str:
    """Return the code as printed; external causes have their dot a place later: E812.0."""
    return _dotted(compact.upper(), _CATEGORY + compact.upper().startswith("E"))


def _dotted(compact: str, at: int) -> str:
    return f"{compact[:at]}.{compact[at:]}" if len(compact) > at else compact


def codes_named(text: str) -> list[str]:
    """Return the ICD-10-CM codes that a text names, compact; of a range its first and last."""
    return [found.replace(".", "") for found in _CODE.findall(text)]


def names_code(text: str, compact: str) -> bool:
    """Return whether a text names the code, be it as one of a range."""
    return compact in codes_named(text) or any(
        first <= compact <= last for first, last in _ranges(text)
    )


def _ranges(text: str) -> Iterator[tuple[str, str]]:
    for first, last in _RANGE.findall(text):
        yield first.replace(".", ""), last.replace(".", "")


def index_spellings(compact: str) -> list[str]:
    """Return how an index may write a code, the nearest first.

    As printed; without the 7th character and its placeholders, which indexes leave out; with a
    dash for the characters that are to be added: S72.001A, S72.001, S72.001-, S72.00-, …, S72.-.
    """
    base = compact[:-1].rstrip("X") if len(compact) == len("S72001A") else compact
    shorter = [base[:length] for length in range(len(base), _CATEGORY - 1, -1)]
    dashes = [f"{icd_10_cm(one)}{'.-' if len(one) == _CATEGORY else '-'}" for one in shorter]
    return list(dict.fromkeys((icd_10_cm(compact), icd_10_cm(base), *dashes)))
