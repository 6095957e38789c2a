"""`make eval-search`: how often a query finds its code among the first, beside two baselines.

The sets are `queries.tsv`, made by hand, and, where the official files lie beside the project, a
random thousand of each list of phrases. A list is measured while what it was made of is not in
the index; two of them also while it is. Writes var/eval/search.json and prints tables.
"""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from codebook.catalog.v1 import catalog_pb2 as pb
from prometheus_client import CollectorRegistry
from rich.console import Console
from rich.table import Table

from services.runtime.channels import open_channel
from services.runtime.clock import SystemClock
from services.runtime.metrics import GrpcClientMetrics
from services.search.catalog import Catalog
from services.search.domain.finding import Finder
from services.search.domain.index import Filters, Window
from services.search.reindex import reindex
from services.search.store.connection import KeepAliveClient
from services.search.store.queries import CodeIndex
from tests.support.codebase import ROOT
from tests.support.stack import Stack, running_stack

REPORT = Path("var/eval/search.json")
OFFICIAL = ROOT.parent / "shared" / "data"
IMPORTED = (
    "icd10cm/icd10cm_index_2017.xml.gz icd10cm/icd10cm-drug-April-1-2026.xml "
    "icd10cm/icd10cm-eindex-April-1-2026.xml icd10cm/icd10cm-neoplasm-April-1-2026.xml "
    "icd10pcs/icd10pcs_order_2026.txt icd10pcs/icd10pcs_index_2025.xml "
    "icd10pcs/icd10pcs_definitions_2025.xml hcpcs/HCPC2019_CONTR_ANWEB.txt "
    "hcpcs/HCPC2025_OCT_ANWEB.xlsx"
).split()
GOLD = {
    "inclusion terms": "icd10cm_fy2026_inclusion_terms.tsv",
    "external causes": "icd10cm_external_cause_index_fy2026.tsv",
    "procedures": "icd10pcs_index_fy2025.tsv",
    "supplies": "hcpcs_index_2019.tsv",
}
# What a run leaves out: the sources that the lists were made of.
UNFED = (pb.TERM_SOURCE_EXTERNAL_CAUSE_INDEX, pb.TERM_SOURCE_PROCEDURE_INDEX)
SAMPLE, FIRST, WORST, SEED = 1000, 10, 30, 20260615


@dataclass(frozen=True)
class Case:
    """A query with the codes, beginnings of codes or ranges of which any answers it."""

    group: str
    query: str
    codes: tuple[str, ...]

    def accepts(self, compact: str) -> bool:
        """Return whether a code answers the query."""
        return any(_covers(code, compact) for code in self.codes)


@dataclass(frozen=True)
class Score:
    """How one engine did on one set."""

    run: str
    group: str
    engine: str
    queries: int
    success_1: float
    success_5: float
    success_10: float
    mrr: float


Find = Callable[[str], Sequence[str]]


def _covers(code: str, compact: str) -> bool:
    first, _, last = code.partition("-")
    return first <= compact <= last if last else compact.startswith(code)


class Feeding(Catalog):
    """The catalog, with the sources of the lists left out of its stream or not."""

    def __init__(self, stack: Stack, *, fed: bool) -> None:
        metrics = GrpcClientMetrics(CollectorRegistry())
        target = stack.services["catalog"].target
        super().__init__(open_channel(target, default_timeout=60, metrics=metrics))
        self._stub: Any = self._stub if fed else _Unfed(self._stub)


class _Unfed:
    def __init__(self, stub: Any) -> None:  # noqa: ANN401 - a stub of two calls
        self._stub = stub
        self.GetRevision = stub.GetRevision

    def StreamCodes(self, *args: Any, **options: Any) -> "_Stream":  # noqa: ANN401, N802 - as the stub
        return _Stream(self._stub.StreamCodes(*args, **options))


class _Stream:
    def __init__(self, batches: Any) -> None:  # noqa: ANN401 - a call of grpc
        self._batches = batches
        self.cancel = batches.cancel

    def __iter__(self) -> "_Stream":
        return self

    def __next__(self) -> pb.StreamCodesResponse:
        batch: pb.StreamCodesResponse = next(self._batches)
        for code in batch.codes:
            kept = [term for term in code.index_terms if term.source not in UNFED]
            code.ClearField("inclusion_terms")
            code.ClearField("index_terms")
            code.index_terms.extend(kept)
        return batch


def cases() -> list[Case]:
    """Return every case that can be had here, the hand-made ones first."""
    lines = (ROOT / "tests/load/queries.tsv").read_text().splitlines()[1:]
    made = [line.split("\t") for line in lines]
    found = [Case(f"by hand: {group}", query, tuple(codes.split())) for group, query, codes in made]
    for group, name in GOLD.items():
        path = OFFICIAL / "gold" / name
        if path.is_file():
            found += _sample(group, path)
    return found


def _sample(group: str, path: Path) -> Iterator[Case]:
    rows = [line.split("\t") for line in path.read_text().splitlines()[1:]]
    good = [row for row in rows if re.fullmatch(r"[A-Z0-9-]+", row[1])]
    for row in random.Random(SEED).sample(good, min(SAMPLE, len(good))):  # noqa: S311 - a sample
        yield Case(group, row[0].replace(" > ", " "), (row[1],))


