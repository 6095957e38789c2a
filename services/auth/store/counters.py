"""The counters in Redis: one script, one set of units for each subject, meter and window."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import Any

from redis import ConnectionPool, RedisError
from redis.exceptions import NoScriptError

from services.auth.domain.meter import (
    Ask,
    Carried,
    Decision,
    MemberAsk,
    MemberVerdict,
    Recognition,
    Verdict,
)
from services.auth.domain.plan import MeterName
from services.auth.domain.window import Window
from services.auth.errors import MeterUnavailableError
from services.auth.store import redis as keys
from services.runtime.logging import get_logger

# How many code pages are remembered as seen.
SEEN = 50

_Argument = str | int


class RedisMeter:
    """The Meter that every process of auth shares."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._commands = keys.Commands(pool)
        script = resources.files(__package__).joinpath("admit.lua").read_bytes()
        self._script = script
        # How Redis names a script; nothing is secured by it.
        self._sha = hashlib.sha1(script, usedforsecurity=False).hexdigest()

    def admit(self, ask: Ask) -> Verdict:
        """Decide and record in one step; see Meter.

        Raises DeadlineExceededError, having asked nothing, when the caller waits no longer.
        """
        own, network = keys.guest_keys(ask.guest, ask.meter, ask.window)
        keep = int(ask.keep.total_seconds())
        arguments = (ask.unit, int(ask.peek), ask.limit, ask.network_limit, keep)
        with counters_errors():
            answer = self._evaluate((own, network), ("guest", *arguments))
        decision, used, network_used = answer
        return Verdict(Decision(decision.decode()), used, network_used)

    def admit_member(self, ask: MemberAsk) -> MemberVerdict:
        """Recognise, decide and record in one step; see Meter."""
        with counters_errors():
            answer = self._evaluate(_member_keys(ask), tuple(_member_arguments(ask)))
        recognition = Recognition(answer[0].decode())
        if recognition is not Recognition.KNOWN:
            return MemberVerdict(recognition)
        _, decision, used, plan, role, scopes = answer
        return MemberVerdict(
            recognition,
            Decision(decision.decode()),
            used,
            plan.decode(),
            role.decode(),
            tuple(scopes.decode().split()),
        )

    def carry_over(self, carried: Sequence[Carried]) -> None:
        """Count a guest's units as the account's; see Meter."""
        with counters_errors():
            for one in carried:
                self._carry(one)

    def used(self, account: str, windows: Mapping[MeterName, Window]) -> Mapping[MeterName, int]:
        """Return the sizes of the account's sets; see Meter."""
        asked = [
            ("SCARD", keys.account_units(account, meter, window.name))
            for meter, window in windows.items()
        ]
        with counters_errors():
            return dict(zip(windows, self._commands.all(*asked), strict=True))

    def ping(self) -> None:
        """Return if Redis answers; raises RedisError."""
        self._commands.one("PING")

    def close(self) -> None:
        """Close the connections."""
        self._commands.close()

    def _carry(self, one: Carried) -> None:
        units = self._commands.one(
            "SMEMBERS", keys.guest_keys(one.guest, one.meter, one.guest_window)[0]
        )
        if units:
            own = keys.account_units(one.account, one.meter, one.window.name)
            keep = int(one.keep.total_seconds())
            self._commands.all(("SADD", own, *sorted(units)), ("EXPIRE", own, keep))

    def _evaluate(self, names: tuple[str, ...], arguments: tuple[_Argument, ...]) -> Any:  # noqa: ANN401 - the script says
        try:
            return self._commands.one("EVALSHA", self._sha, len(names), *names, *arguments)
        except NoScriptError:  # a Redis that is new, restarted, or was told to forget
            return self._commands.one("EVAL", self._script, len(names), *names, *arguments)


@contextmanager
def counters_errors() -> Iterator[None]:
    """Raise MeterUnavailableError for what Redis or the way to it raises inside."""
    try:
        yield
    except RedisError as error:
        get_logger().warning("counters unavailable", error=type(error).__name__)
        raise MeterUnavailableError from error


def _windows(ask: MemberAsk) -> list[str]:
    """Return the names of the windows that the offers count in, each once."""
    return list(dict.fromkeys(offer.window.name for offer in ask.offers.values()))


def _member_keys(ask: MemberAsk) -> tuple[str, ...]:
    account = ask.bearer.account
    return (
        keys.credential(account, ask.bearer.digest),
        keys.standing(account),
        keys.seen(account),
        *(keys.account_units(account, ask.meter, window) for window in _windows(ask)),
    )


def _member_arguments(ask: MemberAsk) -> Iterator[_Argument]:
    windows = _windows(ask)
    yield from ("member", ask.unit, int(ask.peek), int(ask.now.timestamp()))
    yield 0 if ask.bearer.is_key else int(ask.idle.total_seconds())
    yield SEEN if ask.meter is MeterName.PAGE_VIEW else 0
    for name, offer in ask.offers.items():
        keep = int(offer.window.keep(ask.now).total_seconds())
        yield from (name, offer.limit, windows.index(offer.window.name) + 1, keep)
