"""The code systems as pages need them: all of them, or the name of one."""

from collections.abc import Iterable, Sequence

from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.records import CodeSystem
from services.gateway.errors import UnknownSystemError
from services.runtime.errors import ServiceError


def systems_or_none(catalog: CatalogClient) -> Sequence[CodeSystem] | None:
    """Return every code system; None when the catalog does not answer."""
    try:
        return catalog.systems()
    except ServiceError:
        return None


def system_name(catalog: CatalogClient, system: str) -> str:
    """Return what the code system is called; its identifier in capitals if that is not known."""
    known = systems_or_none(catalog) or ()
    return next((one.name for one in known if one.system == system), system.upper())


def demand_systems(catalog: CatalogClient, wanted: Iterable[str]) -> None:
    """Raise UnknownSystemError for one that does not exist, as far as the catalog can say."""
    for system in wanted:
        known = systems_or_none(catalog)
        if known is not None and system not in {one.system for one in known}:
            raise UnknownSystemError(system, known)
