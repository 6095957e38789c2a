"""The tables whose records are codes of a system, too: HCPCS, its modifiers, CPT, MS-DRGs.

Of CPT the AMA's list brings titles. Other files bring numbers, whose places have no title; the fee
schedule, which has every number that it pays for or not, ends those that it had brought.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.procedure_numbers import book_of, is_procedure_number, numbered
from services.catalog.domain.records import Edition, Entry
from services.catalog.domain.systems import CPT, HCPCS, MODIFIER, MS_DRG
from services.catalog.readers.cpt import Cpt
from services.catalog.readers.drg_weights import DrgWeight
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.mue import Mue
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.pprrvu import RelativeValue
from services.catalog.store.tables.known_places import KnownPlace

# The edition of each system that the records of one file are.
Editions = Iterator[tuple[str, Edition]]
# Gives the places of a system that are in force on the edition's first day, by compact form.
Known = Callable[[str], Mapping[str, KnownPlace]]


def _hcpcs(records: Sequence[Hcpcs], _known: Known) -> Editions:
    codes = [record for record in records if record.system == HCPCS.system]
    modifiers = [record for record in records if record.system == MODIFIER.system]
    entries: dict[str, Entry] = {}
    for record in codes:
        letter = record.code[0]
        entries.setdefault(letter, _letter(letter))
        entries[record.code] = _entry(record, letter, billable=True)
    yield HCPCS.system, Edition(list(entries.values()), len(codes))
    modified = [_entry(record, "", billable=False) for record in modifiers]
    yield MODIFIER.system, Edition(modified, len(modifiers))


def _letter(letter: str) -> Entry:
    title = f"{letter} codes"
    return Entry(letter, letter, title, NodeKind.CHAPTER, billable=False, parent="")


def _entry(record: Hcpcs, parent: str, *, billable: bool) -> Entry:
    return Entry(
        code=record.code,
        compact=record.code,
        title=record.long_description,
        short_title=record.short_description,
        kind=NodeKind.CODE,
        billable=billable,
        parent=parent,
        begins=record.added,
        ends=_day_after(record.terminated),
    )


def _day_after(last: date | None) -> date | None:
    """Return the first day without the code; CMS names the last day of service with it."""
    return None if last is None else last + timedelta(days=1)


def _cpt(records: Sequence[Cpt], known: Known) -> Editions:
    entries = {one.code: numbered(one.code, one.long, one.short) for one in records}
    for code, place in _numbers_of(known).items():
        # What has a title and is not in the list any more has ended.
        if not place.entry.title:
            entries.setdefault(code, place.entry)
    yield CPT.system, Edition(book_of(entries.values()), len(records))


def _fee_schedule(records: Sequence[RelativeValue], known: Known) -> Editions:
    found = {one.hcpcs for one in records if is_procedure_number(one.hcpcs)}
    entries = {code: numbered(code) for code in found}
    for code, place in _numbers_of(known).items():
        if code in found or place.entry.title or place.brought_by != _FEE_SCHEDULE:
            entries[code] = place.entry
    if entries:
        yield CPT.system, Edition(book_of(entries.values()), len(found))


def _further_numbers(records: Sequence[Mue | OppsPayment], known: Known) -> Editions:
    found = {one.hcpcs for one in records if is_procedure_number(one.hcpcs)}
    places = _numbers_of(known)
    if found - places.keys():
        entries = {code: numbered(code) for code in found}
        entries |= {code: place.entry for code, place in places.items()}
        yield CPT.system, Edition(book_of(entries.values()), len(found))


def _numbers_of(known: Known) -> dict[str, KnownPlace]:
    places = known(CPT.system)
    return {code: place for code, place in places.items() if is_procedure_number(code)}


def _ms_drgs(records: Sequence[DrgWeight], _known: Known) -> Editions:
    entries: dict[str, Entry] = {}
    for record in records:
        parent = f"MDC{record.mdc}" if record.mdc else "MDC"
        entries.setdefault(parent, _category(parent, record.mdc))
        entries[record.ms_drg] = Entry(
            code=record.ms_drg,
            compact=record.ms_drg,
            title=record.title,
            kind=NodeKind.CODE,
            billable=True,
            parent=parent,
        )
    # The categories in their order, and in each the groups in theirs.
    order = sorted(entries.values(), key=lambda one: (one.parent or one.compact, one.parent != ""))
    yield MS_DRG.system, Edition(order, len(records))


def _category(compact: str, mdc: str) -> Entry:
    titles = {"": "Several major diagnostic categories", "PRE": "Before the major categories"}
    title = titles.get(mdc, f"Major diagnostic category {mdc}")
    return Entry(compact, compact, title, NodeKind.CHAPTER, billable=False, parent="")


_FEE_SCHEDULE = "physician-fee-schedule"
CODE_SETS: Mapping[str, Callable[[Sequence[Any], Known], Editions]] = {
    "hcpcs": _hcpcs,
    "cpt": _cpt,
    _FEE_SCHEDULE: _fee_schedule,
    "mue-practitioner": _further_numbers,
    "mue-outpatient-hospital": _further_numbers,
    "opps-addendum-b": _further_numbers,
    "drg-weights": _ms_drgs,
}
