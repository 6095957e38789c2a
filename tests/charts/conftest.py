from pathlib import Path

import pytest

from tests.support.charts import Charts


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(tmp_path_factory.mktemp("charts"))


def named(value: object) -> str:
    """Return how a case is called in the output of a test."""
    return value.stem if isinstance(value, Path) else str(value)
