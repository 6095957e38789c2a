"""Where a service is paid: a locality by its number or by a ZIP code, with its cost indices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.fees.answer import NATIONAL, Place
from services.catalog.domain.fees.question import FeeQuestion
from services.catalog.domain.records import Release
from services.catalog.errors import FeeInvalidError
from services.catalog.readers.gpci import Gpci
from services.catalog.readers.zip_localities import ZipLocality

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Located:
    """A place, the releases that say so, and what a reader must know of it."""

    place: Place
    releases: Sequence[Release] = ()
    remarks: Sequence[str] = ()


def locate(published: Published, question: FeeQuestion) -> Located:
    """Return where the service is paid; raises FeeInvalidError for a place that there is not."""
    if question.zip_code and question.locality:
        raise FeeInvalidError("A ZIP code and a locality: one of them is enough.", "zip_code")
    if question.zip_code:
        return _by_zip(published, question)
    if question.locality:
        return _by_number(published, question)
    return Located(NATIONAL)


def list_places(published: Published, day: date) -> list[Place]:
    """Return every locality in force, by state and number."""
    found: Sequence[Held[Gpci]] = published.find("gpci", day)
    places = [_place(held.record) for held in found]
    return sorted(places, key=lambda place: (place.state, place.locality, place.mac))


def _by_zip(published: Published, question: FeeQuestion) -> Located:
    zips: Sequence[Held[ZipLocality]] = published.find(
        "zip_locality", question.day, zip_code=question.zip_code
    )
    if not zips:
        reason = f"No payment locality that is loaded has the ZIP code {question.zip_code}."
        raise FeeInvalidError(reason, "zip_code")
    held = zips[0]
    where = held.record
    found: Sequence[Held[Gpci]] = published.find(
        "gpci", question.day, locality=where.locality, state=where.state
    )
    same = [one for one in found if one.record.mac == where.mac]
    if not (same or found):
        reason = f"No cost indices are loaded for locality {where.mac}{where.locality}."
        raise FeeInvalidError(reason, "zip_code")
    gpci = (same or found)[0]
    remarks = []
    if where.plus_four:
        remarks.append(
            f"Parts of ZIP code {question.zip_code} are paid in another locality, by the four "
            "digits more of a ZIP+4."
        )
    return Located(_place(gpci.record), (gpci.release, held.release), remarks)


def _by_number(published: Published, question: FeeQuestion) -> Located:
    mac, number = question.locality[:-2], question.locality[-2:]
    wanted = {"mac": mac} if mac else {}
    found: Sequence[Held[Gpci]] = published.find("gpci", question.day, locality=number, **wanted)
    if not found:
        reason = f"There is no payment locality {question.locality}."
        raise FeeInvalidError(reason, "locality")
    if len(found) > 1:
        choices = [f"{one.record.mac}{number} {one.record.state}" for one in found]
        more = f" and {len(choices) - _SHOWN} more" if len(choices) > _SHOWN else ""
        reason = f"Locality {number} is one of several: {', '.join(choices[:_SHOWN])}{more}."
        raise FeeInvalidError(reason, "locality")
    return Located(_place(found[0].record), (found[0].release,))


def _place(gpci: Gpci) -> Place:
    """Return the locality; the work index with its floor, where the file gives both."""
    work = gpci.work_without_floor if gpci.work_with_floor is None else gpci.work_with_floor
    if work is None:
        raise ValueError("a locality without a work index")  # its reader refuses such a file
    return Place(
        gpci.mac,
        gpci.locality,
        gpci.state,
        gpci.locality_name,
        work,
        gpci.practice_expense,
        gpci.malpractice,
    )
