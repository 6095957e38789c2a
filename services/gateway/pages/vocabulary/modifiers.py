"""The modifiers that change payment, in our words, and the columns of the fee schedule about them.

Source: Medicare Claims Processing Manual, chapter 12, and the relative value file (RVUPUF).
"""

from collections.abc import Mapping

from services.gateway.pages.vocabulary import fees
from services.gateway.pages.vocabulary.indicators import Indicator

MODIFIERS: Mapping[str, str] = {
    "26": "Professional component only: what the physician does in a test",
    "50": "Done on both sides in one session",
    "51": "One of several procedures of a session",
    "53": "Begun and broken off for the safety of the patient",
    "62": "Two surgeons, each with a part of one procedure",
    "66": "A team of surgeons",
    "80": "An assistant at surgery",
    "81": "An assistant for a lesser part of the surgery",
    "82": "An assistant because no qualified resident was available",
    "AS": "An assistant at surgery who is no physician",
    "TC": "Technical component only: equipment, staff and supplies of a test",
}

# As the catalog names the column that says that a modifier fits.
COLUMNS: Mapping[str, Indicator] = {
    "assistant_at_surgery": fees.ASSISTANT,
    "bilateral_surgery": fees.BILATERAL,
    "co_surgeons": fees.CO_SURGEONS,
    "multiple_procedure": fees.MULTIPLE_PROCEDURES,
    "pc_tc": fees.PC_TC,
    "team_surgery": fees.TEAM,
}
