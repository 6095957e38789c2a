"""What a code system has before an edition comes in, and what kind of file brought each place."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Entry
from services.catalog.store.schema import code_version, release
from services.catalog.store.statements import SYSTEM, in_force

_FIELDS = "code compact title kind billable parent short_title".split()
_IN_FORCE = (
    select(*(code_version.c[name] for name in _FIELDS), release.c.kind.label("brought_by"))
    .join(release, release.c.release_id == code_version.c.release_id)
    .where(code_version.c.system == SYSTEM, in_force(code_version))
)


class KnownPlace(NamedTuple):
    """A place without its notes, and the kind of the file that brought it."""

    entry: Entry
    brought_by: str


def known_places(connection: Connection, system: str, day: date) -> dict[str, KnownPlace]:
    """Return the places of a system in force on a day, by compact form."""
    rows = connection.execute(_IN_FORCE, {"system": system, "day": day})
    return {row.compact: KnownPlace(_entry(tuple(row)), row.brought_by) for row in rows}


def _entry(row: tuple[object, ...]) -> Entry:
    fields = dict(zip(_FIELDS, row, strict=False))
    return Entry(**{**fields, "kind": NodeKind(fields["kind"])})  # type: ignore[arg-type] # columns of these types
