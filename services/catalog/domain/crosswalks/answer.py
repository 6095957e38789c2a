"""What becomes of a code: the ways to say the same elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.records import Release


@dataclass(frozen=True, slots=True)
class Target:
    """One code, compact; `approximate` when the two mean nearly, not exactly, the same."""

    system: str
    compact: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way of saying the same: one code of each list, all together."""

    lists: Sequence[Sequence[Target]]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What one table says of the code; no scenario when it says that there is no equivalent."""

    to: str
    name: str
    sentence: str
    scenarios: Sequence[Scenario]
    release: Release


@dataclass(frozen=True, slots=True)
class Named:
    """A code as printed, with what the catalog knows of it; `ended` the first day without it."""

    code: str
    title: str = ""
    has_page: bool = False
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Mapped:
    """All that the tables say of a code, and every code of the answer by its name."""

    system: str
    source: Named
    crosswalks: Sequence[Crosswalk]
    names: dict[tuple[str, str], Named]

    def name_of(self, target: Target) -> Named:
        """Return how a target is printed, and what is known of it."""
        return self.names[target.system, target.compact]
