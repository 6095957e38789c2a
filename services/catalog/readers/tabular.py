"""The ICD-10-CM tabular list in XML, as NCHS publishes it, with the codes that it implies."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import BinaryIO, NoReturn
from xml.etree.ElementTree import Element

from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Edition, Entry, Note, SeventhCharacter
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.seventh import Sevenths, UnclearLimitError, extended
from services.catalog.readers.visual import table_lines

_NOTE_KINDS = {
    "includes": NoteKind.INCLUDES,
    "inclusionTerm": NoteKind.INCLUSION_TERM,
    "excludes1": NoteKind.EXCLUDES1,
    "excludes2": NoteKind.EXCLUDES2,
    "codeFirst": NoteKind.CODE_FIRST,
    "useAdditionalCode": NoteKind.USE_ADDITIONAL_CODE,
    "codeAlso": NoteKind.CODE_ALSO,
    "notes": NoteKind.NOTE,
    "sevenChrNote": NoteKind.SEVENTH_CHARACTER_NOTE,
}
# Read elsewhere, or (sectionIndex) said again by the sections themselves.
_OTHER_PARTS = {"name", "desc", "section", "diag", "sectionIndex", "sevenChrDef"}
_LONGEST_BASE = 6


def read_tabular(file: BinaryIO, name: str) -> Edition:
    """Return chapters, sections and every code in the order of the book.

    `row_count` is the number of diag elements. Raises FileFaultError, which names the place.
    """
    book = _Book(name)
    try:
        for _, element in ET.iterparse(file):  # noqa: S314 - expat limits entities since 2.4.1
            if element.tag == "chapter":
                book.chapter(element)
                element.clear()
    except ET.ParseError as error:
        raise _no_xml(name, f"line {error.position[0]}", error) from error
    except (LookupError, ValueError) as error:  # an encoding that does not exist or is not read
        raise _no_xml(name, "file", error) from error
    if not book.entries:
        raise FileFaultError("there is none", file=name, where="file", column="chapter")
    return Edition(book.entries, book.diag_count)


def _no_xml(name: str, place: str, error: Exception) -> FileFaultError:
    return FileFaultError(str(error), file=name, where=place, column="XML")


class _Book:
    """The entries read so far; each place is added before what stands below it."""

    def __init__(self, file_name: str) -> None:
        self.entries: list[Entry] = []
        self.diag_count = 0
        self._file_name = file_name
        self._seen: set[str] = set()

    def chapter(self, element: Element) -> None:
        number = self._text(element, "name", "a chapter")
        self._heading(element, number, NodeKind.CHAPTER, "")
        groups: list[str] = []
        for section in element.iterfind("section"):
            code = self._section_code(section, number)
            while groups and not _encloses(groups[-1], code):
                groups.pop()
            parent = groups[-1] if groups else number
            self._heading(section, code, NodeKind.SECTION, parent)
            for diag in section.iterfind("diag"):
                self._diag(diag, code, Sevenths())
            # A section without categories is a heading over the sections that its range encloses,
            # as "Transport accidents (V00-V99)", whose notes are for all of them.
            if section.find("diag") is None:
                groups.append(code)

    def _section_code(self, element: Element, chapter: str) -> str:
        place = element.get("id", "")
        if not place:
            self._refuse(f"chapter {chapter}", "section", "", "it has no id")
        # A section of one category has its name; as a range, like all others, it has its own.
        return place if "-" in place else f"{place}-{place}"

    def _heading(self, element: Element, code: str, kind: NodeKind, parent: str) -> None:
        title = self._text(element, "desc", code)
        notes = self._notes(element, code)
        self._add(Entry(code, code, title, kind, billable=False, parent=parent, notes=notes))

    def _diag(self, element: Element, parent: str, above: Sevenths) -> None:
        self.diag_count += 1
        code = self._text(element, "name", parent)
        compact = code.replace(".", "")
        notes = self._notes(element, code)
        own = self._defined(element, code)
        sevenths = self._limited(Sevenths(own) if own else above, notes, code)
        below = element.findall("diag")
        takes = () if below or len(compact) > _LONGEST_BASE else sevenths.of_base(compact)
        if takes and takes != sevenths.characters:
            own = takes  # fewer than the definition says
        billable = not below and not takes
        entry = Entry(
            code=code,
            compact=compact,
            title=self._text(element, "desc", code),
            kind=_kind(compact, billable=billable),
            billable=billable,
            parent=parent,
            notes=notes,
            seventh_characters=own,
        )
        self._add(entry)
        for child in below:
            self._diag(child, compact, sevenths)
        for seventh in takes:
            self._add(extended(entry, seventh))

    def _limited(self, sevenths: Sevenths, notes: tuple[Note, ...], code: str) -> Sevenths:
        try:
            return sevenths.limited([note.text for note in notes if note.kind is NoteKind.NOTE])
        except UnclearLimitError as error:
            self._refuse(code, "notes", str(error), "it limits 7th characters in unknown words")

    def _defined(self, element: Element, code: str) -> tuple[SeventhCharacter, ...]:
        return tuple(
            SeventhCharacter(self._character(extension, code), _squeeze(extension), code)
            for extension in element.iterfind("sevenChrDef/extension")
        )

    def _character(self, extension: Element, code: str) -> str:
        character = extension.get("char", "")
        if len(character) != 1 or not character.isalnum() or not character.isascii():
            self._refuse(code, "extension", character, "a 7th character is one letter or digit")
        return character

    def _notes(self, element: Element, code: str) -> tuple[Note, ...]:
        return tuple(note for part in element for note in self._notes_of(part, code))

    def _notes_of(self, part: Element, code: str) -> Iterator[Note]:
        if part.tag in _NOTE_KINDS:
            kind = _NOTE_KINDS[part.tag]
            yield from (Note(kind, _squeeze(note)) for note in part.iterfind("note"))
        elif part.tag == "visualImpairment":
            yield from (Note(NoteKind.NOTE, line) for line in self._table(part, code))
        elif part.tag == "sevenChrDef":
            yield from _notes_on_characters(part)
        elif part.tag not in _OTHER_PARTS:
            self._refuse(code, part.tag, "", "the tabular list has no such element")

    def _table(self, part: Element, code: str) -> list[str]:
        try:
            return list(table_lines(part))
        except ValueError as error:
            self._refuse(code, part.tag, "", str(error))

    def _text(self, element: Element, tag: str, place: str) -> str:
        found = element.find(tag)
        text = "" if found is None else _squeeze(found)
        if not text:
            self._refuse(place, tag, "", f"a {element.tag} has one")
        return text

    def _add(self, entry: Entry) -> None:
        if entry.compact in self._seen:
            self._refuse(entry.code, "name", entry.code, "it stands twice in the book")
        self._seen.add(entry.compact)
        self.entries.append(entry)

    def _refuse(self, place: str, column: str, value: str, reason: str) -> NoReturn:
        raise FileFaultError(reason, file=self._file_name, where=place, column=column, value=value)


def _encloses(group: str, section: str) -> bool:
    first, _, last = group.partition("-")
    inner_first, _, inner_last = section.partition("-")
    return first <= inner_first and inner_last <= last


def _notes_on_characters(definition: Element) -> Iterator[Note]:
    """Yield what is said of single characters; it stands after the character's own text."""
    character = ""
    for part in definition:
        if part.tag == "extension":
            character = part.get("char", "")
        elif part.tag == "note":
            yield Note(NoteKind.SEVENTH_CHARACTER_NOTE, f"{character}: {_squeeze(part)}")


def _kind(compact: str, *, billable: bool) -> NodeKind:
    if billable:
        return NodeKind.CODE
    return NodeKind.CATEGORY if len(compact) == 3 else NodeKind.SUBCATEGORY


def _squeeze(element: Element) -> str:
    """Return the text on one line: line breaks and double spaces are those of the file."""
    return " ".join("".join(element.itertext()).split())
