"""`python -m services.auth` serves until it is told to stop."""

from services.auth.app import build
from services.auth.settings import AuthSettings
from services.runtime import logging
from services.runtime.clock import SystemClock
from services.runtime.server import serve
from services.runtime.settings import load


def main() -> None:
    """Read the settings, build the service and run it."""
    settings = load(AuthSettings)
    logging.configure("auth", settings.log_level)
    serve(build(settings, SystemClock()))


if __name__ == "__main__":
    main()
