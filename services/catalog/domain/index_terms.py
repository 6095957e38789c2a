"""The published indexes as terms of codes: what a reader looks up, under the code it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from services.catalog.domain.kinds import TermSource

# Three characters are a table of ICD-10-PCS, which is a place of its own.
_SHORTEST = 4


class IndexLine(NamedTuple):
    """One line of an index, in the file's order.

    `words` is the term without its nonessential modifiers, which are in `modifiers`; `codes` are
    the beginnings of the codes that it leads to, compact; `see` names other terms of the index.
    """

    level: int
    words: str
    modifiers: str
    codes: tuple[str, ...]
    see: tuple[str, ...] = ()


class IndexTerm(NamedTuple):
    """A term as a reader may look it up: `Fracture, femur, neck`."""

    text: str
    source: TermSource


class Equivalent(NamedTuple):
    """A name that is not in the titles of a system, and the name there that it is coded as."""

    system: str
    term: str
    stands_for: str


TermsByCode = Mapping[str, Sequence[IndexTerm]]


def terms_by_code(lines: Iterable[IndexLine], source: TermSource) -> TermsByCode:
    """Return the terms that lead to each beginning of codes, `see` and `see also` resolved.

    A line that only sends on is a term of the codes to which it sends. One that sends to what is
    no term ("condition", "Neoplasm, by site") leads nowhere, as it does for a reader.
    """
    kept = list(_with_paths(lines))
    targets: dict[str, list[str]] = defaultdict(list)
    for path, line in kept:
        targets[path.casefold()] += line.codes
    found: dict[str, dict[IndexTerm, None]] = defaultdict(dict)
    for path, line in kept:
        term = IndexTerm(f"{path} {line.modifiers}".rstrip(), source)
        for code in line.codes or _seen(line.see, targets):
            found[code][term] = None
    return {code: list(terms) for code, terms in found.items()}


def terms_of(compact: str, by_code: TermsByCode) -> list[IndexTerm]:
    """Return the terms of a code: its own, and those of the beginnings that are no places."""
    beginnings = (compact[:end] for end in range(_SHORTEST, len(compact) + 1))
    return [term for beginning in beginnings for term in by_code.get(beginning, ())]


def _with_paths(lines: Iterable[IndexLine]) -> Iterator[tuple[str, IndexLine]]:
    path: list[str] = []
    for line in lines:
        # A line without words of its own is one more way on from the term above it.
        path[line.level :] = [line.words] if line.words else []
        yield ", ".join(path), line


def _seen(names: Sequence[str], targets: Mapping[str, Sequence[str]]) -> list[str]:
    return [code for name in names for code in targets.get(name.casefold(), ())]
