"""Code pages as bytes, kept as long as their records are."""

from dataclasses import dataclass
from hashlib import blake2b

from flask import render_template

from services.gateway.cache import LruCache
from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.records import CodeRecord
from services.gateway.lookup import as_of_suffix
from services.gateway.pages.codes.banner import Wall
from services.gateway.pages.codes.sections import sections_of
from services.gateway.shelf import system_name

_ETAG_BYTES = 12


@dataclass(frozen=True)
class View:
    """All that a code page shows, so readers with equal views get equal pages.

    Without a wall the reader has unlocked the page. `as_of` is empty for today.
    """

    record: CodeRecord
    as_of: str
    banner: str
    wall: Wall | None


@dataclass(frozen=True)
class Page:
    """A page and the tag by which a browser asks whether it still stands."""

    html: bytes
    etag: str


class Renderer:
    """Renders code pages; the last ones are kept, for rendering is most of their cost."""

    def __init__(self, catalog: CatalogClient, entries: int) -> None:
        self._catalog = catalog
        self._kept: LruCache[View, Page] = LruCache(entries)

    def page(self, view: View) -> Page:
        """Return the page of a view."""
        found = self._kept.get(view)
        if found is None:
            found = self._rendered(view)
            self._kept.put(view, found)
        return found

    def _rendered(self, view: View) -> Page:
        code = view.record.summary
        html = render_template(
            "codes/page.html",
            record=view.record,
            code=code,
            system_name=system_name(self._catalog, code.system),
            sections=sections_of(view.record),
            banner=view.banner,
            wall=view.wall,
            as_of=view.as_of,
            suffix=as_of_suffix(view.as_of),
        ).encode()
        return Page(html, f'W/"{blake2b(html, digest_size=_ETAG_BYTES).hexdigest()}"')
