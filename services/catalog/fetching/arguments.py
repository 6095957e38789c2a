"""What a person may write after `codebook fetch`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.fetching.addresses import SOURCES, Source, UnknownNameError, chosen
from services.catalog.importing_arguments import day


@dataclass(frozen=True)
class FetchRequest:
    """What is to be downloaded; with a `url`, its one source from there, and `sha256` of it."""

    sources: Sequence[Source]
    day: date
    url: str = ""
    sha256: str = ""
    accepted: bool = False
    only_download: bool = False
    licence: str = ""


def fetch_request(arguments: Sequence[str], today: date) -> FetchRequest:
    """Return what the arguments ask for; ends the process when they cannot be understood."""
    names = ", ".join(source.name for source in SOURCES)
    parser = argparse.ArgumentParser(
        prog="codebook fetch",
        description="Download the current official files from their publishers, and import them.",
        epilog=f"Names: {names}; or any kind of file that is in one of these. "
        "Without a name: all of them.",
    )
    add = parser.add_argument
    add("names", nargs="*", metavar="KIND", help="what to download")
    add("--on", type=day, default=today, metavar="DATE", help="the day to be in force; today")
    add("--url", default="", help="from where, if the publisher has moved the file of one KIND")
    add("--sha256", default="", metavar="HEX", help="what the file at --url must be")
    add(
        "--accept-licences",
        action="store_true",
        help="say that you have read the AMA's licence for CPT, which the publisher shows before "
        "these downloads, and accept it",
    )
    add("--licence", metavar="TEXT", default="", help="by what right CPT text is shown")
    add("--download-only", action="store_true", help="import nothing")
    given = parser.parse_args(arguments)
    try:
        sources = chosen(given.names)
    except UnknownNameError as error:
        parser.error(str(error))
    if given.url and len(sources) != 1:
        parser.error("--url is for one KIND")
    if given.sha256 and not given.url:
        parser.error("--sha256 is for --url")
    return FetchRequest(
        sources,
        given.on,
        given.url,
        given.sha256,
        given.accept_licences,
        given.download_only,
        given.licence,
    )
