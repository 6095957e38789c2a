"""The results page."""

from functools import partial

from flask import Blueprint, render_template, request

from services.gateway.access import Who, open_to
from services.gateway.clients.search import Results
from services.gateway.context import context
from services.gateway.pages.search.asked import LAST_PAGE, PAGE_SIZE, Asked, asked
from services.gateway.pages.search.narrowing import filters
from services.gateway.pages.search.widening import broader, elsewhere
from services.gateway.shelf import chapter_title, demand_systems, system_name
from services.runtime.errors import DeadlineExceededError, ServiceError, UnavailableError

search = Blueprint("search", __name__)


@search.get("/search")
@open_to(Who.ANYONE)
def show() -> str:
    """Return what fits; without search, a notice and whatever code is written exactly so."""
    wanted = asked(request.args)
    if not wanted.text:
        return render_template("search.html", asked=wanted, results=None)
    demand_systems(context().catalog, wanted.systems)
    try:
        results = context().search.search(wanted.query())
    except (UnavailableError, DeadlineExceededError):
        return _without_search(wanted)
    return _page(wanted, results)


def _page(wanted: Asked, results: Results) -> str:
    name_of = partial(system_name, context().catalog)
    pages = min(-(-results.total // PAGE_SIZE), LAST_PAGE)
    return render_template(
        "search.html",
        asked=wanted,
        results=results,
        filters=filters(wanted, results.facets, name_of, partial(chapter_title, context().catalog)),
        broader=() if results.total else broader(wanted),
        elsewhere=() if results.total else elsewhere(wanted, results.facets, name_of),
        pages=pages,
    )


def _without_search(wanted: Asked) -> str:
    try:
        exact = context().catalog.resolve(wanted.text, "")
    except ServiceError:
        exact = ()
    return render_template("search.html", asked=wanted, results=None, closed=True, exact=exact)
