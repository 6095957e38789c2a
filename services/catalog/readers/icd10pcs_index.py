"""ICD-10-PCS index (XML): terms, and the codes, beginnings of codes or tables they lead to."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from services.catalog.readers.icd10_xml import recognise
from services.catalog.readers.index_terms import Term, terms
from services.catalog.readers.markup import Element, leaf, shaped
from services.catalog.readers.member import Member
from services.catalog.readers.table import Format, Record

_ROOT = "ICD10PCS.index"
_TARGETS = {
    "code": re.compile(r"[0-9A-HJ-NP-Z]{7}"),
    "codes": re.compile(r"[0-9A-HJ-NP-Z]{3,6}"),
    "tab": re.compile(r"[0-9A-HJ-NP-Z]{3}"),
}


class PcsReference(NamedTuple):
    """Words that send the reader on, and the code, beginning of codes or table, where told."""

    text: str
    code: str
    codes: str
    tab: str


class PcsIndexEntry(NamedTuple):
    """One term, with the titles from its main term (level 0) to itself.

    A nested term may have no title: it is one more way on from the term above. `code` is a whole
    code, `codes` how the codes begin (3 to 6 characters), `tab` a table (3); each may be "".
    `see` leads to another term, `use` to the body part, device or substance to look for.
    """

    letter: str
    path: tuple[str, ...]
    level: int
    title: str
    code: str
    codes: str
    tab: str
    see: PcsReference | None
    use: PcsReference | None


def _read(member: Member) -> Iterator[Record]:
    for term in terms(member, _ROOT, {"title": leaf}, ("title", "see", "use", *_TARGETS)):
        yield Record(term.element.place.where, _entry(term))


def _entry(term: Term) -> PcsIndexEntry:
    element = term.element
    if not element.children:
        raise element.fault("is empty")
    return PcsIndexEntry(
        letter=term.letter,
        path=term.path,
        level=term.level,
        title=term.title.title,
        code=_target(element, "code"),
        codes=_target(element, "codes"),
        tab=_target(element, "tab"),
        see=_reference(element, "see"),
        use=_reference(element, "use"),
    )


def _reference(term: Element, tag: str) -> PcsReference | None:
    found = term.all(tag)
    if not found:
        return None
    element = found[0]
    words = element.text.strip()
    if not words:
        raise element.fault("is empty")
    if any(child.tail.strip() or child.tag not in _TARGETS for child in element.children):
        raise element.fault("holds more than words and then a code, codes or a table", words)
    return PcsReference(words, *(_target(element, target) for target in _TARGETS))


def _target(element: Element, tag: str) -> str:
    found = element.all(tag)
    return shaped(element.one(tag), _TARGETS[tag]) if found else ""


FORMAT = Format(
    "ICD-10-PCS index",
    partial(recognise, "icd-10-pcs-index", _ROOT, bool),
    _read,
)
