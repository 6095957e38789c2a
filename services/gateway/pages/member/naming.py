"""What the codes that a member keeps are called today."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice

from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.marks import Kept
from services.gateway.clients.records import CodeRecord
from services.runtime.errors import ServiceError

# Each that is not in memory is a question to the catalog; they are asked together.
_MOST = 100

Place = tuple[str, str]


def titles(catalog: CatalogClient, kept: Iterable[Kept]) -> Mapping[Place, str]:
    """Return the titles of the first hundred codes; without those that nobody answers for."""
    places = list(islice(dict.fromkeys((one.system, one.code) for one in kept), _MOST))
    answers = {place: _ask(catalog, place) for place in places}
    found = {}
    for place, answer in answers.items():
        with suppress(ServiceError):
            found[place] = answer().summary.title
    return found


def _ask(catalog: CatalogClient, place: Place) -> Callable[[], CodeRecord]:
    known = catalog.known_code(*place, "")
    return (lambda: known) if known else catalog.ask_for_code(*place, "")
