"""What a person sees of an import: what each file is, rows as they are read, a table at the end."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from services.catalog.files.planning import Plan, Recognised
from services.catalog.importing import Imported
from services.catalog.readers.table import Claim

_COUNTS = ("rows read", "added", "changed", "unchanged", "ended")


class ImportTerminal:
    """Tells on a console; to be used as a context. See Reporter.

    The table is shown when the context ends, of what is in even if something went wrong.
    """

    def __init__(self, console: Console, *, dry_run: bool) -> None:
        self._console = console
        self._dry_run = dry_run
        self._done: list[Imported] = []
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.completed:,.0f} rows"),
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
        if self._done:
            self._console.print(_table(self._done, dry_run=self._dry_run))

    def planned(self, plan: Plan) -> None:
        """Say what each file was recognised as, and which are passed over."""
        for item in plan.items:
            what = f"{item.claim.kind} ({item.known.format.name})"
            self._say(f"{item.name}: {what}, {_edition(item.claim)}.")
        for one in plan.passed_over:
            self._say(f"{one.name}: passed over, {one.reason}.")

    def reading(self, item: Recognised) -> None:
        """Show a bar that only moves: nobody knows how many rows there are."""
        self._task = self._progress.add_task(item.name, total=None)

    def read(self, rows: int) -> None:
        """Show how many rows have been read."""
        if self._task is not None:
            self._progress.update(self._task, completed=rows)

    def finished(self, imported: Imported) -> None:
        """Take the bar away."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
        self._done.append(imported)

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _edition(claim: Claim) -> str:
    until = f" until {claim.effective_to}" if claim.effective_to else ""
    return f"edition {claim.edition}, in force from {claim.effective_from}{until}"


def _table(done: Sequence[Imported], *, dry_run: bool) -> Table:
    table = Table(title="Nothing was changed: a dry run" if dry_run else None, title_justify="left")
    # A name is folded rather than cut: it is what an operator looks for.
    table.add_column("file", overflow="fold")
    for name in _COUNTS:
        table.add_column(name, justify="right")
    for one in done:
        table.add_row(Text(one.item.name), *_numbers(one))
    return table


def _numbers(one: Imported) -> list[str]:
    counts = one.counts
    if counts is None:
        return ["in already", "", "", "", ""]
    numbers = (one.rows, counts.added, counts.changed, counts.unchanged, counts.ended)
    return [f"{number:,}" for number in numbers]
