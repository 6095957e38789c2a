"""Where the publishers' current files are; docs/data-sources.md has the same table.

An address has the edition in it: `{year}`, `{yy}`, `{q}` and `{month}` of the edition's first day,
`{fy}` of its fiscal year, `{letter}` of a release of the fee schedule and `{version}` of NCCI.
None of them can be reached from where this was written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.calendar import Calendar, begins

_ZIP = "https://www.cms.gov/files/zip/"
_PAGES = "https://www.cms.gov/medicare/"
_EXPORTS = "https://downloads.cms.gov/medicare-coverage-database/downloads/exports/"
_NCCI_PAGE = f"{_PAGES}coding-billing/national-correct-coding-initiative-ncci-edits"
_HCPCS_PAGE = f"{_PAGES}coding-billing/healthcare-common-procedure-system/quarterly-update"
_ICD_PAGE = f"{_PAGES}coding-billing/icd-10-codes"
_FEES_PAGE = f"{_PAGES}payment/fee-schedules/physician/pfs-relative-value-files"
_IPPS_PAGE = f"{_PAGES}payment/prospective-payment-systems/acute-inpatient-pps"
_COVERAGE_PAGE = "https://www.cms.gov/medicare-coverage-database/downloads/downloads.aspx"


@dataclass(frozen=True)
class Source:
    """What a publisher gives away together.

    `kinds` are what is in it; `page` is where people find it when `addresses` have changed.
    `licensed` is true where the publisher shows the AMA's licence before the download.
    """

    name: str
    kinds: tuple[str, ...]
    calendar: Calendar
    page: str
    addresses: tuple[str, ...]
    licensed: bool = False

    def current(self, day: date) -> Iterator[str]:
        """Yield the addresses of the edition that is in force on a day."""
        first = begins(self.calendar, day) or day
        for address in self.addresses:
            yield address.format(**_words(first))


def _words(first: date) -> dict[str, str]:
    quarter = (first.month - 1) // 3
    return {
        "year": f"{first.year}",
        "yy": f"{first.year % 100:02}",
        "q": f"{quarter + 1}",
        "mm": f"{first.month:02}",
        "month": first.strftime("%B").lower(),
        "fy": f"{first.year + (first.month >= 10)}",
        "update": "april-1-" if first.month == 4 else "",
        "letter": "abcd"[quarter],
        # Version 32.0 is of the first quarter of 2026.
        "version": f"{(first.year - 1994) * 10 + quarter}",
    }


def _source(
    name: str, kinds: str, calendar: Calendar, page: str, *addresses: str, licensed: bool = False
) -> Source:
    return Source(name, tuple(kinds.split()), calendar, page, addresses, licensed)


def _ncci(file: str) -> tuple[str, ...]:
    begin = f"{_ZIP}medicare-ncci-{{year}}q{{q}}-{file}-v{{version}}r0-f"
    return tuple(f"{begin}{part}.zip" for part in "1234")


def _mue(setting: str) -> str:
    return f"{_ZIP}medicare-ncci-{{year}}-q{{q}}-{setting}-services-mue-table.zip"


SOURCES: Sequence[Source] = (
    _source(
        "hcpcs",
        "hcpcs hcpcs-processing-notes hcpcs-noc",
        Calendar.QUARTERS,
        _HCPCS_PAGE,
        f"{_ZIP}{{month}}-{{year}}-alpha-numeric-hcpcs-file.zip",
    ),
    _source(
        "icd-10-cm",
        "icd-10-cm-tabular icd-10-cm-index icd-10-cm-external-cause-index icd-10-cm-drugs "
        "icd-10-cm-neoplasms",
        Calendar.HALF_YEARS,
        _ICD_PAGE,
        f"{_ZIP}{{update}}{{fy}}-code-tables-tabular-and-index.zip",
    ),
    _source(
        "icd-10-cm-order",
        "icd-10-cm-order icd-10-cm-order-addenda",
        Calendar.HALF_YEARS,
        _ICD_PAGE,
        f"{_ZIP}{{update}}{{fy}}-code-descriptions-tabular-order.zip",
    ),
    _source(
        "icd-10-cm-conversion",
        "icd-10-cm-conversion",
        Calendar.FISCAL_YEARS,
        _ICD_PAGE,
        f"{_ZIP}{{fy}}-conversion-table.zip",
    ),
    _source(
        "poa-exempt",
        "poa-exempt",
        Calendar.FISCAL_YEARS,
        _ICD_PAGE,
        f"{_ZIP}{{fy}}-poa-exempt-codes.zip",
    ),
    _source(
        "icd-10-pcs",
        "icd-10-pcs-order icd-10-pcs-order-addenda icd-10-pcs-tables icd-10-pcs-index "
        "icd-10-pcs-definitions",
        Calendar.FISCAL_YEARS,
        _ICD_PAGE,
        f"{_ZIP}{{fy}}-icd-10-pcs-order-file-long-and-abbreviated-titles.zip",
        f"{_ZIP}{{fy}}-icd-10-pcs-code-tables-and-index.zip",
    ),
    _source(
        "gems",
        "gem-icd-9-cm gem-icd-10-cm",
        Calendar.FROZEN,
        _ICD_PAGE,
        f"{_PAGES}coding/icd10/downloads/2018-icd-10-cm-general-equivalence-mappings.zip",
    ),
    _source(
        "fees",
        "physician-fee-schedule gpci anesthesia-conversion-factors locality-counties opps-caps",
        Calendar.QUARTERS,
        _FEES_PAGE,
        f"{_ZIP}rvu{{yy}}{{letter}}.zip",
        licensed=True,
    ),
    _source(
        "zip-localities",
        "zip-localities",
        Calendar.QUARTERS,
        f"{_PAGES}payment/fee-schedules",
        f"{_ZIP}zip-code-carrier-locality-file.zip",
    ),
    _source(
        "ptp-practitioner",
        "ptp-practitioner",
        Calendar.QUARTERS,
        f"{_NCCI_PAGE}/medicare-ncci-procedure-procedure-ptp-edits",
        *_ncci("practitioner-ptp-edits-ccipra"),
        licensed=True,
    ),
    _source(
        "ptp-hospital",
        "ptp-hospital",
        Calendar.QUARTERS,
        f"{_NCCI_PAGE}/medicare-ncci-procedure-procedure-ptp-edits",
        *_ncci("hospital-ptp-edits-ccioph"),
        licensed=True,
    ),
    _source(
        "mue",
        "mue-practitioner mue-outpatient-hospital mue-dme",
        Calendar.QUARTERS,
        f"{_NCCI_PAGE}/medicare-ncci-medically-unlikely-edits",
        _mue("practitioner"),
        _mue("facility-outpatient-hospital"),
        _mue("dme-supplier"),
        licensed=True,
    ),
    _source(
        "add-on-codes",
        "add-on-codes",
        Calendar.QUARTERS,
        f"{_NCCI_PAGE}/medicare-ncci-add-code-edits",
        f"{_ZIP}add-code-edits-medicare-effective-{{mm}}01{{year}}.zip",
        licensed=True,
    ),
    _source(
        "drg",
        "drg-weights mcc-list cc-list cc-exclusions",
        Calendar.FISCAL_YEARS,
        _IPPS_PAGE,
        f"{_ZIP}fy{{fy}}-ipps-fr-table-5.zip",
        f"{_ZIP}fy{{fy}}-ipps-fr-tables-6a-6k-and-tables-6p1a-6p4d.zip",
    ),
    _source(
        "opps",
        "opps-addendum-b",
        Calendar.QUARTERS,
        f"{_PAGES}payment/prospective-payment-systems/hospital-outpatient-pps",
        f"{_ZIP}{{month}}-{{year}}-opps-addendum-b.zip",
        licensed=True,
    ),
    _source(
        "lcd",
        "coverage-lcd",
        Calendar.WEEKS,
        _COVERAGE_PAGE,
        f"{_EXPORTS}current_lcd.zip",
        licensed=True,
    ),
    _source(
        "article",
        "coverage-article",
        Calendar.WEEKS,
        _COVERAGE_PAGE,
        f"{_EXPORTS}current_article.zip",
        licensed=True,
    ),
    _source("ncd", "coverage-ncd-trkg", Calendar.WEEKS, _COVERAGE_PAGE, f"{_EXPORTS}ncd.zip"),
)


def chosen(names: Sequence[str]) -> list[Source]:
    """Return the sources of these names or kinds, all if none is named; raises UnknownNameError."""
    for name in names:
        if not any(name == source.name or name in source.kinds for source in SOURCES):
            raise UnknownNameError(name)
    wanted = set(names)
    return [one for one in SOURCES if not wanted or one.name in wanted or wanted & {*one.kinds}]


class UnknownNameError(Exception):
    """Codebook knows no address of this."""

    def __init__(self, name: str) -> None:
        known = ", ".join(source.name for source in SOURCES)
        super().__init__(f"Nothing is known by the name {name} that could be fetched: {known}.")
