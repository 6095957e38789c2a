"""The FY2026 addenda against a plain slicing of their lines, and against the order files."""

import pytest

from services.catalog.readers import icd10_order
from services.catalog.readers.icd10_addenda import FORMATS
from services.catalog.readers.table import Format
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files
CM = "icd10cm/icd10cm_order_addenda_2026.txt", "icd10cm/icd10cm_order_2026.txt"
PCS = "icd10pcs/icd10pcs_order_addenda_2026.txt", "icd10pcs/icd10pcs_order_2026.txt"


@pytest.mark.parametrize(
    ("form", "name", "flagged", "counts"),
    [
        (FORMATS[0], CM[0], True, {"add": 630, "delete": 28, "revise": 45}),
        (FORMATS[1], PCS[0], False, {"add": 160, "delete": 27, "revise": 1}),
    ],
)
def test_every_field_of_every_record(
    form: Format, name: str, *, flagged: bool, counts: dict[str, int]
) -> None:
    path = official(name)
    plain = []
    former: tuple[str, str] | None = None
    for line in path.read_text(encoding="ascii").split("\n"):
        action, colon, rest = line.partition(":")
        if not colon:
            break
        body = rest.lstrip()[2:] if flagged else rest.lstrip()
        code, titles = body[:7].strip(), (body[8:68].strip(), body[69:].strip())
        billable = rest.lstrip()[0] == "1" if flagged else len(code) == 7
        if action == "Revise from":
            former = titles
            continue
        plain.append((action.split()[0].lower(), code, billable, *titles, former))
        former = None
    read = [record.value for record in form.read(on_disk(path))]
    assert {action: sum(r.action == action for r in read) for action in counts} == counts
    assert [tuple(record) for record in read] == plain


@pytest.mark.parametrize("system", [0, 1])
def test_what_is_added_or_revised_stands_so_in_the_order_file(system: int) -> None:
    addenda, order = (official(name) for name in (CM, PCS)[system])
    listed = {r.value.code: r.value for r in icd10_order.FORMATS[system].read(on_disk(order))}
    changes = [record.value for record in FORMATS[system].read(on_disk(addenda))]
    current = {change.code: change for change in changes if change.action != "delete"}
    for code, change in current.items():
        assert tuple(listed[code])[1:] == (
            code,
            change.billable,
            change.short_title,
            change.long_title,
        )
    gone = {change.code for change in changes if change.action == "delete"} - set(current)
    assert not gone & set(listed)
