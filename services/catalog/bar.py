"""The moving line of a long piece of work: one thing at a time, on a terminal only."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TaskID, TextColumn, TimeElapsedColumn


class Bar:
    """Shows one thing at a time, what it is and how far it is; to be used as a context."""

    def __init__(self, console: Console, *amounts: ProgressColumn) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            *amounts,
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

    def begin(self, description: str) -> None:
        """Show a bar that only moves, until it is known how much there is."""
        self._task = self._progress.add_task(description, total=None)

    def move(self, done: int, total: int | None = None) -> None:
        """Show that so much is done; nothing if nothing has begun."""
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total, refresh=True)

    def end(self) -> None:
        """Take it away."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._progress.refresh()
            self._task = None
