"""The page of all indicators."""

from flask import Blueprint, render_template

from services.gateway.access import Who, open_to
from services.gateway.pages.vocabulary.every import EVERY_INDICATOR

indicators = Blueprint("indicators", __name__)


@indicators.get("/indicators")
@open_to(Who.ANYONE)
def show() -> str:
    """Return every indicator with what its values mean."""
    return render_template("indicators.html", indicators=EVERY_INDICATOR)
