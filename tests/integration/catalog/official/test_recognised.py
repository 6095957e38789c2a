"""Every official file is recognised, as one format, from its content."""

from datetime import date
from pathlib import Path

import pytest

from services.catalog.files.archives import Archives
from services.catalog.files.planning import Recognised, Stated, plan
from services.catalog.readers.fault import FileFaultError
from tests.support.members import official

pytestmark = pytest.mark.official_files

EDITIONS = {
    "gems": {"2018"},
    "hcpcs": {"2019", "2023 January", "2025 October"},
    "icd10cm": {"2026", "2026 April", "2017"},
    "icd10pcs": {"2025", "2026"},
    "msdrg": {"FY 2026"},
    "mue": {"2026 Q2"},
    "ncci": {"2026 Q2", "2026 Q3"},
    "opps": {"2026 April"},
}
# They lie beside the files that are data.
COMPANIONS = ("layout.txt", "lyout.txt", ".pdf", "readme_first.txt")


def planned(folder: Path, stated: Stated) -> list[Recognised]:
    with Archives() as archives:
        found = plan(archives, [folder], stated)
    for one in found.passed_over:
        assert one.name.endswith(COMPANIONS) or one.reason.startswith("another form of")
    return list(found.items)


@pytest.mark.parametrize("name", EDITIONS)
def test_a_folder_is_recognised_with_its_editions(name: str) -> None:
    items = planned(official(name), Stated())

    assert {item.claim.edition for item in items} == EDITIONS[name]
    assert all(item.claim.kind in item.known.kinds for item in items)


# The coverage database names neither edition nor day; the caps name no year.
@pytest.mark.parametrize(("name", "files"), [("coverage", 56), ("rvu", 6)])
def test_what_is_silent_on_its_edition_asks_for_it(name: str, files: int) -> None:
    folder = official(name)
    with pytest.raises(FileFaultError, match="give --edition and --effective-from"):
        planned(folder, Stated())

    stated = Stated(edition="2026 January", effective_from=date(2026, 1, 1))
    assert len(planned(folder, stated)) == files
