"""What the rules need to know of what stands on a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.catalog.domain.claims.finding import Check
from services.catalog.domain.dates import status_on, version_on
from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Note, Release, Version
from services.catalog.readers.add_on_codes import AddOnCode
from services.catalog.readers.mue import Mue
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.readers.pprrvu import RelativeValue


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis that the tabular list has: the version that answers, and what stands above it.

    `line` is the version itself and then its ancestors, from the nearest up; `notes` are the own
    notes of each of them, by version_id.
    """

    version: Version
    status: CodeStatus
    line: Sequence[Version]
    notes: Mapping[int, Sequence[Note]]


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """All that the catalog holds of what stands on one claim, on its date of service.

    Each table by code; what a table does not have is not in it. `hospital` are outpatient
    status indicators, `replacements` what CMS refers to from codes that have ended, `checks` the
    tables by name, `releases` those in force by kind of file or by system.
    """

    day: date
    services: Mapping[str, Sequence[Version]] = field(default_factory=dict)
    modifiers: Mapping[str, Sequence[Version]] = field(default_factory=dict)
    diagnoses: Mapping[str, Diagnosis] = field(default_factory=dict)
    edits: Sequence[PtpEdit] = ()
    limits: Mapping[str, Mue] = field(default_factory=dict)
    add_ons: Mapping[str, Sequence[AddOnCode]] = field(default_factory=dict)
    schedule: Mapping[str, RelativeValue] = field(default_factory=dict)
    hospital: Mapping[str, str] = field(default_factory=dict)
    replacements: Mapping[str, Sequence[str]] = field(default_factory=dict)
    releases: Mapping[str, Release | None] = field(default_factory=dict)
    checks: Sequence[Check] = ()

    def release(self, kind: str) -> Release | None:
        """Return the release of a kind of file, or of a code system, in force on the day."""
        return self.releases.get(kind)

    def service(self, code: str) -> tuple[Version, CodeStatus] | None:
        """Return the version of a procedure code that answers, and whether it is in force."""
        return self._version(self.services.get(code, ()))

    def modifier(self, modifier: str) -> tuple[Version, CodeStatus] | None:
        """Return the version of a modifier that answers, and whether it is in force."""
        return self._version(self.modifiers.get(modifier, ()))

    def _version(self, versions: Sequence[Version]) -> tuple[Version, CodeStatus] | None:
        if not versions:
            return None
        version = version_on(versions, self.day)
        return version, status_on(version, self.day)
