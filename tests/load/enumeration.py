"""Whether time tells who has an account: `python -m tests.load.enumeration`, by hand.

Signs in with a wrong password, registers and asks for a new password, in turn with an address that
has an account and with one that has none, at a real auth with the real parameters, and prints both
medians and their difference beside the spread of one of them. Throttling is given a fresh network
and address for each attempt.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from services.auth.accounts import recovering, registering, signing_in, staffing
from services.auth.accounts.desk import Browser, Desk
from services.auth.app import migrate_database, open_desk
from services.auth.domain.account import Role
from services.auth.domain.plan import REGISTERED
from services.auth.errors import SignInFailedError
from services.auth.settings import AuthSettings
from services.cli.parts import REDIS
from services.runtime.clock import SystemClock
from tests.support.auth import KEY
from tests.support.parts import demand
from tests.support.redis import RedisServer

ROUNDS = 60
PASSWORD = "seven brown owls at noon"  # noqa: S105 - of nobody


def sign_in(desk: Desk, email: str, number: int) -> float:
    """Return the milliseconds that a refused sign-in takes."""
    browser = Browser(f"10.{number // 250}.{number % 250}.1")
    start = time.perf_counter()
    try:
        signing_in.sign_in(desk, email, "a wrong password", browser)
    except SignInFailedError:
        return (time.perf_counter() - start) * 1000
    raise AssertionError


def register(desk: Desk, email: str, number: int) -> float:
    """Return the milliseconds that a registration takes."""
    browser = Browser(f"10.{100 + number // 250}.{number % 250}.1")
    start = time.perf_counter()
    registering.register(desk, email, PASSWORD, browser, "")
    return (time.perf_counter() - start) * 1000


def reset(desk: Desk, email: str, number: int) -> float:
    """Return the milliseconds that asking for a new password takes."""
    browser = Browser(f"10.{200 + number // 250}.{number % 250}.1")
    start = time.perf_counter()
    recovering.ask_for_reset(desk, email, browser)
    return (time.perf_counter() - start) * 1000


def told(name: str, known: Sequence[float], unknown: Sequence[float]) -> str:
    """Return one line of what was measured."""
    one, other = statistics.median(known), statistics.median(unknown)
    spread = statistics.quantiles(known, n=4)
    return (
        f"{name}: with an account {one:.2f} ms, without {other:.2f} ms, difference "
        f"{abs(one - other):.2f} ms; half of the first lie within {spread[2] - spread[0]:.2f} ms"
    )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        redis = RedisServer(demand(REDIS), folder)
        redis.start()
        given = {
            "secret_key": KEY,
            "redis_url": redis.url,
            "database_url": f"sqlite:///{folder / 'auth.db'}",
        }
        settings = AuthSettings.model_validate(given)
        migrate_database(settings)
        with open_desk(settings, SystemClock()) as desk:
            accounts = [f"there{number}@x.example" for number in range(ROUNDS)]
            for email in accounts:
                staffing.create(desk, staffing.OPERATOR, email, PASSWORD, Role.MEMBER, REGISTERED)
            for what in (sign_in, register, reset):
                known, unknown = [], []
                for number, email in enumerate(accounts):
                    known.append(what(desk, email, 2 * number))
                    unknown.append(what(desk, f"not{number}@x.example", 2 * number + 1))
                sys.stdout.write(told(what.__name__, known, unknown) + "\n")
        redis.stop()


if __name__ == "__main__":
    main()
