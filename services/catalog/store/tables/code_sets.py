"""The tables whose records are codes of a system, too: HCPCS Level II, its modifiers, and CPT."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Edition, Entry
from services.catalog.domain.systems import CPT, HCPCS, MODIFIER
from services.catalog.readers.cpt import Cpt
from services.catalog.readers.hcpcs import Hcpcs

# The edition of each system that the records of one file are.
Editions = Iterator[tuple[str, Edition]]


def _hcpcs(records: Sequence[Hcpcs]) -> Editions:
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


def _cpt(records: Sequence[Cpt]) -> Editions:
    entries = [
        Entry(
            code=record.code,
            compact=record.code,
            title=record.long,
            short_title=record.short,
            kind=NodeKind.CODE,
            billable=True,
            parent="",
        )
        for record in records
    ]
    yield CPT.system, Edition(entries, len(entries))


CODE_SETS: Mapping[str, Callable[[Sequence[object]], Editions]] = {"hcpcs": _hcpcs, "cpt": _cpt}  # type: ignore[dict-item] # each takes its own records
