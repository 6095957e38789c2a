"""The charts' schemas and tables are those of their values, and of the services' settings."""

import pytest

from tests.charts import reference


@pytest.mark.parametrize("chart", reference.ALL)
def test_schema_and_table_are_those_of_the_values(chart: str) -> None:
    """`make chart-reference` writes both."""
    folder = reference.CHARTS / chart
    assert (folder / "values.schema.json").read_text() == reference.schema(chart) + "\n"
    assert (folder / "README.md").read_text() == reference.readme(chart)
