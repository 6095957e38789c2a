import io

from rich.console import Console

from services.cli.terminal import RichTerminal


def test_a_line_is_shown_as_it_is() -> None:
    output = io.StringIO()
    line = "Codebook is at http://[::1]:8000 [bold] " + "x" * 200

    RichTerminal(Console(file=output, force_terminal=True, width=40)).say(line)

    assert output.getvalue() == f"{line}\n"


def test_nothing_moves_where_nobody_looks() -> None:
    output = io.StringIO()
    terminal = RichTerminal(Console(file=output, force_terminal=False))

    with terminal.busy():
        terminal.say("Fetching.")

    assert output.getvalue() == "Fetching.\n"


def test_something_moves_on_a_terminal_and_is_gone_after() -> None:
    output = io.StringIO()

    with RichTerminal(Console(file=output, force_terminal=True)).busy():
        pass

    assert "0:00:00" in output.getvalue()
    assert output.getvalue().endswith("\x1b[2K")
