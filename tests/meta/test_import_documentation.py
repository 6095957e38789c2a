"""Every kind and option of an import is documented."""

import re
from datetime import date

import pytest

from services.catalog.fetching.addresses import SOURCES
from services.catalog.fetching.arguments import fetch_request
from services.catalog.files.formats import kinds
from services.catalog.importing_arguments import import_request
from tests.support.codebase import ROOT


@pytest.mark.parametrize("kind", [kind for kind in kinds() if not kind.startswith("coverage-")])
def test_every_kind_is_documented(kind: str) -> None:
    assert f"`{kind}`" in (ROOT / "docs/data-sources.md").read_text()


def test_every_option_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        import_request(["--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}

    operations = (ROOT / "docs/operations.md").read_text()
    assert len(options) == 6
    assert [option for option in options if f"`{option}" not in operations] == []


def test_the_table_of_addresses_is_that_of_the_code() -> None:
    rows = re.findall(
        r"^\| `([a-z0-9-]+)`( \\\*)? \| (.*) \| <(\S+)> \| (.*) \|$",
        (ROOT / "docs/data-sources.md").read_text(),
        re.MULTILINE,
    )
    documented = [
        (name, bool(star), re.findall(r"`([^`]+)`", kinds_), page, re.findall(r"`([^`]+)`", urls))
        for name, star, kinds_, page, urls in rows
    ]
    assert documented == [
        (source.name, source.licensed, [*source.kinds], source.page, [*source.addresses])
        for source in SOURCES
    ]


def test_every_option_of_fetch_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        fetch_request(["--help"], date(2026, 1, 1))
    options = set(re.findall(r"--[a-z0-9-]+", capsys.readouterr().out)) - {"--help"}
    operations = (ROOT / "docs/operations.md").read_text()
    assert len(options) == 6
    assert [option for option in options if f"`{option}" not in operations] == []
