"""Whose a coverage document is: its contractors by name, with their numbers, work and states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.catalog.domain.facts.published import Published

# A contractor for one kind of work: its number in the database, and that of the kind.
Key = tuple[int, int]
_KEY = ("contractor_id", "contractor_type_id")


@dataclass(slots=True)
class Contractor:
    """A firm as a document names it; the lists are in ascending order."""

    name: str
    numbers: Sequence[str]
    types: Sequence[str]
    states: Sequence[str]


@dataclass(frozen=True, slots=True)
class Directory:
    """What is known of some contractors, by their keys."""

    names: Mapping[Key, tuple[str, str]]
    types: Mapping[int, str]
    states: Mapping[Key, set[str]] = field(default_factory=dict)

    def firms(self, keys: Sequence[Key]) -> list[Contractor]:
        """Return the firms behind the keys, by name, without those that are not listed."""
        by_name: dict[str, list[Key]] = {}
        for key in keys:
            if key in self.names:
                by_name.setdefault(self.names[key][0], []).append(key)
        return [self._firm(name, mine) for name, mine in sorted(by_name.items())]

    def _firm(self, name: str, keys: Sequence[Key]) -> Contractor:
        return Contractor(
            name,
            sorted({self.names[key][1] for key in keys}),
            sorted({self.types[kind] for _, kind in keys if kind in self.types}),
            sorted({state for key in keys for state in self.states.get(key, ())}),
        )


def directory(published: Published, day: date, keys: Sequence[Key]) -> Directory:
    """Return what the database says of these contractors, with the states served on the day."""
    ids = sorted({contractor for contractor, _ in keys})
    if not ids:
        return Directory({}, {})
    # In ascending order of their versions, so that the newest stays.
    columns = (*_KEY, "contractor_version", "contractor_bus_name", "contractor_number")
    rows = published.pick("coverage_contractor", day, columns, contractor_id=ids)
    types = published.pick(
        "coverage_contractor_type_lookup", day, ("contractor_type_id", "description")
    )
    return Directory(
        {(one, kind): (name, number) for one, kind, _, name, number in rows},
        dict(types),
        _states(published, day, ids),
    )


def _states(published: Published, day: date, ids: Sequence[int]) -> dict[Key, set[str]]:
    columns = (*_KEY, "state_id", "active_date", "term_date")
    rows = published.pick("coverage_contractor_jurisdiction", day, columns, contractor_id=ids)
    abbreviations: dict[int, str] = dict(
        published.pick("coverage_state_lookup", day, ("state_id", "state_abbrev"))
    )
    states: dict[Key, set[str]] = {}
    for contractor, kind, state, since, until in rows:
        if since <= day and (until is None or day <= until) and state in abbreviations:
            states.setdefault((contractor, kind), set()).add(abbreviations[state])
    return states
