"""The 2018 equivalence mappings against a plain slicing of their lines."""

import pytest

from services.catalog.readers.gems import FORMATS
from services.catalog.readers.table import Format
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files


@pytest.mark.parametrize(
    ("form", "name", "rows"),
    [
        (FORMATS[0], "gems/2018_I9gem.txt", 24_860),
        (FORMATS[1], "gems/2018_I10gem.txt", 81_593),
    ],
)
def test_every_field_of_every_record(form: Format, name: str, rows: int) -> None:
    path = official(name)
    plain = []
    for line in path.read_text(encoding="ascii").split("\n")[:-1]:
        source, target, flags = line.split()
        approximate, no_map, combination, scenario, choice_list = (int(flag) for flag in flags)
        mapped = None if no_map else target
        assert (target == "NoDx") == (no_map == 1)
        plain.append((source, mapped, approximate == 1, combination == 1, scenario, choice_list))
    claims = [one.recognise(on_disk(path)) is not None for one in FORMATS]
    assert claims == [one is form for one in FORMATS]
    read = [tuple(record.value) for record in form.read(on_disk(path))]
    assert len(read) == rows
    assert read == plain


def test_one_target_is_published_in_lower_case() -> None:
    read = [r.value for r in FORMATS[1].read(on_disk(official("gems/2018_I10gem.txt")))]
    lower = [(r.source, r.target) for r in read if r.target and r.target != r.target.upper()]
    assert lower == [("T8853XD", "v5889")]
