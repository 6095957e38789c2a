"""What crawlers are told: robots.txt, and the map of every code in files of ten thousand."""

from collections.abc import Iterable

from flask import Blueprint, Response
from markupsafe import escape
from werkzeug.exceptions import NotFound

from services.gateway import inputs
from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.lookup import browse_path, code_path
from services.gateway.shelf import demand_systems

crawlers = Blueprint("crawlers", __name__)

# What is private, what has no end, and what says nothing that a page does not say.
_CLOSED = (
    "/api/",
    "/c/",
    "/account",
    "/login",
    "/logout",
    "/register",
    "/reset",
    "/staff",
    "/verify",
)
_TOOLS = ("/tools/edits", "/tools/fees", "/tools/crosswalk")
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = ("/", "/browse", "/tools", *_TOOLS, "/indicators", "/api/docs")
_CODES_IN_A_FILE = 10_000
# Far more than the largest book has, and few enough to walk through.
_MOST_FILES = 50


@crawlers.get("/robots.txt")
@open_to(Who.ANYONE)
def robots() -> Response:
    """Return what crawlers need not read, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED)]
    if context().public_url:
        lines += ["", f"Sitemap: {context().public_url}/sitemap.xml"]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@crawlers.get("/sitemap.xml")
@open_to(Who.ANYONE)
def index() -> Response:
    """Return the list of the files of the map; 404 while nobody has said the public address."""
    files = ["/sitemap/pages.xml"]
    for system in context().catalog.systems():
        count = -(-system.code_count // _CODES_IN_A_FILE)
        files += [f"/sitemap/{system.system}/{number}.xml" for number in range(1, count + 1)]
    return _xml("sitemapindex", "sitemap", files)


@crawlers.get("/sitemap/pages.xml")
@open_to(Who.ANYONE)
def pages() -> Response:
    """Return the pages that are no code: the site's own and the books."""
    books = [browse_path(system.system) for system in context().catalog.systems()]
    return _xml("urlset", "url", [*_PAGES, *books])


@crawlers.get("/sitemap/<system>/<int:number>.xml")
@open_to(Who.ANYONE)
def codes(system: str, number: int) -> Response:
    """Return one file of the codes and headings of a system."""
    wanted = inputs.system(system)
    demand_systems(context().catalog, [wanted])
    found = context().catalog.codes(wanted, number) if 0 < number <= _MOST_FILES else None
    if found is None:
        raise NotFound
    return _xml("urlset", "url", (code_path(wanted, code) for code in found))


def _xml(root: str, entry: str, paths: Iterable[str]) -> Response:
    site = context().public_url
    if not site:
        raise NotFound
    entries = "".join(f"<{entry}><loc>{escape(site + path)}</loc></{entry}>\n" for path in paths)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
    body = f"{head}{entries}</{root}>\n"
    return Response(body, content_type="application/xml; charset=utf-8")
