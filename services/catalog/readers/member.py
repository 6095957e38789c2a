"""A file to be read, wherever it lies: its name, and its bytes as often as asked for."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# How much of a file is enough to say what it is.
_HEAD_BYTES = 65_536


@dataclass(frozen=True)
class Member:
    """One published file: plain on disk, or inside an archive.

    `name` is what an error calls it, for example `hcpc2025.zip/HCPC2025_OCT_ANWEB.xlsx`; `open`
    gives the bytes from the beginning, every time.
    """

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]

    def head(self) -> bytes:
        """Return the first bytes: all that recognising a format may look at."""
        with self.open() as stream:
            return stream.read(_HEAD_BYTES)


def plain(path: Path) -> Member:
    """Return a file on disk as it is."""
    return Member(path.name, lambda: path.open("rb"))
