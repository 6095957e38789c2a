"""Reads of many codes at once: one statement, however many there are."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from services.catalog.domain.records import Version
from services.catalog.store.rows import to_version
from services.catalog.store.schema import code_version
from services.catalog.store.statements import COMPACTS, IDS, SYSTEMS, fields, in_force

_VERSIONS = (
    select(*fields(code_version))
    .where(code_version.c.system.in_(SYSTEMS), code_version.c.compact.in_(COMPACTS))
    .order_by(code_version.c.system, code_version.c.compact, code_version.c.valid_from)
)


def _above() -> Select[*tuple[Any, ...]]:
    """Return the query of the versions themselves and of all that stands above them, once each."""
    own = select(*fields(code_version)).where(code_version.c.version_id.in_(IDS))
    line = own.cte("line", recursive=True)
    above = code_version.alias("above")
    parent = and_(above.c.system == line.c.system, above.c.compact == line.c.parent)
    line = line.union(select(*fields(above)).where(parent, in_force(above)))
    return select(*fields(line))


_LINES = _above()


def versions_of(
    connection: Connection, systems: Sequence[str], compacts: Sequence[str]
) -> list[Version]:
    """Return every version of all these codes in these systems, by system, code and time."""
    given = {"systems": systems, "compacts": compacts}
    return [to_version(row) for row in connection.execute(_VERSIONS, given)]


def lines(
    connection: Connection, versions: Iterable[Version], day: date
) -> dict[int, list[Version]]:
    """Return what stands above each version on the day, from the nearest up, by version_id."""
    asked = list(versions)
    own = {version.version_id for version in asked}
    found = [to_version(row) for row in connection.execute(_LINES, {"ids": own, "day": day})]
    places = {(one.system, one.compact): one for one in found if one.version_id not in own}
    # A version that was asked for may stand above another.
    for one in asked:
        places.setdefault((one.system, one.compact), one)
    return {version.version_id: _climb(version, places) for version in asked}


def _climb(version: Version, places: dict[tuple[str, str], Version]) -> list[Version]:
    line = []
    at = places.get((version.system, version.parent))
    while at is not None and at not in line:
        line.append(at)
        at = places.get((at.system, at.parent))
    return line
