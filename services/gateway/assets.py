"""The static files, read once: each has an address with its content in it, so it never changes."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_HASH_CHARACTERS = 10


@dataclass(frozen=True)
class Asset:
    """One static file."""

    url: str
    content_type: str
    content: bytes
    compressed: bytes


class Assets:
    """Every static file, by its name and by its address."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        assets = {file.name: _read(file) for file in sorted(folder.iterdir()) if file.is_file()}
        self._urls = {name: asset.url for name, asset in assets.items()}
        self._by_url: Mapping[str, Asset] = {asset.url: asset for asset in assets.values()}

    def url(self, name: str) -> str:
        """Return the address of the file of that name; raises KeyError."""
        return self._urls[name]

    def at(self, url: str) -> Asset | None:
        """Return the file at that address; None when there is none."""
        return self._by_url.get(url)


def _read(file: Path) -> Asset:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:_HASH_CHARACTERS]
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Asset(
        url=f"/static/{file.stem}.{digest}{file.suffix}",
        content_type=kind + charset,
        content=content,
        compressed=gzip.compress(content, mtime=0),
    )
