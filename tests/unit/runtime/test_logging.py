import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from services.runtime import logging as runtime_logging
from services.runtime.context import request_id


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out = io.StringIO()
    runtime_logging.configure("demo", "info", out)
    yield out
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_event_is_one_json_line_with_the_request_id(stream: io.StringIO) -> None:
    token = request_id.set("req-12345")
    runtime_logging.get_logger().info("opened", part="database", text="two\nlines")
    request_id.reset(token)
    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert event["event"] == "opened"
    assert event["service"] == "demo"
    assert event["request_id"] == "req-12345"
    assert event["text"] == "two\nlines"


def test_a_library_speaks_the_same_way(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("careful with %s", "this")
    event = json.loads(stream.getvalue())
    assert event["event"] == "careful with this"
    assert event["level"] == "warning"


def test_less_severe_events_are_left_out(stream: io.StringIO) -> None:
    runtime_logging.get_logger().debug("noise")
    assert stream.getvalue() == ""
