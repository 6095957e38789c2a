"""Code pages as bytes, kept as long as their records and facts are."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from flask import render_template
from markupsafe import Markup

from services.gateway.cache import LruCache
from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.fact_records import CodeFacts
from services.gateway.clients.records import CodeRecord
from services.gateway.compression import Holed
from services.gateway.lookup import as_of_suffix, code_path
from services.gateway.pages.codes.banner import Wall
from services.gateway.pages.codes.linked_data import linked_data
from services.gateway.pages.codes.section import Section, distinct, edition_of
from services.gateway.pages.codes.sections import sections_of
from services.gateway.shelf import system_of

_ETAG_BYTES = 12
# They stand in a page that is kept for all readers, where an answer's nonce and a member's own part
# go. Nobody outside knows them, so that nothing that is written in a page can be taken for one.
NONCE, OWN = (f"hole-{secrets.token_urlsafe(12)}".encode() for _ in range(2))


@dataclass(frozen=True)
class View:
    """All that a code page shows, so readers with equal views get equal pages.

    Without a wall the reader has unlocked the page. `as_of` is empty for today; `facts` is None
    when the catalog did not answer what the tables say.
    """

    record: CodeRecord
    facts: CodeFacts | None
    as_of: str
    banner: str
    # What registering would bring; empty for who has done so.
    invitation: str
    wall: Wall | None
    # A guest, who may register or sign in.
    invites: bool = True


@dataclass(frozen=True)
class Page:
    """A page with holes, and the tag by which a browser asks if it still stands."""

    body: Holed
    etag: str


@dataclass(frozen=True)
class _Gated:
    """The gated part of a page: its sections, and their text, empty until somebody may see it."""

    sections: tuple[Section, ...]
    html: Markup


class Renderer:
    """Renders code pages; the last ones are kept, for rendering is most of their cost.

    The gated part is kept apart: it is the same for all who may see it, and most of the page.
    """

    def __init__(self, catalog: CatalogClient, site: str, entries: int) -> None:
        self._catalog = catalog
        self._site = site
        self._kept: LruCache[View, Page] = LruCache(entries)
        self._gated: LruCache[tuple[CodeRecord, CodeFacts | None, str, bool], _Gated] = LruCache(
            entries
        )

    def page(self, view: View) -> Page:
        """Return the page of a view."""
        found = self._kept.get(view)
        if found is None:
            found = self._rendered(view, self._gated_part(view))
            self._kept.put(view, found)
        return found

    def _rendered(self, view: View, gated: _Gated) -> Page:
        code, open_ = view.record.summary, view.wall is None
        system = system_of(self._catalog, code.system)
        html = render_template(
            "codes/page.html",
            record=view.record,
            code=code,
            system_name=system.name,
            copyright=system.copyright,
            sections=gated.sections,
            gated=gated.html,
            without_tables=view.facts is None,
            banner=view.banner,
            invitation=view.invitation,
            wall=view.wall,
            invites=view.invites,
            signed_in=not view.invites,
            here=code_path(code.system, code.code) + as_of_suffix(view.as_of),
            csp_nonce=NONCE.decode(),
            own_place=OWN.decode(),
            linked_data=linked_data(view.record, system.name, self._site, is_open=open_),
            as_of=view.as_of,
            suffix=as_of_suffix(view.as_of),
        ).encode()
        body = Holed(html, (NONCE, OWN))
        tag = blake2b(body.plain({}), digest_size=_ETAG_BYTES).hexdigest()
        return Page(body, f'W/"{tag}"')

    def _gated_part(self, view: View) -> _Gated:
        key = (view.record, view.facts, view.as_of, view.wall is None)
        found = self._gated.get(key)
        if found is None:
            sections = sections_of(view.record, view.facts)
            html = _sections_html(view, sections) if view.wall is None else Markup("")
            found = _Gated(sections, html)
            self._gated.put(key, found)
        return found


def _sections_html(view: View, sections: Sequence[Section]) -> Markup:
    code = view.record.summary
    releases = distinct(release for section in sections for release in section.releases)
    return Markup(  # noqa: S704 - rendered from our templates, which escape
        render_template(
            "codes/sections.html",
            record=view.record,
            code=code,
            sections=sections,
            releases=releases,
            numbers={edition_of(release): number for number, release in enumerate(releases, 1)},
            edition_of=edition_of,
            as_of=view.as_of,
            suffix=as_of_suffix(view.as_of),
        )
    )
