"""Which words to do without when no code has them all.

Meilisearch can give words up one after another from the end of a query and return the codes that
have the most of those before. It stops at the first word that does not fit, so one word that the
right title lacks would lose it: the words are put the rarest first, and asked for once more
without each of the rarest. What comes back is put in order by `closeness`.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise
from typing import NamedTuple

from services.search.domain.frequencies import Frequencies, shared
from services.search.domain.phrasing import Wording
from services.search.domain.words import SAYS_NOTHING, normal

# Meilisearch looks at ten words, and those that many have decide little.
_MOST_WORDS = 9
# Each is compared with every word of the index that begins alike, which takes some 20 ms; more
# strange words than these are left out.
MOST_MISTYPED = 8
# How many of the rarest words are left out in turn, and of how many each pair.
_ONE_OF, _TWO_OF = 4, 2
_OPTIONAL_COUNTS = 0.25
# What a note has around what it says of the patient, and what a drug is given in. A title that has
# one of these has it for other reasons than the note.
_SURROUNDS = frozenset(
    normal(
        "patient pt year old yo male female man woman presents presenting presented complaining "
        "complain suspect suspected suspicion possible probable likely rule out failed noted seen "
        "found today day week month ago after up check evaluation op his her while when "
        "dose inj tablet tab pen per each vial syringe im iv sq sc subq po"
    ).split()
)
_UNITS = frozenset(
    "mg mgs gm gms g gram milligram ml mls mcg ug cc iu unit meq hr hrs hour min mins minute "
    "wk".split()
)
# A word with a digit in it is a level, a type, a dose: rare, and said of what another word names.
_NUMBERED_SAYS = 3.5
# Two forms of one word, as indexes have them: fall, falling.
_LEAST_STEM, _LONGEST_ENDING = 4, 3
# How much a word says that is found in each of the searchable attributes: `known`, `words`,
# `names`, `also`, `context`. What stands above a code is said of many others.
_SAYS = (1.1, 1.0, 0.9, 0.8, 0.6)
_TITLE = 1
_UNSAID_COUNTS = 0.2

# The words of a code in each of the searchable attributes.
Fields = tuple[AbstractSet[str], ...]


class Sought(NamedTuple):
    """A word of a query: as typed, as the index spells it, and how much it says.

    Two words are typed where the index writes them as one. With `half` it is the beginning of a
    word.
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


def sought(wording: Wording, frequencies: Frequencies) -> list[Sought]:
    """Return the words of a query that are in the index, those that say most first."""
    found = sorted(_known(wording, frequencies), key=lambda one: -one.weight)
    weighed = [
        one._replace(weight=one.weight * _OPTIONAL_COUNTS)
        if any(_is_form(one.spelt, other.spelt) for other in found[:place])
        else one
        for place, one in enumerate(found)
    ]
    return sorted(weighed, key=lambda one: -one.weight)


def _known(wording: Wording, frequencies: Frequencies) -> Iterator[Sought]:
    """Yield the words that are in the index, and those of two that are written as one there."""
    strange, seen = 0, set[str]()
    surrounding = wording.optional | _SURROUNDS | _UNITS | set(_amounts(wording.words))
    for one, other in pairwise(wording.words):
        apart = one[-1].isdigit() and other[0].isdigit()
        if not apart and frequencies.has(together := one + other):
            seen.add(together)
            yield Sought(f"{one} {other}", together, frequencies.weight(together), half=False)
            surrounding |= {one, other}
    for word in wording.words:
        half = word == wording.words[-1] and not wording.whole and not frequencies.has(word)
        half = half and frequencies.knows(word)
        means: tuple[str, ...] = (word,)
        if not (half or frequencies.has(word)):
            strange += 1
            means = frequencies.meant(word) if strange <= MOST_MISTYPED else ()
        counts = _OPTIONAL_COUNTS if word in surrounding else 1
        for spelt in means:
            if spelt in seen:
                continue
            seen.add(spelt)
            weight = frequencies.weight(spelt, half=half)
            if any(character.isdigit() for character in spelt):
                weight = min(weight, _NUMBERED_SAYS)
            yield Sought(word, spelt, weight * counts, half)


def _amounts(words: Sequence[str]) -> Iterator[str]:
    """Yield the numbers that a unit follows."""
    for word, following in pairwise(words):
        if word.isdigit() and following in _UNITS:
            yield word


def _is_form(word: str, other: str) -> bool:
    """Return whether two words are forms of one: a stem and short endings."""
    alike = shared(word, other)
    least = max(_LEAST_STEM, min(len(word), len(other)) - 1)
    return alike >= least and max(len(word), len(other)) - alike <= _LONGEST_ENDING


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
