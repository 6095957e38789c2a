"""The indicators of NCCI: procedure-to-procedure edits and medically unlikely edits.

Source: CMS, Medicare NCCI Policy Manual, chapter I. The words are ours.
"""

from services.gateway.pages.vocabulary.indicators import Indicator

_POLICY_MANUAL = "CMS, Medicare NCCI Policy Manual, chapter I"

MODIFIER_INDICATOR = Indicator(
    "modifier-indicator",
    "Modifier indicator of a PTP edit",
    _POLICY_MANUAL,
    {
        "0": "No modifier lifts the edit: the two are never paid together.",
        "1": (
            "An NCCI-associated modifier lifts the edit when the two services were distinct, and "
            "the record shows it."
        ),
        "9": "The edit is void: it ended on the day on which it began.",
    },
)

ADJUDICATION = Indicator(
    "mai",
    "MUE adjudication indicator (MAI)",
    _POLICY_MANUAL,
    {
        "1": (
            "Checked on each claim line. Units beyond the limit that were medically necessary may "
            "be reported on another line with a modifier that fits."
        ),
        "2": (
            "Checked over the whole day, and absolute: anatomy, the code's own words or CMS policy "
            "make more units impossible. No appeal lifts it."
        ),
        "3": (
            "Checked over the whole day, from clinical experience. More units are denied at first; "
            "the record may show on appeal that they were necessary."
        ),
    },
)

EDIT_INDICATORS = (MODIFIER_INDICATOR, ADJUDICATION)
