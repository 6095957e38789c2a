"""What a mistyped code may have meant: the spellings nearest to it, the likeliest first."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from services.catalog.domain.codes import LONGEST_CODE, is_system_name
from services.catalog.domain.lookup import summarise
from services.catalog.domain.records import Place, Summary
from services.catalog.domain.snapshot import Snapshot

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHER = re.compile(r"[^0-9A-Z]+")
# Read or heard as each other.
_CONFUSED = str.maketrans("O0I1L5S8B2Z", "0O1I1S5B8Z2")
_MOST_CONFUSED = 2
# No heading of three characters or fewer than that is a guess worth showing.
_SHORTEST = 3
_DEFAULT_SIZE = 5
_LARGEST_SIZE = 20


def list_near(
    snapshot: Snapshot, system: str, typed: str, as_of: date, *, size: int
) -> list[Summary]:
    """Return codes in force that may have been meant; of one system, or "" for all."""
    limit = min(size if size > 0 else _DEFAULT_SIZE, _LARGEST_SIZE)
    spellings = {code: rank for rank, code in enumerate(likely_spellings(typed))}
    systems = _systems(snapshot, system)
    if not spellings or not systems:
        return []
    order = {name: rank for rank, name in enumerate(systems)}
    places = sorted(
        snapshot.existing(systems, list(spellings), as_of),
        key=lambda p: (spellings[p.version.compact], order[p.version.system]),
    )
    if places and len(places) < limit:
        places += _below(snapshot, places[0], as_of, limit)
    distinct = {place.version.version_id: place for place in places}
    return [summarise(place, as_of) for place in distinct.values()][:limit]


def likely_spellings(typed: str) -> list[str]:
    """Return what the text is one slip away from, each once, the likeliest first.

    As typed; with the placeholders before a 7th character; with look-alikes; two characters
    swapped; the last one wrong; too many at the end; one too many, too few or wrong anywhere.
    """
    code = _OTHER.sub("", typed[: 10 * LONGEST_CODE].upper())[:LONGEST_CODE]
    if len(code) < _SHORTEST:
        return []
    spellings = dict.fromkeys((code, *_slips(code)))
    return [spelling for spelling in spellings if len(spelling) >= _SHORTEST]


def _slips(code: str) -> Iterator[str]:
    yield _padded(code)
    yield from _confused(code)
    yield from (_cut(code, i, 2, code[i + 1] + code[i]) for i in range(len(code) - 1))
    yield from _changed(code, len(code) - 1)
    yield from (code[:end] for end in range(len(code) - 1, _SHORTEST - 1, -1))
    backwards = range(len(code) - 1, -1, -1)
    yield from (_cut(code, i, 1, "") for i in backwards)
    yield from (_cut(code, i, 0, letter) for i in (len(code), *backwards) for letter in _ALPHABET)
    for i in backwards:
        yield from _changed(code, i)


def _cut(code: str, start: int, count: int, instead: str) -> str:
    return code[:start] + instead + code[start + count :]


def _padded(code: str) -> str:
    """Return the code with X in the empty places before its last character, the 7th."""
    return code[:-1].ljust(6, "X") + code[-1]


def _confused(code: str) -> Iterator[str]:
    swapped = code.translate(_CONFUSED)
    places = [i for i, letter in enumerate(code) if letter != swapped[i]]
    for count in range(1, _MOST_CONFUSED + 1):
        for chosen in combinations(places, count):
            yield "".join(swapped[i] if i in chosen else c for i, c in enumerate(code))


def _changed(code: str, place: int) -> Iterator[str]:
    """Yield the code with another character in a place, the next in the alphabet first."""
    here = _ALPHABET.index(code[place])
    for letter in sorted(_ALPHABET, key=lambda c: abs(_ALPHABET.index(c) - here)):
        yield _cut(code, place, 1, letter)


def _systems(snapshot: Snapshot, system: str) -> Sequence[str]:
    if system:
        return [system] if is_system_name(system) else []
    return [facts.system for facts in snapshot.systems()]


def _below(snapshot: Snapshot, place: Place, as_of: date, limit: int) -> Sequence[Place]:
    version = place.version
    return snapshot.children(version.system, version.compact, as_of, limit=limit)
