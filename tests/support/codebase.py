"""The files of the project, parsed once, for tests about the code base itself."""

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


@functools.cache
def committed() -> tuple[Path, ...]:
    """Return every file that git has or would take, except generated stubs."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    files = (ROOT / line for line in sorted(set(listed.stdout.splitlines())))
    return tuple(file for file in files if file.is_file() and "protos/gen" not in file.as_posix())


@functools.cache
def python_files(top: str) -> tuple[Path, ...]:
    """Return the project's Python files below a top-level folder, without migrations."""
    return tuple(
        file
        for file in committed()
        if file.suffix == ".py"
        and file.relative_to(ROOT).parts[0] == top
        and "migrations" not in file.parts
    )


@functools.cache
def tree(file: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(file.read_text(), file.name)


def name(file: Path) -> str:
    """Return the path as a reader names it."""
    return file.relative_to(ROOT).as_posix()
