"""The line that must stand wherever text is shown in which somebody holds rights."""

from collections.abc import Sequence
from datetime import date

from services.catalog.domain.dates import release_on
from services.catalog.domain.records import Release, Version
from services.catalog.domain.systems import CPT

# The kind of file with the AMA's descriptors; other files bring numbers alone.
_DESCRIPTORS = "cpt"
_YEAR = len("2026")


def copyright_on(system: str, releases: Sequence[Release], day: date) -> str:
    """Return the line for a system's titles on a date; "" where nobody holds rights in them.

    `releases` are those of the system. The wording is what the AMA asks of its licensees.
    """
    if system != CPT.system:
        return ""
    release = release_on(descriptors(releases), day)
    if release is None:
        return ""
    year = next(
        (word for word in release.facts.edition.split() if word.isdigit() and len(word) == _YEAR),
        f"{release.facts.effective_from.year}",
    )
    return (
        f"CPT copyright {year} American Medical Association. All rights reserved. "
        "CPT is a registered trademark of the American Medical Association."
    )


def descriptors(releases: Sequence[Release]) -> list[Release]:
    """Return the releases that brought text in which somebody holds rights."""
    return [one for one in releases if one.facts.kind == _DESCRIPTORS]


def copyright_of(version: Version, releases: Sequence[Release], day: date) -> str:
    """Return the line that must stand under a title; "" where there is none, or it is no one's."""
    brought = next((one for one in releases if one.release_id == version.release_id), None)
    if not version.title or brought is None or brought.facts.kind != _DESCRIPTORS:
        return ""
    return copyright_on(version.system, releases, day)
