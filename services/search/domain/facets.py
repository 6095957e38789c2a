"""What facets count of a code, as one value of one field.

Meilisearch counts a field of a thousand values in a third of the time that it takes for the five
fields of which they are made.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from services.search.domain.index import Counts, status_on

# The fields that the value is made of, in this order; only the last may have what stands between.
_FIELDS = ("system", "billable", "begins", "ends", "chapter")
_BETWEEN = "|"


def counted(document: Mapping[str, object]) -> str:
    """Return the value of a document."""
    return _BETWEEN.join(str(document[name]) for name in _FIELDS)


def facets(values: Mapping[str, int], names: Sequence[str], day: int) -> dict[str, Counts]:
    """Return the counts by each of the facets on a day, from how many codes have each value."""
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for value, count in values.items():
        system, billable, begins, ends, chapter = value.split(_BETWEEN, len(_FIELDS) - 1)
        said = {
            "system": system,
            "chapter": chapter,
            "billable": billable.lower(),
            "status": status_on(int(begins), int(ends), day).value,
        }
        for name in names:
            if said[name]:
                found[name][said[name]] += count
    return {name: dict(sorted(counts.items())) for name, counts in found.items()}
