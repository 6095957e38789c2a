"""What leads to a code is found by it: cells of index tables, targets of mappings, collections."""

from alembic import op

revision = "0005"
down_revision = "0004"

_SEARCHED = {
    "icd10cm_drug": "accidental self_harm assault undetermined adverse_effect underdosing",
    "icd10cm_neoplasm": "primary secondary in_situ benign uncertain unspecified",
    "icd10pcs_index": "codes",
    "gem_icd9cm": "target",
    "gem_icd10cm": "target",
    "excludable_complication": "collection",
}


def upgrade() -> None:
    for table, columns in _SEARCHED.items():
        for column in columns.split():
            op.create_index(f"{table}_by_{column}", table, [column])
