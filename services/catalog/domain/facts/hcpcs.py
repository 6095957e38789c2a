"""What CMS files a Level II code or modifier under, and the add-on codes of a procedure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.records import Release
from services.catalog.readers.add_on_codes import AddOnCode
from services.catalog.readers.hcpcs import Hcpcs

_FIRST = 50
_LISTED_BY_CONTRACTORS = ("2", "3")


@dataclass(frozen=True, slots=True)
class HcpcsAttributes:
    """The record, the text of its processing note, and whether the NOC list has the code."""

    held: Held[Hcpcs]
    processing_note: str
    not_otherwise_classified: bool


@dataclass(frozen=True, slots=True)
class AddOns:
    """The relations of a code as add-on and as primary: the first, and how many there are."""

    as_add_on: Sequence[AddOnCode]
    as_add_on_count: int
    as_primary: Sequence[AddOnCode]
    as_primary_count: int
    contractor_defined: bool
    release: Release


def hcpcs_attributes(
    published: Published, system: str, code: str, day: date
) -> HcpcsAttributes | None:
    """Return what the file says of a code or modifier; None where it does not have it.

    Records have days of their own, so the first edition answers for the time before it.
    """
    on = published.edition_day("hcpcs", day)
    found: Sequence[Held[Hcpcs]] = published.find("hcpcs", on, code=code, system=system)
    if not found:
        return None
    held = found[0]
    number = held.record.processing_note
    notes = published.find("hcpcs_processing_note", day, number=number) if number else ()
    listed = published.find("hcpcs_noc", day, code=code)
    text = next((note.record.text for note in notes), "")
    return HcpcsAttributes(held, text, bool(listed))


def add_ons(published: Published, code: str, day: date) -> AddOns | None:
    """Return the relations that hold on the day; None where there are none."""
    on = published.edition_day("add-on-codes", day)
    release = published.release("add-on-codes", on)
    own = _holding(published.find("add_on_code", on, add_on_code=code), day)
    others = _holding(published.find("add_on_code", on, primary_code=code), day)
    if release is None or not (own or others):
        return None
    listed = [one for one in own if one.primary_code is not None]
    return AddOns(
        as_add_on=listed[:_FIRST],
        as_add_on_count=len(listed),
        as_primary=others[:_FIRST],
        as_primary_count=len(others),
        contractor_defined=any(one.edit_type in _LISTED_BY_CONTRACTORS for one in own),
        release=release,
    )


def _holding(relations: Sequence[Held[AddOnCode]], day: date) -> list[AddOnCode]:
    return [one.record for one in relations if _holds(one.record, day)]


def _holds(relation: AddOnCode, day: date) -> bool:
    ends = (relation.deletion, relation.add_on_code_deletion, relation.primary_code_deletion)
    return relation.effective <= day and all(end is None or day <= end for end in ends)
