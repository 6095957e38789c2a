"""ICD-10-CM in common language: condition, side, encounter, what the usual qualifiers mean."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.plain.icd10cm_encounters import fetus, without_encounter
from services.catalog.domain.plain.sentences import (
    capital,
    compose,
    counted,
    shortened,
    use,
)
from services.catalog.domain.plain.vocabulary import glossary, table
from services.catalog.domain.records import Summary, Version

_MOST_TERMS = 3
# Explained with the fetus; it says nothing of the condition.
_EITHER = ", not applicable or unspecified"
_MOST_WORDS_OF_TITLE = 58
# From here on a section says more than it costs to read.
_SHORT = 45

_SIDE = re.compile(r"\b(of|in|on|to|at|into) (right|left)\b")
_PART = re.compile(r"\bof (neck|shaft|head|base|body|surface|(?:upper|lower) end) of (?!the\b)")
_BONE = re.compile(
    r"\bof ((?:(?:first|second|third|fourth|fifth|sixth|seventh) )?(?:cervical vertebra|thoracic "
    r"vertebra|lumbar vertebra|metacarpal bone|metatarsal bone)|acetabulum|calcaneus|clavicle|"
    r"coccyx|femur|fibula|humerus|ilium|ischium|mandible|maxilla|patella|pubis|radius|sacrum|"
    r"scapula|skull|sternum|talus|tibia|ulna)(?=,|$| (?:and|at|in|or|with|without)\b)"
)
# Behind the title of a section or chapter: (T20-T25).
_CODES = re.compile(r" \([A-Z0-9]+(?:-[A-Z0-9]+)?\)$")
_PLAIN = re.compile(r".[^A-Z0-9]*")
_OWN_TERMS = (
    ("injury", "M00", "M99"),
    ("injury", "S00", "T88"),
    ("burn", "T20", "T32"),
    ("drug", "T36", "T50"),
    ("substance", "T36", "T71"),
    ("cause", "V00", "Y99"),
)
_VISIT = re.compile(r"^encounter for\b", re.IGNORECASE)
_LONG_WORD = re.compile(r"[a-z]{4,}")
_EMPTY_WORDS = frozenset({"other", "unspecified", "specified", "elsewhere", "classified"})
_PAIRED = re.compile(
    r"unspecified (?:\w+ )?(?:eye|eyes|ear|hand|wrist|arm|leg|foot|ankle|hip|knee|shoulder|elbow|"
    r"thumb|finger|toe|thigh|femur|tibia|fibula|humerus|radius|ulna|breast|kidney|ovary|testis|"
    r"side|limb|extremity|forearm|clavicle|scapula|patella|calcaneus|talus|buttock|eyelid)\b"
)
_MEANINGS = (
    (
        re.compile(r"in (?:other )?diseases classified elsewhere"),
        "The disease behind it is coded first.",
    ),
    (_PAIRED, "“Unspecified” means that the record does not say which one."),
    (re.compile(r"unspecified"), "“Unspecified” means that the record gives no more detail."),
    (
        re.compile(r"^other |, other |other specified"),
        "“Other” means that the record is specific, but no code of its own exists for it.",
    ),
    (
        re.compile(r"not elsewhere classified"),
        "It is for what has no more specific place in the book.",
    ),
)


def describe(summary: Summary, above: Sequence[Version]) -> str:
    """Return the description of a code or heading; see plain.describe."""
    version = summary.place.version
    if version.kind in (NodeKind.CHAPTER, NodeKind.SECTION):
        return _heading(summary, above)
    first = opening(summary, above)
    core, encounter = without_encounter(version.title, version.compact)
    which = fetus(version.title, version.compact)
    others = [
        encounter,
        which,
        use(summary),
        *_meanings(core.removesuffix(_EITHER)),
        _rule(version.compact[:3]),
    ]
    description = compose(first, others)
    if len(description.split()) < _SHORT:
        description = compose(description, [_section(above, first)])
    return description


def opening(summary: Summary, _above: Sequence[Version]) -> str:
    """Return what the description says first; see plain.opening."""
    version = summary.place.version
    if version.kind in (NodeKind.CHAPTER, NodeKind.SECTION):
        return _range(version)
    core, _ = without_encounter(version.title, version.compact)
    return _opening(version.compact[:3], core)


def _range(version: Version) -> str:
    title = lowered(_CODES.sub("", version.title))
    if version.kind is NodeKind.CHAPTER:
        first = f"Chapter {version.code} of ICD-10-CM, on {title}."
    else:
        first = f"The codes {version.code}, on {title}."
    return shortened(first, _MOST_WORDS_OF_TITLE)


def _heading(summary: Summary, above: Sequence[Version]) -> str:
    version, below = summary.place.version, summary.place.child_count
    nouns = ("section", "sections") if version.kind is NodeKind.CHAPTER else ("entry", "entries")
    what = counted(below, *nouns)
    return compose(
        _range(version),
        [f"A heading with {what} directly below it; it is not billable.", _chapter(above)],
    )


# Codes that differ in the encounter alone have one opening, and stand together in the book.
@lru_cache(maxsize=256)
def _opening(category: str, core: str) -> str:
    """Return the condition, after what kind of thing it is if its title does not show that."""
    text = _PART.sub(r"of the \1 of ", core)
    text = _SIDE.sub(r"\1 the \2", text)
    text = _BONE.sub(r"of the \1", text).replace("tophus (tophi)", "tophus or tophi")
    text = _VISIT.sub("visit or other contact for", lowered(text))
    explained = glossary("icd10cm", *_vocabularies(category)).explain(
        text, _MOST_TERMS, _MOST_WORDS_OF_TITLE
    )
    lead, shown = _lead(category)
    if not lead or (shown and re.search(shown, core, re.IGNORECASE)):
        return shortened(capital(explained), _MOST_WORDS_OF_TITLE)
    return shortened(f"{lead}: {explained}", _MOST_WORDS_OF_TITLE)


@cache
def _vocabularies(category: str) -> tuple[str, ...]:
    """Return the sections of the vocabulary whose terms mean in this range what they say."""
    own = (name for name, first, last in _OWN_TERMS if first <= category <= last)
    return ("term", *own)


@lru_cache(maxsize=256)
def _meanings(core: str) -> tuple[str, ...]:
    return tuple(_meant(core))


def _meant(core: str) -> Iterator[str]:
    lower = core.lower()
    unspecified = False
    for pattern, sentence in _MEANINGS:
        if unspecified and sentence.startswith("“Unspecified”"):
            continue
        if pattern.search(lower):
            unspecified |= sentence.startswith("“Unspecified”")
            yield sentence


def _lead(compact: str) -> tuple[str, str]:
    """Return what kind of thing the codes around are, and how a title shows that by itself."""
    lead, _, shown = _of_range("lead", compact[:3]).partition(" | ")
    return lead, shown


def _rule(compact: str) -> str:
    """Return what the guidelines say of the use of all codes of a range."""
    return _of_range("rule", compact[:3])


@cache
def _of_range(section: str, category: str) -> str:
    """Return what the vocabulary says of the first range that has the category; "" if of none."""
    for key, value in table("icd10cm", section).items():
        first, _, last = key.partition("-")
        if first <= category <= last:
            return value
    return ""


def _section(above: Sequence[Version], said: str) -> str:
    """Return the section that the code stands in; "" if all its words are said already."""
    sections = [one for one in above if one.kind is NodeKind.SECTION]
    if not sections or _content(_CODES.sub("", sections[-1].title)) <= _content(said):
        return ""
    return _place(sections[-1].title)


@lru_cache(maxsize=256)
def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in _LONG_WORD.findall(text.lower()) if word not in _EMPTY_WORDS)


@lru_cache(maxsize=256)
def _place(title: str) -> str:
    return f"It stands in the section on {lowered(_CODES.sub('', title))}."


def _chapter(above: Sequence[Version]) -> str:
    if not above:
        return ""
    return f"It is part of chapter {above[0].code}, {lowered(_CODES.sub('', above[0].title))}."


def lowered(title: str) -> str:
    """Return the title with a small letter at its beginning, unless that is a name's."""
    first = title.split(" ", 1)[0]
    if first in _names() or not _PLAIN.fullmatch(first):
        return title
    if first.endswith(("'s", "s'")) and first not in table("icd10cm", "common"):
        return title
    return title[:1].lower() + title[1:]


@cache
def _names() -> frozenset[str]:
    return frozenset(table("icd10cm", "name"))
