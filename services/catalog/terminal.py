"""What a person sees of a load: a bar on a terminal, one line for each file elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import ReleaseFacts
from services.catalog.domain.systems import SYSTEMS


class TerminalReporter:
    """Tells on a console; to be used as a context. See Reporter."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(separator=" of "),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def reading(self, facts: ReleaseFacts) -> None:
        """Show a bar that only moves, until it is known how much there is."""
        self._task = self._progress.add_task(_name(facts), total=None)

    def writing(self, done: int, total: int) -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total, refresh=True)

    def finished(self, facts: ReleaseFacts, counts: ImportCounts | None) -> None:
        """Replace the bar by a line."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._progress.refresh()
            self._task = None
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
