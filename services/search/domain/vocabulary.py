"""The words that people use, and the words of the titles that they stand for.

The list is `data/terms.tsv`, compiled for this project. A term is given to every code whose title
has all the words that it stands for, in whatever order, and, as a name of its own, to the codes
that a coder reaches for when the note says no more than the term.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from services.search.domain.words import normal

CATEGORIES = ("lay", "abbreviation", "word", "procedure", "supply", "drug")
_ANY = "*"
_SUPPLY = re.compile(r"[A-Z]\d{4}")
_PROCEDURE = 7


class Term(NamedTuple):
    """A term that people use.

    `codes` are codes as printed, or beginnings of codes with a `*` behind them. A term of one
    `system` stands for nothing in others.
    """

    term: str
    stands_for: str
    category: str
    codes: tuple[str, ...] = ()
    system: str = ""


class _Phrase(NamedTuple):
    words: frozenset[str]
    term: str
    system: str
    home: str


class _Name(NamedTuple):
    """A name of a code: at which place the term has the code, how many words it has."""

    place: int
    words: int
    term: str


class Vocabulary:
    """The terms, made ready to be given to two hundred thousand titles."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._phrases: Mapping[str, list[_Phrase]] = defaultdict(list)
        self._names: Mapping[str, list[_Name]] = defaultdict(list)
        self._beginnings: Mapping[str, list[_Name]] = defaultdict(list)
        phrases: list[_Phrase] = []
        for term in terms:
            words = frozenset(normal(term.stands_for).split())
            phrases.append(_Phrase(words, normal(term.term), term.system, _home(term)))
            self._add_names(term)
        # A title is asked for a phrase once: at that word of it which the fewest phrases have.
        count = Counter(word for phrase in phrases for word in phrase.words)
        for phrase in filter(lambda phrase: phrase.words, phrases):
            rarest = min(phrase.words, key=lambda word: (count[word], word))
            self._phrases[rarest].append(phrase)
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})

    def also(self, words: Iterable[str], system: str) -> tuple[list[str], list[str]]:
        """Return the terms that stand for words of a title, all in the one spelling.

        The second list are terms that mean codes of other systems: who says heart attack means a
        diagnosis, and a procedure that is done for one comes behind.
        """
        there = set(words)
        own: set[str] = set()
        others: set[str] = set()
        for word in self._phrases.keys() & there:
            for needed, term, only, home in self._phrases[word]:
                if needed <= there and only in ("", system):
                    (own if home in ("", system) else others).add(term)
        # In one order whatever the process: a document is told from another by its digest.
        return sorted(own), sorted(others - own)

    def names(self, code: str, system: str) -> list[str]:
        """Return the terms that mean this very code; a code is written as one system has it.

        Those that mean it before other codes come first, and the short before the long: what stands
        first counts for more.
        """
        if system != _system_of(code):
            return []
        found = [*self._names.get(code, ())]
        for length in self._lengths:
            found += self._beginnings.get(code[:length], ())
        return list(dict.fromkeys(name.term for name in sorted(found)))

    def _add_names(self, term: Term) -> None:
        length = len(normal(term.term).split())
        for place, code in enumerate(term.codes):
            there = self._beginnings if code.endswith(_ANY) else self._names
            there[code.removesuffix(_ANY)].append(_Name(place, length, term.term))


def _home(term: Term) -> str:
    """Return the system of the codes that a term means, "" for none or more than one."""
    systems = {"icd-10-pcs" if code.endswith(_ANY) else _system_of(code) for code in term.codes}
    return systems.pop() if len(systems) == 1 else ""


def _system_of(code: str) -> str:
    """Return the system that writes a code so: B20 is a disease, though ICD-10-PCS has a B20."""
    if len(code) == _PROCEDURE:
        return "icd-10-pcs" if "." not in code else "icd-10-cm"
    return "hcpcs" if _SUPPLY.fullmatch(code) else "icd-10-cm"


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return the terms of the project's own list, in its order."""
    listed = files("services.search").joinpath("data/terms.tsv").read_text(encoding="utf-8")
    return tuple(_parsed(listed))


def _parsed(listed: str) -> Iterator[Term]:
    _, *lines = listed.splitlines()
    for line in lines:
        term, stands_for, category, codes = line.split("\t")
        yield Term(term, stands_for, category, tuple(codes.split()))
