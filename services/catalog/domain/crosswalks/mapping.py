"""Which tables lead from a system, and what they say of one of its codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from services.catalog.domain.crosswalks.answer import Crosswalk, Mapped, Named, Target
from services.catalog.domain.crosswalks.gems import read_gem
from services.catalog.domain.crosswalks.replacements import cross_reference, newer, older
from services.catalog.domain.dates import status_on, version_on
from services.catalog.domain.facts.published import Published
from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Version
from services.catalog.domain.snapshot import Snapshot
from services.catalog.domain.systems import CPT, HCPCS, ICD_10_CM
from services.catalog.errors import ChoiceInvalidError, CrosswalkNotFoundError

ICD_9_CM = "icd-9-cm"
_Way = Callable[[Published, str, date], Iterator[Crosswalk]]


def map_code(snapshot: Snapshot, system: str, compact: str, to: str, day: date) -> Mapped:
    """Return what the tables say; `to` "" means every system that there is a way to.

    Raises ChoiceInvalidError for systems without a way, CrosswalkNotFoundError for a code that
    no table has.
    """
    ways = _WAYS.get(system)
    if ways is None:
        raise ChoiceInvalidError(f"Crosswalks lead from {', '.join(_WAYS)}.", field="system")
    if to and to not in ways:
        reason = f"From {system} crosswalks lead to {', '.join(ways)}."
        raise ChoiceInvalidError(reason, field="to")
    found = [
        crosswalk
        for target, way in ways.items()
        if to in {"", target}
        for crosswalk in way(snapshot.tables, compact, day)
    ]
    targets = {(target.system, target.compact) for target in _targets(found)}
    names = _names(snapshot, {*targets, (system, compact)}, day)
    source = names[system, compact]
    if not found and not source.has_page:
        raise CrosswalkNotFoundError(system, source.code)
    return Mapped(system, source, found, names)


def printed(system: str, compact: str) -> str:
    """Return a code with the point where its book has one."""
    if system == ICD_9_CM:
        return _pointed(compact, 4 if compact.startswith("E") else 3)
    return _pointed(compact, 3) if system == ICD_10_CM.system else compact


def _pointed(compact: str, at: int) -> str:
    return f"{compact[:at]}.{compact[at:]}" if len(compact) > at else compact


def _targets(found: Iterable[Crosswalk]) -> Iterator[Target]:
    for crosswalk in found:
        for scenario in crosswalk.scenarios:
            for targets in scenario.lists:
                yield from targets


def _names(
    snapshot: Snapshot, wanted: set[tuple[str, str]], day: date
) -> dict[tuple[str, str], Named]:
    systems = sorted(
        {system for system, _ in wanted} & {ICD_10_CM.system, HCPCS.system, CPT.system}
    )
    known = snapshot.versions_of(systems, sorted({compact for _, compact in wanted}))
    versions: dict[tuple[str, str], list[Version]] = {}
    for version in known:
        versions.setdefault((version.system, version.compact), []).append(version)
    return {
        (system, compact): _named(system, compact, versions.get((system, compact)), day)
        for system, compact in wanted
    }


def _named(system: str, compact: str, versions: list[Version] | None, day: date) -> Named:
    if not versions:
        return Named(printed(system, compact))
    version = version_on(versions, day)
    ended = version.valid_to if status_on(version, day) is CodeStatus.DELETED else None
    return Named(version.code, version.title, has_page=True, ended=ended)


def _from_9(tables: Published, compact: str, day: date) -> Iterator[Crosswalk]:
    if rows := tables.find("gem_icd9cm", day, source=compact):
        yield read_gem(ICD_10_CM.system, rows)


def _to_9(tables: Published, compact: str, day: date) -> Iterator[Crosswalk]:
    if rows := tables.find("gem_icd10cm", day, source=compact):
        yield read_gem(ICD_9_CM, rows)


def _conversions(tables: Published, compact: str, day: date) -> Iterator[Crosswalk]:
    rows = tables.find("icd10cm_conversion", day)
    yield from newer(compact, rows)
    yield from older(compact, rows)


def _hcpcs(tables: Published, compact: str, day: date) -> Iterator[Crosswalk]:
    yield from cross_reference(tables.find("hcpcs", day, code=compact))


_WAYS: Mapping[str, Mapping[str, _Way]] = {
    ICD_9_CM: {ICD_10_CM.system: _from_9},
    ICD_10_CM.system: {ICD_9_CM: _to_9, ICD_10_CM.system: _conversions},
    HCPCS.system: {HCPCS.system: _hcpcs},
}
