"""The processing notes that HCPCS Level II codes refer to by number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.member import Member
from services.catalog.readers.release import calendar_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines

_TITLE = "PROCESSING NOTES"
_BEGINS = re.compile(r"\s+([0-9]{4})--(.*)")
# The border on the right, an asterisk, is missing here and there.
_BORDER = re.compile(r"\s*\*?\s*$")


class ProcessingNote(NamedTuple):
    """A note under its number of four digits; of a withdrawn one the text says only that."""

    number: str
    text: str


def recognise(member: Member) -> Claim | None:
    """Return the claim of a file with the title of the notes and a note in its beginning."""
    begin = head.lines(member)
    titled = _TITLE in [line.strip() for line in begin[:5]]
    if not titled or not any(map(_BEGINS.fullmatch, begin)):
        return None
    return calendar_year("hcpcs-processing-notes", member.name.rpartition("/")[2])


def read(member: Member) -> Iterator[Record]:
    """Yield a ProcessingNote for each, its lines joined with one blank."""
    found: list[Place] = []
    number, pieces = "", list[str]()
    place = Place(member.name, "line 1")
    for place, line in lines(member, "cp1252", ended=True):
        text = _BORDER.sub("", line)
        begins = _BEGINS.fullmatch(text)
        if begins:
            if found:
                yield _note(found[-1], number, pieces)
            found.append(place)
            number, pieces = begins[1], [begins[2]]
            _check_next(place, number, len(found))
        elif found and text:
            pieces.append(_continued(place, text))
        elif text.strip("_ \t") not in ("", _TITLE):
            raise place.fault("not a processing note", value=line)
    if not found:
        raise place.fault("holds no processing note")
    yield _note(found[-1], number, pieces)


def _check_next(place: Place, number: str, expected: int) -> None:
    if int(number) != expected:
        raise place.fault(f"not {expected:04d}, which is next", column="number", value=number)


def _continued(place: Place, text: str) -> str:
    if not text[0].isspace():
        raise place.fault("not indented, as the lines of a note are", value=text)
    return text.strip()


def _note(place: Place, number: str, pieces: list[str]) -> Record:
    text = " ".join(piece.strip() for piece in pieces if piece.strip())
    if not text:
        raise place.fault("a note without text", column="number", value=number)
    return Record(place.where, ProcessingNote(number, text))


FORMAT = Format("HCPCS processing notes", recognise, read)
