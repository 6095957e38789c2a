"""What a person sees of a load: a bar on a terminal, one line for each file elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import MofNCompleteColumn

from services.catalog.bar import Bar
from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import ReleaseFacts
from services.catalog.domain.systems import SYSTEMS


class TerminalReporter:
    """Tells on a console; to be used as a context. See Reporter."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Bar(console, MofNCompleteColumn(separator=" of "))

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def reading(self, facts: ReleaseFacts) -> None:
        """Begin with a file."""
        self._bar.begin(_name(facts))

    def writing(self, done: int, total: int) -> None:
        """Move the bar."""
        self._bar.move(done, total)

    def finished(self, facts: ReleaseFacts, counts: ImportCounts | None) -> None:
        """Replace the bar by a line."""
        self._bar.end()
        self._console.print(f"{_name(facts)}: {_outcome(counts)}", highlight=False)


def _name(facts: ReleaseFacts) -> str:
    return f"{SYSTEMS[facts.system].name}, {facts.edition}"


def _outcome(counts: ImportCounts | None) -> str:
    if counts is None:
        return "loaded before."
    return (
        f"{counts.added:,} added, {counts.changed:,} changed, "
        f"{counts.unchanged:,} unchanged, {counts.ended:,} ended."
    )
