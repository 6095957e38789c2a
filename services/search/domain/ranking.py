"""How Meilisearch ranks codes, with the reason of each choice. Tuning happens here only."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from services.search.domain.documents import DOCUMENT_FORMAT

# How deep a reader may page, and a page at most; see SearchRequest.
MAX_OFFSET = 10_000
MAX_LIMIT = 100

SETTINGS: Final[Mapping[str, Any]] = {
    # The official title says more than an inclusion term. Codes are not among the words: two
    # hundred thousand of them would slow every word down that is still being typed.
    "searchableAttributes": ["title", "terms"],
    # `compact` and `range` serve the queries that are a code or the start of one.
    "filterableAttributes": ["system", "billable", "compact", "range"],
    "sortableAttributes": ["order"],
    # Meilisearch's own rules first. Of equals, a code that may be reported comes before a
    # heading: enough to decide a tie, too little to hide the heading that fits better. Then the
    # order of the book, so that equal queries have equal answers.
    "rankingRules": [
        "words",
        "typo",
        "proximity",
        "attribute",
        "exactness",
        "sort",
        "billable:desc",
        "order:asc",
    ],
    # Type 1 is not a mistyped type 2.
    "typoTolerance": {"disableOnNumbers": True},
    # Titles are short: word-by-word distances cost half the build again and moved no hit.
    "proximityPrecision": "byAttribute",
    # Facet values are known and few; nobody searches in them.
    "facetSearch": False,
    # Beyond any system, so that totals are counts and not this limit.
    "pagination": {"maxTotalHits": 1_000_000},
    # A reader who waits longer is better served by the hits found so far.
    "searchCutoffMs": 1000,
}


def settings_version() -> str:
    """Return a token that changes whenever an index must be built anew for these settings."""
    content = json.dumps([DOCUMENT_FORMAT, SETTINGS], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
