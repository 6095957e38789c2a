"""The code systems as pages need them: all of them, or the name of one."""

from collections.abc import Iterable, Sequence

from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.records import CodeSystem, Release
from services.gateway.errors import UnknownSystemError
from services.runtime.errors import ServiceError

# No book has as many.
_MOST_CHAPTERS = 200


def systems_or_none(catalog: CatalogClient) -> Sequence[CodeSystem] | None:
    """Return every code system; None when the catalog does not answer."""
    try:
        return catalog.systems()
    except ServiceError:
        return None


def system_of(catalog: CatalogClient, system: str) -> CodeSystem:
    """Return the code system; if it is not known, one named by its identifier in capitals."""
    known = systems_or_none(catalog) or ()
    nothing = Release(system, "", "", "", "")
    unknown = CodeSystem(system, system.upper(), "", nothing, 0, 0)
    return next((one for one in known if one.system == system), unknown)


def system_name(catalog: CatalogClient, system: str) -> str:
    """Return what the code system is called; its identifier in capitals if that is not known."""
    return system_of(catalog, system).name


def chapter_title(catalog: CatalogClient, system: str, chapter: str) -> str:
    """Return what a chapter is called; system and number if that is not known."""
    try:
        chapters = catalog.children(system, "", "", _MOST_CHAPTERS, "").children
    except ServiceError:
        chapters = ()
    known = {one.code: one.title for one in chapters}
    return known.get(chapter) or f"{system_name(catalog, system)}, {chapter}"


def demand_systems(catalog: CatalogClient, wanted: Iterable[str]) -> None:
    """Raise UnknownSystemError for one that does not exist, as far as the catalog can say."""
    for system in wanted:
        known = systems_or_none(catalog)
        if known is not None and system not in {one.system for one in known}:
            raise UnknownSystemError(system, known)
