"""The static files, read once: each has an address with its content in it, so it never changes."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_HASH_CHARACTERS = 10
# Not every machine's list of types knows it, and it is compressed already.
_FONT = ".woff2"
_REFERENCE = re.compile(rb'url\("([\w.-]+)"\)')


@dataclass(frozen=True)
class Asset:
    """One static file; `compressed` is None for what is compressed by its nature."""

    url: str
    content_type: str
    content: bytes
    compressed: bytes | None


class Assets:
    """Every static file, by its name and by its address."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        assets = _read_all(file for file in sorted(folder.iterdir()) if file.is_file())
        self._urls = {name: asset.url for name, asset in assets.items()}
        self._by_url: Mapping[str, Asset] = {asset.url: asset for asset in assets.values()}

    def url(self, name: str) -> str:
        """Return the address of the file of that name; raises KeyError."""
        return self._urls[name]

    def at(self, url: str) -> Asset | None:
        """Return the file at that address; None when there is none."""
        return self._by_url.get(url)


def _read_all(files: Iterable[Path]) -> dict[str, Asset]:
    """Return the files by name; a style sheet names the others by their addresses."""
    sheets, others = [], {}
    for file in files:
        if file.suffix == ".css":
            sheets.append(file)
        else:
            others[file.name] = _asset(file, file.read_bytes())
    return others | {sheet.name: _asset(sheet, _addressed(sheet, others)) for sheet in sheets}


def _addressed(sheet: Path, others: Mapping[str, Asset]) -> bytes:
    """Return the style sheet with `url("name")` as the address of that file; raises KeyError."""
    return _REFERENCE.sub(
        lambda found: f'url("{others[found[1].decode()].url}")'.encode(), sheet.read_bytes()
    )


def _asset(file: Path, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:_HASH_CHARACTERS]
    is_font = file.suffix == _FONT
    guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kind = "font/woff2" if is_font else guessed
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Asset(
        url=f"/static/{file.stem}.{digest}{file.suffix}",
        content_type=kind + charset,
        content=content,
        compressed=None if is_font else gzip.compress(content, mtime=0),
    )
