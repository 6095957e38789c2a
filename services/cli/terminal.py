"""What the person at the terminal sees: one line for each thing, something moving while waiting."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn


class Terminal(Protocol):
    """Where a command says what it does."""

    def say(self, line: str) -> None:
        """Show the line."""
        ...

    def busy(self) -> AbstractContextManager[None]:
        """Show, for as long as it is entered, that something goes on."""
        ...


class RichTerminal:
    """A console, by default standard output."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console()

    def say(self, line: str) -> None:
        """Show the line as it is: no markup, no colours, no wrapping."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Turn a spinner with the seconds gone by, below the lines; only where it can be seen."""
        columns = (SpinnerColumn(), TimeElapsedColumn())
        unseen = not self._console.is_terminal
        with Progress(*columns, console=self._console, transient=True, disable=unseen) as progress:
            progress.add_task("")
            yield
