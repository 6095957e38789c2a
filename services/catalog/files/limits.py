"""What an archive may ask of the machine; one that asks for more is a bomb, and refused."""

import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from services.catalog.readers.fault import FileFaultError

_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
# The end of a zip: its mark, and from the 10th byte how many entries, in how many bytes.
_END = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
# What the list takes for each entry and its name, at the most.
_LISTED_BYTES = 1_000


@dataclass(frozen=True)
class Limits:
    """The largest published archives, the coverage database's, stay a tenth below each of these.

    `ratio` is of bytes unpacked to bytes packed, for files that unpack to more than `small`.
    """

    unpacked: int = 8_000_000_000
    ratio: int = 200
    small: int = 1_000_000
    entries: int = 5_000
    depth: int = 4


def check_size(limits: Limits, file: str, packed: int, unpacked: int) -> None:
    """Raise FileFaultError for what unpacks to more than files do that anybody publishes."""
    if unpacked > limits.small and unpacked > packed * limits.ratio:
        reason = f"unpacks to more than {limits.ratio} times its size"
        raise FileFaultError(reason, file=file, value=f"{unpacked} bytes")


def check_count(limits: Limits, file: str, path: Path) -> None:
    """Raise FileFaultError for a zip of too many entries, before their list is read."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise FileFaultError("a zip without its end: it has been cut off", file=file)
    count, listed = struct.unpack_from("<HI", tail, at + 10)
    if count > limits.entries or listed > limits.entries * _LISTED_BYTES:
        raise FileFaultError(f"more than {limits.entries} files in it", file=file, value=count)


def check_entry(limits: Limits, file: str, info: zipfile.ZipInfo) -> None:
    """Raise FileFaultError for an entry that is encrypted, misnamed or too large."""
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or _DRIVE.match(parts[0]):
        raise FileFaultError("a name that leads out of the archive", file=file)
    if not info.filename.isprintable():
        raise FileFaultError("a name that cannot be shown", file=file)
    if info.flag_bits & _ENCRYPTED:
        raise FileFaultError("encrypted: unpack it with its password first", file=file)
    check_size(limits, file, info.compress_size, info.file_size)
