import re
from html import unescape

import pytest

from services.catalog.readers.icd10pcs_definitions import FORMAT, PcsAggregate, PcsDefinition
from tests.support.members import official, on_disk
from tests.support.straight import text_of

pytestmark = pytest.mark.official_files
NAME = "icd10pcs/icd10pcs_definitions_2025.xml"


def inner(tag: str, piece: str) -> list[str]:
    return [unescape(one).strip() for one in re.findall(f"<{tag}(?: [^>]*)?>(.*?)</{tag}>", piece)]


def definitions(text: str) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for section in text.split("<section ")[1:]:
        code, title = re.findall(r'^code="(.)">\s*<title>(.*?)</title>', section)[0]
        for axis in section.split("<axis ")[1:]:
            pos, name = re.findall(r'^pos="(.)">\s*<title>(.*?)</title>', axis)[0]
            for terms in axis.split("<terms>")[1:]:
                said = "".join(inner("definition", terms)), "".join(inner("explanation", terms))
                titles, includes = tuple(inner("title", terms)), tuple(inner("includes", terms))
                found.append((code, title, int(pos), name, titles, *said, includes))
    return found


def aggregates(text: str) -> list[tuple[object, ...]]:
    return [
        (
            *inner("device", piece),
            *inner("operation", piece),
            tuple(inner("bodySys", piece)),
            *re.findall(r'value="(.)"', piece),
            *inner("parent", piece),
        )
        for piece in text.split("<aggregate>")[1:]
    ]


def test_every_definition_and_aggregate_is_as_it_stands_in_the_file() -> None:
    values = [record.value for record in FORMAT.read(on_disk(official(NAME)))]
    text = "\n".join(text_of(official(NAME)))
    found = [value for value in values if isinstance(value, PcsDefinition)]
    devices = [value for value in values if isinstance(value, PcsAggregate)]
    assert (len(found), len(devices), len(values)) == (930, 60, 990)
    assert found == definitions(text)
    assert devices == aggregates(text)


def test_the_file_says_which_year_it_is_of() -> None:
    claim = FORMAT.recognise(on_disk(official(NAME)))
    assert claim is not None
    assert (claim.kind, claim.edition) == ("icd-10-pcs-definitions", "2025")
