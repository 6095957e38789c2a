"""Straight readings of published XML, line by line: nothing of the readers, no parser of XML."""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from tests.support.members import on_disk

_FIELD = re.compile(r'<(\w+)(?: \w+="(\w+)")?>(.*)</\1>')


@dataclass
class Node:
    """A term of an index: its line, the terms above, its fields as they stand between the tags."""

    line: int
    letter: str
    above: list["Node"]
    fields: dict[str, str] = field(default_factory=dict)

    def text(self, tag: str) -> str:
        return unescape(self.fields.get(tag, "")).strip()

    def title(self) -> str:
        return re.sub(r" ?<nemod>(.*)</nemod>", r" \1", self.text("title")).strip()

    def essential(self) -> str:
        return re.sub(r"<nemod>.*</nemod>", "", self.text("title")).strip()

    def nemod(self) -> str:
        return "".join(re.findall(r"<nemod>(.*)</nemod>", self.text("title")))

    def path(self) -> tuple[str, ...]:
        return tuple(title for node in (*self.above, self) if (title := node.title()))


def text_of(path: Path) -> list[str]:
    """Return the lines of a file, unpacked if need be."""
    with on_disk(path).open() as stream:
        return stream.read().decode("utf-8").splitlines()


def nodes(path: Path) -> list[Node]:
    """Return every term of an index; a cell is a field called by its column."""
    found: list[Node] = []
    stack: list[Node] = []
    letter = ""
    for number, line in enumerate(map(str.strip, text_of(path)), 1):
        if line == "<mainTerm>" or line.startswith("<term "):
            found.append(Node(number, letter, list(stack)))
            stack.append(found[-1])
        elif line in {"</mainTerm>", "</term>"}:
            stack.pop()
        elif one := _FIELD.fullmatch(line):
            if stack:
                stack[-1].fields[one[2] or one[1]] = one[3]
            elif one[1] == "title":
                letter = one[3]
    return found
