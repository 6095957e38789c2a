"""Published tables of invented records, for tests of whoever reads them."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from services.catalog.readers.drg_weights import DrgWeight
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.mue import Mue
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.opps_caps import OppsCap
from services.catalog.readers.pprrvu import RelativeValue
from services.catalog.readers.table import Claim, Record
from services.catalog.store import TableImporter
from tests.support.clock import FakeClock
from tests.support.editions import file

LICENCE = "Invented licence"


def publish(engine: Engine, kind: str, start: date, *records: object, edition: str = "") -> None:
    """Import an edition of a table that is in force from a day."""
    TableImporter(engine, FakeClock()).import_table(
        Claim(kind, edition or f"Edition {start}", start),
        file(f"{edition} {start} {hash(records)}"[:30]),
        (Record(f"row {number}", record) for number, record in enumerate(records, 1)),
        LICENCE,
        lambda _: None,
    )


def limit(code: str, units: int = 1, indicator: str = "2") -> Mue:
    return Mue(code, units, indicator, "Invented rationale")


def edit(
    one: str,
    two: str,
    indicator: str = "1",
    effective: date = date(2020, 1, 1),
    deletion: date | None = None,
    *,
    rationale: str = "Invented rationale",
) -> PtpEdit:
    return PtpEdit(one, two, False, effective, deletion, indicator, rationale)


def relative_value(code: str, modifier: str = "", **changes: object) -> RelativeValue:
    """Return a line of the fee schedule with a work value of 1, all else 0 or usual."""
    fields: dict[str, Any] = {}
    for name, hint in RelativeValue.__annotations__.items():
        fields[name] = Decimal("0.00") if hint is Decimal else "0"
    fields |= {
        "hcpcs": code,
        "modifier": modifier,
        "description": "Licensed text",
        "status": "A",
        "work": Decimal("1.00"),
        "global_days": "XXX",
        "conversion_factor": Decimal("32.3465"),
        "pricing_indicator": None,
        "endoscopic_base": "",
    }
    return RelativeValue(**{**fields, **changes})


def cap(code: str, locality: str, inside: str, outside: str, modifier: str = "") -> OppsCap:
    prices = Decimal(inside), Decimal(outside)
    return OppsCap(code, modifier, "A", "01112", locality, *prices)


def payment(code: str) -> OppsPayment:
    return OppsPayment(code, "Licensed text", "Q1", "5521", None, Decimal(90), None, None, None)


def drg(code: str, mdc: str) -> DrgWeight:
    weights = Decimal("1.4"), Decimal("1.5"), Decimal("2.0"), Decimal("3.1")
    return DrgWeight(code, False, False, mdc, "MED", f"Invented {code}", *weights)


def hcpcs(
    code: str,
    title: str = "Invented",
    terminated: date | None = None,
    added: date = date(1999, 1, 1),
    **changes: object,
) -> Hcpcs:
    """Return a record of Level II, or of a modifier if the code has two characters."""
    fields: dict[str, Any] = {
        "system": "modifier" if len(code) == 2 else "hcpcs",
        "code": code,
        "long_description": title,
        "short_description": "Short",
        "pricing": ("00",),
        "multiple_pricing": "9",
        "coverage_issues_manual": (),
        "carriers_manual": (),
        "statute": "",
        "lab_certifications": (),
        "cross_references": (),
        "coverage": "C",
        "asc_group": "",
        "asc_date": None,
        "opps_group": "",
        "opps_indicator": "",
        "opps_date": None,
        "processing_note": "",
        "betos": "",
        "types_of_service": ("1",),
        "anesthesia_base_units": 0,
        "added": added,
        "action_effective": None,
        "terminated": terminated,
        "action": "N",
    }
    return Hcpcs(**{**fields, **changes})
