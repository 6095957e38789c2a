"""A claim as a reader fills it in: rows, pasted lines, or an address; what is wrong stays as is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from services.gateway.clients.fact_kinds import Setting
from services.gateway.clients.tool_records import Claim, ClaimLine
from services.gateway.questions import fields
from services.gateway.questions.faults import Faults

_LONGEST_LINK = 1_800
_EMPTY_ROWS = 4
_UNITS = re.compile(r"[xX]?([+-]?[0-9]+)")
_POINTERS = re.compile(r"[A-La-l]{1,4}")
_COLUMNS = ("code", "modifiers", "units", "pointers")


@dataclass(frozen=True)
class Row:
    """One line of the form, as it was typed."""

    code: str = ""
    modifiers: str = ""
    units: str = ""
    pointers: str = ""

    @property
    def filled(self) -> bool:
        """Return whether anything stands in it."""
        return any((self.code, self.modifiers, self.units, self.pointers))


@dataclass
class ClaimForm:
    """What was typed, and what is wrong with it by path; `claim` None until all of it is right."""

    date: str = ""
    setting: str = Setting.PRACTITIONER.value
    diagnoses: str = ""
    rows: list[Row] = field(default_factory=list)
    paste: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    claim: Claim | None = None

    @property
    def shown_rows(self) -> list[Row]:
        """Return the rows with a few empty ones after them."""
        return self.rows + [Row()] * _EMPTY_ROWS

    def faulty(self, index: int) -> bool:
        """Return whether anything is wrong with a row."""
        return any(path.startswith(f"lines/{index}/") for path in self.faults)

    def link(self) -> str:
        """Return the address of this check; empty when it would be too long to pass on."""
        if self.claim is None:
            return ""
        asked = {
            "date": self.date,
            "setting": self.setting,
            "dx": self.diagnoses.split(),
            "line": [written(line) for line in self.claim.lines],
        }
        address = f"/tools/edits?{urlencode(asked, doseq=True)}"
        return address if len(address) <= _LONGEST_LINK else ""


def written(line: ClaimLine) -> str:
    """Return a line in the form in which it can be pasted: `99999-25 2 AB`."""
    pointers = "".join(chr(ord("A") + one - 1) for one in line.pointers if one <= 12)
    parts = ["-".join((line.code, *line.modifiers)), str(line.units), pointers]
    return " ".join(part for part in parts if part)


def read_claim(form: MultiDict[str, str], *, day: str) -> ClaimForm:
    """Return the form that was sent; `day` is the date where none is given."""
    columns = [form.getlist(name) for name in _COLUMNS]
    rows = [Row(*map(str.strip, row)) for row in zip_longest(*columns, fillvalue="")]
    paste = "\n".join([form.get("paste", ""), *form.getlist("line")]).strip()
    read = ClaimForm(
        date=form.get("date", "").strip() or day,
        setting=form.get("setting", "") or Setting.PRACTITIONER.value,
        diagnoses=" ".join(fields.diagnoses(" ".join(form.getlist("dx")))),
        rows=[row for row in rows if row.filled],
    )
    _take_pasted(read, paste)
    _read(read)
    return read


def _take_pasted(form: ClaimForm, paste: str) -> None:
    """Make rows of the pasted lines; too many of them stay where they were pasted."""
    pasted = [pasted_row(line) for line in paste.splitlines() if line.strip()]
    total = len(form.rows) + len(pasted)
    if total > fields.MOST_LINES:
        form.paste = paste
        form.faults["paste"] = f"{total:,} lines; at most {fields.MOST_LINES} are checked at once."
    else:
        form.rows += pasted


def pasted_row(text: str) -> Row:
    """Return the row of a pasted line: columns with tabs between them, or words.

    The first word is the code, with its modifiers after hyphens; a number is the units, letters
    from A to L are pointers, any other word of two signs is a modifier.
    """
    if "\t" in text:
        return Row(*(cell.strip() for cell in [*text.split("\t"), "", "", ""][:4]))
    first, *words = re.split(r"[\s,;]+", text.strip())
    code, *modifiers = first.split("-")
    units, pointers = "", ""
    for word in words:
        if (number := _UNITS.fullmatch(word)) and not units:
            units = number[1]
        elif _POINTERS.fullmatch(word) and not pointers:
            pointers = word.upper()
        else:
            modifiers.append(word)
    return Row(code.upper(), " ".join(filter(None, modifiers)).upper(), units, pointers)


def _read(form: ClaimForm) -> None:
    faults = Faults()
    faults.found = form.faults
    date = faults.read("date", lambda: fields.a_date(form.date, fields.FIRST_CLAIM), "")
    setting = faults.read("setting", lambda: fields.a_setting(form.setting), Setting.PRACTITIONER)
    diagnoses = form.diagnoses.split()
    if len(diagnoses) > fields.MOST_DIAGNOSES:
        faults.add("diagnoses", f"At most {fields.MOST_DIAGNOSES} diagnoses are possible.")
    for code in diagnoses:
        faults.read("diagnoses", partial(fields.a_code, code), "")
    lines = tuple(_lines(form.rows, faults))
    if not form.rows and not diagnoses and not form.faults:
        faults.add("paste", "Nothing to check: type or paste at least one line.")
    if not faults.found:
        form.claim = Claim(lines, tuple(diagnoses), date, setting)


def _lines(rows: Iterable[Row], faults: Faults) -> Iterable[ClaimLine]:
    for index, row in enumerate(rows):
        path = f"lines/{index}"
        yield ClaimLine(
            faults.read(f"{path}/code", partial(fields.a_code, row.code), ""),
            faults.read(f"{path}/units", partial(fields.units, row.units), 1),
            faults.read(f"{path}/modifiers", partial(fields.modifiers, row.modifiers), ()),
            faults.read(f"{path}/pointers", partial(fields.pointers, row.pointers), ()),
        )
