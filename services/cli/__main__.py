"""The `codebook` command of people: `codebook up` and the operator's verbs, one function each."""

import subprocess
import sys

import click

from services.cli import account as accounts
from services.cli import catalog
from services.cli import doctor as doctoring
from services.cli import up as stack
from services.cli.errors import CodebookError, StopAskedError
from services.cli.running import find_running
from services.cli.settings import UpSettings, environment, load, load_doors
from services.cli.signals import stops_interrupt
from services.cli.terminal import RichTerminal


@click.group()
@click.version_option(package_name="codebook", prog_name="codebook")
def commands() -> None:
    """Codebook: an open medical code book."""


@commands.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port of the website; 0 takes any free one. Default: GATEWAY_PORT, else 8000.",
)
def up(port: int | None) -> None:
    """Start everything on this machine, print the address, and run until Ctrl-C."""
    with stops_interrupt():
        stack.up(load(UpSettings), load_doors(port), RichTerminal())


@commands.command()
def reindex() -> None:
    """Build the search index again if the catalog has changed."""
    given = environment()
    if "MEILI_URL" not in given:
        running = find_running(load(UpSettings).codebook_var_dir.resolve())
        given = {**running.environment, **given}
    command = (sys.executable, "-m", "services.search", "reindex")
    sys.exit(subprocess.run(command, env=given, check=False).returncode)  # noqa: S603 - our own


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def doctor(as_json: bool) -> None:  # noqa: FBT001 - click gives it so
    """Say what is loaded, what is out of date, what is missing, and what does not answer."""
    findings = doctoring.examine(load(UpSettings), load_doors())
    click.echo(doctoring.to_json(findings) if as_json else "\n".join(doctoring.to_lines(findings)))
    sys.exit(0 if doctoring.is_well(findings) else 1)


# The service knows the options of these, and says what they are when it is asked for --help.
_HANDED_ON = {
    "context_settings": {"ignore_unknown_options": True, "allow_interspersed_args": False},
    "add_help_option": False,
}


@commands.command(name="import", **_HANDED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_(arguments: tuple[str, ...]) -> None:
    """Import official files as they are published. Of each all is in, or nothing."""
    catalog.become("import", arguments)


@commands.command(**_HANDED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def fetch(arguments: tuple[str, ...]) -> None:
    """Download the publishers' current files, and import them."""
    catalog.become("fetch", arguments)


@commands.command(**_HANDED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def releases(arguments: tuple[str, ...]) -> None:
    """List what is loaded, from which files."""
    catalog.become("releases", arguments)


@commands.command(**_HANDED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def account(arguments: tuple[str, ...]) -> None:
    """Look after accounts: create, list, plan, disable, key."""
    accounts.become(arguments)


def main() -> None:
    """Run the command line; a known trouble is one sentence on standard error and exit code 1."""
    try:
        commands()
    except CodebookError as error:
        sys.exit(str(error))
    except StopAskedError:
        click.echo("Codebook has stopped.")
    except OSError as error:
        sys.exit(f"Codebook cannot go on: {error}.")


if __name__ == "__main__":
    main()
