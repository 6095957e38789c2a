"""`make eval-search`: how often a query finds its code among the first, beside two baselines.

The sets are `queries.tsv` and `queries_of_another_hand.tsv`, made by hand, and, where the official
files are at hand, a random
thousand of each list of phrases (SAMPLE=50 takes fewer). Everything is measured twice: with the
sources of the lists in the index, and without. The baselines index titles only and are the same
in both. Writes var/eval/search.json and prints tables.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from codebook.catalog.v1 import catalog_pb2 as pb
from prometheus_client import CollectorRegistry
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from services.cli.catalog import database
from services.runtime.channels import open_channel
from services.runtime.clock import SystemClock
from services.runtime.metrics import GrpcClientMetrics
from services.search.catalog import Catalog
from services.search.reindex import reindex
from services.search.store.connection import KeepAliveClient
from tests.load.eval_cases import MADE, OFFICIAL, Case, cases
from tests.load.eval_engines import Find, baselines, ours
from tests.support.stack import Stack, running_stack

REPORT = Path("var/eval/search.json")
IMPORTED = (
    "icd10cm/icd10cm_index_2017.xml.gz icd10cm/icd10cm-drug-April-1-2026.xml "
    "icd10cm/icd10cm-eindex-April-1-2026.xml icd10cm/icd10cm-neoplasm-April-1-2026.xml "
    "icd10pcs/icd10pcs_order_2026.txt icd10pcs/icd10pcs_index_2025.xml "
    "icd10pcs/icd10pcs_definitions_2025.xml hcpcs/HCPC2019_CONTR_ANWEB.txt "
    "hcpcs/HCPC2025_OCT_ANWEB.xlsx gold/hcpcs_index_2019.tsv"
).split()
# What a run leaves out: the sources that the lists were made of, with the inclusion terms.
UNFED = (
    pb.TERM_SOURCE_EXTERNAL_CAUSE_INDEX,
    pb.TERM_SOURCE_PROCEDURE_INDEX,
    pb.TERM_SOURCE_HCPCS_INDEX,
)
SAMPLE, WORST = 1000, 30
FED, NOT_FED, TITLES = "fed", "not fed", "titles"


@dataclass(frozen=True)
class Score:
    """How one engine did on one set; `run` says what was fed.

    `words_10` is the share of queries with a code among the first ten that any line of the same
    words has.
    """

    group: str
    engine: str
    run: str
    queries: int
    success_1: float
    success_5: float
    success_10: float
    words_10: float
    mrr: float


class Outcome(NamedTuple):
    """What an engine made of a query: the place of its code, and whether its words are answered."""

    place: int
    answered: bool


class Unfed(Catalog):
    """The catalog, with the sources of the lists left out of its stream."""

    def __init__(self, stack: Stack) -> None:
        metrics = GrpcClientMetrics(CollectorRegistry())
        target = stack.services["catalog"].target
        super().__init__(open_channel(target, default_timeout=60, metrics=metrics))
        self._stub: Any = _Stub(self._stub)


class _Stub:
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


def evaluate(stack: Stack, asked: Sequence[Case], console: Console) -> Iterator[Score]:
    """Yield every score: what is in use when the stack is up is fed."""
    client = KeepAliveClient(stack.meili_url, stack.meili_master_key, timeout=120)
    yield from _scores({**baselines(client), FED: ours(client)}, asked, console)
    console.print("Building the index anew, without what the lists were made of.")
    reindex(Unfed(stack), client, SystemClock(), lambda *_: None, force=True)
    yield from _scores({NOT_FED: ours(client)}, asked, console)


def _scores(
    engines: Mapping[str, Find], asked: Sequence[Case], console: Console
) -> Iterator[Score]:
    """Yield the scores of engines that are asked at the same time; a baseline is fed titles."""
    with Progress(console=console) as progress, ThreadPoolExecutor() as pool:
        outcomes = {
            name: pool.submit(_outcomes, find, asked, progress, name)
            for name, find in engines.items()
        }
    for name, found in outcomes.items():
        is_ours = name in (FED, NOT_FED)
        if is_ours:
            show_worst(console, name, asked, found.result())
        yield from score(*(("ours", name) if is_ours else (name, TITLES)), asked, found.result())


def _outcomes(find: Find, asked: Sequence[Case], progress: Progress, name: str) -> list[Outcome]:
    task = progress.add_task(f"{name:12}", total=len(asked))
    outcomes = []
    for case in asked:
        found = find(case.query)
        outcomes.append(Outcome(case.rank(found), case.answers(found)))
        progress.advance(task)
    return outcomes


def score(
    engine: str, run: str, asked: Sequence[Case], outcomes: Sequence[Outcome]
) -> Iterator[Score]:
    """Yield the score of each set, and of all that one hand has made."""
    groups: dict[str, list[Outcome]] = {}
    for case, outcome in zip(asked, outcomes, strict=True):
        groups.setdefault(case.group, []).append(outcome)
        if (hand := case.group.partition(":")[0]) in MADE:
            groups.setdefault(hand, []).append(outcome)
    for group, found in groups.items():
        count, places = len(found), [outcome.place for outcome in found]
        shares = [sum(0 < place <= most for place in places) / count for most in (1, 5, 10)]
        shares.append(sum(outcome.answered for outcome in found) / count)
        mrr = sum(1 / place for place in places if place) / count
        yield Score(group, engine, run, count, *(round(one, 3) for one in (*shares, mrr)))


def show_worst(
    console: Console, run: str, asked: Sequence[Case], outcomes: Sequence[Outcome]
) -> None:
    """Print queries of whose words none of the first ten is meant: of each set in turn."""
    missed: dict[str, list[Case]] = {}
    for case, outcome in zip(asked, outcomes, strict=True):
        if not outcome.answered:
            missed.setdefault(case.group.partition(":")[0], []).append(case)
    turns = (len(missed) and max(map(len, missed.values()))) or 0
    worst = [group[turn] for turn in range(turns) for group in missed.values() if turn < len(group)]
    console.print(f"Worst {min(WORST, len(worst))} of {len(worst)} missed, {run}:")
    for case in worst[:WORST]:
        console.print(f"  {case.group}: {case.query} -> {' '.join(case.codes)}", markup=False)


@contextmanager
def loaded_stack(folder: Path) -> Iterator[Stack]:
    """Run the stack with the official files imported before it first builds its index."""
    told = os.environ | {"CODEBOOK_VAR_DIR": str(folder), **database(folder)}
    files = [str(OFFICIAL / name) for name in IMPORTED if (OFFICIAL / name).is_file()]
    verbs = [["services.catalog", "migrate"], ["services.catalog", "load"]]
    for verb in [*verbs, *([["services.cli", "import", *files]] if files else [])]:
        subprocess.run([sys.executable, "-m", *verb], check=True, env=told)
    with running_stack(folder) as stack:
        yield stack


def main() -> None:
    """Evaluate, print the tables, write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="phrases of each list")
    asked = cases(parser.parse_args().sample)
    console = Console(width=110)
    console.print(f"{len(asked)} queries. Loading the catalog and building the index.")
    with (
        tempfile.TemporaryDirectory(prefix="codebook-eval-") as folder,
        loaded_stack(Path(folder)) as stack,
    ):
        scores = list(evaluate(stack, asked, console))
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps([asdict(one) for one in scores], indent=1) + "\n")
    table = Table(*(name.replace("_", " at ") for name in Score.__dataclass_fields__))
    for one in sorted(scores, key=lambda score: (score.group, score.engine, score.run)):
        table.add_row(*(str(value) for value in asdict(one).values()))
    console.print(table)


if __name__ == "__main__":
    main()
