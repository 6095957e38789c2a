"""The whole book as documents for an index: each code with its chapter and what leads to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.dates import lifetime, status_on, version_on
from services.catalog.domain.index_terms import IndexTerm, TermsByCode, terms_by_code, terms_of
from services.catalog.domain.kinds import CodeStatus, NodeKind, NoteKind, TermSource
from services.catalog.domain.lookup import require_system, summarise
from services.catalog.domain.plain import opening
from services.catalog.domain.records import Place, Summary, Version
from services.catalog.domain.snapshot import Snapshot
from services.catalog.domain.systems import HCPCS, ICD_10_CM, ICD_10_PCS

_SOURCES: Mapping[str, tuple[TermSource, ...]] = {
    ICD_10_CM.system: (
        TermSource.ALPHABETIC_INDEX,
        TermSource.EXTERNAL_CAUSE_INDEX,
        TermSource.DRUG_TABLE,
        TermSource.NEOPLASM_TABLE,
    ),
    ICD_10_PCS.system: (TermSource.PROCEDURE_INDEX,),
    HCPCS.system: (TermSource.HCPCS_INDEX,),
}


@dataclass(frozen=True, slots=True)
class Document:
    """What an index needs of a code; `position` counts from 0 within the system.

    `above` is what stands above it, from the top of the book down. `opening` is what its
    description says first. `effective_from` and `effective_to` are as in Record.
    """

    summary: Summary
    above: Sequence[Version]
    inclusion_terms: Sequence[str]
    position: int
    opening: str
    effective_from: date
    effective_to: date | None
    index_terms: Sequence[IndexTerm]

    @property
    def chapter(self) -> Version | None:
        """The chapter that it is in, or that it is; None in a system without chapters."""
        top = self.above[0] if self.above else self.summary.place.version
        return top if top.kind is NodeKind.CHAPTER else None


def systems_to_stream(snapshot: Snapshot, system: str) -> list[str]:
    """Return the system asked for, or all for ""; raises SystemNotFoundError."""
    if system:
        require_system(snapshot, system)
        return [system]
    return [facts.system for facts in snapshot.systems()]


def documents(
    snapshot: Snapshot, system: str, as_of: date, *, any_status: bool = False
) -> Iterator[Document]:
    """Yield every place in force, or every place there ever is, in the order of the book."""
    terms = snapshot.notes_of_kind(system, NoteKind.INCLUSION_TERM, as_of)
    indexes = [
        terms_by_code(snapshot.index_lines(source, as_of), source)
        for source in _SOURCES.get(system, ())
    ]
    lines: dict[str, Sequence[Version]] = {}
    for position, (place, versions) in enumerate(
        _places(snapshot, system, as_of, any_status=any_status)
    ):
        version, summary = place.version, summarise(place, as_of)
        above = lines.get(version.parent, ())
        if version.kind is not NodeKind.CODE:
            lines[version.compact] = (*above, version)
        start, end = lifetime(versions, version)
        yield Document(
            summary,
            above,
            terms.get(version.version_id, ()),
            position,
            opening(summary, above),
            start,
            end,
            _index_terms(version, indexes),
        )


def _places(
    snapshot: Snapshot, system: str, as_of: date, *, any_status: bool
) -> Iterator[tuple[Place, Sequence[Version]]]:
    """Yield each code's version that answers for the date, with all its versions."""
    counts = snapshot.child_counts(system, as_of)
    for versions in snapshot.histories(system):
        version = version_on(versions, as_of)
        place = Place(version, counts.get(version.compact, 0))
        if any_status or status_on(version, as_of) is CodeStatus.ACTIVE:
            yield place, versions


def _index_terms(version: Version, indexes: Sequence[TermsByCode]) -> list[IndexTerm]:
    """Return what leads to a place; the index of ICD-10-PCS leads to beginnings of codes, too."""
    to_beginnings = version.system == ICD_10_PCS.system and version.kind is NodeKind.CODE
    find = terms_of if to_beginnings else _terms_of_place
    return [term for by_code in indexes for term in find(version.compact, by_code)]


def _terms_of_place(compact: str, by_code: TermsByCode) -> Sequence[IndexTerm]:
    return by_code.get(compact, ())
