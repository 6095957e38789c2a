"""The reads as SQL, the same on both databases; `day` chooses the versions in force on it."""

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)

from services.catalog.store.schema import code_version, note, release, seventh_character, tally

SYSTEM = bindparam("system", type_=String)
COMPACT = bindparam("compact", type_=String)
PARENT = bindparam("parent", type_=String)
KIND = bindparam("kind", type_=Integer)
POSITION = bindparam("position", type_=Integer)
LIMIT = bindparam("limit", type_=Integer)
DAY = bindparam("day", type_=Date)
IDS = bindparam("ids", type_=Integer, expanding=True)
SYSTEMS = bindparam("systems", type_=String, expanding=True)
COMPACTS = bindparam("compacts", type_=String, expanding=True)

# The fields of Version, in its order.
_FIELDS = (
    "version_id",
    "system",
    "code",
    "compact",
    "title",
    "short_title",
    "kind",
    "billable",
    "parent",
    "position",
    "valid_from",
    "valid_to",
    "release_id",
)
_BELOW = code_version.alias("below")


def in_force(table: FromClause) -> ColumnElement[bool]:
    """Return whether a row of any table with valid_from and valid_to holds on the day asked for."""
    until = table.c.valid_to
    return and_(table.c.valid_from <= DAY, or_(until.is_(None), until > DAY))


def fields(table: FromClause) -> list[ColumnElement[object]]:
    """Return the columns of which `rows.to_version` makes a Version."""
    return [table.c[name] for name in _FIELDS]


def _child_count(table: FromClause) -> ColumnElement[int]:
    mine = and_(_BELOW.c.system == table.c.system, _BELOW.c.parent == table.c.compact)
    counted = select(func.count()).select_from(_BELOW).where(mine, in_force(_BELOW))
    return counted.correlate(table).scalar_subquery()


def _places(*conditions: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    return select(*fields(code_version), _child_count(code_version)).where(
        in_force(code_version), *conditions
    )


def _ancestors() -> Select[*tuple[object, ...]]:
    parent = select(*fields(code_version), literal(0).label("height")).where(
        code_version.c.system == SYSTEM, code_version.c.compact == PARENT, in_force(code_version)
    )
    line = parent.cte("line", recursive=True)
    above = code_version.alias("above")
    line = line.union_all(
        select(*fields(above), line.c.height + 1).where(
            above.c.system == line.c.system, above.c.compact == line.c.parent, in_force(above)
        )
    )
    return select(*fields(line), _child_count(line)).order_by(line.c.height.desc())


_same_kind = and_(code_version.c.system == SYSTEM, code_version.c.kind == KIND)
_in_system = code_version.c.system == SYSTEM

EVER = (
    select(*fields(code_version))
    .where(code_version.c.system.in_(SYSTEMS), code_version.c.compact.in_(COMPACTS))
    .order_by(code_version.c.valid_from)
)
ALL_VERSIONS = (
    select(*fields(code_version))
    .where(code_version.c.compact == COMPACT, code_version.c.system.in_(SYSTEMS))
    .order_by(code_version.c.system, code_version.c.valid_from)
)
VERSIONS = (
    select(*fields(code_version))
    .where(_in_system, code_version.c.compact == COMPACT)
    .order_by(code_version.c.valid_from)
)
CHILD_COUNT = select(func.count()).where(
    _in_system, code_version.c.parent == PARENT, in_force(code_version)
)
ANCESTORS = _ancestors()
CHILDREN = _places(
    _in_system, code_version.c.parent == PARENT, code_version.c.position > POSITION
).order_by(code_version.c.position)
CHILDREN_PAGE = CHILDREN.limit(LIMIT)
PREVIOUS = (
    _places(_same_kind, code_version.c.position < POSITION)
    .order_by(code_version.c.position.desc())
    .limit(1)
)
NEXT = (
    _places(_same_kind, code_version.c.position > POSITION)
    .order_by(code_version.c.position)
    .limit(1)
)
EXISTING = _places(code_version.c.system.in_(SYSTEMS), code_version.c.compact.in_(COMPACTS))

BOOK = (
    select(*fields(code_version))
    .where(_in_system, in_force(code_version))
    .order_by(code_version.c.position)
)
CODES = (
    select(code_version.c.code, code_version.c.compact)
    .where(_in_system, in_force(code_version), code_version.c.position > POSITION)
    .order_by(code_version.c.position)
    .limit(LIMIT)
)
HISTORIES = (
    select(*fields(code_version))
    .where(_in_system)
    .order_by(code_version.c.position, code_version.c.compact, code_version.c.valid_from)
)
EVER_COUNT = select(func.count(func.distinct(code_version.c.compact))).where(_in_system)
CHILD_COUNTS = (
    select(code_version.c.parent, func.count())
    .where(_in_system, in_force(code_version))
    .group_by(code_version.c.parent)
)

NOTES = (
    select(note.c.version_id, note.c.kind, note.c.text)
    .where(note.c.version_id.in_(IDS))
    .order_by(note.c.version_id, note.c.ordinal)
)
NOTES_OF_KIND = (
    select(note.c.version_id, note.c.text)
    .join(code_version, code_version.c.version_id == note.c.version_id)
    .where(_in_system, note.c.kind == KIND, in_force(code_version))
    .order_by(note.c.version_id, note.c.ordinal)
)
SEVENTH_CHARACTERS = (
    select(
        seventh_character.c.version_id,
        seventh_character.c.character,
        seventh_character.c.title,
        seventh_character.c.from_code,
    )
    .where(seventh_character.c.version_id.in_(IDS))
    .order_by(seventh_character.c.version_id, seventh_character.c.ordinal)
)

RELEASES = select(release).order_by(release.c.effective_from, release.c.release_id)
RELEASES_OF_SYSTEM = RELEASES.where(release.c.system == SYSTEM)
TALLY = (
    select(tally.c.codes, tally.c.billable)
    .where(tally.c.system == SYSTEM, tally.c.since <= DAY)
    .order_by(tally.c.since.desc())
    .limit(1)
)
