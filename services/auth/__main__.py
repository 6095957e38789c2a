"""`python -m services.auth` serves; another verb prepares the database or acts on accounts."""

import sys
from collections.abc import Callable, Mapping, Sequence

from services.auth import command
from services.auth.app import build, migrate_database, open_desk
from services.auth.errors import AccountsUnavailableError, MeterUnavailableError
from services.auth.settings import AuthSettings
from services.runtime import logging
from services.runtime.clock import SystemClock
from services.runtime.errors import InvalidArgumentError, ServiceError
from services.runtime.server import serve
from services.runtime.settings import load


def _serve(settings: AuthSettings) -> None:
    logging.configure("auth", settings.log_level)
    serve(build(settings, SystemClock()))


def _account(arguments: Sequence[str]) -> Callable[[AuthSettings], None]:
    asked = command.parse(arguments)

    def act(settings: AuthSettings) -> None:
        logging.configure("auth", "error")
        migrate_database(settings)
        with open_desk(settings, SystemClock()) as desk:
            sys.stdout.writelines(f"{line}\n" for line in command.run(desk, asked))

    return act


_VERBS: Mapping[str, Callable[[AuthSettings], None]] = {
    "serve": _serve,
    "migrate": migrate_database,
}


def main(arguments: list[str]) -> None:
    """Run one verb; exits with one sentence when it cannot be done."""
    name, *rest = arguments or ["serve"]
    if name == "account":
        verb = _account(rest)
    elif name in _VERBS and not rest:
        verb = _VERBS[name]
    else:
        sys.exit("usage: python -m services.auth [serve | migrate | account …]")
    try:
        verb(load(AuthSettings))
    except AccountsUnavailableError:
        sys.exit("The database of accounts (AUTH_DATABASE_URL) cannot be reached.")
    except MeterUnavailableError:
        sys.exit("Redis (REDIS_URL) cannot be reached, so nothing was changed.")
    except InvalidArgumentError as error:
        sys.exit(f"{error.field}: {error.message}")
    except (ServiceError, OSError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