def engines(client: KeepAliveClient) -> dict[str, Find]:
    """Return our search and the two baselines, over the documents of the index in use."""
    finder = Finder(CodeIndex(client))
    pages = range(0, 10**6, 20_000)
    held: list[dict[str, str]] = []
    for offset in pages:
        asked = {"fields": ["id", "title", "code"], "limit": 20_000, "offset": offset}
        page: Any = client.http.post("indexes/codes/documents/fetch", asked)
        held += page["results"]
        if len(page["results"]) < 20_000:
            break
    return {"ours": _ours(finder), "Meilisearch": _defaults(client, held), "FTS5": _fts5(held)}


def _ours(finder: Finder) -> Find:
    def find(query: str) -> list[str]:
        hits = finder.search(query[:500], Filters(day=20_260_615), Window(0, FIRST)).hits
        return [hit.code.replace(".", "") for hit in hits]

    return find


def _defaults(client: KeepAliveClient, held: Sequence[dict[str, str]]) -> Find:
    index = client.index("eval_titles")
    client.wait_for_task(index.delete().task_uid, 600_000)
    client.wait_for_task(client.create_index("eval_titles", {"primaryKey": "id"}).task_uid)
    client.wait_for_task(index.update_searchable_attributes(["title"]).task_uid, 600_000)
    for start in range(0, len(held), 20_000):
        client.wait_for_task(index.add_documents(held[start : start + 20_000]).task_uid, 600_000)

    def find(query: str) -> list[str]:
        hits = index.search(query, {"limit": FIRST, "attributesToRetrieve": ["code"]})["hits"]
        return [hit["code"].replace(".", "") for hit in hits]

    return find


def _fts5(held: Sequence[dict[str, str]]) -> Find:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE titles USING fts5(title, code UNINDEXED)")
    rows = [(one["title"], one["code"].replace(".", "")) for one in held]
    database.executemany("INSERT INTO titles VALUES (?, ?)", rows)

    def find(query: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        text = "SELECT code FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in database.execute(text, (words, FIRST))] if words else []

    return find


def rank(case: Case, found: Sequence[str]) -> int:
    """Return the place, from 1, of the first code that answers; 0 if none does."""
    return next((place for place, code in enumerate(found, 1) if case.accepts(code)), 0)


def score(run: str, engine: str, asked: Sequence[Case], ranks: Sequence[int]) -> Iterator[Score]:
    """Yield the score of each set, and of all that was made by hand."""
    groups: dict[str, list[int]] = {}
    for case, place in zip(asked, ranks, strict=True):
        groups.setdefault(case.group, []).append(place)
        if case.group.startswith("by hand"):
            groups.setdefault("by hand", []).append(place)
    for group, places in groups.items():
        count = len(places)
        shares = [sum(0 < place <= most for place in places) / count for most in (1, 5, 10)]
        mrr = sum(1 / place for place in places if place) / count
        yield Score(run, group, engine, count, *(round(one, 4) for one in (*shares, mrr)))


def evaluate(stack: Stack, console: Console) -> Iterator[Score]:
    """Yield every score, without the sources of the lists in the index and then with them."""
    asked = cases()
    client = KeepAliveClient(stack.meili_url, stack.meili_master_key, timeout=120)
    for fed in (False, True):
        run = "fed" if fed else "not fed"
        catalog = Feeding(stack, fed=fed)
        reindex(catalog, client, SystemClock(), lambda *_: None, force=True)
        for engine, find in engines(client).items():
            ranks = [rank(case, find(case.query)) for case in asked]
            yield from score(run, engine, asked, ranks)
            if engine == "ours":
                show_worst(console, run, asked, ranks)


def show_worst(console: Console, run: str, asked: Sequence[Case], ranks: Sequence[int]) -> None:
    """Print queries that found nothing in the first ten: those made by hand before others."""
    missed = [case for case, place in zip(asked, ranks, strict=True) if not place]
    console.print(f"Worst {WORST} of {len(missed)} missed, {run}:")
    for case in missed[:WORST]:
        console.print(f"  {case.group}: {case.query} -> {' '.join(case.codes)}", markup=False)


def main() -> None:
    """Evaluate, print the tables, write the report."""
    console = Console()
    with (
        tempfile.TemporaryDirectory(prefix="codebook-eval-") as folder,
        running_stack(Path(folder)) as stack,
    ):
        files = [str(OFFICIAL / name) for name in IMPORTED if (OFFICIAL / name).is_file()]
        if files:
            command = [sys.executable, "-m", "services.cli", "import", *files]
            told = os.environ | {"CODEBOOK_VAR_DIR": folder}
            subprocess.run(command, check=True, env=told)
        scores = list(evaluate(stack, console))
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps([asdict(one) for one in scores], indent=1))
    table = Table(*Score.__dataclass_fields__)
    for one in sorted(scores, key=lambda score: (score.run, score.group, score.engine)):
        table.add_row(*(str(value) for value in asdict(one).values()))
    console.print(table)


if __name__ == "__main__":
    main()
