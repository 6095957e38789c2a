"""The codes that one may be taken for, or chosen in place of: what stands near it in the book."""

from collections.abc import Sequence

from services.catalog.domain.lookup import Found, summarise
from services.catalog.domain.records import Place, Summary
from services.catalog.domain.snapshot import Snapshot
from services.catalog.domain.systems import ICD_10_PCS

# What stands below one heading, if it is no more than that, is the choice that a coder has.
_FAMILY = 40
# Of a longer list, so many before the code and after it.
_AROUND = 8
# The first characters of a procedure code are its table, the others say what differs in it.
_TABLE = 3
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def similar(snapshot: Snapshot, found: Found) -> list[Summary]:
    """Return the other codes in force below the same heading, in the order of the book.

    Where those are too many: of ICD-10-PCS those that differ in one character, of other books the
    nearest ones.
    """
    version = found.version
    if not version.parent:
        return []
    places = snapshot.children(version.system, version.parent, found.day, limit=_FAMILY + 1)
    if len(places) > _FAMILY:
        places = _near(snapshot, found)
    others = [place for place in places if place.version.compact != version.compact]
    return [summarise(place, found.as_of) for place in others]


def _near(snapshot: Snapshot, found: Found) -> Sequence[Place]:
    version, day = found.version, found.day
    if version.system == ICD_10_PCS.system:
        spellings = _one_apart(version.compact)
        places = snapshot.existing([version.system], spellings, day)
        return sorted(places, key=lambda place: place.version.position)[:_FAMILY]
    first = version.position - _AROUND - 1
    return snapshot.children(
        version.system, version.parent, day, after=first, limit=2 * _AROUND + 1
    )


def _one_apart(code: str) -> list[str]:
    """Return the codes of the same table that differ from a procedure code in one character."""
    return [
        code[:place] + character + code[place + 1 :]
        for place in range(_TABLE, len(code))
        for character in _CHARACTERS
        if character != code[place]
    ]
