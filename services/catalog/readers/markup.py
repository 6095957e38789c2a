"""XML files: the parts under the root one after the other, each whole, with its line."""

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.text import Place

_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError)
_BLOCK_BYTES = 65_536
# The largest published part, a letter of the alphabetic index, has 32,420 elements, 12 deep.
_MOST_ELEMENTS = 500_000
_MOST_DEEP = 40


@dataclass(slots=True)
class Element:
    """One element: `text` stands before its first child, `tail` after its own end."""

    tag: str
    attributes: dict[str, str]
    file: str
    line: int
    text: str = ""
    tail: str = ""
    children: list["Element"] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The line on which the element begins."""
        return Place(self.file, f"line {self.line}")

    def fault(self, reason: str, value: object = "") -> FileFaultError:
        """Return the fault of this element, to be raised."""
        return self.place.fault(reason, column=self.tag, value=value)

    def all(self, tag: str) -> list["Element"]:
        """Return the children of one name, in order."""
        return [child for child in self.children if child.tag == tag]

    def one(self, tag: str) -> "Element":
        """Return the only child of one name; a fault if it is not there or there twice."""
        if len(found := self.all(tag)) == 1:
            return found[0]
        raise self.fault(f"has {len(found)} <{tag}>, where the format has one")

    def word(self, tag: str) -> str:
        """Return the text of the only child of one name, or "" if there is none."""
        return leaf(self.one(tag)) if self.all(tag) else ""

    def attribute(self, name: str) -> str:
        """Return an attribute that the format requires."""
        if name in self.attributes:
            return self.attributes[name]
        raise self.fault(f"has no attribute {name}")


def leaf(element: Element) -> str:
    """Return the text of an element that holds nothing but text, and some."""
    if element.children:
        raise element.fault("holds elements, where the format has text only")
    if text := element.text.strip():
        return text
    raise element.fault("is empty")


def shaped(element: Element, pattern: re.Pattern[str]) -> str:
    """Return the text of an element that must be, for example, a code."""
    if pattern.fullmatch(text := leaf(element)):
        return text
    raise element.fault("not of the form that the format has here", text)


def only(element: Element, tags: Collection[str]) -> None:
    """Fault an element that holds text of its own, or children of another name."""
    stray = element.text.strip()
    for child in element.children:
        if child.tag not in tags:
            raise child.fault(f"not an element that the format has in <{element.tag}>")
        stray = stray or child.tail.strip()
    if stray:
        raise element.fault("holds text, where the format has elements only", stray)


def parts(member: Member, root: str) -> Iterator[Element]:
    """Yield every child of the root, whole, in the order of the file.

    A fault names the line where the file stops being well formed, has another root than `root`,
    or declares a document type: the published files declare none, so no entity is ever expanded.
    """
    builder = _Builder(member.name, root)
    for block in _blocks(member):
        fault = builder.feed(block)
        yield from builder.take()
        if fault:
            raise fault


def prologue(member: Member, root: str) -> dict[str, Element] | None:
    """Return the parts whole in the head, the first of each name, or None for another root."""
    builder = _Builder(member.name, root)
    try:
        builder.feed(member.head())
    except _UNREADABLE:
        return None
    if not builder.rooted:
        return None
    return {part.tag: part for part in reversed(builder.take())}


def _blocks(member: Member) -> Iterator[bytes]:
    """Yield the bytes, and at the end an empty block, which tells the parser that it is the end."""
    try:
        with member.open() as stream:
            block = b"start"
            while block:
                block = stream.read(_BLOCK_BYTES)
                yield block
    except _UNREADABLE as error:
        raise FileFaultError(f"cannot be read: {error}", file=member.name) from error


class _Builder:
    """Collects whole parts from blocks of bytes."""

    def __init__(self, file: str, root: str) -> None:
        self.rooted = False
        self._file = file
        self._root = root
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._elements = 0
        # Every published file is UTF-8, whatever a damaged declaration may say.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data

    def feed(self, block: bytes) -> FileFaultError | None:
        """Parse one more block, an empty one at the end; return what is wrong with it, if so."""
        try:
            self._parser.Parse(block, not block)
        except expat.ExpatError as error:
            reason = f"not well-formed XML: {expat.ErrorString(error.code)}"
            return Place(self._file, f"line {error.lineno}").fault(reason)
        except FileFaultError as fault:
            return fault
        return None

    def take(self) -> list[Element]:
        """Return the parts that are whole by now, each once."""
        done, self._done = self._done, []
        return done

    def _place(self) -> Place:
        return Place(self._file, f"line {self._parser.CurrentLineNumber}")

    def _doctype(self, name: str, *_: object) -> None:
        raise self._place().fault("declares a document type, as no published file does", value=name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.rooted:
            if tag != self._root:
                raise self._place().fault(f"the root is not {self._root}", value=tag)
            self.rooted = True
            return
        element = Element(tag, attributes, self._file, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._open) > _MOST_DEEP:
            raise element.fault("longer or deeper than is believable")

    def _end(self, _tag: str) -> None:
        # The end of the root closes nothing.
        closed = self._open.pop() if self._open else None
        if closed and not self._open:
            self._done.append(closed)
            self._elements = 0

    def _data(self, text: str) -> None:
        if self._open:
            element = self._open[-1]
            if element.children:
                element.children[-1].tail += text
            else:
                element.text += text
        elif text.strip():
            raise self._place().fault("text between the parts of the file", value=text.strip())
