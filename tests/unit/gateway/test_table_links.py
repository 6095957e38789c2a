"""Which codes that a table names are links."""

from types import SimpleNamespace
from typing import cast

import pytest

from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.records import CodeSystem, Release
from services.gateway.lookup import table_code_path


def catalog(**sizes: int) -> CatalogClient:
    """Return a catalog with these systems of so many codes."""
    release = Release("", "", "", "", "")
    systems = tuple(CodeSystem(name, name, "", release, 0, size) for name, size in sizes.items())
    return cast("CatalogClient", SimpleNamespace(systems=lambda: systems))


@pytest.mark.parametrize(
    ("code", "system", "path"),
    [
        ("A0001", "", "/codes/hcpcs/A0001"),
        ("A1", "modifier", "/codes/modifier/A1"),
        ("00001", "", "/codes/cpt/00001"),
    ],
)
def test_a_code_leads_to_its_system(code: str, system: str, path: str) -> None:
    assert table_code_path(catalog(hcpcs=8_000, modifier=300, cpt=10_000), code, system) == path


@pytest.mark.parametrize("code", ["A0001", "00001"])
def test_without_its_system_there_is_no_link(code: str) -> None:
    assert table_code_path(catalog(), code) == ""


def test_a_pack_of_a_few_codes_is_no_book_to_link_into() -> None:
    assert table_code_path(catalog(cpt=12), "00001") == ""
