"""ICD-10-CM table of drugs and chemicals and neoplasm table (XML): six codes for each term."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from services.catalog.readers.icd10_xml import recognise
from services.catalog.readers.icd10cm_index import CODE, ROOT
from services.catalog.readers.index_terms import Term, terms
from services.catalog.readers.markup import Element, leaf, only, shaped
from services.catalog.readers.member import Member
from services.catalog.readers.table import Format, Record

# The first column is the term; these words are in the headings of the others, whatever the year.
_DRUG = ("substance", "accidental", "self-harm", "assault", "undetermined", "adverse", "underdos")
_NEOPLASM = ("neoplasm", "primary", "secondary", "situ", "benign", "uncertain", "unspecified")
_NONE = ("-", "--")


class DrugEntry(NamedTuple):
    """One substance: the code of each way in which it harmed.

    A code is "" where the table says that there is none, None where the term has no such cell:
    a heading, or a term that only sends the reader to another.
    """

    letter: str
    path: tuple[str, ...]
    level: int
    title: str
    nemod: str
    essential: str
    see: str
    see_also: str
    accidental: str | None
    self_harm: str | None
    assault: str | None
    undetermined: str | None
    adverse_effect: str | None
    underdosing: str | None


class NeoplasmEntry(NamedTuple):
    """One site: the code of each behaviour of a neoplasm there; codes as in DrugEntry.

    A code may end in a dash: more characters are needed. Of the FY2026 table, three terms of
    skin have the primary code only and one site lacks the cell of in situ: those are None.
    `note` is words that the publisher put where other indexes have a manifestation code.
    """

    letter: str
    path: tuple[str, ...]
    level: int
    title: str
    nemod: str
    essential: str
    see: str
    see_also: str
    note: str
    primary: str | None
    secondary: str | None
    in_situ: str | None
    benign: str | None
    uncertain: str | None
    unspecified: str | None


def _headed(word: str, front: Mapping[str, Element]) -> bool:
    heads = front["indexHeading"].all("head") if "indexHeading" in front else []
    return bool(heads) and word in heads[0].text.casefold()


def _drug_table(member: Member) -> Iterator[Record]:
    for term, codes in _read(member, _DRUG, ("title", "see", "seeAlso", "cell")):
        yield Record(term.element.place.where, DrugEntry(*_common(term), *codes))


def _neoplasm_table(member: Member) -> Iterator[Record]:
    for term, codes in _read(member, _NEOPLASM, ("title", "see", "seeAlso", "manif", "cell")):
        note = term.element.word("manif")
        yield Record(term.element.place.where, NeoplasmEntry(*_common(term), note, *codes))


def _read(
    member: Member, words: Sequence[str], children: Sequence[str]
) -> Iterator[tuple[Term, tuple[str | None, ...]]]:
    for term in terms(member, ROOT, {"indexHeading": partial(_check_heads, words)}, children):
        yield term, _codes(term.element)


def _common(term: Term) -> tuple[str, tuple[str, ...], int, str, str, str, str, str]:
    term.element.one("title")
    links = term.element.word("see"), term.element.word("seeAlso")
    return (term.letter, term.path, term.level, *term.title, *links)


def _check_heads(words: Sequence[str], heading: Element) -> None:
    only(heading, ("head",))
    heads = heading.children
    if [head.attribute("col") for head in heads] != [str(col) for col in range(1, len(words) + 1)]:
        raise heading.fault("the columns are not numbered 1 to 7")
    for head, word in zip(heads, words, strict=True):
        if word not in leaf(head).casefold():
            raise head.fault(f"not the column of {word}", leaf(head))


def _codes(element: Element) -> tuple[str | None, ...]:
    codes: list[str | None] = [None] * 6
    last = 1
    for cell in element.all("cell"):
        col = cell.attribute("col")
        if col not in tuple("234567") or int(col) <= last:
            raise cell.fault("not a column from 2 to 7, or out of order", col)
        last = int(col)
        codes[last - 2] = "" if leaf(cell) in _NONE else shaped(cell, CODE)
    return tuple(codes)


def _format(name: str, kind: str, word: str, read: Callable[[Member], Iterator[Record]]) -> Format:
    return Format(name, partial(recognise, kind, ROOT, partial(_headed, word)), read)


FORMATS = (
    _format("ICD-10-CM table of drugs", "icd-10-cm-drugs", _DRUG[0], _drug_table),
    _format("ICD-10-CM neoplasm table", "icd-10-cm-neoplasms", _NEOPLASM[0], _neoplasm_table),
)
