"""Medically unlikely edits: the most units of a code, for each setting."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.facts.published import Held, Published
from services.catalog.readers.mue import Mue

LIMIT_TABLES = {
    Setting.PRACTITIONER: "mue_practitioner",
    Setting.OUTPATIENT_HOSPITAL: "mue_outpatient_hospital",
    Setting.DME_SUPPLIER: "mue_dme",
}


class UnitLimit(NamedTuple):
    """A limit, and for whom it is."""

    setting: Setting
    limit: Held[Mue]


def unit_limits(published: Published, code: str, day: date) -> Iterator[UnitLimit]:
    """Yield the limit of each setting that has one."""
    for setting, table in LIMIT_TABLES.items():
        for limit in published.find(table, day, hcpcs=code):
            yield UnitLimit(setting, limit)
