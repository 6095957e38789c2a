"""ICD-10-PCS in common language: what is done, to what, how it is reached, what is left behind."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.plain.sentences import capital, compose, counted, shortened, use
from services.catalog.domain.plain.vocabulary import glossary, table
from services.catalog.domain.records import Summary, Version

_MOST_WORDS_OF_TITLE = 55
_MOST_TERMS = 2
_APPROACH = re.compile(
    r", (Open Approach|Percutaneous(?: Endoscopic)? Approach|External Approach|"
    r"Via Natural or Artificial Opening(?: Endoscopic| With Percutaneous Endoscopic Assistance)?)"
    r"(?: Approach)?(?=,|$)"
)
_GROUP = re.compile(r", New Technology Group (\d+)$")
_DIAGNOSTIC = re.compile(r", Diagnostic$")
_PLAIN = re.compile(r"[A-Z]?[a-z']+(?:-[A-Z]?[a-z]+)*")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
# Where in a title, after what is acted on, the rest begins.
_THEN = re.compile(r"(?= (?:with|using|into|in|from|to|for|as) )")
# What is many, or is no thing to be counted, is called without an article.
_NO_ARTICLE = re.compile(
    r"^(?:multiple|bilateral|other|all|bleeding|products|skin|matter|one|two|three|four|upper|"
    r"lower)\b|"
    r"^(?:stem|bone marrow)|/|, .* and |[^su]s$|"
    r"\b(?:system|therapy|matter|fluid|marrow|substitute|tissue)\b"
)
_DEVICE = re.compile(
    r"(?:device|electrode|lead|airway|expander|spacer|catheter|generator|pump|reservoir|port|"
    r"prosthesis|stimulator|cast|splint|brace|dressing|apparatus|bandage|tube|element|pacemaker|"
    r"defibrillator|implant|plug|valve|pessary|filter|stent|bearing)$"
)
_ARTICLE = re.compile(r"\b(of|in|into|from|to|on|at|with) (right|left)\b")
_ON_DEVICES = frozenset("02 0H 0P 0W 12 1H 1P 20 25 XH".split())
_ON_SUBSTANCES = frozenset("19 30 32 40 41 X0 X1 X2 XE".split())


def describe(summary: Summary, above: Sequence[Version]) -> str:
    """Return the description of a code or heading; see plain.describe."""
    version = summary.place.version
    if version.kind is not NodeKind.CODE:
        return _heading(summary, above)
    title = version.title
    group = _GROUP.search(title)
    title = _GROUP.sub("", title)
    diagnostic = _DIAGNOSTIC.search(title)
    title = _DIAGNOSTIC.sub("", title)
    approach = _APPROACH.search(title)
    title = _APPROACH.sub("", title)
    name = above[-1].title.rsplit(", ", 1)[-1] if above else ""
    code = version.compact
    return compose(
        _opening(code[0], code[0] + code[2], name, title),
        [
            _reached(approach[1]) if approach else "",
            "It is diagnostic, such as a biopsy or a sample." if diagnostic else "",
            f"It is in New Technology Group {group[1]}." if group else "",
            "Used for hospital inpatients.",
            use(summary),
        ],
    )


# Codes that differ in the approach alone have one opening, and stand near each other.
@lru_cache(maxsize=1024)
def _opening(section: str, operation: str, name: str, title: str) -> str:
    """Return what is done and to what; what the title says stands in it word for word.

    `name` is the operation's, as the titles of its table begin.
    """
    kind = table("icd10pcs", "kind").get(section, "A procedure")
    words, _, joint = table("icd10pcs", "operation").get(operation, "").partition(" | ")
    begin = f"{name} {joint} " if joint else f"{name} "
    if not words or not name or not title.startswith(begin):
        plain = f"{kind.removesuffix(' that')}: {_explained(lowered(title))}"
        return shortened(plain, _MOST_WORDS_OF_TITLE)
    rest = lowered(title[len(begin) :])
    if operation in {"01", "XK"} and " to " not in rest:
        words = words.replace(" from ", " to ")
    done = _done(words, *_parted(rest, operation))
    said = f"{capital(lowered(name))}: {kind[0].lower()}{kind[1:]} {done}"
    return shortened(said, _MOST_WORDS_OF_TITLE)


def _done(words: str, thing: str, tail: str) -> str:
    """Return the words with the thing in them; what the rest says of a device follows it."""
    if words.endswith("{}") or "{}, which" in words or "exchanges" in words:
        return words.replace("{}", thing + tail)
    pause = "," if tail and "," in words else ""
    return f"{words.replace('{}', thing)}{pause}{tail}"


def _parted(rest: str, operation: str) -> tuple[str, str]:
    """Return the thing acted on, with its article, and the rest of the title."""
    thing, *after = _THEN.split(rest, maxsplit=1)
    tail = _explained(_ARTICLE.sub(r"\1 the \2", after[0])) if after else ""
    article, device = "", operation in _ON_DEVICES
    if thing == "other device":
        thing = "a device of another kind"
    elif device and _DEVICE.search(thing):
        article = "an " if thing[0] in "aeiou" else "a "
    elif not device and operation not in _ON_SUBSTANCES and not _NO_ARTICLE.search(thing):
        article = "the "
    return article + _explained(_ARTICLE.sub(r"\1 the \2", thing)), tail


def _explained(text: str) -> str:
    return glossary("icd10pcs", "phrase").explain(text, _MOST_TERMS)


@cache
def _reached(approach: str) -> str:
    words = table("icd10pcs", "approach")[approach]
    return f"Reached {words} ({approach.lower()})."


def _heading(summary: Summary, above: Sequence[Version]) -> str:
    version, below = summary.place.version, summary.place.child_count
    # "None" stands for the body system where a section has none.
    title = _lowered_names(version.title.replace("None", "no body system is told apart"))
    if version.kind is NodeKind.CHAPTER:
        first = f"Section {version.code} of ICD-10-PCS: {title}."
        what = counted(below, "body system", "body systems")
    elif version.kind is NodeKind.SECTION:
        of = f" of the section {above[0].title}" if above else ""
        first = f"Body system {version.code}{of}: {title}."
        what = counted(below, "table", "tables")
    else:
        first = f"Table {version.code}: {title}. {_table(version.compact)}"
        what = counted(below, "code", "codes")
    return compose(first, [f"A heading with {what} below it; it is not billable."])


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
