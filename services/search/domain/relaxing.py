"""Which words to do without when no code has them all.

Meilisearch can give words up one after another from the end of a query and return the codes that
have the most of those before. It stops at the first word that does not fit, so one word that the
right title lacks would lose it: the words are put the rarest first, and asked for once more
without each of the rarest. What comes back is put in order by `closeness`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from math import log
from typing import NamedTuple

from services.search.domain.phrasing import Wording
from services.search.domain.words import SAYS_NOTHING

# Meilisearch looks at ten words, and those that many have decide little.
_MOST_WORDS = 9
# Each is compared with every word of the index that begins alike, which takes some 20 ms; more
# strange words than these are left out.
MOST_MISTYPED = 8
# How many of the rarest words are left out in turn, and of how many each pair.
_ONE_OF, _TWO_OF = 4, 2
_OPTIONAL_COUNTS = 0.25
# How much a word says that is found in each of the searchable attributes: `known`, `words`,
# `names`, `also`, `context`. What stands above a code is said of many others.
_SAYS = (1.1, 1.0, 0.9, 0.8, 0.5)
_TITLE = 1
_UNSAID_COUNTS = 0.1
# From which length on Meilisearch takes one typo for no typo, and from which two.
_ONE_TYPO, _TWO_TYPOS = 5, 9

# The words of a code in each of the searchable attributes.
Fields = tuple[AbstractSet[str], ...]


class Sought(NamedTuple):
    """A word of a query: as typed, as the index spells it, and how much it says.

    With `half` it is the beginning of a word.
    """

    typed: str
    spelt: str
    weight: float
    half: bool

    def share(self, fields: Fields) -> float:
        """Return how much of the word a code has: 1 for one that stands in its title."""
        found = (says for says, words in zip(_SAYS, fields, strict=True) if self._in(words))
        return max(found, default=0.0)

    def _in(self, words: AbstractSet[str]) -> bool:
        if self.half:
            return any(word.startswith(self.spelt) for word in words)
        return self.spelt in words


class Frequencies:
    """In how many documents of the index each word stands."""

    def __init__(self, counts: Mapping[str, int], documents: int) -> None:
        self._counts = counts
        self._documents = documents
        self._sorted = sorted(counts)

    def weight(self, word: str, *, half: bool = False) -> float:
        """Return how much a word says: the rarer the more; 0 for one that is nowhere.

        With `half` it may be the beginning of a word.
        """
        count = self._counts.get(word, 0)
        if not count and half:
            count = max((self._counts[one] for one in self._beginning(word)), default=0)
        if not count and (near := self.nearest(word)):
            count = self._counts[near]
        return log(1 + self._documents / count) if count else 0.0

    def has(self, word: str) -> bool:
        """Return whether this very word is in the index."""
        return word in self._counts

    def knows(self, word: str) -> bool:
        """Return whether a word, or one that begins so, is in the index."""
        return word in self._counts or any(True for _ in self._beginning(word))

    def nearest(self, word: str) -> str:
        """Return the word of the index that a mistyped word is nearest to, "" for none.

        An s that it ended in may have been taken for a plural's: diabtes is no diabte.
        """
        near = [
            (distance, -self._counts[one], one)
            for typed in (word, f"{word}s")
            if (typos := _typos(typed))
            for one in self._with_first(word[0])
            if (distance := _distance(typed, one, typos)) <= typos
        ]
        return min(near)[2] if near else ""

    def _beginning(self, word: str) -> Iterator[str]:
        place = bisect_left(self._sorted, word)
        while place < len(self._sorted) and self._sorted[place].startswith(word):
            yield self._sorted[place]
            place += 1

    def _with_first(self, letter: str) -> Iterator[str]:
        return self._beginning(letter)


def sought(wording: Wording, frequencies: Frequencies) -> list[Sought]:
    """Return the words of a query that are in the index, those that say most first."""
    found, strange = list[Sought](), 0
    for word in wording.words:
        half = word == wording.words[-1] and not wording.whole and not frequencies.has(word)
        half = half and frequencies.knows(word)
        spelt = word
        if not (half or frequencies.has(word)):
            strange += 1
            spelt = frequencies.nearest(word) if strange <= MOST_MISTYPED else ""
        if spelt:
            counts = _OPTIONAL_COUNTS if word in wording.optional else 1
            weight = frequencies.weight(spelt, half=half) * counts
            found.append(Sought(word, spelt, weight, half))
    return sorted(found, key=lambda one: -one.weight)


def orders(words: Sequence[Sought]) -> list[str]:
    """Return the texts to ask Meilisearch for, which gives up the last of their words first."""
    kept = words[:_MOST_WORDS]
    most = len(kept)
    left_out = [(), *combinations(range(min(most, _ONE_OF)), 1)]
    if most > _TWO_OF:
        left_out += combinations(range(_TWO_OF), 2)
    texts = (
        _text([word for place, word in enumerate(kept) if place not in without])
        for without in left_out
    )
    return list(filter(None, texts))


def closeness(words: Sequence[Sought], fields: Fields) -> float:
    """Return how much of a query a code has: the rarer a word, the more it says.

    A title that says much else is not quite so close.
    """
    typed, title = {word.spelt for word in words}, fields[_TITLE]
    unsaid = len(title - typed - SAYS_NOTHING) / max(1, len(title))
    had = sum(word.weight * word.share(fields) for word in words)
    return had - _UNSAID_COUNTS * unsaid * sum(word.weight for word in words)


def _text(words: Sequence[Sought]) -> str:
    """Return words as Meilisearch takes them: only the last may be the beginning of one.

    A blank behind the last says that it goes no further.
    """
    whole = [word.spelt for word in words if not word.half]
    half = [word.spelt for word in words if word.half]
    return " ".join([*whole, *half]) if half else " ".join([*whole, ""])


def _typos(word: str) -> int:
    if not word.isalpha() or len(word) < _ONE_TYPO:
        return 0
    return 1 if len(word) < _TWO_TYPOS else 2


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters are added, left out, changed or swapped; more than `most` is any."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        further = [i]
        for j, other_letter in enumerate(other, 1):
            least = min(row[j] + 1, further[j - 1] + 1, row[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                least = min(least, before[j - 2] + 1)
            further.append(least)
        if min(further) > most:
            return most + 1
        before, row = row, further
    return row[-1]
