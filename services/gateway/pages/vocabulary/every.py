"""Every indicator, by its key."""

from services.gateway.pages.vocabulary.edits import EDIT_INDICATORS
from services.gateway.pages.vocabulary.fees import FEE_INDICATORS
from services.gateway.pages.vocabulary.payment import PAYMENT_INDICATORS

EVERY_INDICATOR = EDIT_INDICATORS + FEE_INDICATORS + PAYMENT_INDICATORS
_BY_KEY = {indicator.key: indicator for indicator in EVERY_INDICATOR}


def means(value: str, key: str) -> str:
    """Return what a value of the indicator means; empty for one that is newer than the list."""
    return _BY_KEY[key].say(value)
