"""What stands above a code in the book: words that its own title leaves out."""

from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from services.search.domain.documents import CodeEntry
from services.search.domain.words import normal, title_words

# The chapters of ICD-10-CM are so wide that their titles tell no code from another, and the letters
# of HCPCS have no titles.
_SILENT = frozenset({"icd-10-cm", "hcpcs"})
_HCPCS = "hcpcs"


class Context:
    """The headings above each place, as the places are read in the order of the book."""

    def __init__(self) -> None:
        self._system = ""
        self._section: frozenset[str] = frozenset()
        # Each heading with the words of it and of all above it.
        self._line: list[tuple[str, frozenset[str]]] = []

    def above(self, place: CodeEntry) -> frozenset[str]:
        """Return the words of the headings above a place, and take it as a heading itself."""
        if place.system == _HCPCS:
            return heading_of(place.compact)
        if place.system != self._system:
            self._system, self._section, self._line = place.system, frozenset(), []
        if place.kind == "section" and "-" in place.code:
            self._section = frozenset()
        while self._line and not place.compact.startswith(self._line[-1][0]):
            self._line.pop()
        found = self._words()
        self._take(place)
        return found

    def _words(self) -> frozenset[str]:
        return self._line[-1][1] if self._line else self._section

    def _take(self, place: CodeEntry) -> None:
        if place.kind == "chapter":
            self._section = frozenset()
            if place.system in _SILENT:
                return
        if place.kind == "code":
            return
        words = frozenset(
            word
            for text in (title_words(place.title), *map(normal, place.terms))
            for word in text.split()
        )
        if place.kind == "section" and "-" in place.code:
            self._section, self._line = words, []
        else:
            self._line.append((place.compact, self._words() | words))


class _Heading(NamedTuple):
    first: str
    last: str
    words: frozenset[str]


def heading_of(code: str) -> frozenset[str]:
    """Return the words of what a code of HCPCS stands under; none where there is no heading.

    CMS publishes the codes without headings; what the ranges of the book are called is listed in
    `data/hcpcs_headings.tsv`, in words of our own.
    """
    headings = _headings()
    place = bisect_right(headings, code, key=lambda heading: heading.first) - 1
    found = headings[place] if place >= 0 else None
    return found.words if found is not None and code <= found.last else frozenset()


@lru_cache(maxsize=1)
def _headings() -> tuple[_Heading, ...]:
    listed = files("services.search").joinpath("data/hcpcs_headings.tsv").read_text("utf-8")
    _, *lines = listed.splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple(
        _Heading(first, last, frozenset(normal(heading).split())) for first, last, heading in rows
    )
