"""`python -m services.catalog` serves; another verb prepares, fills or lists the database."""

import sys

from services.catalog.app import build
from services.catalog.settings import CatalogSettings
from services.runtime import logging
from services.runtime.clock import SystemClock
from services.runtime.server import serve
from services.runtime.settings import load


def main(arguments: list[str]) -> None:
    """Run one verb; exits with one sentence when it cannot be done."""
    if arguments not in ([], ["serve"]):
        # What reads files takes nearly as long to load as what answers calls, which must not wait.
        from services.catalog import verbs  # noqa: PLC0415

        verbs.main(arguments)
        return
    settings = load(CatalogSettings)
    logging.configure("catalog", settings.log_level)
    try:
        service = build(settings, SystemClock())
    except ValueError as error:
        sys.exit(str(error))
    serve(service)


if __name__ == "__main__":
    main(sys.argv[1:])
