"""How Meilisearch ranks codes, with the reason of each choice. Tuning happens here only."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from services.search.domain.documents import DOCUMENT_FORMAT
from services.search.domain.vocabulary import terms

# How deep a reader may page, and a page at most; see SearchRequest.
MAX_OFFSET = 10_000
MAX_LIMIT = 100

SETTINGS: Final[Mapping[str, Any]] = {
    # A term of our own list that means this very code says most. The official title says more than
    # another name, a name more than what people say for single words of the title, and that more
    # than what stands above. Codes are not among the words: two
    # hundred thousand of them would slow every word down that is still being typed.
    "searchableAttributes": ["known", "words", "names", "also", "context"],
    # `compact`, `category` and `range` serve the queries that name codes, `counted` the facets.
    "filterableAttributes": [
        "system",
        "billable",
        "chapter",
        "begins",
        "ends",
        "later",
        "compact",
        "category",
        "range",
        "counted",
    ],
    "sortableAttributes": ["order"],
    # What has ended comes after what has not, however well it fits. Codes that were named are asked
    # for in the order of the book, which no other rule disturbs. Then Meilisearch's own rules,
    # and between them: of codes that have the words, those that may be reported come before the
    # headings above them, which have the same words and crowd them out. Of equals, the title that
    # says least beyond the query: what a query leaves open, no title should fill in. Then the order
    # of the book, so that equal queries have equal answers.
    "rankingRules": [
        "ended:asc",
        "sort",
        "words",
        "behind:asc",
        "typo",
        "proximity",
        "attribute",
        "exactness",
        "length:asc",
        "order:asc",
    ],
    # Type 1 is not a mistyped type 2.
    "typoTolerance": {"disableOnNumbers": True},
    # Titles are short: word-by-word distances cost half the build again and moved no hit.
    "proximityPrecision": "byAttribute",
    # Facet values are known and few; nobody searches in them. What is counted is made of chapters
    # and of the days on which codes begin and end: a thousand values for all official files.
    "facetSearch": False,
    "faceting": {"maxValuesPerFacet": 10_000},
    # Beyond any system, so that totals are counts and not this limit.
    "pagination": {"maxTotalHits": 1_000_000},
    # A reader who waits longer is better served by the hits found so far.
    "searchCutoffMs": 1000,
}


def settings_version() -> str:
    """Return a token that changes whenever an index must be built anew for these settings."""
    content = json.dumps([DOCUMENT_FORMAT, SETTINGS, terms()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
