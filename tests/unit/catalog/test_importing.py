import hashlib
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from services.catalog.domain.difference import ImportCounts
from services.catalog.files.archives import Archives
from services.catalog.files.planning import Plan, Stated, plan
from services.catalog.importing import import_files
from services.catalog.importing_terminal import ImportTerminal
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.table import Claim
from services.catalog.store.importing import SourceFile
from tests.support.archives import ANESTHESIA, MUE, MUE_NAME, gzipped, written, zipped


class MemoryTables:
    """Keeps the files that it has been given, whole or not at all."""

    def __init__(self) -> None:
        self.files: dict[tuple[Claim, str], list[Any]] = {}
        self.names: list[str] = []
        self.licences: list[str] = []

    def import_table(
        self,
        claim: Claim,
        file: SourceFile,
        records: Iterable[Any],
        licence: str,
        progress: Callable[[int], None],
        *,
        dry_run: bool = False,
    ) -> ImportCounts | None:
        if (claim, file.sha256) in self.files:
            return None
        rows = []
        for record in records:
            rows.append(record)
            progress(len(rows))
        if not dry_run:
            self.files[claim, file.sha256] = rows
            self.names.append(file.name)
            self.licences.append(licence)
        return ImportCounts(added=len(rows), changed=0, unchanged=0, ended=1)


def run(tables: MemoryTables, *paths: Path, dry_run: bool = False, terminal: bool = False) -> str:
    """Import the paths; return what was shown, all blanks as one."""
    shown = StringIO()
    console = Console(file=shown, width=150, force_terminal=terminal, color_system=None)
    try:
        with Archives() as archives, ImportTerminal(console, dry_run=dry_run) as reporter:
            planned: Plan = plan(archives, paths, Stated())
            reporter.planned(planned)
            import_files(tables, planned.items, reporter, dry_run=dry_run)
    finally:
        text = " ".join(shown.getvalue().split())
    return text


def test_every_record_is_handed_on_with_where_it_stands(tmp_path: Path) -> None:
    tables = MemoryTables()

    run(tables, written(tmp_path, MUE_NAME, MUE))

    (records,) = tables.files.values()
    assert [(record.where, record.value.hcpcs) for record in records] == [
        ("line 4", "A0001"),
        ("line 5", "A0002"),
    ]


def test_what_is_told_of_a_file(tmp_path: Path) -> None:
    tables = MemoryTables()
    archive = written(tmp_path, "q2.zip", zipped({MUE_NAME: MUE, "readme.txt": b"hello"}))

    shown = run(tables, archive)

    assert (
        "q2.zip/MUE_Eff_04-01-2026.csv: mue-practitioner (mue-practitioner, csv), edition 2026 Q2, "
        "in force from 2026-04-01." in shown
    )
    assert "q2.zip/readme.txt: passed over, a note to the reader." in shown
    assert "file ┃ rows read ┃ added ┃ changed ┃ unchanged ┃ ended" in shown
    assert "q2.zip/MUE_Eff_04-01-2026.csv │ 2 │ 2 │ 0 │ 0 │ 1" in shown


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    shown = run(MemoryTables(), written(tmp_path, MUE_NAME, MUE), terminal=True)

    assert "rows" in shown.replace("rows read", "")


def test_a_file_is_the_same_however_it_is_packed(tmp_path: Path) -> None:
    tables = MemoryTables()
    run(tables, written(tmp_path, MUE_NAME, MUE))

    shown = run(
        tables,
        written(tmp_path, f"{MUE_NAME}.gz", gzipped(MUE)),
        written(tmp_path, "q2.zip", zipped({MUE_NAME: MUE})),
    )

    assert shown.count("in already") == 2
    assert tables.names == [MUE_NAME]
    assert [sha256 for _, sha256 in tables.files] == [hashlib.sha256(MUE).hexdigest()]


def test_a_dry_run_says_that_it_is_one(tmp_path: Path) -> None:
    tables = MemoryTables()

    shown = run(tables, written(tmp_path, MUE_NAME, MUE), dry_run=True)

    assert "Nothing was changed: a dry run" in shown
    assert not tables.files


def test_the_files_before_a_fault_are_in_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = MemoryTables()
    good = written(tmp_path, "ANES2026.csv", ANESTHESIA)
    bad = written(tmp_path, MUE_NAME, MUE.replace(b"A0002,0", b"A0002,many"))
    console = Console(width=150)

    with (
        pytest.raises(FileFaultError) as raised,
        Archives() as archives,
        ImportTerminal(console, dry_run=False) as reporter,
    ):
        import_files(tables, plan(archives, [good, bad], Stated()).items, reporter, dry_run=False)

    assert str(raised.value) == f"{MUE_NAME}, line 5, MUE value: not a whole number (many)"
    assert tables.names == ["ANES2026.csv"]
    assert tables.licences == ["Public domain"]
    assert "ANES2026.csv │" in capsys.readouterr().out


def test_a_damaged_archive_is_found_out_before_anything_is_written(tmp_path: Path) -> None:
    tables = MemoryTables()
    whole = gzipped(MUE)

    with pytest.raises(FileFaultError):
        run(tables, written(tmp_path, f"{MUE_NAME}.gz", whole[:-4] + b"\0\0\0\0"))

    assert not tables.files
