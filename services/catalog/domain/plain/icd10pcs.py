"""ICD-10-PCS in common language: what is done, to what, how it is reached, what is left behind."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.plain.icd10pcs_nouns import device, part
from services.catalog.domain.plain.sentences import capital, compose, counted, shortened, use
from services.catalog.domain.plain.vocabulary import glossary, table
from services.catalog.domain.records import Summary, Version

_MOST_WORDS_OF_TITLE = 55
_MOST_TERMS = 3
_APPROACH = re.compile(
    r", (Open Approach|Percutaneous(?: Endoscopic)? Approach|External Approach|"
    r"Via Natural or Artificial Opening(?: Endoscopic| With Percutaneous Endoscopic Assistance)?)"
    r"(?: Approach)?(?=,|$)"
)
_GROUP = re.compile(r", New Technology Group (\d+)$")
_OFTEN = re.compile(r", (Single|Multiple)$")
_TIMES = {"Single": ", once", "Multiple": ", more than once"}
_DIAGNOSTIC = re.compile(r", Diagnostic$")
_PLAIN = re.compile(r"[A-Z]?[a-z']+(?:-[A-Z]?[a-z]+)*")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
# Where in a title, after what is acted on, the rest begins.
_THEN = re.compile(r" (with|using|through|into|in|from|to(?! \d)|on) ")
_WITH = frozenset({"with", "using"})
# What stands below a heading.
_BELOW = {
    NodeKind.CHAPTER: ("body system", "body systems"),
    NodeKind.SECTION: ("table", "tables"),
}
_ON_DEVICES = frozenset("02 0H 0P 0W 12 1H 1P 20 25 XH".split())
_ON_SUBSTANCES = frozenset("19 30 32 40 41 X0 X1 X2 XE".split())


def describe(summary: Summary, above: Sequence[Version]) -> str:
    """Return the description of a code or heading; see plain.describe."""
    version = summary.place.version
    if version.kind is not NodeKind.CODE:
        return _heading(summary, above)
    group = _GROUP.search(version.title)
    title = _GROUP.sub("", version.title)
    approach = _APPROACH.search(title)
    return compose(
        opening(summary, above),
        [
            _reached(approach[1]) if approach else "",
            "It is diagnostic, such as a biopsy or a sample." if _DIAGNOSTIC.search(title) else "",
            f"It is in New Technology Group {group[1]}." if group else "",
            "Used for hospital inpatients.",
            use(summary),
        ],
    )


def opening(summary: Summary, above: Sequence[Version]) -> str:
    """Return what the description says first; see plain.opening."""
    version = summary.place.version
    if version.kind is not NodeKind.CODE:
        return _place(version, above)
    title = _APPROACH.sub("", _DIAGNOSTIC.sub("", _GROUP.sub("", version.title)))
    name = above[-1].title.rsplit(", ", 1)[-1] if above else ""
    code = version.compact
    return _opening(code[:2], code[0] + code[2], name, title)


# Codes that differ in the approach alone have one opening, and stand near each other.
@lru_cache(maxsize=1024)
def _opening(section: str, operation: str, name: str, title: str) -> str:
    """Return what is done and to what; what the title says stands in it word for word.

    `name` is the operation's, as the titles of its table begin.
    """
    kinds = table("icd10pcs", "kind")
    kind = kinds.get(section) or kinds.get(section[0], "A procedure")
    if section[0] == "6":
        title = _OFTEN.sub(lambda found: _TIMES[found[1]], title)
    words, _, joints = table("icd10pcs", "operation").get(operation, "").partition(" | ")
    begin = max(filter(title.startswith, _begun(name, joints)), key=len, default="")
    if not words or not name or not begin:
        plain = f"{kind.removesuffix(' that')}: {_explained(lowered(title))}"
        return shortened(plain, _MOST_WORDS_OF_TITLE)
    rest = lowered(title[len(begin) :])
    if operation in {"01", "XK"} and " to " not in rest:
        words = words.replace(" from ", " to ")
    said = f"{kind[0].lower()}{kind[1:]} {_done(words, *_parted(rest, operation))}"
    return shortened(f"{capital(lowered(name))}: {_explained(said)}", _MOST_WORDS_OF_TITLE)


def _begun(name: str, joints: str) -> list[str]:
    """Return how a title may begin: the operation, and each word that may follow it."""
    return [f"{name} {joint} ".replace("  ", " ") for joint in joints.split("/")]


def _done(words: str, thing: str, tail: str) -> str:
    """Return the words with the thing in them; what the rest says of a device follows it."""
    if words.endswith("{}") or "{}, " in words or "exchanges" in words:
        return words.replace("{}", thing + tail)
    return f"{words.replace('{}', thing)}{',' if tail else ''}{tail}"


def _parted(rest: str, operation: str) -> tuple[str, str]:
    """Return the thing acted on and the rest of the title, each noun with its article."""
    thing, *after = _THEN.split(rest)
    pairs = list(zip(after[::2], after[1::2], strict=True))
    thing = (device if operation in _ON_DEVICES | _ON_SUBSTANCES else part)(thing)
    tail = "".join(
        f" {word} {device(noun) if word in _WITH else part(noun)}" for word, noun in pairs
    )
    return thing, tail


def _explained(text: str) -> str:
    return glossary("icd10pcs", "phrase").explain(text, _MOST_TERMS, _MOST_WORDS_OF_TITLE)


@cache
def _reached(approach: str) -> str:
    words = table("icd10pcs", "approach")[approach]
    return f"Reached {words} ({approach.lower()})."


def _heading(summary: Summary, above: Sequence[Version]) -> str:
    version = summary.place.version
    what = counted(summary.place.child_count, *_BELOW.get(version.kind, ("code", "codes")))
    first = _place(version, above)
    return compose(first, [f"A heading with {what} below it; it is not billable."])


def _place(version: Version, above: Sequence[Version]) -> str:
    # "None" stands for the body system where a section has none.
    title = _lowered_names(version.title.replace("None", "no body system is told apart"))
    if version.kind is NodeKind.CHAPTER:
        return f"Section {version.code} of ICD-10-PCS: {title}."
    if version.kind is NodeKind.SECTION:
        of = f" of the section {above[0].title}" if above else ""
        return f"Body system {version.code}{of}: {title}."
    return f"Table {version.code}: {title}. {_table(version.compact)}"


def _table(code: str) -> str:
    tell = table("icd10pcs", "character").get(code[0], "more")
    return f"Four more characters make a code of it: {tell}."


@cache
def _lowered_names(title: str) -> str:
    return capital(lowered(title))


def lowered(title: str) -> str:
    """Return the title in small letters, but for abbreviations, symbols and names."""
    return _WORD.sub(lambda word: _lowered_word(word[0]), title)


@cache
def _lowered_word(word: str) -> str:
    plain = _PLAIN.fullmatch(word) and word not in table("icd10pcs", "name")
    return word.lower() if plain or word == "A" else word
