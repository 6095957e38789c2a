"""The facts of several hundred codes beside straight readings of the official files.

The readings use the csv module and positions alone: nothing of the readers or of the store.
"""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from itertools import islice

import pytest
from rich.console import Console
from sqlalchemy import Engine

from services.catalog.domain.facts.crosswalks import crosswalks
from services.catalog.domain.facts.diagnoses import diagnosis_severity, poa_exemption
from services.catalog.domain.facts.edits import edits_asked, list_edits
from services.catalog.domain.facts.fees import fees, outpatient_payment
from services.catalog.domain.facts.hcpcs import hcpcs_attributes
from services.catalog.domain.facts.kinds import EditSide, Setting
from services.catalog.domain.facts.limits import unit_limits
from services.catalog.files.planning import Stated
from services.catalog.filling import import_published, migrate_database
from services.catalog.importing_arguments import ImportRequest
from services.catalog.readers.gems import Gem
from services.catalog.settings import CatalogSettings
from services.catalog.store import SqlSnapshots, open_engine
from services.catalog.store.tables.reading import PublishedTables
from tests.support.catalog import official_file
from tests.support.clock import FakeClock

pytestmark = pytest.mark.official_files

# All the editions below are in force on it.
DAY = date(2026, 6, 15)
SOME = 300
EDITS = 40_000
MUE = "mue/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"
FEES = "rvu/PPRRVU2025_Oct.csv"
PAYMENTS = "opps/addendum_b_2026-04_derived.csv"
HCPCS = "hcpcs/HCPC2023_JAN_ANWEB_v3.csv"
TO_9, TO_10 = "gems/2018_I10gem.txt", "gems/2018_I9gem.txt"
EXEMPT = "icd10cm/POAexemptCodesFY26.txt"
MCC, CC = "msdrg/FY2026_Table6I_mcc_list.txt", "msdrg/FY2026_Table6J_cc_list.txt"
PAIRS = "ncci/ccipra-2026q2-derived.txt.gz"
ALL = (MUE, FEES, PAYMENTS, HCPCS, TO_9, TO_10, EXEMPT, MCC, CC)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Yield a catalog with these files, and the first of the edits."""
    folder = tmp_path_factory.mktemp("official")
    settings = CatalogSettings(database_url=f"sqlite:///{folder / 'catalog.db'}")
    part = folder / "ccipra-2026q2-part.txt"
    with gzip.open(official_file(PAIRS), "rb") as whole, part.open("wb") as begin:
        begin.writelines(islice(whole, EDITS))
    request = ImportRequest([*map(official_file, ALL), part], Stated(), dry_run=False)
    migrate_database(settings)
    import_published(settings, FakeClock(), Console(file=StringIO()), request)
    made = open_engine(settings.database_url, 1)
    yield made
    made.dispose()


@pytest.fixture
def tables(engine: Engine) -> Iterator[PublishedTables]:
    with SqlSnapshots(engine).snapshot() as snapshot:
        yield snapshot.tables


def rows(name: str, encoding: str = "cp1252", delimiter: str = ",") -> list[list[str]]:
    with official_file(name).open(encoding=encoding, newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter))


def some(codes: Sequence[str] | Mapping[str, object]) -> list[str]:
    """Return the same few hundred of many codes in every run."""
    return random.Random(62329).sample(sorted(codes), SOME)  # noqa: S311 - a sample, no secret


def test_limits(tables: PublishedTables) -> None:
    published = {row[0].strip(): row for row in rows(MUE)[2:]}
    for code in some(published):
        (found,) = unit_limits(tables, code, DAY)
        _, units, indicator, rationale = (cell.strip() for cell in published[code])
        limit = found.limit.record
        assert (limit.units, limit.rationale) == (int(units), rationale)
        assert limit.adjudication_indicator == indicator[0]


def test_fees(tables: PublishedTables) -> None:
    published: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows(FEES)[10:]:
        if row[0]:
            published[row[0]].append(row)
    for code in some(published):
        expected = sorted(published[code], key=lambda row: row[1])
        for held, row in zip(fees(tables, code, DAY), expected, strict=True):
            line = held.record
            assert (line.modifier, line.status, line.global_days) == (row[1], row[3], row[14])
            numbers = (line.work, line.nonfacility_total, line.facility_total)
            assert [format(one, ".2f") for one in numbers] == [row[5], row[11], row[12]]
            assert (line.bilateral_surgery, line.pc_tc) == (row[19], row[13])


def test_outpatient_payment(tables: PublishedTables) -> None:
    # This copy has the columns code, descriptor, status, rate.
    published = {line[0].strip()[:5]: line for line in rows(PAYMENTS, "utf-8")[1:]}
    for code in some(published):
        found = outpatient_payment(tables, code, DAY)
        assert found is not None
        assert found.record.status_indicator == published[code][2].strip()
        amount = published[code][3].strip().lstrip("$").replace(",", "").strip(" .")
        assert (found.record.payment_rate is None) is (amount == "")
        if found.record.payment_rate is not None:
            assert float(found.record.payment_rate) == pytest.approx(float(amount))


def test_attributes(tables: PublishedTables) -> None:
    header, *lines = rows(HCPCS)
    columns = {name.strip(): number for number, name in enumerate(header)}
    published = {line[0].strip(): line for line in lines if line[columns["RECID"]].strip() == "3"}
    for code in some(published):
        found = hcpcs_attributes(tables, "hcpcs", code, DAY)
        assert found is not None
        record, line = found.held.record, published[code]
        assert record.betos == line[columns["BETOS"]].strip()
        assert record.coverage == line[columns["COV"]].strip()
        assert f"{record.added:%Y%m%d}" == line[columns["ADD DT"]].strip()
        terminated = record.terminated
        assert (f"{terminated:%Y%m%d}" if terminated else "") == line[columns["TERM DT"]].strip()


def test_equivalences(tables: PublishedTables) -> None:
    there, back = defaultdict(list), defaultdict(list)
    for line in official_file(TO_9).read_text("ascii").splitlines():
        there[line[:7].strip()].append((line[8:13].strip(), line[14:19]))
    for line in official_file(TO_10).read_text("ascii").splitlines():
        back[line[6:13].strip()].append((line[:5].strip(), line[14:19]))
    for code in some(there):
        found = crosswalks(tables, "icd-10-cm", code, DAY)
        assert sorted(
            (gem.record.target or "NoDx", _flags(gem.record)) for gem in found.to_icd_9_cm
        ) == sorted(there[code])
        assert sorted(
            (gem.record.source, _flags(gem.record)) for gem in found.from_icd_9_cm
        ) == sorted(back.get(code, []))


def _flags(gem: Gem) -> str:
    parts = (gem.approximate, gem.target is None, gem.combination, gem.scenario, gem.choice_list)
    return "".join(str(int(part)) for part in parts)


def test_severity_and_exemption(tables: PublishedTables) -> None:
    levels = {
        line.split("\t")[0].strip(): level
        for name, level in ((CC, "CC"), (MCC, "MCC"))
        for line in official_file(name).read_text("cp1252").splitlines()[2:]
        if "\t" in line
    }
    exempt = {row[1].strip() for row in rows(EXEMPT, "utf-8-sig", "\t")[1:]}
    for printed in [*some(levels), *some(sorted(exempt))]:
        compact = printed.replace(".", "")
        severity = diagnosis_severity(tables, compact, DAY)
        assert severity is not None
        assert severity.severity.name == levels.get(printed, "NONE")
        found = poa_exemption(tables, compact, DAY)
        assert found is not None
        assert found.exempt is (printed in exempt)


def test_edits(tables: PublishedTables) -> None:
    partners: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    with gzip.open(official_file(PAIRS), "rt") as whole:
        for line in islice(whole, 6, EDITS):
            one, two, _, _, _, indicator, _ = line.split("\t")
            # 9 is for edits that never applied.
            if indicator != "9":
                partners[one][0].add(two)
                partners[two][1].add(one)
    for code in some(partners):
        asked = edits_asked(tables, Setting.PRACTITIONER, code, DAY)
        for side, expected in zip(EditSide, partners[code], strict=True):
            found: list[str] = []
            token = ""
            while True:
                page = list_edits(tables, asked, [side], size=400, token=token)
                found += [(one.column_2, one.column_1)[side - 1] for one in page.edits]
                token = page.next_page_token
                if not token:
                    break
            assert found == sorted(expected)
            assert page.total_count == len(expected)
