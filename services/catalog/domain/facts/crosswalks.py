"""What stands for the same in ICD-9-CM, and what codes took over from one another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.facts.spelling import codes_named, icd_10_cm, names_code
from services.catalog.domain.records import Release, Version
from services.catalog.domain.systems import HCPCS, ICD_10_CM, MODIFIER
from services.catalog.readers.gems import Gem
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.icd10cm_conversion import Conversion


class Replacement(NamedTuple):
    """Another code, from which day, and what the publisher wrote if that names more than it.

    `in_part`: the older of the two goes on to be reported, for the rest of what it stood for.
    """

    system: str
    code: str
    effective: date
    as_published: str
    release: Release
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Crosswalks:
    """Equivalences both ways, and replacements: what this code took over, what took over from it.

    A code may have taken over only a part of what another stood for, and that one may go on.
    """

    to_icd_9_cm: Sequence[Held[Gem]] = ()
    from_icd_9_cm: Sequence[Held[Gem]] = ()
    replaces: Sequence[Replacement] = ()
    replaced_by: Sequence[Replacement] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything in it."""
        lists = (self.to_icd_9_cm, self.from_icd_9_cm, self.replaces, self.replaced_by)
        return any(lists)


def crosswalks(published: Published, system: str, compact: str, day: date) -> Crosswalks:
    """Return the crosswalks of a code."""
    if system == ICD_10_CM.system:
        return Crosswalks(
            published.find("gem_icd10cm", day, source=compact),
            published.find("gem_icd9cm", day, target=compact),
            list(_assigned_before(published, compact, day)),
            list(_assigned_after(published, compact, day)),
        )
    if system in (HCPCS.system, MODIFIER.system):
        return Crosswalks(
            replaces=list(_ended_for(published, system, compact, day)),
            replaced_by=list(_ended_by(published, system, compact, day)),
        )
    return Crosswalks()


def in_part(
    walks: Crosswalks, own: Sequence[Version], others: Mapping[tuple[str, str], Sequence[Version]]
) -> Crosswalks:
    """Return the crosswalks with those marked that left the older code its place.

    `own` are the versions of the code itself, `others` those of the codes that it took over from.
    """
    return replace(
        walks,
        replaces=[
            one._replace(in_part=_goes_on(others.get((one.system, one.code), ()), one.effective))
            for one in walks.replaces
        ],
        replaced_by=[
            one._replace(in_part=_goes_on(own, one.effective)) for one in walks.replaced_by
        ],
    )


def _goes_on(versions: Sequence[Version], day: date) -> bool:
    """Return whether a code may be reported after the day, as far as the editions say."""
    return any(one.billable and (one.valid_to is None or one.valid_to > day) for one in versions)


def _assigned_before(published: Published, compact: str, day: date) -> Iterator[Replacement]:
    """Yield the codes that the conversion table names as assigned before this one came."""
    # The table is of all years: the one of a later year answers for an earlier day, too.
    on = published.edition_day("icd-10-cm-conversion", day)
    spellings = [compact, icd_10_cm(compact)]
    found: Sequence[Held[Conversion]] = published.find("icd10cm_conversion", on, code=spellings)
    for held in found:
        text = held.record.previous or ""
        codes = codes_named(text)
        for code in codes:
            published_text = text if len(codes) > 1 else ""
            yield Replacement(
                ICD_10_CM.system,
                icd_10_cm(code),
                held.record.effective,
                published_text,
                held.release,
            )


def _assigned_after(published: Published, compact: str, day: date) -> Iterator[Replacement]:
    on = published.edition_day("icd-10-cm-conversion", day)
    # A range may name the code without its letters; both ends of it are of one category.
    near: Sequence[Held[Conversion]] = published.containing(
        "icd10cm_conversion", on, "previous", compact[:3]
    )
    for held in near:
        text = held.record.previous or ""
        code = held.record.code.replace(".", "")
        if code != compact and names_code(text, compact):
            more = text if len(codes_named(text)) > 1 else ""
            yield Replacement(
                ICD_10_CM.system, icd_10_cm(code), held.record.effective, more, held.release
            )


def _ended_by(published: Published, system: str, code: str, day: date) -> Iterator[Replacement]:
    """Yield the cross-references of a code that has an end."""
    on = published.edition_day("hcpcs", day)
    found: Sequence[Held[Hcpcs]] = published.find("hcpcs", on, code=code, system=system)
    for held in found:
        if held.record.terminated is not None:
            following = held.record.terminated + timedelta(days=1)
            for other in held.record.cross_references:
                yield Replacement(system_of(other), other, following, "", held.release)


def _ended_for(published: Published, system: str, code: str, day: date) -> Iterator[Replacement]:
    """Yield the codes that have ended and refer to this one."""
    on = published.edition_day("hcpcs", day)
    # The list stands in the database as JSON.
    found: Sequence[Held[Hcpcs]] = published.containing(
        "hcpcs", on, "cross_references", f'"{code}"'
    )
    for held in found:
        if held.record.terminated is not None and held.record.system == system:
            following = held.record.terminated + timedelta(days=1)
            yield Replacement(system, held.record.code, following, "", held.release)


def system_of(code: str) -> str:
    """Return the system of a code of HCPCS: Level II begins with a letter, modifiers are short."""
    if len(code) == len("TC"):
        return MODIFIER.system
    return HCPCS.system if code[0].isalpha() else "cpt"
