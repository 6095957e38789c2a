import struct
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.files.archives import Archives
from services.catalog.files.limits import Limits
from services.catalog.readers.fault import FileFaultError
from tests.support.archives import encrypted, gzipped, written, zipped
from tests.support.members import damaged
from tests.support.workbooks import workbook

TEXT = b"one\r\ntwo\r\n"


def read(path: Path, limits: Limits | None = None) -> dict[str, bytes]:
    """Return the content of every file at a path, each read twice."""
    contents = {}
    with Archives(limits) as archives:
        for found in archives.found(path):
            with found.member.open() as stream:
                begin = stream.read(2)
            with found.member.open() as stream:
                contents[found.member.name] = stream.read()
            assert contents[found.member.name][:2] == begin
    return contents


def fault(path: Path, limits: Limits | None = None) -> FileFaultError:
    with pytest.raises(FileFaultError) as raised:
        read(path, limits)
    return raised.value


@pytest.mark.parametrize(
    ("name", "data", "inside"),
    [
        ("lcd.csv", TEXT, "lcd.csv"),
        ("lcd.csv.gz", gzipped(TEXT), "lcd.csv.gz"),
        ("a.zip", zipped({"lcd.csv": TEXT}), "a.zip/lcd.csv"),
        ("a.zip", zipped({"b/lcd.csv": TEXT}), "a.zip/b/lcd.csv"),
        ("a.zip", zipped({"b.zip": zipped({"lcd.csv": TEXT})}), "a.zip/b.zip/lcd.csv"),
        ("a.zip", zipped({"lcd.csv.gz": gzipped(TEXT)}), "a.zip/lcd.csv.gz"),
        ("a.zip.gz", gzipped(zipped({"lcd.csv": TEXT})), "a.zip.gz/lcd.csv"),
    ],
    ids=count(),
)
def test_a_file_is_found_however_it_is_packed(
    tmp_path: Path, name: str, data: bytes, inside: str
) -> None:
    assert read(written(tmp_path, name, data)) == {inside: TEXT}


def test_an_archive_is_told_by_its_content(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", zipped({"x": TEXT}))) == {"a.txt/x": TEXT}
    assert read(written(tmp_path, "b.zip", TEXT)) == {"b.zip": TEXT}


def test_a_folder_is_all_that_lies_in_it_in_order(tmp_path: Path) -> None:
    written(tmp_path, "data/b.txt", TEXT)
    written(tmp_path, "data/a/c.zip", zipped({"d.txt": TEXT}))
    (tmp_path / "data" / "round").symlink_to(tmp_path)

    assert list(read(tmp_path / "data")) == ["data/a/c.zip/d.txt", "data/b.txt"]


def test_only_what_the_operator_wrote_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "data/a.gz", gzipped(TEXT))
    archive = written(tmp_path, "b.zip", zipped({"c": TEXT}))

    with Archives() as archives:
        named = [one.named for path in (file, file.parent, archive) for one in archives.found(path)]

    assert named == [True, False, False]


def test_a_spreadsheet_is_a_file(tmp_path: Path) -> None:
    book = workbook([["a"]])

    assert read(written(tmp_path, "a.xlsx", book)) == {"a.xlsx": book}
    assert read(written(tmp_path, "a.zip", zipped({"b.xlsx": book}))) == {"a.zip/b.xlsx": book}


def test_what_was_unpacked_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    archive = written(tmp_path, "a.zip", zipped({"b.zip": zipped({"c": TEXT})}))

    with Archives() as archives:
        list(archives.found(archive))
        assert list((tmp_path / "temporary").rglob("*"))

    assert not list((tmp_path / "temporary").iterdir())


BOMB = bytes(2_000_000)


