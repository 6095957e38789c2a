"""What is kept of downloads: whole files, parts of files, and from where each of them came."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")


@dataclass(frozen=True)
class Origin:
    """From where a file came, and how its server names this very content; "" if it does not.

    `sha256` is of the whole file, "" while there is only a part of it.
    """

    url: str
    etag: str
    modified: str
    sha256: str = ""

    @property
    def validator(self) -> str:
        """What a server compares before it sends the rest of a file: a weak tag is no good."""
        return self.modified if not self.etag or self.etag.startswith("W/") else self.etag


class Kept:
    """One file in the folder of downloads, and the part of it while it is incomplete."""

    def __init__(self, folder: Path, url: str) -> None:
        name = urlsplit(url).path.rpartition("/")[2]
        if not _SAFE.fullmatch(name):
            name = f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.zip"
        self.name = name
        self.whole = folder / name
        self.part = folder / f"{name}.part"
        self._url = url

    def origin(self, path: Path) -> Origin | None:
        """Return from where the whole or the part came, if it is there and came from this URL."""
        try:
            found = Origin(**json.loads(_beside(path).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        same = found.url == self._url and path.is_file()
        if path == self.whole:
            same = same and sha256_of(path) == found.sha256
        return found if same else None

    def begin(self, origin: Origin) -> None:
        """Begin a part anew."""
        self.part.parent.mkdir(parents=True, exist_ok=True)
        self.part.write_bytes(b"")
        _beside(self.part).write_text(json.dumps(asdict(origin)), encoding="utf-8")

    def complete(self, origin: Origin) -> Path:
        """Make the part the whole file."""
        _beside(self.whole).unlink(missing_ok=True)
        self.part.replace(self.whole)
        _beside(self.whole).write_text(json.dumps(asdict(origin)), encoding="utf-8")
        _beside(self.part).unlink(missing_ok=True)
        return self.whole

    def forget(self) -> None:
        """Remove the part."""
        self.part.unlink(missing_ok=True)
        _beside(self.part).unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")
