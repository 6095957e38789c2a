"""What a file may touch: the environment, the clock of the machine, the world outside."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.codebase import ROOT, committed, name, python_files, tree

SERVICES = python_files("services")
ROOMS = {"__main__", "app", "settings", "servicer", "domain", "store", "metrics", "errors"}
# A registry's host, or a path that only one machine has.
FOREIGN = re.compile(
    r"pypi\.org|pythonhosted|npmjs\.(org|com)|registry\.yarn|/work/|/root/|/home/\w|/tmp/explore"
)


def reads_environment(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="os"), attr="environ" | "getenv" | "environb"):
            return True
        case ast.ImportFrom(module="os", names=names):
            return any(alias.name in {"environ", "getenv"} for alias in names)
        case _:
            return False


@pytest.mark.parametrize("file", SERVICES, ids=name)
def test_only_settings_read_the_environment(file: Path) -> None:
    if file.name != "settings.py":
        assert not any(map(reads_environment, ast.walk(tree(file))))


@pytest.mark.parametrize("service", ["auth", "catalog", "search"])
def test_a_service_has_the_rooms_that_every_service_has(service: str) -> None:
    files = {file.stem for file in (ROOT / "services" / service).iterdir()}
    assert files >= ROOMS


@pytest.mark.parametrize("file", committed(), ids=name)
def test_no_file_names_a_registry_or_a_path_of_one_machine(file: Path) -> None:
    if file == Path(__file__):
        return
    try:
        text = file.read_text()
    except UnicodeDecodeError:
        return
    assert not FOREIGN.search(text)


@pytest.mark.parametrize("file", SERVICES, ids=name)
def test_nothing_that_connects_is_built_at_import(file: Path) -> None:
    built = {"Flask", "create_engine", "Redis", "Client", "insecure_channel", "CollectorRegistry"}
    for node in tree(file).body:
        calls = (
            [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)
            else []
        )
        names = {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls}
        assert built.isdisjoint(names)
