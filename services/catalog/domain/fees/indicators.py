"""What the fee schedule's indicators mean, in words.

Source: Medicare Claims Processing Manual, chapter 23, addendum (MPFSDB record layout).
"""

from collections.abc import Mapping

from services.catalog.domain.fees.answer import Indicator
from services.catalog.readers.pprrvu import RelativeValue

_STATUS = {
    "A": "Paid separately under the fee schedule if covered.",
    "B": "Always bundled into other services; never paid by itself.",
    "C": "Priced by the contractor.",
    "E": "Excluded from the fee schedule by regulation.",
    "I": "Not valid for Medicare, which uses another code.",
    "J": "Anaesthesia: paid by base and time units.",
    "M": "Measurement code, for reporting only.",
    "N": "Not covered by Medicare.",
    "P": "Bundled, or excluded.",
    "R": "Restricted coverage; special rules apply.",
    "T": "Paid only if nothing else of the same provider is paid on the day.",
    "X": "By statute not a physician's service; paid by another schedule.",
}
_PC_TC = {
    "0": "A physician's service: no professional and technical component.",
    "1": "A diagnostic test: 26 and TC may be used.",
    "2": "Professional component only.",
    "3": "Technical component only.",
    "4": "The whole test only.",
    "5": "Incident to a physician's service.",
    "6": "A laboratory interpretation: 26 may be used.",
    "7": "A therapy service, which may not be paid separately.",
    "8": "A physician's interpretation.",
    "9": "Does not apply.",
}
_GLOBAL = {
    "000": "The day of the procedure only.",
    "010": "The day and 10 days after it.",
    "090": "One day before, the day, and 90 days after it.",
    "MMM": "Maternity: the usual global period does not apply.",
    "XXX": "The global concept does not apply.",
    "YYY": "The contractor sets the global period.",
    "ZZZ": "Add-on: within the global period of another service.",
}
_MULTIPLE = {
    "0": "No reduction for multiple procedures.",
    "2": "The highest is paid in full, each further one at 50 %.",
    "3": "Endoscopies of a family: less the base endoscopy.",
    "4": "Imaging: technical part of further tests at 50 %, professional at 95 %.",
    "5": "Therapy: practice expense of further services at 50 %.",
    "6": "Cardiovascular tests: technical part of further tests at 75 %.",
    "7": "Ophthalmology tests: technical part of further tests at 80 %.",
    "9": "Does not apply.",
}
_BILATERAL = {
    "0": "Both sides are not paid as bilateral surgery.",
    "1": "150 % for both sides.",
    "2": "The amount is for both sides already.",
    "3": "Each side in full.",
    "9": "Does not apply.",
}
_ASSISTANT = {
    "0": "Paid with a record of why.",
    "1": "Never paid, by statute.",
    "2": "May be paid.",
    "9": "Does not apply.",
}
_CO_SURGEONS = {
    "0": "Not allowed.",
    "1": "Allowed with a record of why.",
    "2": "Allowed, of two specialties.",
    "9": "Does not apply.",
}
_TEAM = {
    "0": "Not allowed.",
    "1": "Allowed with a record of why.",
    "2": "Allowed.",
    "9": "Does not apply.",
}
_INDICATORS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("Status", "status", _STATUS),
    ("Components", "pc_tc", _PC_TC),
    ("Global period", "global_days", _GLOBAL),
    ("Multiple procedures", "multiple_procedure", _MULTIPLE),
    ("Both sides", "bilateral_surgery", _BILATERAL),
    ("Assistant at surgery", "assistant_at_surgery", _ASSISTANT),
    ("Co-surgeons", "co_surgeons", _CO_SURGEONS),
    ("Team surgery", "team_surgery", _TEAM),
)


def indicators(row: RelativeValue) -> list[Indicator]:
    """Return the indicators of a line that are known, in the order of the file."""
    found = ((name, str(getattr(row, field)), words) for name, field, words in _INDICATORS)
    return [Indicator(name, value, words[value]) for name, value, words in found if value in words]


def status_words(status: str) -> str:
    """Return what a status means, "" for one that is not known."""
    return _STATUS.get(status, "")
