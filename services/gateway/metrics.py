"""The numbers of the gateway: requests by route, what its memory saved, what failed soft."""

from prometheus_client import CollectorRegistry, Counter, Histogram

# Among them what is promised: a search within 0.15 s, a page within 0.3.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2.5, 5)


class GatewayMetrics:
    """What is counted of every request. No code, query or reader is in a label."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Histogram(
            "http_request_duration_seconds",
            "Seconds from the first line of our code to the answer.",
            ("route", "method", "status"),
            buckets=_SECONDS,
            registry=registry,
        )
        self.cache_lookups = Counter(
            "codebook_gateway_cache_lookups_total",
            "Answers of the catalog looked for in memory.",
            ("method", "result"),
            registry=registry,
        )
        self.meter_failsoft = Counter(
            "codebook_gateway_meter_failsoft_total",
            "Code pages that showed their public part only, because auth gave no answer.",
            registry=registry,
        )
