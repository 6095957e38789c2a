"""Which words to do without when no code has them all.

Meilisearch drops words one after another, the last typed or the most frequent first, and stops at
none that fits: one word that the right title lacks loses it. So what to leave out is decided here,
before it is asked: words that are nowhere first; then, from the rarest word on, each that stands
nowhere together with those kept; and the same without each of the rarest, for the case that the
rarest is what is wrong. Each group of words is asked for in full, and the order in it stays
Meilisearch's; the group that says most of the query comes first.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log

from services.search.domain.phrasing import Wording

# More words cost more and decide nothing: the rarest are asked for.
_MOST_WORDS = 8
# Each is compared with every word of the index that begins alike, which takes some 20 ms; more
# strange words than these are left out.
MOST_MISTYPED = 8
_ANCHORS = 2
_OPTIONAL_COUNTS = 0.25
# From which length on Meilisearch takes one typo for no typo, and from which two.
_ONE_TYPO, _TWO_TYPOS = 5, 9

# Told groups of words; returns how many codes have all the words of each.
Count = Callable[[Sequence[str]], Sequence[int]]
Group = tuple[str, ...]


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
        """Return the word of the index that a mistyped word is nearest to, "" for none."""
        typos = _typos(word)
        if not typos:
            return ""
        near = [
            (distance, -self._counts[one], one)
            for one in self._with_first(word[0])
            if (distance := _distance(word, one, typos)) <= typos
        ]
        return min(near)[2] if near else ""

    def _beginning(self, word: str) -> Iterator[str]:
        place = bisect_left(self._sorted, word)
        while place < len(self._sorted) and self._sorted[place].startswith(word):
            yield self._sorted[place]
            place += 1

    def _with_first(self, letter: str) -> Iterator[str]:
        return self._beginning(letter)


def text_of(group: Sequence[str], wording: Wording) -> str:
    """Return a group of words as Meilisearch takes it, in the order typed.

    The last word of a query may be half of one. No other word may: a blank behind it says so.
    """
    kept = frozenset(group)
    text = " ".join(word for word in wording.words if word in kept)
    return text if wording.words[-1] in kept and not wording.whole else f"{text} "


def groups(wording: Wording, frequencies: Frequencies, count: Count) -> list[Group]:
    """Return the groups of words that codes have, those that say most of the query first."""
    weights = _weights(wording, frequencies)
    order = sorted(weights, key=lambda word: -weights[word])[:_MOST_WORDS]
    orders = [order, *([w for w in order if w != anchor] for anchor in order[:_ANCHORS])]
    found = {frozenset(_together(one, wording, count)) for one in orders if one}
    ranked = sorted(found, key=lambda group: (-sum(weights[w] for w in group), sorted(group)))
    return [tuple(word for word in wording.words if word in group) for group in ranked if group]


def _weights(wording: Wording, frequencies: Frequencies) -> dict[str, float]:
    weights, strange = {}, set[str]()
    for word in wording.words:
        if not frequencies.has(word):
            strange.add(word)
            if len(strange) > MOST_MISTYPED:
                continue
        weight = frequencies.weight(word, half=word == wording.words[-1])
        if weight:
            weights[word] = weight * (_OPTIONAL_COUNTS if word in wording.optional else 1)
    return weights


def _together(order: Sequence[str], wording: Wording, count: Count) -> list[str]:
    """Return the words of which each stands somewhere together with all before it."""
    kept: list[str] = []
    left = list(order)
    while left:
        counts = count([text_of([*kept, *left[: end + 1]], wording) for end in range(len(left))])
        fits = next((place for place, total in enumerate(counts) if not total), len(left))
        kept += left[:fits]
        left = left[fits + 1 :]
    return kept


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
