"""The tables. A row of code_version is a code's record from valid_from until before valid_to."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

metadata = MetaData()

system = Table(
    "system",
    metadata,
    Column("system", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    # Where a reader expects it in a list of systems.
    Column("position", Integer, nullable=False),
)

release = Table(
    "release",
    metadata,
    Column("release_id", Integer, primary_key=True, autoincrement=False),
    Column("system", String(32), ForeignKey("system.system"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("effective_from", Date, nullable=False),
    # The last day as published.
    Column("effective_to", Date),
    Column("licence", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Index("release_by_file", "system", "kind", "sha256", unique=True),
)

code_version = Table(
    "code_version",
    metadata,
    Column("version_id", Integer, primary_key=True, autoincrement=False),
    Column("system", String(32), ForeignKey("system.system"), nullable=False),
    Column("compact", String(20), nullable=False),
    Column("valid_from", Date, nullable=False),
    # The first day on which it holds no longer; null while no release has ended it.
    Column("valid_to", Date),
    Column("code", String(24), nullable=False),
    Column("title", Text, nullable=False),
    Column("short_title", Text, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("billable", Boolean, nullable=False),
    # Compact; empty at the top of the book.
    Column("parent", String(20), nullable=False),
    # The order of the book over all editions: the same in every version of a code.
    Column("position", Integer, nullable=False),
    # Stands for all that the record says, its notes too.
    Column("digest", String(16), nullable=False),
    # The release that brought this version.
    Column("release_id", Integer, ForeignKey("release.release_id"), nullable=False),
    Index("code_version_by_code", "system", "compact", "valid_from", unique=True),
    # Counting what is below a heading reads this alone.
    Index("code_version_by_parent", "system", "parent", "position", "valid_from", "valid_to"),
    # The book from its beginning, and the next place of the same kind.
    Index("code_version_by_position", "system", "position"),
    Index("code_version_by_kind", "system", "kind", "position"),
)

note = Table(
    "note",
    metadata,
    Column("version_id", Integer, ForeignKey("code_version.version_id"), primary_key=True),
    Column("ordinal", SmallInteger, primary_key=True),
    Column("kind", SmallInteger, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

seventh_character = Table(
    "seventh_character",
    metadata,
    Column("version_id", Integer, ForeignKey("code_version.version_id"), primary_key=True),
    Column("ordinal", SmallInteger, primary_key=True),
    Column("character", String(1), nullable=False),
    Column("title", Text, nullable=False),
    # The code or heading, as printed, that defines it.
    Column("from_code", String(24), nullable=False),
    sqlite_with_rowid=False,
)

# How much there is of a system from a day on, counted when it changes and not when it is asked for.
tally = Table(
    "tally",
    metadata,
    Column("system", String(32), ForeignKey("system.system"), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("codes", Integer, nullable=False),
    Column("billable", Integer, nullable=False),
)

# One row.
state = Table(
    "state",
    metadata,
    Column("state_id", Integer, primary_key=True, autoincrement=False),
    # Every committed import changes it.
    Column("import_token", String(32), nullable=False),
)
