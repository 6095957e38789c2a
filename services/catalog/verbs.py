"""The verbs that prepare, fill or list the database, each as a process of its own."""

import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from rich.console import Console

from services.catalog import checkup_output
from services.catalog.errors import CatalogUnavailableError
from services.catalog.fetching.arguments import fetch_request
from services.catalog.fetching.fetching import FetchFailedError
from services.catalog.files.planning import StatedInVainError
from services.catalog.filling import (
    fetch_published,
    import_published,
    list_releases,
    load_packaged,
    look_over,
    migrate_database,
)
from services.catalog.importing_arguments import as_json, import_request
from services.catalog.importing_releases import lines, to_json
from services.catalog.readers.fault import FileFaultError
from services.catalog.settings import CatalogSettings
from services.catalog.sources import SourceMissingError
from services.runtime.clock import SystemClock
from services.runtime.settings import load

_INTERRUPTED = 130


def _load(settings: CatalogSettings) -> None:
    load_packaged(settings, SystemClock(), Console())


def _import(settings: CatalogSettings, arguments: Sequence[str]) -> None:
    request = import_request(arguments)
    migrate_database(settings)
    import_published(settings, SystemClock(), Console(), request)


def _fetch(settings: CatalogSettings, arguments: Sequence[str]) -> None:
    clock = SystemClock()
    request = fetch_request(arguments, clock.now().date())
    migrate_database(settings)
    fetch_published(settings, clock, Console(), request)


def _releases(settings: CatalogSettings, arguments: Sequence[str]) -> None:
    json = as_json(arguments)
    migrate_database(settings)
    releases = list_releases(settings, SystemClock())
    shown = [to_json(releases)] if json else lines(releases)
    sys.stdout.writelines(f"{line}\n" for line in shown)


def _doctor(settings: CatalogSettings) -> None:
    migrate_database(settings)
    sys.stdout.write(f"{checkup_output.to_json(look_over(settings, SystemClock()))}\n")


_VERBS: Mapping[str, Callable[[CatalogSettings], None]] = {
    "migrate": migrate_database,
    "load": _load,
    "doctor": _doctor,
}
_WITH_ARGUMENTS: Mapping[str, Callable[[CatalogSettings, Sequence[str]], None]] = {
    "import": _import,
    "fetch": _fetch,
    "releases": _releases,
}


def main(arguments: list[str]) -> None:
    """Run one verb; exits with one sentence when it cannot be done."""
    verb = _verb(arguments)
    # While nothing is served yet, both signals end what is being done; its transaction with it.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        verb(load(CatalogSettings))
    except CatalogUnavailableError:
        sys.exit(
            "The catalog's database cannot be reached, or it has no tables: "
            "`python -m services.catalog migrate` makes them."
        )
    except (
        FetchFailedError,
        FileFaultError,
        StatedInVainError,
        SourceMissingError,
        OSError,
        ValueError,
    ) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; nothing of the unfinished file was loaded.\n")
        sys.exit(_INTERRUPTED)


def _verb(arguments: Sequence[str]) -> Callable[[CatalogSettings], None]:
    name, *rest = arguments
    if name in _WITH_ARGUMENTS:
        return lambda settings: _WITH_ARGUMENTS[name](settings, rest)
    if name in _VERBS and not rest:
        return _VERBS[name]
    sys.exit("usage: services.catalog VERB: serve, migrate, load, import, fetch, releases, doctor")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
