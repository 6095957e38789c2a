"""One JSON line per event, with the request's id, for our own events and those of libraries."""

import logging
import sys
from typing import Any, TextIO

import structlog
from structlog.types import EventDict, Processor

from services.runtime.context import request_id


def _add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
    if current := request_id.get():
        event["request_id"] = current
    return event


def configure(service: str, level: str, stream: TextIO | None = None) -> None:
    """Send every event of this process to `stream` (default: standard error) as JSON lines."""

    def add_service(_logger: Any, _method: str, event: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
        event["service"] = service
        return event

    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_service,
        _add_request_id,
    ]
    finish: list[Processor] = [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ]
    out = stream or sys.stderr
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, *finish],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(threshold, logging.WARNING), force=True)


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """Return a logger; what is bound to it stands on each of its lines."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger
