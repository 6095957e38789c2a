"""The first page: a search box and the books on the shelf."""

from flask import Blueprint, render_template

from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.shelf import systems_or_none

home = Blueprint("home", __name__)


@home.get("/")
@open_to(Who.ANYONE)
def show() -> str:
    """Return the first page; without the catalog, a notice in place of the books."""
    systems = systems_or_none(context().catalog)
    return render_template("home.html", systems=systems, linked_data=_linked(context().public_url))


def _linked(site: str) -> dict[str, object]:
    """Return what the site is and how it is searched, as schema.org says it."""
    search = f"{site}/search?q={{search_term_string}}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Codebook",
        "url": f"{site}/",
        "isAccessibleForFree": True,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
