import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from services.runtime.server import Service
from services.search import __main__ as command
from services.search.domain.status import IndexStatus
from services.search.errors import ReindexError, StoppedError
from services.search.reindex import Progress
from services.search.settings import SearchSettings

STATUS = IndexStatus("r", "s", 178_144, ("icd-10-cm",), datetime(2026, 6, 15, tzinfo=UTC))
Run = Callable[..., None]


@pytest.fixture(autouse=True)
def process_untouched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    handlers = [signal.getsignal(number) for number in numbers]
    monkeypatch.setattr("services.runtime.logging.configure", lambda *_: None)
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(
        *arguments: str,
        outcome: IndexStatus | ReindexError | None = None,
        number: signal.Signals | None = None,
    ) -> None:
        def build_index(
            _settings: SearchSettings,
            progress: Progress,
            *,
            force: bool,
            stopped: Callable[[], bool],
        ) -> IndexStatus | None:
            assert force is ("--force" in arguments)
            progress(1, 2)
            assert not stopped()
            if number is not None:
                signal.raise_signal(number)
                assert stopped()
            if isinstance(outcome, ReindexError):
                raise outcome
            return outcome

        monkeypatch.setattr(command, "build_index", build_index)
        monkeypatch.setattr(sys, "argv", ["search", *arguments])
        command.main()

    return run


def test_a_new_index_is_reported(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("reindex", "--force", outcome=STATUS)
    assert "178,144 codes indexed in " in capsys.readouterr().err


def test_an_index_that_is_up_to_date_is_reported(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("reindex")
    assert "up to date" in capsys.readouterr().err


def test_a_failure_is_the_exit_message(run: Run) -> None:
    with pytest.raises(SystemExit) as caught:
        run("reindex", outcome=ReindexError("The catalog has no codes."))
    assert caught.value.code == "The catalog has no codes."


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_build(
    number: signal.Signals, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run("reindex", outcome=StoppedError(), number=number)
    assert caught.value.code == 130
    assert "Stopped" in capsys.readouterr().err


def test_a_signal_that_comes_too_late_changes_nothing(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("reindex", outcome=STATUS, number=signal.SIGTERM)
    assert "codes indexed" in capsys.readouterr().err


def test_without_a_verb_it_serves(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Service] = []
    monkeypatch.setattr(command, "serve", served.append)
    run()
    assert [service.name for service in served] == ["search"]
    for close in served[0].closers:
        close()
