"""Table 6K of the inpatient rule: with which principal diagnoses a CC or MCC does not count.

Its parts: every CC and MCC with the number of a collection; the collections of principal
diagnoses; the codes that count only if the patient lives; the codes that some MS-DRGs leave out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines

KIND = "cc-exclusions"

_TITLE = "TABLE 6K - COMPLETE LIST OF CC EXCLUSIONS"
_PART = re.compile(r"K Part (?P<part>[1-3]): .+")
_PARTS = 3
_HEADER = " I10 Dx  Lev PDX Exclusions   ICD-10-CM Description"
_CODE = r"(?P<code>[A-Z0-9]{3,7}) {1,5}"
_COMPLICATION = re.compile(
    rf" {_CODE}(?P<level>CC |MCC) "
    r"((?P<collection>[0-9]{4}):(?P<count>[0-9]{1,3}(,[0-9]{3})?) codes?|No Excl)"
    r" +(?P<description>[^ ].*)"
)
_COLLECTION = re.compile(r"PDX collection (?P<collection>[0-9]{4})")
_GROUP = re.compile(
    r"MDC (?P<mdc>[0-9]{2}) DRGs? (?P<first>[0-9]{3})(-(?P<last>[0-9]{3}))? (?P<title>.+)"
)
_DIAGNOSIS = re.compile(rf"  {_CODE}(?P<description>[^ ].*)")


class ExcludableComplication(NamedTuple):
    """A secondary diagnosis, without its dot, that is a CC or an MCC.

    It is neither beside a principal diagnosis of its collection; None: there is no such.
    """

    code: str
    level: str
    collection: str | None
    description: str


class ExcludingDiagnosis(NamedTuple):
    """One principal diagnosis of a collection."""

    collection: str
    code: str
    description: str


class DischargedAlive(NamedTuple):
    """A code that is a CC or MCC only if the patient was discharged alive."""

    code: str
    description: str


class SeverityExclusion(NamedTuple):
    """A code that is no CC or MCC in the MS-DRGs from the first to the last."""

    mdc: str
    first_ms_drg: str
    last_ms_drg: str
    ms_drgs: str
    code: str
    description: str


_Exclusion = ExcludableComplication | ExcludingDiagnosis | DischargedAlive | SeverityExclusion


def _recognise(member: Member) -> Claim | None:
    begin = head.lines(member)
    if not begin or begin[0].strip() != _TITLE:
        return None
    # Only the name tells the fiscal year.
    return release.fiscal_year(KIND, member.name)


def _read(member: Member) -> Iterator[Record]:
    table = _Table()
    for place, line in lines(member, "ascii", ended=True):
        text = line.rstrip()
        part = _PART.fullmatch(text)
        if part is not None:
            table.begin_part(place, int(part["part"]))
        elif place.where == "line 1" and text != _TITLE:
            raise place.fault(f"not {_TITLE}", value=text)
        elif text and table.part and not table.is_heading(place, text):
            yield Record(place.where, table.record(place, text))
    table.finish(member)


class _Table:
    """How far the table has been read, and what the rest of it must agree with."""

    def __init__(self) -> None:
        self.part = 0
        self._keys = Keys("code")
        self._members = Keys("code of a collection")
        self._collection: str | None = None
        self._group: re.Match[str] | None = None
        self._stated: dict[str, int] = {}
        self._found: dict[str, int] = {}

    def begin_part(self, place: Place, part: int) -> None:
        """Go on to the next part, which must be the one after."""
        if part != self.part + 1:
            raise place.fault(f"part {part} after part {self.part}")
        self.part = part

    def is_heading(self, place: Place, text: str) -> bool:
        """Take a line that says what follows it, if it is one."""
        if self.part == 1 and (heading := _COLLECTION.fullmatch(text)):
            self._begin_collection(place, heading["collection"])
            return True
        if self.part == _PARTS and (group := _GROUP.fullmatch(text)):
            self._group = group
            return True
        return self.part == 1 and text == _HEADER

    def _begin_collection(self, place: Place, collection: str) -> None:
        if collection in self._found or collection not in self._stated:
            raise place.fault("a collection twice, or of no code", value=collection)
        self._collection = collection
        self._members = Keys("code of a collection")
        self._found[collection] = 0

    def record(self, place: Place, text: str) -> _Exclusion:
        """Return the record of a line."""
        if self.part == 1 and self._collection is None:
            return self._complication(place, text)
        found = _DIAGNOSIS.fullmatch(text)
        if found is None:
            raise place.fault("not a diagnosis code with its description", value=text)
        code, description = codes.icd_10_cm(place, found["code"]), found["description"]
        if self._collection is not None and self.part == 1:
            self._members.add(place, code)
            self._found[self._collection] += 1
            return ExcludingDiagnosis(self._collection, code, description)
        if self.part == _PARTS:
            return self._severity_exclusion(place, code, description)
        self._keys.add(place, "alive", code)
        return DischargedAlive(code, description)

    def _complication(self, place: Place, text: str) -> ExcludableComplication:
        found = _COMPLICATION.fullmatch(text)
        if found is None:
            raise place.fault("not a CC or MCC with its exclusions", value=text)
        collection, code = found["collection"], codes.icd_10_cm(place, found["code"])
        if collection is not None:
            count = int(found["count"].replace(",", ""))
            if self._stated.setdefault(collection, count) != count:
                raise place.fault("another count of the same collection", value=text)
        self._keys.add(place, "complication", code)
        level = found["level"].strip()
        return ExcludableComplication(code, level, collection, found["description"])

    def _severity_exclusion(self, place: Place, code: str, description: str) -> SeverityExclusion:
        group = self._group
        if group is None:
            raise place.fault("a code before the MS-DRGs that leave it out", value=code)
        first, last = group["first"], group["last"] or group["first"]
        self._keys.add(place, first, last, code)
        return SeverityExclusion(group["mdc"], first, last, group["title"], code, description)

    def finish(self, member: Member) -> None:
        """Raise the fault of a table that lacks a part, or codes of a collection."""
        if self.part != _PARTS:
            raise FileFaultError(f"it ends in part {self.part} of {_PARTS}", file=member.name)
        for collection, stated in self._stated.items():
            found = self._found.get(collection, 0)
            if found != stated:
                reason = f"{found} codes in the collection instead of {stated}"
                where = f"PDX collection {collection}"
                raise FileFaultError(reason, file=member.name, where=where)


FORMAT = Format("CC exclusions (table 6K)", _recognise, _read)
