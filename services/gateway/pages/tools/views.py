"""The pages of the tools: a form, and its answer below it; all without JavaScript."""

from flask import Blueprint, render_template, request

from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.pages.tools import claims, crosswalks, fees

tools = Blueprint("tools", __name__, url_prefix="/tools")


@tools.get("")
@open_to(Who.ANYONE)
def shelf() -> str:
    """Return what tools there are."""
    return render_template("tools/shelf.html")


@tools.get("/edits")
@open_to(Who.ANYONE)
def edits() -> str:
    """Return the form of a claim, checked if the address has one."""
    return claims.page(request.args, context().tools)


@tools.post("/edits")
@open_to(Who.ANYONE)
def check_edits() -> str:
    """Return the claim that was sent with what the rules say of it."""
    return claims.page(request.form, context().tools)


@tools.get("/fees")
@open_to(Who.ANYONE)
def fee() -> str:
    """Return the form of a fee, with the amounts if the address asks for any."""
    return fees.page(request.args, context().tools)


@tools.get("/crosswalk")
@open_to(Who.ANYONE)
def crosswalk() -> str:
    """Return the form of a crosswalk, with where the code leads if the address has one."""
    return crosswalks.page(request.args, context().tools)
