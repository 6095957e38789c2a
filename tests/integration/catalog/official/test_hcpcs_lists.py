"""The 2019 processing notes and NOC list against plain splittings of their text."""

import re
from datetime import date

import pytest

from services.catalog.readers import hcpcs_fixed, hcpcs_noc, hcpcs_notes
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files
CODES = "hcpcs/HCPC2019_CONTR_ANWEB.txt"


def day(text: str) -> date | None:
    return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}") if text else None


def test_every_note() -> None:
    path = official("hcpcs/proc_notes_2019.txt")
    text = path.read_bytes().decode("ascii").replace("*", "")
    _, *found = re.split(r"(\d{4})--", text)
    plain = {
        number: " ".join(line.strip() for line in note.splitlines() if line.strip())
        for number, note in zip(found[::2], found[1::2], strict=True)
    }
    read = dict(record.value for record in hcpcs_notes.FORMAT.read(on_disk(path)))
    assert len(read) == 218
    assert read == plain


def test_every_note_that_a_code_names_is_there() -> None:
    """But for note 0000, which some codes name and the notes do not have."""
    notes = hcpcs_notes.FORMAT.read(on_disk(official("hcpcs/proc_notes_2019.txt")))
    codes = hcpcs_fixed.FORMAT.read(on_disk(official(CODES)))
    named = {code.value.processing_note for code in codes} - {""}
    assert named - {note.value.number for note in notes} == {"0000"}


def test_every_code_of_the_noc_list() -> None:
    path = official("hcpcs/NOC_Codes_2019.prn")
    plain: dict[str, tuple[str, date | None, date | None]] = {}
    for line in path.read_bytes().decode("ascii").split("\r\n")[5:-2]:
        code, text = line[2:7], line[9:88].strip()
        if code in plain:
            earlier, *dates = plain[code]
            plain[code] = (f"{earlier} {text}", dates[0], dates[1])
        else:
            plain[code] = (text, day(line[89:97].strip()), day(line[97:].strip()))
    read = [record.value for record in hcpcs_noc.FORMAT.read(on_disk(path))]
    assert len(read) == 139
    assert {r.code: (r.description, r.added, r.terminated) for r in read} == plain


def test_the_noc_list_agrees_with_the_file_of_codes() -> None:
    codes = {r.value.code: r.value for r in hcpcs_fixed.FORMAT.read(on_disk(official(CODES)))}
    listed = [r.value for r in hcpcs_noc.FORMAT.read(on_disk(official("hcpcs/NOC_Codes_2019.prn")))]
    for code in listed:
        assert codes[code.code].added == code.added
        assert codes[code.code].terminated == code.terminated
