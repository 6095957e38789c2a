from io import StringIO

import pytest
from rich.console import Console

from services.catalog.domain.difference import ImportCounts
from services.catalog.terminal import TerminalReporter
from tests.support.editions import FIRST_DAY, facts

COUNTS = ImportCounts(added=1_234, changed=5, unchanged=6, ended=7)
NAME = f"ICD-10-CM, Edition {FIRST_DAY}"


def report(*, terminal: bool) -> str:
    out = StringIO()
    with TerminalReporter(Console(file=out, force_terminal=terminal, width=200)) as reporter:
        reporter.reading(facts())
        reporter.writing(500, 1_234)
        reporter.writing(1_234, 1_234)
        reporter.finished(facts(), COUNTS)
        reporter.finished(facts(), None)
    return out.getvalue()


def test_elsewhere_than_on_a_terminal_each_file_is_one_line() -> None:
    assert report(terminal=False).splitlines() == [
        f"{NAME}: 1,234 added, 5 changed, 6 unchanged, 7 ended.",
        f"{NAME}: loaded before.",
    ]


def test_a_terminal_shows_how_far_it_is() -> None:
    shown = report(terminal=True)
    assert "1234 of 1234" in shown
    assert shown.index("1234 of 1234") < shown.index("1,234 added")
    assert "1234 of 1234" not in shown[shown.index("1,234 added") :]


def break_off(console: Console) -> None:
    with TerminalReporter(console) as reporter:
        reporter.reading(facts())
        raise KeyboardInterrupt


def test_a_load_that_breaks_off_gives_the_terminal_back() -> None:
    out = StringIO()
    with pytest.raises(KeyboardInterrupt):
        break_off(Console(file=out, force_terminal=True))
    hidden, shown = out.getvalue().rfind("\x1b[?25l"), out.getvalue().rfind("\x1b[?25h")
    assert -1 < hidden < shown