@pytest.mark.parametrize(
    ("name", "data", "file", "reason"),
    [
        ("a.zip", zipped({"x": BOMB}), "a.zip/x", "unpacks to more than 200 times"),
        ("a.gz", gzipped(BOMB), "a.gz", "unpacks to more than 200 times"),
        ("a.gz", gzipped(gzipped(BOMB)), "a.gz", "unpacks to more than 200 times"),
        ("a.zip", encrypted("x", TEXT), "a.zip/x", "encrypted"),
        ("a.zip", zipped({"../x": TEXT}), "a.zip/../x", "leads out of the archive"),
        ("a.zip", zipped({"x\\..\\..\\y": TEXT}), "a.zip/x", "leads out of the archive"),
        ("a.zip", zipped({"/x": TEXT}), "a.zip//x", "leads out of the archive"),
        ("a.zip", zipped({"C:/x": TEXT}), "a.zip/C:/x", "leads out of the archive"),
        ("a.zip", zipped({"x\x1b[2J": TEXT}), "a.zip/x", "a name that cannot be shown"),
        ("a.zip", zipped({"x": TEXT})[:-30], "a.zip", "cut off"),
        ("a.zip", zipped({"x": TEXT})[:20], "a.zip", "cut off"),
        ("a.gz", gzipped(TEXT)[:-10], "a.gz", "cut off or damaged"),
        ("a.gz", gzipped(TEXT)[:-6] + b"\0" * 6, "a.gz", "cannot be read: CRC check failed"),
    ],
    ids=count(),
)
def test_an_archive_that_is_not_sound_is_a_fault(
    tmp_path: Path, name: str, data: bytes, file: str, reason: str
) -> None:
    found = fault(written(tmp_path, name, data))

    assert found.file.startswith(file)
    assert reason in str(found)


def test_an_archive_in_too_many_archives_is_a_fault(tmp_path: Path) -> None:
    data = TEXT
    for _ in range(6):
        data = zipped({"x": data})

    assert "archives in archives" in fault(written(tmp_path, "a.zip", data)).reason


def test_an_archive_of_too_many_files_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({str(number): b"" for number in range(4)}))

    assert len(read(path, Limits(entries=4))) == 4
    assert "more than 3 files" in fault(path, Limits(entries=3)).reason


def test_archives_that_are_too_much_together_are_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({"x": TEXT, "y": TEXT}))

    assert len(read(path, Limits(unpacked=2 * len(TEXT)))) == 2
    assert "more than is believable" in fault(path, Limits(unpacked=2 * len(TEXT) - 1)).reason


def test_an_entry_that_lies_about_its_size_ends_where_it_said(tmp_path: Path) -> None:
    archive = bytearray(zipped({"x": BOMB}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", archive, archive.index(mark) + at, 100)

    found = fault(written(tmp_path, "a.zip", bytes(archive)))

    assert "cut off or damaged: Bad CRC-32" in found.reason


def test_a_changed_byte_in_an_archive_is_a_fault(tmp_path: Path) -> None:
    archive = bytearray(zipped({"x": bytes(range(256))}))
    archive[60] ^= 0xFF

    assert "cut off or damaged" in fault(written(tmp_path, "a.zip", bytes(archive))).reason


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _path: None, "No such file"),
        (lambda path: path.symlink_to(path), "cannot be read"),
        (lambda path: path.symlink_to("/dev/null"), "neither a file nor a folder"),
    ],
)
def test_what_is_no_file_is_a_fault(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(tmp_path / "x")

    assert reason in str(fault(tmp_path / "x"))


@given(data=damaged(zipped({"a.txt": TEXT, "b.zip": zipped({"c.txt": TEXT})})))
def test_whatever_an_archive_holds_there_is_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("damaged"), "a.zip", data)
    found = None
    try:
        read(path)
    except FileFaultError as error:
        found = error
    assert str(found).isprintable()


@given(data=st.binary(max_size=300))
def test_whatever_a_gzip_file_holds_there_is_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    head = gzipped(TEXT)[:10]
    path = written(tmp_path_factory.mktemp("damaged"), "a.gz", head + data)
    with pytest.raises(FileFaultError):
        read(path)
