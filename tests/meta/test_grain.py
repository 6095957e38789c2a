"""Files and functions stay small, and none is a drawer for everything."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.codebase import committed, name, python_files, tree

DRAWERS = {"utils", "helpers", "util", "helper", "misc", "common"}
SERVICES = python_files("services")
ALL = SERVICES + python_files("tests")


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())


@pytest.mark.parametrize("file", ALL, ids=name)
def test_a_file_has_at_most_400_lines(file: Path) -> None:
    assert lines(file) <= 400


@pytest.mark.parametrize("file", ALL, ids=name)
def test_a_function_has_at_most_60_lines(file: Path) -> None:
    assert [f.name for f in functions(file) if length(f) > 60] == []


@pytest.mark.parametrize("file", [f for f in SERVICES if "runtime" in f.parts], ids=name)
def test_a_file_of_the_runtime_has_at_most_200_lines(file: Path) -> None:
    assert lines(file) <= 200


def test_the_median_file_is_under_100_lines() -> None:
    assert statistics.median(lines(file) for file in SERVICES) < 100


def test_the_median_function_is_under_10_lines() -> None:
    assert statistics.median(length(f) for file in SERVICES for f in functions(file)) < 10


@pytest.mark.parametrize("file", committed(), ids=name)
def test_no_file_or_folder_is_a_drawer(file: Path) -> None:
    if name(file).startswith(("services/", "tests/")):
        assert DRAWERS.isdisjoint(part.removesuffix(".py") for part in Path(name(file)).parts)
