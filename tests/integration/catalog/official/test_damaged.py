"""Each official text file, damaged as files are on their way: one fault, which names the file."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from services.catalog.files.archives import Archives
from services.catalog.files.formats import KNOWN
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.table import Format
from tests.support.members import member, official

pytestmark = pytest.mark.official_files

FOLDERS = (
    *("gems", "hcpcs", "icd10cm", "icd10pcs", "msdrg"),
    *("mue", "ncci", "opps", "rvu", "coverage"),
)
# Of the largest files only so much: the damage is at the end of it.
_BYTES = 60_000


def _cut(data: bytes) -> bytes:
    return data[: data.rindex(b"\n", 0, len(data) - 40) + 3]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _data: b"",
    "cut off": _cut,
    "as UTF-16": lambda data: data.decode("latin-1").encode("utf-16"),
    "a NUL": lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 :],
    "all of it twice": lambda data: data + data,
    "another delimiter": lambda data: data.replace(b",", b";").replace(b"\t", b";"),
    "a web page": lambda _data: b"<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
}


# A semicolon in the place of a comma is a fault only where commas part the fields.
_FIXED_WIDTH = (
    *("GEMs", "HCPCS Level II, fixed", "HCPCS not-otherwise", "ICD-10-CM order"),
    *("ICD-10-PCS order", "physician fee schedule, fixed", "ZIP codes"),
)


@pytest.fixture(scope="module")
def texts() -> Sequence[tuple[Format, str, bytes]]:
    """Return the beginning of each text file, to the end of a line, with its format."""
    found = []
    with Archives() as archives:
        for one in (one for folder in FOLDERS for one in archives.found(official(folder))):
            with one.member.open() as stream:
                data = stream.read(_BYTES)
            if not data.startswith((b"PK", b"%PDF")):
                forms = [known.format for known in KNOWN if known.format.recognise(one.member)]
                name = Path(one.member.name).name
                found += [(form, name, data[: data.rindex(b"\n") + 1]) for form in forms]
    assert len({form.name for form, _, _ in found}) > 25
    return found


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_one_fault_that_names_it(
    texts: Sequence[tuple[Format, str, bytes]], damage: str
) -> None:
    for form, name, data in texts:
        if damage == "another delimiter" and form.name.startswith(_FIXED_WIDTH):
            continue
        broken = member(DAMAGES[damage](data), name)
        form.recognise(broken)
        with pytest.raises(FileFaultError) as raised:
            list(form.read(broken))
        assert raised.value.file == name
