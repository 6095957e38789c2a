"""The fee of a service: the schedule's line, the place, the modifiers, put together."""

from collections.abc import Sequence
from decimal import Decimal

from services.catalog.domain.claims.payment_status import STATUS
from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.fees.adjustments import Change, changes
from services.catalog.domain.fees.anesthesia import anesthesia_amount, is_anesthesia
from services.catalog.domain.fees.answer import Amount, FeeAnswer, Place, Step
from services.catalog.domain.fees.money import cents, dollars, share
from services.catalog.domain.fees.places import Located, locate
from services.catalog.domain.fees.question import FeeQuestion
from services.catalog.domain.fees.schedule import Site, base_steps, cap_amount
from services.catalog.domain.records import Release
from services.catalog.errors import FeeInvalidError, FeeNotFoundError
from services.catalog.readers.anesthesia import AnesthesiaFactor
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.pprrvu import KIND, RelativeValue

_PAID = frozenset("ART")
_BY_CONTRACTOR = "C"
_NOT_THERE = {
    Site.NONFACILITY: "The service is rarely or never done outside a facility.",
    Site.FACILITY: "In a facility the schedule does not pay for it; the facility is paid.",
}


def price(published: Published, question: FeeQuestion) -> FeeAnswer:
    """Return what is paid; raises FeeInvalidError or FeeNotFoundError."""
    lines = _lines(published, question)
    located = locate(published, question)
    own = _own_line(lines, question)
    if is_anesthesia(question.code) or (own and own.record.status == "J"):
        return _anesthesia(published, question, own, located)
    if own is None:
        release = published.release(KIND, question.day)
        raise FeeNotFoundError(question.code, release.facts.edition if release else "")
    row = own.record
    changed, remarks = changes(question.modifiers, row)
    if row.status in _PAID:
        outside, inside = (
            _amount(row, located.place, site, changed, question.units) for site in Site
        )
    else:
        professional = next((one.record for one in lines if one.record.modifier == "26"), None)
        outside, inside = (_unpriced(row, professional, located.place, site) for site in Site)
    return FeeAnswer(
        place=located.place,
        nonfacility=outside,
        facility=inside,
        row=row,
        remarks=[*_age(own.release, question), *located.remarks, *remarks],
        releases=(own.release, *located.releases),
    )


def _lines(published: Published, question: FeeQuestion) -> Sequence[Held[RelativeValue]]:
    """Return the schedule's lines of the code, of the conversion factor that applies.

    From 2026 two files differ in it: qualifying participants have the higher one (42 CFR
    414.1405).
    """
    found: Sequence[Held[RelativeValue]] = published.find(
        "relative_value", question.day, hcpcs=question.code
    )
    choose = max if question.qualifying_participant else min
    factor = choose((one.record.conversion_factor for one in found), default=None)
    return [one for one in found if one.record.conversion_factor == factor]


def _own_line(
    lines: Sequence[Held[RelativeValue]], question: FeeQuestion
) -> Held[RelativeValue] | None:
    """Return the line of the modifier that has one (26, TC, 53), else that of the code alone."""
    by_modifier = {one.record.modifier: one for one in lines}
    named = next((by_modifier[one] for one in question.modifiers if one in by_modifier), None)
    return named or by_modifier.get("")


def _unpriced(
    row: RelativeValue, professional: RelativeValue | None, place: Place, site: Site
) -> Amount:
    """Return why the schedule has no amount, with the cap of a contractor's price."""
    cap = cap_amount(row, professional, place, site) if row.status == _BY_CONTRACTOR else None
    most = "" if cap is None else f" At most {dollars(cap)}, the outpatient amount."
    _, words = STATUS.get(row.status, (None, f"has status {row.status}, which is not paid"))
    return Amount(None, (), f"The service {words}.{most}")


def _amount(
    row: RelativeValue, place: Place, site: Site, changed: Sequence[Change], units: int
) -> Amount:
    """Return what is paid in one setting, with every step, or why there is no amount."""
    absent = row.facility_na if site is Site.FACILITY else row.nonfacility_na
    if absent:
        return Amount(None, (), _NOT_THERE[site])
    steps = base_steps(row, place, site)
    for change in changed:
        label = f"Modifier {change.modifier}: {change.words}"
        if change.percent is None:
            return Amount(None, steps, f"{label}.")
        amount = share(steps[-1].amount, change.percent)
        steps.append(Step(label, "", amount, change.source))
    if units > 1:
        steps.append(Step(f"{units} units", "", cents(steps[-1].amount * units)))
    return Amount(steps[-1].amount, steps)


def _anesthesia(
    published: Published,
    question: FeeQuestion,
    own: Held[RelativeValue] | None,
    located: Located,
) -> FeeAnswer:
    factor, release = _anesthesia_factor(published, question, located.place)
    amount = anesthesia_amount(question, _base_units(published, question), factor)
    row = own.record if own else None
    return FeeAnswer(
        place=located.place,
        nonfacility=amount,
        facility=amount,
        row=row,
        remarks=[*_age(release, question), *located.remarks],
        releases=(release, *([own.release] if own else []), *located.releases),
    )


def _anesthesia_factor(
    published: Published, question: FeeQuestion, place: Place
) -> tuple[Decimal, Release]:
    wanted = {"mac": place.mac, "locality": place.locality} if place.mac else {}
    found: Sequence[Held[AnesthesiaFactor]] = published.find(
        "anesthesia_factor", question.day, **wanted
    )
    for one in found:
        factor = one.record.conversion_factor if place.mac else one.record.national_factor
        if factor is not None:
            return factor, one.release
    reason = "No anesthesia conversion factor is loaded for that place and day."
    raise FeeInvalidError(reason, "locality")


def _base_units(published: Published, question: FeeQuestion) -> int:
    """Return the base units that are said, or that the HCPCS file gives a Level II code."""
    if question.base_units:
        return question.base_units
    found: Sequence[Held[Hcpcs]] = published.find("hcpcs", question.day, code=question.code)
    return next((one.record.anesthesia_base_units or 0 for one in found), 0)


def _age(release: Release, question: FeeQuestion) -> list[str]:
    """Return that the newest schedule is of an earlier year than the service, if it is."""
    year = release.facts.effective_from.year
    if year == question.day.year:
        return []
    return [f"The newest amounts loaded are of {year}; those of {question.day.year} may differ."]
