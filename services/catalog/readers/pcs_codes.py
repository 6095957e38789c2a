"""The ICD-10-PCS code list as CMS publishes it: a code, a blank, its title; one a line."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Edition, Entry
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.pcs_headings import Headings

# Neither I nor O: they would be read as 1 and 0.
_LINE = re.compile(r"([0-9A-HJ-NP-Z]{7}) (\S[^\0]*)")


def read_pcs_codes(file: BinaryIO, name: str) -> Edition:
    """Return every code under its section, body system and table.

    The file has no headings: their titles are the official ones from the project's own list.
    Raises FileFaultError, which names the line.
    """
    headings = Headings.shipped()
    entries: dict[str, Entry] = {}
    rows = 0
    for rows, (code, title) in enumerate(_lines(file, name), start=1):
        if code in entries:
            raise _wrong(name, rows, code, "it stands twice in the file")
        if code[:3] not in entries:
            for heading in headings.above(code):
                entries.setdefault(heading.compact, heading)
        if code[:3] not in entries:
            raise _wrong(name, rows, code, "no table is known that it could be from")
        entries[code] = Entry(code, code, title, NodeKind.CODE, billable=True, parent=code[:3])
    if not entries:
        raise _wrong(name, 1, "", "the file is empty")
    return Edition(list(entries.values()), rows)


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[str, str]]:
    for number, raw in enumerate(file, start=1):
        try:
            line = raw.decode("ascii").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise _wrong(name, number, repr(raw), "it is not ASCII") from error
        match = _LINE.fullmatch(line)
        if match is None:
            raise _wrong(name, number, line, "a line is a code of 7 characters, a blank, a title")
        yield match[1], match[2].rstrip()


def _wrong(name: str, line: int, value: str, reason: str) -> FileFaultError:
    return FileFaultError(reason, file=name, where=f"line {line}", column="code", value=value)
