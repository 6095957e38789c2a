"""The numbers of auth: what was admitted and refused, and how the counters answer."""

import math
import time

from prometheus_client import CollectorRegistry, Counter, Histogram

from services.auth.domain.meter import Ask, Decision, Meter, Verdict
from services.auth.errors import MeterUnavailableError

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
        start = time.perf_counter()
        try:
            verdict = self._meter.admit(ask)
        except MeterUnavailableError:
            self._metrics.unavailable.labels(ask.meter).inc()
            raise
        finally:
            self._metrics.seconds.labels(ask.meter).observe(time.perf_counter() - start)
        self._count(ask, verdict)
        return verdict

    def _count(self, ask: Ask, verdict: Verdict) -> None:
        plan = (ask.meter, ask.plan.name)
        self._metrics.admits.labels(*plan, verdict.decision).inc()
        if verdict.decision in _REFUSED:
            self._metrics.over_limit.labels(*plan).inc()
        elif verdict.decision is Decision.ADMITTED_NEW and _is_near(ask, verdict):
            self._metrics.near_limit.labels(*plan).inc()


def _is_near(ask: Ask, verdict: Verdict) -> bool:
    return verdict.used > math.floor(_NEAR * ask.limit)
