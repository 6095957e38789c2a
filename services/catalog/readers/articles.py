"""Articles on codes: Markdown with front matter, one a file, in the project's own words.

The front matter is `name: value` in each line between two lines of three hyphens; several values
are parted by semicolons. The sections follow in a fixed order. `article` is the article's name
over all its versions, `effective` the first date of service for which this version holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.article_text import check_text
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, count, lines, matching

SECTIONS = (
    "What it is",
    "When to use it",
    "Documentation",
    "Billing notes",
    "Common mistakes",
    "Example",
)
_KIND = "article"
_FENCE = "---"
_FIELDS = ("article", "title", "codes", "author", "reviewed", "effective", "version", "sources")
_FIELD = re.compile(r"([a-z]+): *(\S.*)")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"(icd-10-cm|icd-10-pcs|hcpcs|cpt) ([0-9A-Z]{2,7}(?:\.[0-9A-Z]{1,4})?)")
_LONGEST_NAME = 64


class ArticleSection(NamedTuple):
    """One section: its heading, one of SECTIONS, and its text, Markdown of the safe kind."""

    heading: str
    text: str


class Article(NamedTuple):
    """One version of an article; `codes` are written `icd-10-cm E11.9`."""

    article: str
    title: str
    codes: tuple[str, ...]
    author: str
    reviewed: date
    version: int
    sources: tuple[str, ...]
    sections: tuple[ArticleSection, ...]


class ArticleCode(NamedTuple):
    """A code, in compact form, that an article is on."""

    article: str
    system: str
    code: str


def recognise(member: Member) -> Claim | None:
    """Return the claim of a text that begins with the front matter of an article.

    What the front matter lacks, reading says with its line: the claim is then as good as any.
    """
    first, *rest = head.lines(member)
    if first != _FENCE:
        return None
    found = {match[1]: match[2] for line in rest if (match := _FIELD.fullmatch(line))}
    if _FENCE not in rest or not {"article", "codes"} & set(found):
        return None
    # The part of the edition that one file is: its name, behind two words.
    edition = f"version {found.get('version', '?')} {found.get('article', '?')}"
    try:
        first_day = date.fromisoformat(found.get("effective", ""))
    except ValueError:
        first_day = date.min
    return Claim(_KIND, edition, first_day)


def read(member: Member) -> Iterator[Record]:
    """Yield the Article, and an ArticleCode for each of its codes."""
    numbered = list(lines(member))
    end = next((i for i, (_, line) in enumerate(numbered[1:], 1) if line == _FENCE), 0)
    if not numbered or numbered[0][1] != _FENCE or not end:
        raise Place(member.name, "line 1").fault("no front matter between two lines of ---")
    fields = _front_matter(numbered[0][0], numbered[1:end])
    place, name = fields["article"]
    matching(place, "article", name, _NAME)
    if len(name) > _LONGEST_NAME:
        raise place.fault(f"longer than {_LONGEST_NAME}", column="article", value=name)
    codes = _several(fields, "codes")
    for code in codes:
        matching(fields["codes"][0], "codes", code, _CODE)
    _day(fields, "effective")
    article = Article(
        name,
        fields["title"][1],
        codes,
        fields["author"][1],
        _day(fields, "reviewed"),
        count(fields["version"][0], "version", fields["version"][1]),
        _several(fields, "sources"),
        tuple(_sections(numbered[end], numbered[end + 1 :])),
    )
    yield Record(place.where, article)
    for code in codes:
        system, _, written = code.partition(" ")
        yield Record(fields["codes"][0].where, ArticleCode(name, system, written.replace(".", "")))


_Fields = Mapping[str, tuple[Place, str]]


def _front_matter(start: Place, numbered: Sequence[tuple[Place, str]]) -> _Fields:
    fields: dict[str, tuple[Place, str]] = {}
    for place, line in numbered:
        match = _FIELD.fullmatch(line)
        if match is None:
            raise place.fault("not written as name: value", value=line)
        if match[1] not in _FIELDS or match[1] in fields:
            reason = "stands twice" if match[1] in fields else f"not one of {', '.join(_FIELDS)}"
            raise place.fault(reason, column=match[1], value=match[2])
        fields[match[1]] = (place, match[2].strip())
    for name in _FIELDS:
        if name not in fields:
            raise start.fault("missing in the front matter", column=name)
    return fields


def _several(fields: _Fields, name: str) -> tuple[str, ...]:
    place, text = fields[name]
    values = tuple(value.strip() for value in text.split(";"))
    if "" in values or len(set(values)) < len(values):
        raise place.fault("an empty value, or one twice", column=name, value=text)
    return values


def _day(fields: _Fields, name: str) -> date:
    place, text = fields[name]
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise place.fault("not a date (YYYY-MM-DD)", column=name, value=text) from error


def _sections(
    fence: tuple[Place, str], numbered: Sequence[tuple[Place, str]]
) -> Iterator[ArticleSection]:
    """Yield each section in its order; its text is checked where it stands."""
    starts = [i for i, (_, line) in enumerate(numbered) if line.startswith("#")]
    for i, (place, line) in enumerate(numbered[: starts[0] if starts else None]):
        if line.strip():
            raise place.fault("text before the first section", value=numbered[i][1])
    for expected, start in zip(SECTIONS, starts, strict=False):
        place, line = numbered[start]
        if line != f"## {expected}":
            raise place.fault(f"not ## {expected}, which is next", column="section", value=line)
    if len(starts) != len(SECTIONS):
        place = numbered[starts[len(SECTIONS)]][0] if len(starts) > len(SECTIONS) else fence[0]
        raise place.fault(f"{len(starts)} sections instead of {len(SECTIONS)}", column="section")
    for heading, start, end in zip(SECTIONS, starts, [*starts[1:], None], strict=True):
        text = numbered[start + 1 : end]
        check_text(numbered[start][0], heading, text)
        yield ArticleSection(heading, "\n".join(line for _, line in text).strip())


FORMAT = Format("Article", recognise, read)
