"""What the tools are asked and answer, as plain dataclasses with the names of the wire."""

from dataclasses import dataclass
from enum import StrEnum

from services.gateway.clients.fact_kinds import Setting
from services.gateway.clients.records import Release


class FindingSeverity(StrEnum):
    """What a finding does to a claim."""

    UNSPECIFIED = "unspecified"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One service of a claim, as written."""

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one day; `date` is YYYY-MM-DD, or empty for today."""

    lines: tuple[ClaimLine, ...]
    diagnoses: tuple[str, ...] = ()
    date: str = ""
    setting: Setting = Setting.PRACTITIONER


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule says of a claim; lines and diagnoses count from 1."""

    severity: FindingSeverity
    rule: str
    lines: tuple[int, ...]
    diagnoses: tuple[int, ...]
    sentence: str
    source: str
    release: Release | None


@dataclass(frozen=True, slots=True)
class Check:
    """One table that a claim was checked against; `release` None when none is loaded."""

    name: str
    release: Release | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules say of a claim."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    date: str


@dataclass(frozen=True, slots=True)
class FeeQuestion:
    """A service, and where, when and how it was done; empty and 0 where nothing is said."""

    code: str
    date: str = ""
    locality: str = ""
    zip_code: str = ""
    modifiers: tuple[str, ...] = ()
    units: int = 1
    minutes: int = 0
    base_units: int = 0
    qualifying_participant: bool = False


@dataclass(frozen=True, slots=True)
class Locality:
    """A payment locality with its cost indices; `number` is empty for national."""

    number: str
    state: str
    name: str
    work: str
    practice_expense: str
    malpractice: str


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One step of the working; `amount` in dollars after it."""

    label: str
    working: str
    amount: str
    source: str


@dataclass(frozen=True, slots=True)
class FeeAmount:
    """What is paid in one setting; `amount` empty where there is none, and why."""

    amount: str
    steps: tuple[FeeStep, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class RelativeValues:
    """The parts of a fee before place and money, as decimal text."""

    work: str
    nonfacility_practice_expense: str
    facility_practice_expense: str
    malpractice: str
    conversion_factor: str


@dataclass(frozen=True, slots=True)
class FeeIndicators:
    """The indicators of the fee schedule, as published."""

    status: str
    pc_tc: str
    global_days: str
    multiple_procedures: str
    bilateral: str
    assistant: str
    co_surgeons: str
    team: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What is paid outside a facility and in one, with all that went into it."""

    code: str
    schedule_modifier: str
    date: str
    locality: Locality
    nonfacility: FeeAmount
    facility: FeeAmount
    relative_values: RelativeValues | None
    indicators: FeeIndicators | None
    remarks: tuple[str, ...]
    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class Localities:
    """The payment localities in force on a date."""

    localities: tuple[Locality, ...]
    release: Release | None


@dataclass(frozen=True, slots=True)
class MapTarget:
    """One code that is arrived at; `ended` is the first day without it, or empty."""

    system: str
    code: str
    title: str
    approximate: bool
    has_page: bool
    ended: str


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """One place in a combination: one of the codes is to be taken."""

    targets: tuple[MapTarget, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way of saying the same: one code of each list, all together."""

    lists: tuple[ChoiceList, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What one table says of a code."""

    to: str
    name: str
    sentence: str
    scenarios: tuple[Scenario, ...]
    release: Release


@dataclass(frozen=True, slots=True)
class Mapped:
    """What all tables say of a code."""

    system: str
    code: str
    title: str
    crosswalks: tuple[Crosswalk, ...]
