import csv
import io
from datetime import UTC, date, datetime
from typing import get_args, get_type_hints

import pytest
from hypothesis import given

from services.catalog.readers.coverage.article import ArticleUrlType
from services.catalog.readers.coverage.article_codes import ArticleCodeTable
from services.catalog.readers.coverage.columns import Table
from services.catalog.readers.coverage.export import FORMAT, TABLES
from services.catalog.readers.coverage.lcd import (
    LcdHcpcsCode,
    LcdRelatedDocument,
    LcdRequestorLetter,
    LcdUrlType,
)
from services.catalog.readers.coverage.ncd import Ncd
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

CODES = """\
"lcd_id","lcd_version","hcpc_code_id","hcpc_code_version","hcpc_code_group","range",\
"last_updated","long_description","short_description"
"33000","40","A9999","99","4","N","2025-09-23 19:55:07","Of ""one"" kind,
and <b>another</b>",""
"33000","40","K0000","99","3","B","2025-09-23 19:55:07.413000000","Second","2nd"
"""
RELATED = """\
lcd_id,lcd_version,related_num,r_article_id,r_article_version,r_lcd_id,r_lcd_version,\
r_contractor_id,last_updated
33000,20,2,56000,3,,,228,2019-03-22 16:15:07.870000000
"""
LETTER = '"39000","4","1","A, B","/attachments/lcd/x.pdf","64602","1","2024-08-19 17:38:11"\n'
LETTER_COLUMNS = (
    "lcd_id,lcd_version,letter_id,requestor_name,letter_path,size,sort_order,last_updated\n"
)
URL_TYPES = 'url_type_id,"description",sort_order,last_updated\n1,"Other",1,2013-05-01 00:00:00\n'


def sample(hint: object) -> str:
    """Return a cell that a column of this type may hold."""
    if hint in (str, int, bool, date, datetime):
        known = {str: "<p>x</p>", int: "7", bool: "True", date: "2026-01-02 00:00:00"}
        return known.get(hint, "2026-01-02 03:04:05.678900000")
    first = get_args(hint)[0]
    return first if isinstance(first, str) else sample(first)


