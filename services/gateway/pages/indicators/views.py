"""The page of all indicators."""

from flask import Blueprint, render_template

from services.gateway.access import Who, open_to
from services.gateway.pages.vocabulary.edits import EDIT_INDICATORS
from services.gateway.pages.vocabulary.fees import FEE_INDICATORS
from services.gateway.pages.vocabulary.payment import PAYMENT_INDICATORS

indicators = Blueprint("indicators", __name__)

_ALL = EDIT_INDICATORS + FEE_INDICATORS + PAYMENT_INDICATORS


@indicators.get("/indicators")
@open_to(Who.ANYONE)
def show() -> str:
    """Return every indicator with what its values mean."""
    return render_template("indicators.html", indicators=_ALL)
