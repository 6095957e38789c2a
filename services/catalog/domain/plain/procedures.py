"""Procedure codes in common language: those of the project's own pack, one by one."""

from collections.abc import Sequence

from services.catalog.domain.plain.vocabulary import table
from services.catalog.domain.records import Summary, Version


def describe(summary: Summary, _above: Sequence[Version]) -> str:
    """Return the pack's description; "" for a code that is not in it. See plain.describe."""
    return table("procedures", "code").get(summary.place.version.compact, "")
