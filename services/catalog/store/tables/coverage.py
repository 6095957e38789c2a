"""The tables of the Medicare coverage database, with the keys that its own dictionaries name."""

from services.catalog.readers.coverage.columns import Table
from services.catalog.readers.coverage.export import TABLES
from services.catalog.store.tables.record_table import RecordTable

# Tables for which the dictionaries name no key that holds.
_OWN_KEYS = {
    "article_x_icd10_covered": "article_id article_version icd10_code_id icd10_covered_group",
    "article_x_icd10_noncovered": "article_id article_version icd10_code_id icd10_noncovered_group",
}
# What documents are looked up by, besides their own numbers.
_SEARCHED = ("hcpc_code_id", "icd10_code_id", "icd10_pcs_code_id", "r_lcd_id", "r_ncd_id")


def _table(table: Table) -> RecordTable:
    key = table.key or _OWN_KEYS[table.name]
    return RecordTable(
        f"coverage_{table.name}",
        table.record,
        tuple(key.split()),
        repeats=not table.key,
        searched=tuple((name,) for name in _SEARCHED if name in table.record._fields),
    )


COVERAGE = {f"coverage-{table.name.replace('_', '-')}": (_table(table),) for table in TABLES}
