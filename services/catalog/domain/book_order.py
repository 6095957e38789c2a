"""The order of the book over all editions: where a code is printed that only some have."""

from collections.abc import Sequence


def merge_order(known: Sequence[str], edition: Sequence[str]) -> list[str]:
    """Return every code in one order: the edition's, each other known code after its forerunner.

    Both are compact codes in the order of their book; a code stands once in each.
    """
    printed = set(edition)
    followers: dict[str, list[str]] = {}
    forerunner = ""
    for code in known:
        if code in printed:
            forerunner = code
        else:
            followers.setdefault(forerunner, []).append(code)
    merged = followers.get("", [])
    for code in edition:
        merged.append(code)
        merged.extend(followers.get(code, ()))
    return merged
