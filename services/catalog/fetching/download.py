"""Downloads one file: goes on where it was cut off, and keeps nothing but what was asked for."""

import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from services.catalog.fetching.errors import CutError, FetchError, GoneError
from services.catalog.fetching.kept import Kept, Origin, sha256_of

# Told how many bytes there are of how many; None: the server does not say.
Progress = Callable[[int, int | None], None]

_ATTEMPTS = 5
_SECONDS = (15, 60)
_BLOCK_BYTES = 1 << 16
_MOST_BYTES = 4_000_000_000
_REDIRECTS = 5
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
_GONE = {404: "there is no such file", 410: "the file has been taken away"}
_LATER = {429, 500, 502, 503, 504}


class Downloader:
    """Downloads into a folder; proxies are those of HTTPS_PROXY, HTTP_PROXY and NO_PROXY."""

    def __init__(self, folder: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self._folder = folder
        self._sleep = sleep
        self._session = requests.Session()
        self._session.headers.update(
            {"User-Agent": "codebook-fetch", "Accept-Encoding": "identity"}
        )

    def close(self) -> None:
        """Close every connection."""
        self._session.close()

    def download(self, url: str, page: str, progress: Progress, sha256: str = "") -> Path:
        """Return where the file of an address is, downloaded now or, if unchanged, before.

        `page` is where people look for it. Raises FetchError, with what is wrong and what to do.
        """
        kept = Kept(self._folder, url)
        for attempt in range(_ATTEMPTS):
            if attempt:
                self._sleep(2.0 ** (attempt - 1))
            try:
                found = self._once(kept, url, page, progress)
            except CutError as error:
                cut = error
            else:
                return _checked(found, sha256)
        message = f"{cut}. Run it again: it goes on from there."
        raise FetchError(message) from cut

    def _once(self, kept: Kept, url: str, page: str, progress: Progress) -> Path:
        before, part = kept.origin(kept.whole), kept.origin(kept.part)
        start = kept.part.stat().st_size if part and part.validator else 0
        with self._answer(url, page, _conditions(before, part, start)) as answer:
            if answer.status_code == requests.codes.not_modified:
                return kept.whole
            if answer.status_code == requests.codes.requested_range_not_satisfiable:
                kept.forget()
                raise CutError(f"{url}: what was kept of it does not fit any more")
            goes_on = answer.status_code == requests.codes.partial_content
            if not (goes_on and part and _first(answer) == start):
                start, part = 0, _origin(url, answer)
                kept.begin(part)
            total = _length(answer, start)
            _receive(answer, kept.part, start, total, progress)
        _check_zip(kept, url)
        return kept.complete(replace(part, sha256=sha256_of(kept.part)))

    @contextmanager
    def _answer(
        self, url: str, page: str, headers: Mapping[str, str]
    ) -> Iterator[requests.Response]:
        """Yield the answer that has the file, or says that it is unchanged."""
        at = url
        for _ in range(_REDIRECTS):
            with _asked(self._session, at, headers) as answer:
                if answer.is_redirect:
                    at = _moved(at, answer.headers["Location"], page)
                    continue
                _refuse(answer, at, page)
                yield answer
                return
        raise GoneError(url, f"leads on and on, at last to {at}", page)


@contextmanager
def _asked(
    session: requests.Session, url: str, headers: Mapping[str, str]
) -> Iterator[requests.Response]:
    try:
        with session.get(
            url, headers=headers, stream=True, timeout=_SECONDS, allow_redirects=False
        ) as answer:
            yield answer
    except requests.exceptions.ProxyError as error:
        message = f"{url}: the proxy that HTTPS_PROXY or HTTP_PROXY names does not answer"
        raise CutError(message) from error
    except requests.exceptions.SSLError as error:
        raise FetchError(
            f"{url}: its certificate is not to be trusted ({_gist(error)})."
        ) from error
    except (requests.RequestException, HTTPError) as error:
        raise CutError(
            f"{url}: the connection broke off or was never made ({_gist(error)})"
        ) from error


def _conditions(before: Origin | None, part: Origin | None, start: int) -> dict[str, str]:
    """Return what to ask for: the rest of a part, else the whole unless it is still the same."""
    if part and start:
        return {"Range": f"bytes={start}-", "If-Range": part.validator}
    found = {}
    if before and before.etag:
        found["If-None-Match"] = before.etag
    if before and before.modified:
        found["If-Modified-Since"] = before.modified
    return found


def _moved(url: str, location: str, page: str) -> str:
    """Return where an address leads; never from the publisher to somebody else."""
    target = urljoin(url, location)
    before, after = urlsplit(url), urlsplit(target)
    if after.scheme not in {before.scheme, "https"}:
        raise GoneError(url, f"leads to {target}, which is not safe", page)
    if _owner(before.hostname) != _owner(after.hostname):
        raise GoneError(url, f"leads away from its publisher, to {target}", page)
    return target


def _owner(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])


def _refuse(answer: requests.Response, url: str, page: str) -> None:
    status = answer.status_code
    if status == requests.codes.requested_range_not_satisfiable:
        return
    if status in _GONE:
        raise GoneError(url, f"{_GONE[status]} ({status})", page)
    if status in _LATER:
        raise CutError(f"{url}: the server cannot answer now ({status})")
    if status >= requests.codes.bad_request:
        raise GoneError(url, f"the server refuses it ({status})", page)
    if "html" in answer.headers.get("Content-Type", "").lower():
        reason = "a web page came and not the file: a licence to be accepted there, or a notice"
        raise GoneError(url, reason, page)


def _first(answer: requests.Response) -> int | None:
    """Return from which byte on the server sends."""
    unit, _, rest = answer.headers.get("Content-Range", "").partition(" ")
    first = rest.partition("-")[0]
    return int(first) if unit == "bytes" and first.isascii() and first.isdigit() else None


def _length(answer: requests.Response, start: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return start + int(length) if length.isascii() and length.isdigit() else None


def _origin(url: str, answer: requests.Response) -> Origin:
    return Origin(url, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))


def _receive(
    answer: requests.Response, path: Path, start: int, total: int | None, progress: Progress
) -> None:
    """Write what comes behind the first `start` bytes; raises CutError when it is not all."""
    done = start
    with path.open("r+b") as file:
        file.truncate(start)
        file.seek(start)
        # As it comes: what came before a cut is kept to the last byte.
        while block := answer.raw.read1(_BLOCK_BYTES):
            file.write(block)
            done += len(block)
            progress(done, total)
            if done > _MOST_BYTES:
                raise FetchError(f"{answer.url}: larger than anything that is published.")
    if total is not None and done != total:
        raise CutError(f"{answer.url}: cut off after {done:,} of {total:,} bytes")


def _check_zip(kept: Kept, url: str) -> None:
    """Every file of the table is a zip, and each zip has checksums of what is in it."""
    try:
        with zipfile.ZipFile(kept.part) as archive:
            wrong = archive.testzip()
    except _BROKEN as error:
        kept.forget()
        raise FetchError(
            f"{url}: what came is no zip, or a damaged one ({_gist(error)})."
        ) from error
    if wrong:
        kept.forget()
        raise FetchError(f"{url}: damaged on its way; the checksum of {wrong} is another.")


def _checked(path: Path, sha256: str) -> Path:
    found = sha256_of(path)
    if sha256 and found != sha256.lower():
        raise FetchError(f"{path.name}: its SHA-256 is {found}, not {sha256}: it is not used.")
    return path


def _gist(error: Exception) -> str:
    return str(error).partition("\n")[0][:200] or type(error).__name__
