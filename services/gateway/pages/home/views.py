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
    return render_template("home.html", systems=systems_or_none(context().catalog))
