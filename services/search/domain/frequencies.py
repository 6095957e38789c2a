"""The words of the index: how many documents have each, and which of them a strange word means."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from math import log

from services.search.domain.sounds import sound_of

# From which length on Meilisearch takes one typo for no typo, and from which two.
_ONE_TYPO, _TWO_TYPOS = 5, 9
# What may follow the stem of a word in another form of it: trampoline, trampolining.
_LONGEST_ENDING = 3
_LEAST_STEM = 5
# From which length on a word is known by its sound alone, and what is shorter sounds like much.
_LEAST_HEARD = 5
# Words written without a blank between them: lowbackpain.
_LEAST_PIECE, _MOST_PIECES = 3, 4
# Longer than any word of the index.
_LONGEST = 60
# A word that is twice as rare does not say twice as much.
_RARITY = 0.75
# Readers mistype the same words, and one search asks for each twice: to find and to spell it.
_REMEMBERED = 4096


class Frequencies:
    """In how many documents of the index each word stands."""

    def __init__(self, counts: Mapping[str, int], documents: int) -> None:
        self._counts = counts
        self._documents = documents
        self._sorted = sorted(counts)
        self._nearest = lru_cache(_REMEMBERED)(self._look_for_nearest)

    def weight(self, word: str, *, half: bool = False) -> float:
        """Return how much a word says: the rarer the more; 0 for one that is nowhere.

        With `half` it may be the beginning of a word.
        """
        count = self._counts.get(word, 0)
        if not count and half:
            count = max((self._counts[one] for one in self._beginning(word)), default=0)
        return log(1 + self._documents / count) ** _RARITY if count else 0.0

    def has(self, word: str) -> bool:
        """Return whether this very word is in the index."""
        return word in self._counts

    def knows(self, word: str) -> bool:
        """Return whether a word, or one that begins so, is in the index."""
        return word in self._counts or any(True for _ in self._beginning(word))

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the words of the index that a strange word stands for; () for none.

        That is the one it differs from by a letter, another form of it, the words that it is
        written together of, one that sounds alike, or the one it differs from by two letters.
        """
        near, distance = self._nearest(word)
        if near and distance <= 1:
            return (near,)
        if form := self._other_form(word):
            return (form,)
        if pieces := self._pieces(word):
            return pieces
        return tuple(filter(None, (self._alike(word) or near,)))

    def _look_for_nearest(self, word: str) -> tuple[str, int]:
        """Return the word that a mistyped word is nearest to, and by how many letters they differ.

        An s that it ended in may have been taken for a plural's: diabtes is no diabte.
        """
        near = [
            (distance, -self._counts[one], one)
            for typed in (word, f"{word}s")
            if (typos := _typos(typed))
            for one in self._beginning(word[0])
            if (distance := _distance(typed, one, typos)) <= typos
        ]
        return (min(near)[2], min(near)[0]) if near else ("", 0)

    def _other_form(self, word: str) -> str:
        if not word.isalpha() or len(word) <= _LEAST_STEM:
            return ""
        stem = word[: max(_LEAST_STEM, len(word) - _LONGEST_ENDING)]
        longest = len(stem) + _LONGEST_ENDING + 2
        forms = (one for one in self._beginning(stem) if len(one) <= longest and one.isalpha())
        return max(forms, key=lambda one: (shared(one, word), self._counts[one]), default="")

    def _pieces(self, word: str) -> tuple[str, ...]:
        """Return the fewest words that a word is written together of; () if it is not."""
        if len(word) > _LONGEST:
            return ()
        best: list[tuple[str, ...] | None] = [(), *(None for _ in word)]
        for end in range(_LEAST_PIECE, len(word) + 1):
            for start in range(end - _LEAST_PIECE + 1):
                before = best[start]
                if before is None or len(before) == _MOST_PIECES:
                    continue
                if (piece := word[start:end]) not in self._counts:
                    continue
                there = best[end]
                if there is None or len(before) + 1 < len(there):
                    best[end] = (*before, piece)
        return best[-1] or ()

    def _alike(self, word: str) -> str:
        """Return the word that sounds alike; of several the one that is written most like it."""
        alike = self._sounding.get(sound_of(word), ()) if _is_heard(word) else ()
        return min(
            alike,
            key=lambda one: (_distance(one, word, len(word)), -self._counts[one]),
            default="",
        )

    @cached_property
    def _sounding(self) -> Mapping[str, list[str]]:
        """Of each sound the words that are written for it."""
        sounding: dict[str, list[str]] = {}
        for word in filter(_is_heard, self._sorted):
            sounding.setdefault(sound_of(word), []).append(word)
        return sounding

    def _beginning(self, word: str) -> Iterator[str]:
        place = bisect_left(self._sorted, word)
        while place < len(self._sorted) and self._sorted[place].startswith(word):
            yield self._sorted[place]
            place += 1


def _is_heard(word: str) -> bool:
    return word.isascii() and word.isalpha() and _LEAST_HEARD <= len(word) <= _LONGEST


def shared(one: str, other: str) -> int:
    """Return with how many letters two words begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


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
