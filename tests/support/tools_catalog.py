"""A catalog with a little of everything that the tools read, served over real gRPC."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Engine

from services.catalog.app import build
from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Note
from services.catalog.readers.gems import Gem
from services.catalog.readers.gpci import Gpci
from services.catalog.readers.zip_localities import ZipLocality
from services.catalog.settings import CatalogSettings
from services.catalog.store import Importer, migrate, open_engine
from services.runtime.server import GrpcProcess
from tests.support.clock import FakeClock
from tests.support.editions import SYSTEM, code, edition, facts, file, node
from tests.support.published import edit, limit, publish, relative_value

START = date(2026, 4, 1)
DAY = "2026-05-01"


@contextmanager
def running_catalog(folder: Path) -> Iterator[str]:
    """Fill a database and serve it; yield the address."""
    url = f"sqlite:///{folder / 'catalog.db'}"
    engine = open_engine(url, 1)
    migrate(engine)
    _fill(engine)
    engine.dispose()
    settings = CatalogSettings.model_validate(
        {"database_url": url, "port": 0, "metrics_port": 0, "drain_seconds": 0}
    )
    process = GrpcProcess(build(settings, FakeClock()))
    process.start()
    try:
        yield f"127.0.0.1:{process.port}"
    finally:
        process.stop()


def _fill(engine: Engine) -> None:
    books = Importer(engine, FakeClock())
    excludes = Note(NoteKind.EXCLUDES1, "other kind (E10.-)")
    diagnoses = (
        node("E11", kind=NodeKind.CATEGORY, notes=(excludes,)),
        code("E11.9", "E11"),
        code("E10.9", ""),
    )
    services = tuple(code(one, "") for one in ("A0000", "B0000", "C0000"))
    for system, entries in ((SYSTEM, diagnoses), ("hcpcs", services)):
        content = file(system)
        books.import_edition(facts(START, system), content, edition(entries), lambda *_: None)
    publish(engine, "ptp-practitioner", START, edit("A0000", "B0000"))
    publish(engine, "mue-practitioner", START, limit("A0000", 2, "2"))
    row = relative_value(
        "A0000",
        facility_na="",
        nonfacility_na="",
        bilateral_surgery="1",
        nonfacility_practice_expense=Decimal(1),
        conversion_factor=Decimal(10),
    )
    publish(engine, "physician-fee-schedule", START, row, relative_value("00100", status="J"))
    one = Decimal(1)
    here = Gpci("11111", "AA", "05", "HERE & THERE", "", Decimal("1.5"), None, one, one)
    publish(engine, "gpci", START, here, here._replace(mac="22222", state="BB"))
    zip_code = ZipLocality("AA", "10001", "11111", "05", "", "Z9", "", False, "", 2026, 2)
    publish(engine, "zip-localities", START, zip_code)
    publish(
        engine,
        "gem-icd-9-cm",
        START,
        Gem("25000", "E119", True, False, 0, 0),
        Gem("96500", "E119", True, True, 1, 1),
        Gem("96500", "E109", True, True, 1, 2),
        Gem("V9999", None, True, False, 0, 0),
    )
