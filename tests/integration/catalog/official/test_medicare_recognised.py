"""Each of the Medicare formats claims its own official files, and none of all the others."""

import pytest

from services.catalog.readers import (
    add_on_codes,
    anesthesia,
    cc_exclusions,
    cc_lists,
    drg_list,
    drg_weights,
    gpci,
    locality_counties,
    mue,
    ncci_ptp,
    opps_addendum_b,
    opps_caps,
    pprrvu_csv,
    pprrvu_fixed,
    zip_localities,
)
from services.catalog.readers.table import Format
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files

FORMATS: tuple[Format, ...] = (
    *add_on_codes.FORMATS,
    *anesthesia.FORMATS,
    cc_exclusions.FORMAT,
    *cc_lists.FORMATS,
    drg_list.FORMAT,
    drg_weights.FORMAT,
    *gpci.FORMATS,
    locality_counties.FORMAT,
    *mue.FORMATS,
    *ncci_ptp.FORMATS,
    opps_addendum_b.FORMAT,
    opps_caps.FORMAT,
    pprrvu_csv.FORMAT,
    pprrvu_fixed.FORMAT,
    zip_localities.FORMAT,
)
CLAIMS = {
    "25LOCCO.csv": ("locality-counties", "2025"),
    "ANES2025.csv": ("anesthesia-conversion-factors", "2025"),
    "FY2026_FR_Table5_drg_weights.txt": ("drg-weights", "FY 2026"),
    "FY2026_Table6I_mcc_list.txt": ("mcc-list", "FY 2026"),
    "FY2026_Table6J_cc_list.txt": ("cc-list", "FY 2026"),
    "FY2026_Table6K_cc_exclusions.txt.gz": ("cc-exclusions", "FY 2026"),
    "GPCI2025.csv": ("gpci", "2025"),
    "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv": ("mue-practitioner", "2026 Q2"),
    "MCR_MUE_PractitionerServices_Eff_04-01-2026.xlsx": ("mue-practitioner", "2026 Q2"),
    "OPPSCAP_Oct.csv": ("opps-caps", ""),
    "PPRRVU2025_Oct.csv": ("physician-fee-schedule", "2025 October"),
    "PPRRVU2025_Oct.txt": ("physician-fee-schedule", "2025 October"),
    "ZIP5_OCT2025.txt": ("zip-localities", "2025 Q4"),
    "addendum_b_2026-04_derived.csv": ("opps-addendum-b", "2026 April"),
    "ccipra-2026q2-derived.txt.gz": ("ptp-practitioner", "2026 Q2"),
    "ccipra-v322r0-f1.slice.txt": ("ptp-practitioner", "2026 Q3"),
}


def test_each_official_file_is_claimed_by_its_own_format_alone() -> None:
    folder = official("README.md").parent
    found = {}
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        claims = [claim for form in FORMATS if (claim := form.recognise(on_disk(path)))]
        assert len(claims) <= 1, path
        if claims:
            found[path.name] = (claims[0].kind, claims[0].edition)
    assert found == CLAIMS
