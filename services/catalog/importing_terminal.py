"""What a person sees of an import: what each file is, rows as they are read, a table at the end."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import TextColumn
from rich.table import Table
from rich.text import Text

from services.catalog.bar import Bar
from services.catalog.files.books import BOOKS
from services.catalog.files.planning import Plan, Recognised
from services.catalog.importing import Imported
from services.catalog.readers.table import Claim
from services.catalog.store.tables.code_sets import CODE_SETS

_COUNTS = ("rows read", "added", "changed", "unchanged", "ended")


class ImportTerminal:
    """Tells on a console; to be used as a context. See Reporter.

    The table is shown when the context ends, of what is in even if something went wrong.
    """

    def __init__(self, console: Console, *, dry_run: bool) -> None:
        self._console = console
        self._dry_run = dry_run
        self._done: list[Imported] = []
        self._bar = Bar(console, TextColumn("{task.completed:,.0f} rows"))

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
        if self._done:
            self._console.print(_table(self._done, dry_run=self._dry_run))
        if not self._dry_run and any(map(_moves_codes, self._done)):
            self._say("The search index is behind the catalog: `codebook reindex`.")

    def planned(self, plan: Plan) -> None:
        """Say what each file was recognised as, and which are passed over."""
        for item in plan.items:
            what = f"{item.claim.kind} ({item.known.format.name})"
            self._say(f"{item.name}: {what}, {_edition(item.claim)}.")
        for one in plan.passed_over:
            self._say(f"{one.name}: passed over, {one.reason}.")

    def reading(self, item: Recognised) -> None:
        """Begin with a file; nobody knows how many rows there are."""
        self._bar.begin(item.name)

    def read(self, rows: int) -> None:
        """Show how many rows have been read."""
        self._bar.move(rows)

    def finished(self, imported: Imported) -> None:
        """Take the bar away."""
        self._bar.end()
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


def _moves_codes(one: Imported) -> bool:
    """Return whether the file has changed what a code system says, as far as its counts tell."""
    changes = one.item.claim.kind in {*BOOKS, *CODE_SETS}
    return changes and one.counts is not None and not one.counts.is_nothing


def _numbers(one: Imported) -> list[str]:
    counts = one.counts
    if counts is None:
        return ["in already", "", "", "", ""]
    numbers = (one.rows, counts.added, counts.changed, counts.unchanged, counts.ended)
    return [f"{number:,}" for number in numbers]
