"""Files for the readers' tests: in memory, damaged on purpose, and the official ones."""

import gzip
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import strategies as st

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member, plain
from services.catalog.readers.table import Format, Record

BESIDE = Path(__file__).parents[3] / "shared" / "data"


def member(content: bytes | str, name: str = "file") -> Member:
    """Return a file of this content; text is UTF-8."""
    data = content.encode() if isinstance(content, str) else content
    return Member(name, lambda: io.BytesIO(data))


def on_disk(path: Path) -> Member:
    """Return a file on disk, a gzipped one as what is in it."""
    return gunzipped(path.stem, path.read_bytes()) if path.suffix == ".gz" else plain(path)


def gunzipped(name: str, packed: bytes) -> Member:
    """Return what is in a gzip file of these bytes, unpacked as it is read."""

    @contextmanager
    def unpack() -> Iterator[BinaryIO]:
        with gzip.open(io.BytesIO(packed)) as stream:
            yield cast("BinaryIO", stream)

    return Member(name, unpack)


def official(name: str) -> Path:
    """Return the path of an official file; skip the test where the files are not at hand."""
    folder = Path(os.environ.get("CODEBOOK_OFFICIAL_FILES", BESIDE))
    if not (folder / name).exists():
        pytest.skip(f"no official file {name}: set CODEBOOK_OFFICIAL_FILES to their folder")
    return folder / name


def records(one: Format, content: bytes | str, name: str = "file") -> list[Record]:
    """Return all records of a file of this content."""
    return list(one.read(member(content, name)))


def fault(one: Format, content: bytes | str, name: str = "file") -> FileFaultError:
    """Return the fault that reading a file of this content must raise."""
    with pytest.raises(FileFaultError) as raised:
        records(one, content, name)
    return raised.value


def damaged(valid: bytes) -> st.SearchStrategy[bytes]:
    """Draw a valid file cut off, with bytes changed, or with a piece taken out or put twice."""
    places = st.integers(0, len(valid))
    pieces = st.tuples(places, places).map(sorted)
    return st.one_of(
        places.map(lambda end: valid[:end]),
        st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=5).map(
            lambda changes: _changed(valid, changes)
        ),
        pieces.map(lambda piece: valid[: piece[0]] + valid[piece[1] :]),
        pieces.map(lambda piece: valid[: piece[1]] + valid[piece[0] :]),
        st.binary(max_size=200),
    )


def _changed(valid: bytes, changes: list[tuple[int, int]]) -> bytes:
    content = bytearray(valid)
    for place, byte in changes:
        content[place : place + 1] = bytes((byte,))
    return bytes(content)


def reads_or_faults(one: Format) -> Callable[[bytes], None]:
    """Return a check: recognising raises nothing, reading nothing but the one error."""

    def check(content: bytes) -> None:
        one.recognise(member(content))
        found = None
        try:
            records(one, content)
        except FileFaultError as error:
            found = error
        assert found is None or found.file == "file"
        assert str(found).isprintable()

    return check
