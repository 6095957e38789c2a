"""ICD-10-PCS definitions (XML): what the values of the axes mean, and which devices are one."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from services.catalog.readers.icd10_xml import PCS_CHARACTER, body, recognise
from services.catalog.readers.keys import Keys
from services.catalog.readers.markup import Element, leaf, only
from services.catalog.readers.member import Member
from services.catalog.readers.table import Format, Record

_ROOT = "ICD10PCS.definitions"
_POSITION = re.compile(r"[1-7]")


class PcsDefinition(NamedTuple):
    """What is said of one or more values of an axis of a section.

    `titles` are the labels of the values, as in the tables; `definition` and `explanation` may
    be "", `includes` empty, but not all three.
    """

    section: str
    section_title: str
    pos: int
    axis: str
    titles: tuple[str, ...]
    definition: str
    explanation: str
    includes: tuple[str, ...]


class PcsAggregate(NamedTuple):
    """A device of the index that the tables do not list: it is coded as its `parent` device.

    That holds for the operation and the body systems named; `parent_value` is the parent's
    character.
    """

    device: str
    operation: str
    body_systems: tuple[str, ...]
    parent_value: str
    parent: str


def _read(member: Member) -> Iterator[Record]:
    sections = Keys("section")
    aggregated = False
    for part in body(member, _ROOT, {"title": leaf}):
        if part.tag == "section" and not aggregated:
            sections.add(part.place, part.attribute("code"))
            yield from _section(part)
        elif part.tag == "deviceAggregation" and not aggregated:
            aggregated = True
            yield from _aggregation(part)
        else:
            raise part.fault("not an element that the format has here")


def _section(section: Element) -> Iterator[Record]:
    only(section, ("title", "axis"))
    code = _attribute(section, "code", PCS_CHARACTER)
    title = leaf(section.one("title"))
    for axis in section.all("axis"):
        only(axis, ("title", "terms"))
        pos = int(_attribute(axis, "pos", _POSITION))
        name = leaf(axis.one("title"))
        for terms in axis.all("terms"):
            yield Record(terms.place.where, PcsDefinition(code, title, pos, name, *_said(terms)))


def _said(terms: Element) -> tuple[tuple[str, ...], str, str, tuple[str, ...]]:
    only(terms, ("title", "definition", "explanation", "includes"))
    titles = tuple(leaf(title) for title in terms.all("title"))
    includes = tuple(leaf(one) for one in terms.all("includes"))
    definition, explanation = terms.word("definition"), terms.word("explanation")
    if not titles or not (definition or explanation or includes):
        raise terms.fault("defines nothing")
    return titles, definition, explanation, includes


def _aggregation(aggregation: Element) -> Iterator[Record]:
    only(aggregation, ("aggregate",))
    for element in aggregation.children:
        only(element, ("device", "operation", "bodySys", "parent"))
        parent = element.one("parent")
        aggregate = PcsAggregate(
            device=leaf(element.one("device")),
            operation=leaf(element.one("operation")),
            body_systems=tuple(leaf(system) for system in element.all("bodySys")),
            parent_value=_attribute(parent, "value", PCS_CHARACTER),
            parent=leaf(parent),
        )
        yield Record(element.place.where, aggregate)


def _attribute(element: Element, name: str, pattern: re.Pattern[str]) -> str:
    value = element.attribute(name)
    if not pattern.fullmatch(value):
        raise element.fault(f"{name} is not of the form {pattern.pattern}", value)
    return value


FORMAT = Format(
    "ICD-10-PCS definitions",
    partial(recognise, "icd-10-pcs-definitions", _ROOT, bool),
    _read,
)
