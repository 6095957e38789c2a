"""The project's own pack of everyday procedure codes: numbers alone, for titles are the AMA's.

What a code means in common language is said by the rules of descriptions, from the same file: an
import of the AMA's list brings the titles and leaves the wording.
"""

import re
from typing import BinaryIO

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Edition, Entry
from services.catalog.readers.fault import FileFaultError

_LINE = re.compile(r"code\t([0-9]{4}[0-9A-Z])\t\S.*")


def read_procedure_pack(file: BinaryIO, name: str) -> Edition:
    """Return every code of the pack, without a title. Raises FileFaultError."""
    entries: dict[str, Entry] = {}
    for number, raw in enumerate(file, start=1):
        line = raw.decode("utf-8").rstrip("\n")
        if line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None or match[1] in entries:
            reason = "a line is code, number and words, and no number stands twice"
            where = f"line {number}"
            raise FileFaultError(reason, file=name, where=where, column="code", value=line)
        code = match[1]
        entries[code] = Entry(code, code, "", NodeKind.CODE, billable=True, parent="")
    return Edition(list(entries.values()), len(entries))
