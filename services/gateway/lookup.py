"""Addresses of codes, and what to say when there is none."""

from functools import lru_cache
from urllib.parse import quote

from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.records import CodeRecord, CodeSummary
from services.gateway.errors import UnknownCodeError, UnknownSystemError
from services.gateway.shelf import systems_or_none
from services.runtime.errors import NotFoundError

# A pack of a few CPT codes would make nearly every link to one a dead end.
_A_BOOK = {"cpt": 1_000}


# Twenty codes of two or three systems stand on a page.
@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return quote(name, safe="")


def code_path(system: str, code: str) -> str:
    """Return the one address of a code's page."""
    return f"/codes/{_quoted(system)}/{_quoted(code)}"


def table_code_path(catalog: CatalogClient, code: str, system: str = "") -> str:
    """Return the address of a code that a table names; empty if its system is not loaded.

    Tables of procedures say no system: Level II begins with a letter, CPT with a digit.
    """
    wanted = system or ("hcpcs" if code[:1].isalpha() else "cpt")
    loaded = {one.system: one.code_count for one in systems_or_none(catalog) or ()}
    return code_path(wanted, code) if loaded.get(wanted, 0) >= _A_BOOK.get(wanted, 1) else ""


def browse_path(system: str, code: str = "") -> str:
    """Return the address of a heading in the book, or of the top of the book."""
    node = f"/{_quoted(code)}" if code else ""
    return f"/browse/{_quoted(system)}{node}"


def as_of_suffix(as_of: str) -> str:
    """Return what an address needs to keep the date of service that was asked for."""
    return f"?as_of={as_of}" if as_of else ""


def record(catalog: CatalogClient, system: str, code: str, as_of: str) -> CodeRecord:
    """Return the record of a code in any spelling; raises why there is none."""
    try:
        found = catalog.code(system, code, as_of)
    except NotFoundError as error:
        raise not_found(catalog, system, code, as_of) from error
    demand_spelling(found.summary, code)
    return found


def demand_spelling(found: CodeSummary, written: str) -> None:
    """Raise UnknownCodeError if the points of a code stand where the book has none.

    The catalog does not look at points. To a reader, though, `E1.19` is more likely half of
    another code than a way to write E11.9, so that is offered and not opened.
    """
    if not is_spelling(found, written):
        message = f"No code is written “{written}”: its points stand in odd places."
        raise UnknownCodeError(message, (found,))


def is_spelling(found: CodeSummary, written: str) -> bool:
    """Return whether the code may be written so: with its point, or with none, in any case."""
    return written.upper() in (found.code.upper(), found.compact.upper())


def not_found(catalog: CatalogClient, system: str, code: str, as_of: str) -> NotFoundError:
    """Return why there is no such code: no such system, or else codes that are near."""
    systems = catalog.systems()
    name = next((known.name for known in systems if known.system == system), "")
    if not name:
        return UnknownSystemError(system, systems)
    when = f" on {as_of}" if as_of else ""
    message = f"{name} has no code “{code}”{when}."
    return UnknownCodeError(message, catalog.near(system, code, as_of))


def not_found_anywhere(catalog: CatalogClient, code: str, as_of: str) -> NotFoundError:
    """Return that no code system has the code, with codes that are near."""
    message = f"No code system here has a code “{code}”."
    return UnknownCodeError(message, catalog.near("", code, as_of))
