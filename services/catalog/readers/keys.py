"""The keys of a file so far: no two records of a table may have the same."""

from collections.abc import Hashable

from services.catalog.readers.text import Place


class Keys:
    """Remembers each key with its place; the second record of the same key is a fault."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._places: dict[Hashable, str] = {}

    def __len__(self) -> int:
        return len(self._places)

    def add(self, place: Place, *key: Hashable) -> None:
        """Take the key of one more record, or raise the fault of a duplicate."""
        earlier = self._places.setdefault(key, place.where)
        if earlier is not place.where:
            value = " ".join(str(part) for part in key)
            raise place.fault(f"the same key as {earlier}", column=self._column, value=value)
