"""The 2019 file of HCPCS Level II against a plain slicing of its lines."""

from datetime import date, datetime

import pytest

from services.catalog.readers.hcpcs_fixed import FORMAT
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files
NAME = "hcpcs/HCPC2019_CONTR_ANWEB.txt"


def lines() -> list[str]:
    text = official(NAME).read_bytes().decode("latin-1")
    return [line for line in text.split("\r\n") if line[10:11] in tuple("3478")]


def day(text: str) -> date | None:
    return datetime.strptime(text, "%Y%m%d").date() if text.strip() else None  # noqa: DTZ007


def pieces(text: str, width: int) -> tuple[str, ...]:
    cut = [text[at : at + width].strip() for at in range(0, len(text), width)]
    return tuple(piece for piece in cut if piece)


def first(line: str) -> tuple[object, ...]:
    return (
        "modifier" if line[10] == "7" else "hcpcs",
        line[0:5].strip(),
        line[91:119].strip(),
        pieces(line[119:127], 2),
        line[127].strip(),
        pieces(line[128:146], 6),
        pieces(line[146:170], 8),
        line[170:180].strip(),
        pieces(line[180:204], 3),
        pieces(line[204:229], 5),
        line[229].strip(),
        line[230:232].strip(),
        day(line[232:240]),
        line[240:243].strip(),
        line[243].strip(),
        day(line[244:252]),
        line[252:256].strip(),
        line[256:259].strip(),
        pieces(line[260:265], 1),
        int(line[265:268]) if line[265:268].strip() else None,
        day(line[268:276]),
        day(line[276:284]),
        day(line[284:292]),
        line[292],
    )


def test_every_field_of_every_record() -> None:
    texts: dict[str, list[str]] = {}
    plain = []
    for line in lines():
        texts.setdefault(line[:5].strip(), []).append(line[11:91].strip())
        if line[10] in "37":
            plain.append(first(line))
    read = [record.value for record in FORMAT.read(on_disk(official(NAME)))]
    assert [(r[0], r[1], *r[3:]) for r in read] == plain
    assert {r.code: r.long_description for r in read} == {
        code: " ".join(parts) for code, parts in texts.items()
    }
    systems = [r.system for r in read]
    assert (systems.count("hcpcs"), systems.count("modifier")) == (6_440, 360)


def test_one_line_is_published_four_bytes_short() -> None:
    """So 11,621 lines of 320 bytes, and one more, of G8891, make 11,622 records."""
    records = lines()
    assert len(records) == 11_622
    assert [line[:11] for line in records if len(line) != 320] == ["G8891002004"]
