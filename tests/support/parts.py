"""The real servers of tests: a program on PATH first, else the one that the stack fetches."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

from services.cli.errors import PartError
from services.cli.parts import Part, obtain
from tests.support.codebase import ROOT


def demand(part: Part) -> Path:
    """Return the program to run; skips without one, and fails where CI demands it."""
    try:
        return obtain(part, ROOT / ".parts", print).path
    except PartError as error:
        missing(str(error))


def missing(reason: str) -> NoReturn:
    """Skip for that reason; fail where CI demands what is missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
