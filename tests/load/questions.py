"""What a page of results asks Meilisearch, so that the page can be held against that alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import simple_icd_10_cm

from services.search.domain.documents import number_of
from services.search.domain.finding import Finder
from services.search.domain.index import Filters, Window
from services.search.store.connection import KeepAliveClient
from services.search.store.queries import CodeIndex

_LEAST_WORDS, _MOST_WORDS = 2, 4
_EVERY = 2


class _Recorder(KeepAliveClient):
    """The client of search, with the bodies of what it asked."""

    def __init__(self, url: str, key: str) -> None:
        super().__init__(url, key, timeout=10)
        self.bodies: list[bytes] = []

    def multi_search(self, queries: Sequence[Mapping[str, Any]], *_: object) -> dict[str, Any]:
        self.bodies.append(json.dumps({"queries": queries}).encode())
        return super().multi_search(queries)


def asked_for(texts: Sequence[str], url: str, key: str) -> list[bytes]:
    """Return the bodies of all questions, in rounds, of the first pages of these texts."""
    client = _Recorder(url, key)
    finder, day = Finder(CodeIndex(client)), number_of(datetime.now(UTC).date())
    for text in texts:
        finder.search(text, Filters(day=day), Window(0, 20))
    client.close()
    return client.bodies


def new_words(count: int) -> list[str]:
    """Return so many different beginnings of titles, of two to four words, in no order."""
    titles = map(simple_icd_10_cm.get_description, simple_icd_10_cm.get_all_codes()[::_EVERY])
    words = (title.casefold().split() for title in titles)
    kinds = _MOST_WORDS - _LEAST_WORDS + 1
    texts = (" ".join(w[: _LEAST_WORDS + number % kinds]) for number, w in enumerate(words))
    mixed = sorted(set(texts), key=lambda text: crc32(text.encode()))
    return mixed[:count]
