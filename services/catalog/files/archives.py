"""Files as they lie on disk - plain, gzipped, zipped, zips in zips, folders of these - as members.

What is in an archive is checked before any of it is unpacked, and never all of it held in memory.
"""

import gzip
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from services.catalog.files.checked import checked, faults
from services.catalog.files.limits import Limits, check_count, check_entry, check_size
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What every Office document has, and no archive of published files: an xlsx is a file.
_OFFICE = "[Content_Types].xml"
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class Found:
    """A file, and whether the operator named it itself, not the folder or archive it lies in."""

    member: Member
    named: bool


class Archives:
    """Finds the files in what an operator names; they can be read inside its context."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._closing = ExitStack()
        self._unpacked = 0
        self._spooled = 0

    def __enter__(self) -> Self:
        folder = tempfile.TemporaryDirectory(prefix="codebook-import-")
        self._folder = Path(self._closing.enter_context(folder))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.close()

    def found(self, path: Path) -> Iterator[Found]:
        """Yield every file there is at the path, in the order of their names.

        Raises FileFaultError for what is not there, cannot be read, is damaged, encrypted, a bomb,
        or named so as to lead elsewhere.
        """
        with faults(str(path)):
            path.stat()
            whole = path.resolve()
        if whole.is_dir():
            for file in _files(whole):
                name = f"{whole.name}/{file.relative_to(whole)}"
                yield from self._plain(name, file, named=False)
        elif whole.is_file():
            yield from self._plain(path.name, whole, named=True)
        else:
            raise FileFaultError("neither a file nor a folder", file=str(path))

    def _plain(self, name: str, path: Path, *, named: bool) -> Iterator[Found]:
        with faults(name):
            size = path.stat().st_size
        member = Member(name, partial(checked, name, lambda: path.open("rb")))
        yield from self._unfolded(Found(member, named), path, size, depth=0)

    def _unfolded(
        self, found: Found, path: Path | None, packed: int, depth: int
    ) -> Iterator[Found]:
        """Yield the file, or if it is an archive what is in it.

        `path` is where it lies, if it does so unpacked; `packed` is its size there.
        """
        member = found.member
        if depth > self._limits.depth:
            reason = f"archives in archives, deeper than {self._limits.depth}"
            raise FileFaultError(reason, file=member.name)
        with member.open() as stream:
            begin = stream.read(4)
        if begin.startswith(_GZIP):
            unpacked = Member(member.name, partial(self._gunzip, member, packed))
            yield from self._unfolded(Found(unpacked, found.named), None, packed, depth + 1)
        elif begin not in _ZIP:
            yield found
        else:
            yield from self._zipped(found, path or self._spool(member), depth)

    def _gunzip(self, member: Member, packed: int) -> AbstractContextManager[BinaryIO]:
        check = partial(check_size, self._limits, member.name, packed)
        return _gunzipped(member, check)

    def _zipped(self, found: Found, path: Path, depth: int) -> Iterator[Found]:
        name = found.member.name
        check_count(self._limits, name, path)
        with faults(name):
            archive = self._closing.enter_context(zipfile.ZipFile(path))
        if _OFFICE in archive.NameToInfo:
            # Read from the disk: its parts are not in the order in which they are wanted.
            yield Found(Member(name, partial(_seekable, name, path)), found.named)
            return
        entries = [info for info in archive.infolist() if not info.is_dir()]
        for info in entries:
            self._check(f"{name}/{info.filename}", info)
        for info in entries:
            entry_name = f"{name}/{info.filename}"
            opening = cast("Callable[[], BinaryIO]", partial(archive.open, info))
            entry = Member(entry_name, partial(checked, entry_name, opening))
            yield from self._unfolded(Found(entry, named=False), None, info.file_size, depth + 1)

    def _check(self, name: str, info: zipfile.ZipInfo) -> None:
        check_entry(self._limits, name, info)
        self._unpacked += info.file_size
        if self._unpacked > self._limits.unpacked:
            raise FileFaultError("unpacks to more than is believable", file=name)

    def _spool(self, member: Member) -> Path:
        """Put an archive that lies in another one on the disk, for as long as the context is."""
        self._spooled += 1
        path = self._folder / f"{self._spooled}"
        with member.open() as source, path.open("xb") as sink:
            shutil.copyfileobj(source, sink, _BLOCK_BYTES)
        return path


@contextmanager
def _gunzipped(member: Member, check: Callable[[int], None]) -> Iterator[BinaryIO]:
    with member.open() as packed:
        opening = cast("Callable[[], BinaryIO]", partial(gzip.open, packed))
        with checked(member.name, opening, check) as stream:
            yield stream


@contextmanager
def _seekable(name: str, path: Path) -> Iterator[BinaryIO]:
    with faults(name):
        stream = path.open("rb")
    with stream:
        yield stream


def _files(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder and in those in it; a link to a folder is not followed."""
    with faults(folder.name):
        inside = sorted(folder.iterdir())
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif path.is_file():
            yield path
