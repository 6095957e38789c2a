"""ICD-10-CM alphabetic index and external-cause index (XML): what each term leads to."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from services.catalog.readers.icd10_xml import recognise
from services.catalog.readers.index_terms import Term, terms
from services.catalog.readers.markup import Element, leaf, shaped
from services.catalog.readers.member import Member
from services.catalog.readers.table import Format, Record

ROOT = "ICD10CM.index"
# A category, or more; a dash says that more characters are needed: F10.-, S72.00-, A18.
CODE = re.compile(r"[A-Z][0-9][0-9A-Z](?:-|\.-|\.[0-9A-Z]{1,4}-?)?")
_LINKS = ("see", "seeAlso")
_CODES = ("code", "manif", "subcat", "seecat")


class IndexEntry(NamedTuple):
    """One term of an index, with the titles from its main term (level 0) to itself.

    Any of the fields from `code` on may be empty, even all of them. `code` may end in a dash;
    `manif` is the manifestation code to be added; `subcat` and `seecat` send the reader to a
    subcategory or category; `see` and `see_also` to other terms. The titles are as in the file,
    which at times has two blanks for one.
    """

    letter: str
    path: tuple[str, ...]
    level: int
    title: str
    nemod: str
    essential: str
    code: str
    manif: str
    see: str
    see_also: str
    subcat: str
    seecat: str


def _titled(words: str, front: Mapping[str, Element]) -> bool:
    title = front.get("title")
    return "indexHeading" not in front and title is not None and words in title.text.casefold()


def _read(member: Member) -> Iterator[Record]:
    for term in terms(member, ROOT, {"title": leaf}, ("title", *_LINKS, *_CODES)):
        yield Record(term.element.place.where, _entry(term))


def _entry(term: Term) -> IndexEntry:
    element = term.element
    element.one("title")
    return IndexEntry(
        letter=term.letter,
        path=term.path,
        level=term.level,
        title=term.title.title,
        nemod=term.title.nemod,
        essential=term.title.essential,
        code=_code(element, "code"),
        manif=_code(element, "manif"),
        see=element.word("see"),
        see_also=element.word("seeAlso"),
        subcat=_code(element, "subcat"),
        seecat=_code(element, "seecat"),
    )


def _code(element: Element, tag: str) -> str:
    found = element.all(tag)
    return shaped(found[0], CODE) if found else ""


def _format(name: str, kind: str, words: str) -> Format:
    return Format(name, partial(recognise, kind, ROOT, partial(_titled, words)), _read)


FORMATS = (
    _format("ICD-10-CM alphabetic index", "icd-10-cm-index", "index to diseases"),
    _format("ICD-10-CM external-cause index", "icd-10-cm-external-cause-index", "external cause"),
)
