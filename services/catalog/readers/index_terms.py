"""Alphabetic indexes in XML: main terms and the terms nested under them, in the file's order."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from services.catalog.readers.icd10_xml import body
from services.catalog.readers.markup import Element, leaf, only
from services.catalog.readers.member import Member


class Title(NamedTuple):
    """What a term is called.

    `title` is the whole of it, with a blank before the nonessential modifiers where the file has
    none; `nemod` is those modifiers; `essential` is the title without them.
    """

    title: str
    nemod: str
    essential: str


class Term(NamedTuple):
    """A term: the letter it is under, the titles from its main term to itself, its element.

    Level 0 is a main term. A term of the ICD-10-PCS index may have no title of its own: then
    `title` is empty and the path ends with the term above.
    """

    letter: str
    path: tuple[str, ...]
    level: int
    title: Title
    element: Element


def terms(
    member: Member,
    root: str,
    front: Mapping[str, Callable[[Element], object]],
    children: Collection[str],
) -> Iterator[Term]:
    """Yield every term of an index, each before those nested under it.

    `front` is as in `body`; `children` names what a term may hold, each once but for the cells
    of a table. A main term has a title; whether another must have one, the caller decides.
    """
    for part in body(member, root, front):
        if part.tag != "letter":
            raise part.fault("stands where the format has <letter>")
        yield from _letter(part, frozenset(children))


def title_of(element: Element) -> Title:
    """Return a title with and without its nonessential modifiers."""
    if not element.children:
        text = leaf(element)
        return Title(text, "", text)
    modifiers = element.one("nemod")
    if len(element.children) > 1:
        raise element.fault("holds more than one <nemod>")
    before, nemod, after = element.text.strip(), leaf(modifiers), modifiers.tail.rstrip()
    blank = " " if before else ""
    return Title(f"{before}{blank}{nemod}{after}", nemod, f"{before}{after}".strip())


def _letter(part: Element, children: frozenset[str]) -> Iterator[Term]:
    only(part, ("title", "mainTerm"))
    letter = leaf(part.one("title"))
    main_terms = part.all("mainTerm")
    if not main_terms:
        raise part.fault("holds no terms")
    for element in main_terms:
        title_of(element.one("title"))
        yield from _walk(element, letter, (), 0, children)


def _walk(
    element: Element, letter: str, above: tuple[str, ...], level: int, children: frozenset[str]
) -> Iterator[Term]:
    only(element, children | {"term"})
    _once(element)
    if level and element.attribute("level") != str(level):
        raise element.fault(f"level is not {level}", element.attribute("level"))
    titles = element.all("title")
    title = title_of(titles[0]) if titles else Title("", "", "")
    path = (*above, title.title) if titles else above
    yield Term(letter, path, level, title, element)
    for nested in element.all("term"):
        yield from _walk(nested, letter, path, level + 1, children)


def _once(element: Element) -> None:
    seen = set()
    for child in element.children:
        if child.tag in seen:
            raise child.fault("stands twice in one term")
        if child.tag not in {"term", "cell"}:
            seen.add(child.tag)
