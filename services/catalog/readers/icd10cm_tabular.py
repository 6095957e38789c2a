"""The ICD-10-CM tabular list as one of the published formats: its places, codes included."""

import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from services.catalog.domain.records import Edition
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.icd10_xml import recognise
from services.catalog.readers.member import Member
from services.catalog.readers.table import Format, Record
from services.catalog.readers.tabular import read_tabular

_ROOT = "ICD10CM.tabular"


def _read(member: Member) -> Iterator[Record]:
    """Yield an Entry for each place of the book, in its order; where it stands is its code."""
    for entry in read_edition(member).entries:
        yield Record(entry.code, entry)


def read_edition(member: Member) -> Edition:
    """Return the whole book; raises FileFaultError."""
    try:
        with member.open() as stream:
            return read_tabular(stream, member.name)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise FileFaultError(f"cannot be read: {error}", file=member.name) from error


FORMAT = Format(
    "ICD-10-CM tabular list", partial(recognise, "icd-10-cm-tabular", _ROOT, bool), _read
)
