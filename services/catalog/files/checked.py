"""Streams out of archives: what is broken is a FileFaultError, what never ends is stopped."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from services.catalog.readers.fault import FileFaultError

# What Python's own modules raise on archives that are cut off, damaged, or packed in a way that
# they do not know (NotImplementedError, a RuntimeError).
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    ArithmeticError,
)
_BUFFER_BYTES = 1 << 18


@contextmanager
def faults(file: str) -> Iterator[None]:
    """Turn what goes wrong with a file's bytes into a FileFaultError."""
    try:
        yield
    except OSError as error:
        raise FileFaultError(f"cannot be read: {error.strerror or error}", file=file) from error
    except _BROKEN as error:
        raise FileFaultError(f"cut off or damaged: {error}", file=file) from error


class _Counted(io.RawIOBase):
    """The bytes of a stream, each read told to `check` with how many there have been."""

    def __init__(self, file: str, source: BinaryIO, check: Callable[[int], None]) -> None:
        super().__init__()
        self._file = file
        self._source = source
        self._check = check
        self._count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the io module's call
        """Fill the buffer as far as there is something; raises FileFaultError."""
        with faults(self._file):
            block = self._source.read(len(buffer))
        self._count += len(block)
        self._check(self._count)
        buffer[: len(block)] = block
        return len(block)


@contextmanager
def checked(
    file: str, opened: Callable[[], BinaryIO], check: Callable[[int], None] = lambda _count: None
) -> Iterator[BinaryIO]:
    """Open a stream whose troubles are FileFaultErrors, its own and those that `check` raises."""
    with faults(file):
        source = opened()
    with source:
        raw = _Counted(file, source, check)
        yield cast("BinaryIO", io.BufferedReader(raw, _BUFFER_BYTES))
