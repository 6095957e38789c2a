"""`python -m services.catalog` serves; with `migrate` or `load` it prepares the database."""

import signal
import sys
from collections.abc import Callable, Mapping
from types import FrameType

from rich.console import Console

from services.catalog.app import build, load_packaged, migrate_database
from services.catalog.errors import CatalogUnavailableError
from services.catalog.readers.errors import SourceError
from services.catalog.settings import CatalogSettings
from services.catalog.sources import SourceMissingError
from services.runtime import logging
from services.runtime.clock import SystemClock
from services.runtime.server import serve
from services.runtime.settings import load

_INTERRUPTED = 130


def _serve(settings: CatalogSettings) -> None:
    logging.configure("catalog", settings.log_level)
    serve(build(settings, SystemClock()))


def _load(settings: CatalogSettings) -> None:
    load_packaged(settings, SystemClock(), Console())


_VERBS: Mapping[str, Callable[[CatalogSettings], None]] = {
    "serve": _serve,
    "migrate": migrate_database,
    "load": _load,
}


def main(arguments: list[str]) -> None:
    """Run one verb; exits with one sentence when it cannot be done."""
    verb = _VERBS.get(arguments[0] if arguments else "serve")
    if verb is None or len(arguments) > 1:
        sys.exit("usage: python -m services.catalog [serve | migrate | load]")
    # While nothing is served yet, both signals end what is being done; its transaction with it.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        verb(load(CatalogSettings))
    except CatalogUnavailableError:
        sys.exit(
            "The catalog's database cannot be reached, or it has no tables: "
            "`python -m services.catalog migrate` makes them."
        )
    except (SourceError, SourceMissingError, OSError, ValueError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; nothing of the unfinished file was loaded.\n")
        sys.exit(_INTERRUPTED)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main(sys.argv[1:])
