"""The indicators of the Medicare physician fee schedule.

Their source is the description that CMS puts beside the relative value file (RVUPUF), and the
Medicare Claims Processing Manual, chapter 12. The words are ours.
"""

from services.gateway.pages.vocabulary.indicators import Indicator

_RVUPUF = "CMS, National Physician Fee Schedule Relative Value File, record layout (RVUPUF)"

STATUS = Indicator(
    "status",
    "Status",
    _RVUPUF,
    {
        "A": "Active: paid separately under the fee schedule where it is covered.",
        "B": "Bundled: its payment is always part of the payment for other services.",
        "C": "Priced by the contractor, as a rule case by case from the documentation.",
        "D": "Deleted at the beginning of the year.",
        "E": "Excluded from the fee schedule by regulation; if covered, paid by other rules.",
        "F": "Deleted or discontinued, without a grace period.",
        "G": "Not valid for Medicare, which uses another code; a grace period applied.",
        "H": "The modifier with this code has been deleted.",
        "I": "Not valid for Medicare, which uses another code for the service.",
        "J": "Anesthesia: paid from base and time units, not from relative values.",
        "M": "A measurement code: for reporting only.",
        "N": "Not covered by Medicare.",
        "P": "Bundled or excluded: part of a service of the day, or paid by other rules.",
        "Q": "Reported for information on therapy; not paid.",
        "R": "Restricted coverage: special coverage instructions apply.",
        "T": "Paid only if the same provider bills nothing else of the schedule that day.",
        "X": "Excluded by statute: outside what the fee schedule may pay for.",
    },
)

GLOBAL_DAYS = Indicator(
    "global-days",
    "Global period",
    _RVUPUF,
    {
        "000": "The day of the procedure: its care before and after on that day is included.",
        "010": "The day of the procedure and the 10 days after it are included.",
        "090": "The day before, the day of the procedure and the 90 days after it are included.",
        "MMM": "A maternity code; the usual global period does not apply.",
        "XXX": "The global period does not apply.",
        "YYY": "The contractor decides whether there is a global period and how long it is.",
        "ZZZ": "An add-on: always part of the global period of the service it belongs to.",
    },
)

PC_TC = Indicator(
    "pc-tc",
    "Professional and technical component",
    _RVUPUF,
    {
        "0": "A physician's service: it has no components, so 26 and TC do not apply.",
        "1": "A diagnostic test with both components: 26 and TC may be used.",
        "2": "Professional component only; other codes stand for the technical part and the whole.",
        "3": "Technical component only; other codes stand for the professional part and the whole.",
        "4": "The whole test; other codes stand for its components, so 26 and TC do not apply.",
        "5": "Incident to a physician's service: not paid in a hospital; 26 and TC do not apply.",
        "6": "A laboratory test whose interpretation is paid with 26; TC does not apply.",
        "7": "Therapy: not paid when done by an independent therapist in a hospital.",
        "8": "Interpretation of a blood smear for an inpatient; there is no technical component.",
        "9": "Components do not apply.",
    },
)

MULTIPLE_PROCEDURES = Indicator(
    "multiple-procedures",
    "Multiple procedures (51)",
    _RVUPUF,
    {
        "0": "No reduction beside other procedures of the day.",
        "1": "The reduction in force before 1995: 100, 50, 25, 25, 25 percent.",
        "2": "The usual reduction: 100 percent for the highest, 50 percent for each other.",
        "3": "The endoscopy rule: beside another of its family, what exceeds the base is paid.",
        "4": "Imaging: the components of further images of the session are reduced.",
        "5": "Therapy: the practice expense of further services of the day is halved.",
        "6": "Cardiovascular tests: the technical part of further ones is reduced by 25 percent.",
        "7": "Eye tests: the technical part of further ones is reduced by 20 percent.",
        "9": "Does not apply.",
    },
)

BILATERAL = Indicator(
    "bilateral",
    "Both sides (50)",
    _RVUPUF,
    {
        "0": "The 150 percent adjustment does not apply: anatomy or the code's words rule it out.",
        "1": "Done on both sides, 150 percent is paid.",
        "2": "The values already stand for both sides; no adjustment.",
        "3": "Each side is paid in full; the usual adjustment does not apply.",
        "9": "Does not apply.",
    },
)

ASSISTANT = Indicator(
    "assistant",
    "Assistant at surgery (80, 81, 82, AS)",
    _RVUPUF,
    {
        "0": "Paid only if documentation shows that one was medically necessary.",
        "1": "Not paid: a statute rules it out.",
        "2": "May be paid.",
        "9": "Does not apply.",
    },
)

CO_SURGEONS = Indicator(
    "co-surgeons",
    "Co-surgeons (62)",
    _RVUPUF,
    {
        "0": "Not permitted.",
        "1": "May be paid if documentation shows that two surgeons were necessary.",
        "2": "Permitted; no documentation if the two are of different specialties.",
        "9": "Does not apply.",
    },
)

TEAM = Indicator(
    "team",
    "Team of surgeons (66)",
    _RVUPUF,
    {
        "0": "Not permitted.",
        "1": "May be paid if documentation shows that a team was necessary; priced by report.",
        "2": "Permitted; priced by report.",
        "9": "Does not apply.",
    },
)

SUPERVISION = Indicator(
    "supervision",
    "Supervision of the test",
    _RVUPUF,
    {
        "01": "General: the physician directs it and need not be present.",
        "02": "Direct: the physician is at hand, not in the room.",
        "03": "Personal: the physician is in the room.",
        "04": "None for a qualified psychologist; general for others.",
        "05": "None for a qualified audiologist; otherwise as CMS says for others.",
        "06": "Done by a physician, or by a therapist certified in electrophysiology.",
        "21": "General for a certified technician, direct for others.",
        "22": "A technician, in touch with a physician on line while it is done.",
        "66": "Done by a physician, or by a therapist certified for this very test.",
        "6A": "As 66, and a certified therapist may supervise another one.",
        "77": "A certified therapist, another one under direct supervision, or a technician.",
        "7A": "As 77, and a certified therapist may supervise another one.",
        "09": "Does not apply.",
    },
)

FEE_INDICATORS = (
    STATUS,
    GLOBAL_DAYS,
    PC_TC,
    MULTIPLE_PROCEDURES,
    BILATERAL,
    ASSISTANT,
    CO_SURGEONS,
    TEAM,
    SUPERVISION,
)
