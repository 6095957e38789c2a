"""What the index holds of a code."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from services.search.domain.facets import counted
from services.search.domain.spans import without_marks
from services.search.domain.vocabulary import Vocabulary
from services.search.domain.words import SAYS_NOTHING, normal, title_words

# Counted up when `document_of` changes, so that indexes built before are built anew.
DOCUMENT_FORMAT = 10

Document = dict[str, object]

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]")
# A description's first sentence says what a code is; the others are those of many codes.
_FIRST_SENTENCE = re.compile(r"(?<=[a-z)][.!?]) (?=[A-Z\u201c])")
# What a first sentence is made of, whatever it says.
_SENTENCE = frozenset(
    "a an any are be been but has have if is it its no not one or other own so such than that "
    "their them then there these they this through used when where which who without".split()
)
# Who types such a title means the code, and not those that have it among their names.
_SHORT_TITLE = 2
# HCPCS codes that report a measure of quality.
_MEASURE = re.compile(r"M1\d{3}|G8\d{3}|G9[2-8]\d{2}")
# What a result cannot be shown without.
_SHOWN = frozenset({"title", "words"})
# ICD-10-CM says in the 7th character which encounter it is, by letters of which A is the first.
_WITH_ENCOUNTERS, _WITH_SEVENTH, _FIRST = "icd-10-cm", 7, "A"
# The day after every other, for what has no end.
FOREVER = 99_991_231


@dataclass(frozen=True)
class CodeEntry:
    """A code or heading as the catalog sends it for an index.

    `terms` are its inclusion terms and what the loaded indexes have for it, the official words
    first. It is in force from `begins` until the day before `ends`, None: without an end.
    """

    system: str
    code: str
    compact: str
    title: str
    kind: str
    billable: bool
    chapter: str
    chapter_title: str
    terms: tuple[str, ...] = ()
    short_title: str = ""
    plain: str = ""
    active: bool = True
    begins: date = date.min
    ends: date | None = None


def document_of(
    entry: CodeEntry, order: int, vocabulary: Vocabulary, above: AbstractSet[str] = frozenset()
) -> Document:
    """Return the document of a code that stands at place `order` in the book of all systems.

    `words` and `names` are searched, in the one spelling of `normal`; `title` and `terms` are the
    same as they are shown. `known` are a short title and those of the names that mean this code
    before others, `also` is what people say for words of the title, and `context` has the words of
    the headings `above`, of what the plain description says first, and of what people say for codes
    of other systems, that are in none of these. A heading that is a range (`E08-E13`) has `range`
    in place of `compact`: it would otherwise be found among the codes below its first category.
    `behind` is what stands back unless our own list means it: what cannot be reported, and measures
    of quality, whose titles are sentences and have some words of everything. `counted` is what
    facets count of it. `digest` stands for all of it but its place.
    """
    words = title_words(entry.title)
    spelt = words.split()
    known = vocabulary.names(entry.code, entry.system)
    terms = _terms(entry, words, known)
    also, aside = vocabulary.also(spelt, entry.system)
    beside = above | _words(aside)
    document: Document = {
        "id": _NOT_IN_AN_ID.sub("-", f"{entry.system}_{entry.code}"),
        "system": entry.system,
        "code": entry.code,
        "title": without_marks(entry.title),
        "known": [*_short(entry, spelt), *(normal(name) for name in known)],
        "words": words,
        "terms": list(terms.values()),
        "names": list(terms),
        "also": also,
        "context": _context(entry, beside, _words((words, *also))),
        "kind": entry.kind,
        "billable": entry.billable,
        "behind": not known and stands_back(entry.code, billable=entry.billable),
        "chapter": f"{entry.system} {entry.chapter}" if entry.chapter else "",
        "chapter_title": entry.chapter_title,
        "length": sum(word not in SAYS_NOTHING for word in spelt),
        "later": _is_later(entry),
        "ended": not entry.active,
        "begins": number_of(entry.begins),
        "ends": FOREVER if entry.ends is None else number_of(entry.ends),
    }
    if "-" in entry.code:
        document["range"] = entry.code
    else:
        document["compact"] = entry.compact
        if entry.system == _WITH_ENCOUNTERS:
            document["category"] = entry.compact[:3]
    document["counted"] = counted(document)
    full = {
        name: value for name, value in document.items() if value not in ("", []) or name in _SHOWN
    }
    return {**full, "digest": _digest(full), "order": order}


def number_of(day: date) -> int:
    """Return a day as a number that is compared as the day is: 20260401."""
    return day.year * 10_000 + day.month * 100 + day.day


def stands_back(code: str, *, billable: bool) -> bool:
    """Return whether a code is none that a bill names for what was done or found."""
    return not billable or _MEASURE.fullmatch(code) is not None


def words_of(document: Document) -> set[str]:
    """Return every word by which a document is found."""
    held: dict[str, Any] = document
    one = (held["words"], held.get("context", ""))
    return _words((*one, *held.get("names", ()), *held.get("also", ())))


def _words(texts: Iterable[str]) -> set[str]:
    return set(" ".join(texts).split())


def _terms(entry: CodeEntry, words: str, known: Sequence[str]) -> dict[str, str]:
    """Return what else the code is called, by its one spelling."""
    named = [*entry.terms, *known]
    if entry.short_title not in ("", entry.title):
        named.append(entry.short_title)
    spelt: dict[str, str] = {}
    for term in named:
        spelt.setdefault(normal(term), without_marks(term))
    return {name: term for name, term in spelt.items() if name not in ("", words)}


def _context(entry: CodeEntry, beside: AbstractSet[str], known: set[str]) -> str:
    first = _FIRST_SENTENCE.split(entry.plain, 1)[0]
    return " ".join(sorted((beside | _said(first)) - known))


# Codes that differ in the encounter or approach alone have one such sentence, and stand together.
@lru_cache(maxsize=1024)
def _said(sentence: str) -> frozenset[str]:
    return frozenset(normal(sentence).split()) - _SENTENCE


def _short(entry: CodeEntry, spelt: Sequence[str]) -> Sequence[str]:
    """Return the title of a code that may be reported if it is so short that nobody says more."""
    return [" ".join(spelt)] if entry.billable and 0 < len(spelt) <= _SHORT_TITLE else ()


def _is_later(entry: CodeEntry) -> bool:
    """Return whether the code says of an encounter that it is not the first."""
    if entry.system != _WITH_ENCOUNTERS or len(entry.compact) != _WITH_SEVENTH:
        return False
    return entry.compact[-1].isalpha() and entry.compact[-1] != _FIRST


def _digest(document: Document) -> str:
    return hashlib.blake2b(orjson.dumps(document), digest_size=8).hexdigest()
