"""`python -m services.search` serves until told to stop; with `reindex` it builds the index."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.runtime import logging
from services.runtime.errors import ServiceError
from services.runtime.server import serve
from services.runtime.settings import load
from services.search.app import build, build_index, index_status
from services.search.errors import ReindexError
from services.search.settings import SearchSettings

_INTERRUPTED = 130


def main() -> None:
    """Read the settings and do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m services.search", description=__doc__)
    verbs = parser.add_subparsers(dest="verb")
    verb = verbs.add_parser("reindex", help="build the index anew if the catalog has changed")
    verb.add_argument("--force", action="store_true", help="build it in any case")
    verbs.add_parser("status", help="say as JSON what the index was built from")
    arguments = parser.parse_args()
    settings = load(SearchSettings)
    if arguments.verb == "reindex":
        logging.configure("search", "warning")
        _reindex(settings, force=arguments.force)
    elif arguments.verb == "status":
        _status(settings)
    else:
        logging.configure("search", settings.log_level)
        serve(build(settings))


def _reindex(settings: SearchSettings, *, force: bool) -> None:
    stopped = _stop_asked()
    console = Console(stderr=True)
    start = time.monotonic()
    try:
        with _bar(console) as bar:
            task = bar.add_task("Building the search index", total=None)
            status = build_index(
                settings,
                lambda done, total: bar.update(task, completed=done, total=total),
                force=force,
                stopped=stopped,
            )
    except ReindexError as error:
        if not stopped():
            sys.exit(str(error))
        console.print("Stopped; what was half built is removed.")
        sys.exit(_INTERRUPTED)
    if status is None:
        console.print("The search index is up to date.")
    else:
        seconds = time.monotonic() - start
        console.print(f"{status.document_count:,} codes indexed in {seconds:.1f} s.")


def _status(settings: SearchSettings) -> None:
    try:
        status = index_status(settings)
    except ServiceError as error:
        sys.exit(error.message)
    said = asdict(status) if status else {}
    sys.stdout.write(f"{json.dumps(said, default=str)}\n")


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True)


def _stop_asked() -> Callable[[], bool]:
    """Take Ctrl-C and SIGTERM from here on; return what says whether there was one."""
    seen: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: seen.append(number))
    return lambda: bool(seen)


if __name__ == "__main__":
    main()
