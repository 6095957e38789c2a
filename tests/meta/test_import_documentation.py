"""Every kind and option of an import is documented."""

import re

import pytest

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
