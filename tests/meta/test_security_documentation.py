"""Each promise of docs/security.md names the test that holds it, and that test is there."""

import ast
import re

import pytest

from tests.support.codebase import ROOT, tree

PROMISED = re.findall(r"`([a-z/_]+\.py)::([\w:]+)`", (ROOT / "docs/security.md").read_text())


def test_there_are_promises() -> None:
    assert len(PROMISED) > 30


@pytest.mark.parametrize(("file", "name"), sorted(set(PROMISED)))
def test_a_promise_is_held_by_a_test(file: str, name: str) -> None:
    path = ROOT / "tests" / re.sub(r"^accounts/", "integration/accounts/", file)
    functions = [n.name for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]
    assert name.rpartition("::")[2] in functions
