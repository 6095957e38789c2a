"""One column of a published file, with what each of its values means."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """An indicator: `key` names it in addresses, `source` where its publisher explains it."""

    key: str
    title: str
    source: str
    meanings: Mapping[str, str]

    def say(self, value: str) -> str:
        """Return what the value means; empty for one that is newer than this list."""
        return self.meanings.get(value, "")
