"""Coverage database, in the LCD and the article export alike: contractors, states, periods."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from services.catalog.readers.coverage.columns import Table, YesNo

ContractorStatus = Literal["A", "D"]
OptionalYes = Literal["", "Y", "N"]


class Contractor(NamedTuple):
    """A Medicare administrative contractor, for one kind of work.

    Status: A approved, D deleted; `status_flag` N retired; `ignore` Y to be left out. The
    dictionary does not have `contractor_subtype_id`, the file has.
    """

    contractor_id: int
    contractor_type_id: int
    contractor_version: int
    contractor_bus_name: str
    contractor_number: str
    dmerc_rgn: int
    address1: str
    address2: str
    address3: str
    city: str
    state_id: int
    zipcode: str
    phone: str
    fax: str
    status: ContractorStatus
    last_updated: datetime
    url: str
    email: str
    ignore: OptionalYes
    status_flag: YesNo
    cmd_name: str
    cmd_title: str
    contractor_subtype_id: int


class ContractorJurisdiction(NamedTuple):
    """A state of a contractor, from when until when."""

    contractor_id: int
    contractor_type_id: int
    contractor_version: int
    state_id: int
    last_updated: datetime
    active_date: date
    term_date: date | None


class ContractorOversight(NamedTuple):
    """The region that oversees a contractor."""

    contractor_id: int
    contractor_type_id: int
    contractor_version: int
    region_id: int
    last_updated: datetime


class ContractorType(NamedTuple):
    """A kind of contractor."""

    contractor_type_id: int
    description: str


class ContractorSubtype(NamedTuple):
    """What a contractor administers, such as MAC A."""

    contractor_subtype_id: int
    description: str


class DmercRegion(NamedTuple):
    """A region of durable medical equipment; any description may be empty."""

    region_id: int
    description: str
    psc_description: str
    mac_description: str
    super_mac_description: str


class Region(NamedTuple):
    """A region of CMS."""

    region_id: int
    description: str


class State(NamedTuple):
    """A state, or a part of one that a contractor may have."""

    state_id: int
    state_abbrev: str
    description: str


class StateRegion(NamedTuple):
    """The region of a state."""

    state_id: int
    region_id: int


class UpdatePeriod(NamedTuple):
    """A period of the database; the end of the last one is how new the export is.

    The dictionary calls the last column `end_date`, the file `dis_end_date`.
    """

    period_id: int
    begin_date: datetime
    dis_end_date: datetime


TABLES = (
    Table("contractor", Contractor, "contractor_id contractor_type_id contractor_version"),
    Table(
        "contractor_jurisdiction",
        ContractorJurisdiction,
        "contractor_id contractor_type_id contractor_version state_id",
    ),
    Table(
        "contractor_oversight",
        ContractorOversight,
        "contractor_id contractor_type_id contractor_version region_id",
    ),
    Table("contractor_type_lookup", ContractorType, "contractor_type_id"),
    Table("contractor_subtype_lookup", ContractorSubtype, "contractor_subtype_id"),
    Table("dmerc_region_lookup", DmercRegion, "region_id"),
    Table("region_lookup", Region, "region_id"),
    Table("state_lookup", State, "state_id"),
    Table("state_x_region", StateRegion, "state_id"),
    Table("update_period", UpdatePeriod, "period_id"),
)
