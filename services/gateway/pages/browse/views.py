"""The books: the shelf, a book from its top, a heading and what stands below it."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.gateway import inputs
from services.gateway.access import Who, open_to
from services.gateway.clients.records import ChildrenPage
from services.gateway.context import context
from services.gateway.lookup import (
    as_of_suffix,
    browse_path,
    code_path,
    demand_spelling,
    not_found,
)
from services.gateway.shelf import demand_systems, system_name
from services.runtime.errors import NotFoundError

browse = Blueprint("browse", __name__)

_PAGE_SIZE = 100


@browse.get("/browse")
@open_to(Who.ANYONE)
def shelf() -> str:
    """Return every code system."""
    return render_template("shelf.html", systems=context().catalog.systems())


@browse.get("/codes")
@open_to(Who.ANYONE)
def all_codes() -> ResponseReturnValue:
    """Send who cuts the address of a code still shorter to the shelf."""
    return redirect("/browse")


@browse.get("/codes/<system>")
@open_to(Who.ANYONE)
def book_of_codes(system: str) -> ResponseReturnValue:
    """Send who cuts the address of a code short to the book it is in."""
    wanted = inputs.system(system)
    demand_systems(context().catalog, [wanted])
    return redirect(browse_path(wanted))


@browse.get("/browse/<system>")
@browse.get("/browse/<system>/<node>")
@open_to(Who.ANYONE)
def heading(system: str, node: str = "") -> ResponseReturnValue:
    """Return what stands below a heading, or at the top of the book."""
    wanted = inputs.system(system)
    parent = inputs.code(node) if node else ""
    as_of = inputs.as_of(request.args)
    page = _children(wanted, parent, as_of)
    printed = page.parent.code if page.parent else ""
    if page.parent and printed != parent:
        demand_spelling(page.parent, parent)
    if (wanted, printed) != (system, node):
        return redirect(browse_path(wanted, printed) + as_of_suffix(as_of), 301)
    if page.parent and not page.parent.child_count:
        return redirect(code_path(wanted, printed) + as_of_suffix(as_of))
    return render_template(
        "browse.html",
        page=page,
        system=wanted,
        name=system_name(context().catalog, wanted),
        as_of=as_of,
        suffix=as_of_suffix(as_of),
        first=not request.args.get("page_token"),
    )


def _children(system: str, parent: str, as_of: str) -> ChildrenPage:
    catalog = context().catalog
    token = inputs.page_token(request.args)
    try:
        return catalog.children(system, parent, as_of, _PAGE_SIZE, token)
    except NotFoundError as error:
        raise not_found(catalog, system, parent, as_of) from error
