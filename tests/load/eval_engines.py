"""What is measured: our search and two baselines, over the documents of one index."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from services.search.domain.finding import Finder
from services.search.domain.index import Filters, Window
from services.search.domain.reading import MAX_CHARACTERS
from services.search.store.connection import KeepAliveClient
from services.search.store.queries import CodeIndex

FIRST = 10
_DAY = 20_260_615
_PAGE = 20_000
_TITLES = "eval_titles"
_WAIT_MS = 600_000

# Told a query; returns the first ten codes, compact.
Find = Callable[[str], Sequence[str]]


def ours(client: KeepAliveClient) -> Find:
    """Return our search, as the service answers from the index in use."""
    finder = Finder(CodeIndex(client))

    def find(query: str) -> list[str]:
        hits = finder.search(query[:MAX_CHARACTERS], Filters(day=_DAY), Window(0, FIRST)).hits
        return [hit.code.replace(".", "") for hit in hits]

    return find


def baselines(client: KeepAliveClient) -> dict[str, Find]:
    """Return Meilisearch with its defaults and FTS5 bm25 of any word, on the index's titles."""
    held = _titles(client)
    return {"Meilisearch": _defaults(client, held), "FTS5": _fts5(held)}


def _titles(client: KeepAliveClient) -> list[dict[str, str]]:
    held: list[dict[str, str]] = []
    while True:
        asked = {"fields": ["id", "title", "code"], "limit": _PAGE, "offset": len(held)}
        page: Any = client.http.post("indexes/codes/documents/fetch", asked)
        held += page["results"]
        if len(page["results"]) < _PAGE:
            return held


def _defaults(client: KeepAliveClient, held: Sequence[dict[str, str]]) -> Find:
    index = client.index(_TITLES)
    client.wait_for_task(client.create_index(_TITLES, {"primaryKey": "id"}).task_uid)
    client.wait_for_task(index.update_searchable_attributes(["title"]).task_uid, _WAIT_MS)
    for start in range(0, len(held), _PAGE):
        task = index.add_documents(list(held[start : start + _PAGE]))
        client.wait_for_task(task.task_uid, _WAIT_MS)

    def find(query: str) -> list[str]:
        hits = index.search(query, {"limit": FIRST, "attributesToRetrieve": ["code"]})["hits"]
        return [hit["code"].replace(".", "") for hit in hits]

    return find


def _fts5(held: Sequence[dict[str, str]]) -> Find:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE VIRTUAL TABLE titles USING fts5(title, code UNINDEXED)")
    rows = [(one["title"], one["code"].replace(".", "")) for one in held]
    database.executemany("INSERT INTO titles VALUES (?, ?)", rows)

    def find(query: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        text = "SELECT code FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in database.execute(text, (words, FIRST))] if words else []

    return find
