"""The numbers of auth: what was admitted and refused, and how the counters answer."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from services.auth.domain.meter import (
    Ask,
    Carried,
    Decision,
    MemberAsk,
    MemberVerdict,
    Meter,
    Recognition,
    Verdict,
)
from services.auth.domain.plan import REGISTERED, MeterName
from services.auth.domain.window import Window
from services.auth.errors import MeterUnavailableError

_Answer = TypeVar("_Answer")

_NEAR = 0.8
_SECONDS = (0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
_REFUSED = {Decision.REFUSED_ALLOWANCE, Decision.REFUSED_NETWORK}


class MeterMetrics:
    """What is counted of each unit that is asked for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        plan = ("meter", "plan")
        self.admits = Counter(
            "codebook_auth_admits_total",
            "Units asked for, by what was decided.",
            (*plan, "decision"),
            registry=registry,
        )
        self.near_limit = Counter(
            "codebook_auth_near_limit_total",
            "Units admitted beyond four fifths of the plan's allowance.",
            plan,
            registry=registry,
        )
        self.over_limit = Counter(
            "codebook_auth_over_limit_total",
            "Units refused, by the plan's allowance or the network's.",
            plan,
            registry=registry,
        )
        self.unavailable = Counter(
            "codebook_auth_meter_unavailable_total",
            "Units that could not be counted because the counters could not be reached.",
            ("meter",),
            registry=registry,
        )
        self.seconds = Histogram(
            "codebook_auth_meter_seconds",
            "Seconds that the counters took to answer or to fail.",
            ("meter",),
            buckets=_SECONDS,
            registry=registry,
        )


class MeasuredMeter:
    """A Meter whose answers are counted and timed."""

    def __init__(self, meter: Meter, metrics: MeterMetrics) -> None:
        self._meter = meter
        self._metrics = metrics

    def admit(self, ask: Ask) -> Verdict:
        """Decide and record in one step; see Meter."""
        verdict = self._timed(ask.meter, lambda: self._meter.admit(ask))
        self._count((ask.meter, ask.plan.name), verdict.decision, verdict.used, ask.limit)
        return verdict

    def admit_member(self, ask: MemberAsk) -> MemberVerdict:
        """Recognise, decide and record in one step; see Meter."""
        verdict = self._timed(ask.meter, lambda: self._meter.admit_member(ask))
        if verdict.recognition is Recognition.KNOWN:
            plan = verdict.plan if verdict.plan in ask.offers else REGISTERED
            limit = ask.offers[plan].limit
            self._count((ask.meter, plan), verdict.decision, verdict.used, limit)
        return verdict

    def carry_over(self, carried: Sequence[Carried]) -> None:
        """Count a guest's units as the account's; see Meter."""
        self._meter.carry_over(carried)

    def used(self, account: str, windows: Mapping[MeterName, Window]) -> Mapping[MeterName, int]:
        """Return how many units are recorded; see Meter."""
        return self._meter.used(account, windows)

    def _timed(self, meter: MeterName, ask: Callable[[], _Answer]) -> _Answer:
        start = time.perf_counter()
        try:
            return ask()
        except MeterUnavailableError:
            self._metrics.unavailable.labels(meter).inc()
            raise
        finally:
            self._metrics.seconds.labels(meter).observe(time.perf_counter() - start)

    def _count(self, labels: tuple[str, str], decision: Decision, used: int, limit: int) -> None:
        self._metrics.admits.labels(*labels, decision).inc()
        if decision in _REFUSED:
            self._metrics.over_limit.labels(*labels).inc()
        elif decision is Decision.ADMITTED_NEW and used > math.floor(_NEAR * limit):
            self._metrics.near_limit.labels(*labels).inc()


class MailMetrics:
    """What is counted of mails."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.sent = Counter(
            "codebook_auth_mails_total",
            "Mails by what became of them: sent, put off, given up.",
            ("result",),
            registry=registry,
        )
        self.waiting = Gauge(
            "codebook_auth_mails_waiting_count", "Mails still to be sent.", registry=registry
        )
        self.waiting_since = Gauge(
            "codebook_auth_mails_waiting_since_timestamp_seconds",
            "When the mail that waits longest was written, in seconds since 1970; 0 if none waits.",
            registry=registry,
        )
