"""What a person may write after `codebook import` and `codebook releases`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.catalog.files.formats import kinds, kinds_for_people
from services.catalog.files.planning import Stated


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported."""

    paths: Sequence[Path]
    stated: Stated
    dry_run: bool


def import_request(arguments: Sequence[str]) -> ImportRequest:
    """Return what the arguments ask for; ends the process when they cannot be understood."""
    parser = argparse.ArgumentParser(
        prog="codebook import",
        description="Import official files as they are published: plain, .gz, .zip or a folder. "
        "Each file is recognised from its content, and is in as a whole or not at all.",
        epilog=f"Kinds: {kinds_for_people()}.",
    )
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="FILE", help="a file, archive or folder")
    add("--kind", choices=kinds(), metavar="KIND", default="", help="what the files are")
    add("--dry-run", action="store_true", help="read and compare everything, change nothing")
    add("--licence", metavar="TEXT", default="", help="by what right CPT text is shown")
    add("--edition", metavar="NAME", default="", help="of files that do not tell it")
    add("--effective-from", type=day, metavar="DATE", help="first day of files that do not tell")
    add("--effective-to", type=day, metavar="DATE", help="last day of files that do not tell")
    given = parser.parse_args(arguments)
    stated = Stated(
        given.kind, given.edition, given.effective_from, given.effective_to, given.licence
    )
    return ImportRequest(given.files, stated, given.dry_run)


def as_json(arguments: Sequence[str]) -> bool:
    """Return whether releases are wanted as JSON; ends the process as import_request does."""
    parser = argparse.ArgumentParser(prog="codebook releases", description="List what is loaded.")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    return bool(parser.parse_args(arguments).json)


def day(text: str) -> date:
    """Return the date that a person wrote; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date, YYYY-MM-DD") from error