def row(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_is_told_by_its_columns_and_read_into_its_record(table: Table) -> None:
    hints = get_type_hints(table.record)
    content = row(list(hints)) + row([sample(hint) for hint in hints.values()])
    name = f"current_lcd_csv.zip/{table.name}.csv"
    claim = FORMAT.recognise(member(content, name))
    assert claim == Claim("coverage-" + table.name.replace("_", "-"), "")
    (record,) = records(FORMAT, content, name)
    assert type(record.value) is table.record
    assert record.where == "line 2"
    for (field, hint), value in zip(hints.items(), record.value, strict=True):
        kinds = tuple(one for one in (get_args(hint) or (hint,)) if isinstance(one, type))
        assert isinstance(value, kinds or str), field


def test_the_names_of_the_tables_are_each_their_own() -> None:
    assert len({table.name for table in TABLES}) == len(TABLES) == 61
    assert all(set(table.key.split()) <= table.columns for table in TABLES)


def test_a_code_of_an_lcd() -> None:
    first, second = records(FORMAT, CODES)
    assert first.value == LcdHcpcsCode(
        lcd_id=33000,
        lcd_version=40,
        hcpc_code_id="A9999",
        hcpc_code_version=99,
        hcpc_code_group=4,
        range="N",
        last_updated=datetime(2025, 9, 23, 19, 55, 7, tzinfo=UTC),
        long_description='Of "one" kind,\nand <b>another</b>',
        short_description="",
    )
    assert (first.where, second.where) == ("line 3", "line 4")
    assert second.value.last_updated.microsecond == 413_000


def test_what_is_not_there_is_none() -> None:
    related = records(FORMAT, RELATED)[0].value
    assert isinstance(related, LcdRelatedDocument)
    assert (related.r_article_id, related.r_lcd_id, related.r_lcd_version) == (56000, None, None)


def test_columns_may_come_in_any_order() -> None:
    names = [*ArticleCodeTable._fields]
    hints = get_type_hints(ArticleCodeTable)
    content = row(names[::-1]) + row([sample(hints[name]) for name in names[::-1]])
    straight = row(names) + row([sample(hints[name]) for name in names])
    assert records(FORMAT, content) == records(FORMAT, straight)


def test_capital_letters_in_the_names_of_columns_do_not_matter() -> None:
    hints = get_type_hints(Ncd)
    names = [name.replace("ncd_", "NCD_") for name in hints]
    ncd = records(FORMAT, row(names) + row([sample(hint) for hint in hints.values()]))[0].value
    assert (type(ncd), ncd.ncd_efctv_dt, ncd.under_rvw) == (Ncd, date(2026, 1, 2), True)


def test_a_column_that_not_every_export_has() -> None:
    hints = get_type_hints(TABLES[0].record)
    del hints["last_reviewed_on"]
    lcd = records(FORMAT, row(list(hints)) + row([sample(one) for one in hints.values()]))[0].value
    assert lcd.last_reviewed_on is None


def test_the_table_without_a_header() -> None:
    for content in (LETTER, LETTER_COLUMNS + LETTER):
        claim = FORMAT.recognise(member(content))
        assert claim is not None
        assert claim.kind == "coverage-lcd-x-requestor-letters"
        (letter,) = records(FORMAT, content)
        assert isinstance(letter.value, LcdRequestorLetter)
        assert (letter.value.lcd_id, letter.value.requestor_name) == (39000, "A, B")


def test_two_tables_of_the_same_columns_are_told_by_the_name() -> None:
    for name, record in (("lcd", LcdUrlType), ("article", ArticleUrlType)):
        (found,) = records(FORMAT, URL_TYPES, f"zip/{name}_url_type_lookup.csv")
        assert isinstance(found.value, record)
    assert FORMAT.recognise(member(URL_TYPES, "other.csv")) is None
    assert "not the columns of a table" in fault(FORMAT, URL_TYPES, "other.csv").reason


def test_a_file_that_is_not_utf_8_is_cp1252() -> None:
    text = CODES.replace("Second", "“Second” – ‘é’")  # noqa: RUF001
    for content in (text.encode(), text.encode("cp1252"), b"\xef\xbb\xbf" + text.encode()):
        assert records(FORMAT, content)[1].value.long_description == "“Second” – ‘é’"  # noqa: RUF001


def test_a_table_may_be_empty_but_a_file_may_not() -> None:
    assert records(FORMAT, RELATED.splitlines(keepends=True)[0]) == []
    assert str(fault(FORMAT, "")).startswith("file, line 1: not the columns of a table")
    assert FORMAT.recognise(member("")) is None


@pytest.mark.parametrize(
    "other",
    [
        "HCPC,SEQNUM,RECID\nA0021,0010,3\n",
        RELATED.replace(",", "\t"),
        RELATED.replace("r_lcd_id,", ""),
        RELATED.replace("r_lcd_id,", "r_lcd_id,r_lcd_id,"),
        RELATED.replace("r_lcd_id,", "r_lcd_id,more,"),
        '"never closed',
        "\0",
        "lcd_id\rretire_dt\r",
    ],
)
def test_another_file_is_not_claimed_and_is_a_fault(other: str) -> None:
    assert FORMAT.recognise(member(other)) is None
    found = fault(FORMAT, other)
    assert "not the columns of a table" in found.reason or found.reason.startswith(
        ("not csv", "the file stops", "a NUL byte")
    )


@pytest.mark.parametrize(
    ("right", "wrong", "column", "reason"),
    [
        ('"B"', '"Q"', "range", "not one of 'B', 'M', 'E', 'N'"),
        ('"33000","40","K0000"', '"L33000","40","K0000"', "lcd_id", "not a whole number"),
        ('"99","3"', '"99",""', "hcpc_code_group", "not a whole number"),
        ("19:55:07.413000000", "24:55:07", "last_updated", "not a time"),
        ("19:55:07.413000000", "19:55:07.413000001", "last_updated", "not a time"),
        ("2025-09-23 19:55:07.4", "2025-02-30 19:55:07.4", "last_updated", "not a time"),
        ('"K0000",', "", "", "8 columns instead of 9"),
        ('"K0000",', '"K0000","",', "", "10 columns instead of 9"),
        ('"K0000","99","3"', '"A9999","99","4"', "lcd_id lcd_version", "the same key as line 3"),
        ('"K0000"', '"K0000"x', "", "not csv"),
        ('"2nd"\n', '"2nd"', "", "the file stops in the middle of a line"),
        ('"2nd"\n', '"2nd', "", "the file stops in the middle of a line"),
    ],
)
def test_what_the_table_has_not_is_a_fault(
    right: str, wrong: str, column: str, reason: str
) -> None:
    assert right in CODES
    found = fault(FORMAT, CODES.replace(right, wrong, 1))
    assert found.where == "line 4"
    assert reason in found.reason
    assert found.column.startswith(column)


def test_a_date_has_no_time_of_day() -> None:
    retired = "lcd_id,retire_dt\n33000,2026-02-14 00:00:00\n"
    assert records(FORMAT, retired)[0].value.retire_dt == date(2026, 2, 14)
    assert "not a date" in fault(FORMAT, retired.replace("00:00:00", "00:00:01")).reason


def test_a_truth_is_written_out() -> None:
    hints = get_type_hints(Ncd)
    cells = [sample(hint) for hint in hints.values()]
    wrong = row(list(hints)) + row(cells).replace("True", "yes", 1)
    assert fault(FORMAT, wrong).column == "natl_cvrg_type"


def test_bytes_that_are_neither_utf_8_nor_cp1252_are_a_fault() -> None:
    assert "not cp1252 text" in fault(FORMAT, CODES.encode() + b"\x81\n").reason


@pytest.mark.parametrize("table", [CODES, RELATED, LETTER])
def test_a_cut_anywhere_is_noticed_or_between_rows(table: str) -> None:
    for end in range(len(table)):
        if table[:end].endswith("\n") or not end:
            continue
        assert fault(FORMAT, table[:end]).where.startswith("line ")


@given(damaged(CODES.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)


@given(damaged(LETTER.encode()))
def test_any_damage_of_a_file_without_a_header_does_so_too(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
