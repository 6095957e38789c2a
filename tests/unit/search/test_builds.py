"""How a task of Meilisearch is waited for."""

from types import SimpleNamespace
from typing import Any

import pytest

from services.search.errors import ReindexError, StoppedError
from services.search.store import builds


class Tasks:
    """A client whose one task is in these states, one after the other, and stays in the last."""

    def __init__(self, *states: str, error: dict[str, str] | None = None) -> None:
        self._states = list(states)
        self._error = error

    def get_task(self, _: int) -> Any:  # noqa: ANN401 - as much of a task as is looked at
        status = self._states.pop(0) if len(self._states) > 1 else self._states[0]
        return SimpleNamespace(status=status, error=self._error)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "sleep", lambda _: None)


def test_a_task_is_looked_at_until_it_has_succeeded() -> None:
    looks: list[None] = []
    client: Any = Tasks("enqueued", "processing", "processing", "succeeded")
    builds.wait(client, 1, lambda: looks.append(None))
    assert len(looks) == 3


def test_who_looks_can_end_the_wait() -> None:
    def look() -> None:
        raise StoppedError

    client: Any = Tasks("processing")
    with pytest.raises(StoppedError):
        builds.wait(client, 1, look)


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [("failed", {"message": "no room left"}, "no room left"), ("canceled", None, "canceled")],
)
def test_a_task_that_does_not_succeed_has_its_reason(
    status: str, error: dict[str, str] | None, reason: str
) -> None:
    client: Any = Tasks("processing", status, error=error)
    with pytest.raises(ReindexError, match=reason):
        builds.wait(client, 1)


def test_a_task_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "_TASK_SECONDS", 0)
    client: Any = Tasks("processing")
    with pytest.raises(ReindexError, match="within 0 s"):
        builds.wait(client, 1)
