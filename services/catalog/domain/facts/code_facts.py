"""All that the published tables say of one code on a date of service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.facts.edits import CodeEdits, code_edits
from services.catalog.domain.facts.fees import FeeCap, fee_caps, fees, outpatient_payment
from services.catalog.domain.facts.limits import UnitLimit, unit_limits
from services.catalog.domain.facts.published import Held
from services.catalog.domain.lookup import find
from services.catalog.domain.snapshot import Snapshot
from services.catalog.domain.systems import CPT, HCPCS
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.pprrvu import RelativeValue

_PROCEDURES = (HCPCS.system, CPT.system)


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """The facts of a code, each with the edition in force; empty or None where nothing is known."""

    system: str
    code: str
    as_of: date
    unit_limits: Sequence[UnitLimit] = ()
    edits: Sequence[CodeEdits] = ()
    fees: Sequence[Held[RelativeValue]] = ()
    fee_caps: Sequence[FeeCap] = ()
    outpatient_payment: Held[OppsPayment] | None = None


def code_facts(snapshot: Snapshot, system: str, compact: str, as_of: date) -> CodeFacts:
    """Return the facts of a code; raises SystemNotFoundError or CodeNotFoundError."""
    found = find(snapshot, system, compact, as_of)
    tables = snapshot.tables
    if system not in _PROCEDURES:
        return CodeFacts(system, found.version.code, as_of)
    return CodeFacts(
        system,
        found.version.code,
        as_of,
        unit_limits=list(unit_limits(tables, compact, as_of)),
        edits=list(code_edits(tables, compact, as_of)),
        fees=fees(tables, compact, as_of),
        fee_caps=list(fee_caps(tables, compact, as_of)),
        outpatient_payment=outpatient_payment(tables, compact, as_of),
    )
