"""The csv files of the coverage database's exports: which table one is, and its records."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from services.catalog.readers import head
from services.catalog.readers.coverage import article, article_codes, contractor, lcd, ncd
from services.catalog.readers.coverage.columns import Parser, Table
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, opened, rows, width

TABLES = (
    *lcd.TABLES,
    *article.TABLES,
    *article_codes.TABLES,
    *contractor.TABLES,
    *ncd.TABLES,
)

# The one table whose file has no header begins with a record such as this.
_HEADLESS = "lcd_x_requestor_letters"
_LETTER = re.compile(r"[0-9]+,[0-9]+,[0-9]+,.*,/attachments/.*,[0-9]+,[0-9]+,[0-9]{4}-.*")
_BLOCK_CHARACTERS = 65_536


def recognise(member: Member) -> Claim | None:
    """Return a claim by the header, or None; the export itself names no edition and no dates.

    The kind is the name of the table, as in `coverage-lcd-x-hcpc-code`.
    """
    try:
        first = next(csv.reader(head.lines(member)), [])
    except csv.Error:
        return None
    table = _table(first, member.name)
    return Claim(f"coverage-{table.name.replace('_', '-')}", "") if table else None


def read(member: Member) -> Iterator[Record]:
    """Yield a record of the table's own type for every row.

    Text, HTML included, is as it stands in the cell. A file that is not UTF-8 throughout is
    cp1252 throughout; times are UTC. A file of one table says which by the names of its columns,
    in whatever order they come.
    """
    source = rows(member, _encoding(member), ended=True)
    place, first = next(source, (Place(member.name, "line 1"), []))
    table = _table(first, member.name)
    if table is None:
        raise place.fault("not the columns of a table of the coverage database", value=first)
    if _headless(first):
        yield from _records(table, table.record._fields, chain([(place, first)], source))
    else:
        yield from _records(table, [name.casefold() for name in first], source)


def _records(
    table: Table, header: Sequence[str], source: Iterator[tuple[Place, list[str]]]
) -> Iterator[Record]:
    parsers = table.parsers()
    columns: list[tuple[str, Parser]] = [(name, parsers[name]) for name in header]
    key = table.key.split()
    keys = Keys(" ".join(key))
    for place, row in source:
        cells = zip(columns, width(place, row, len(columns)), strict=True)
        values = {name: parse(place, name, cell) for (name, parse), cell in cells}
        if key:
            keys.add(place, *(values[name] for name in key))
        yield Record(place.where, table.record(**values))


def _table(first: Sequence[str], file: str) -> Table | None:
    """Return the table of which the first row is the header, or for one without, a record."""
    names = [name.casefold() for name in first]
    fitting = [table for table in TABLES if table.fits(frozenset(names))]
    if _headless(first):
        fitting = [table for table in TABLES if table.name == _HEADLESS]
    elif len(set(names)) < len(names):
        return None
    # LCDs and articles have one table of the same columns; only the file's name tells whose.
    if len(fitting) > 1:
        fitting = [table for table in fitting if table.name in file.casefold()]
    return fitting[0] if fitting else None


def _headless(first: Sequence[str]) -> bool:
    return _LETTER.fullmatch(",".join(first)) is not None


def _encoding(member: Member) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(member, "latin-1") as text:
        try:
            while block := text.read(_BLOCK_CHARACTERS):
                decoder.decode(block.encode("latin-1"))
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


FORMAT = Format("Medicare coverage database", recognise, read)
