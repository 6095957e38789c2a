"""The queries by which search is measured, each with the codes that answer it."""

import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.codebase import ROOT
from tests.support.members import BESIDE

OFFICIAL = Path(os.environ.get("CODEBOOK_OFFICIAL_FILES", BESIDE))
GOLD = {
    "inclusion terms": "icd10cm_fy2026_inclusion_terms.tsv",
    "external causes": "icd10cm_external_cause_index_fy2026.tsv",
    "procedures": "icd10pcs_index_fy2025.tsv",
    "supplies": "hcpcs_index_2019.tsv",
}
BY_HAND, ANOTHER_HAND = "by hand", "another hand"
# The second was made by somebody who had seen neither the list of terms nor the first.
MADE = {BY_HAND: "queries.tsv", ANOTHER_HAND: "queries_of_another_hand.tsv"}
_SEED = 20260615


@dataclass(frozen=True)
class Case:
    """A query with the codes, beginnings of codes or ranges of which any answers it.

    A line of a published list has the code of that line; `beside` are those of its other lines that
    have the same words, and answer who types no more than these.
    """

    group: str
    query: str
    codes: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def rank(self, found: Sequence[str]) -> int:
        """Return the place, from 1, of the first code that answers; 0 if none does."""
        return _rank(found, self.codes)

    def answers(self, found: Sequence[str]) -> bool:
        """Return whether a code that the words may mean is among those found."""
        return _rank(found, (*self.codes, *self.beside)) > 0


def _rank(found: Sequence[str], codes: Sequence[str]) -> int:
    accepted = (any(_covers(code, compact) for code in codes) for compact in found)
    return next((place for place, accepts in enumerate(accepted, 1) if accepts), 0)


def _covers(code: str, compact: str) -> bool:
    first, _, last = code.partition("-")
    return first <= compact <= last if last else compact.startswith(code)


def cases(sample: int) -> list[Case]:
    """Return the cases made by hand, and of each published list that is here so many at random."""
    found = [case for hand, name in MADE.items() for case in _made(hand, name)]
    for group, name in GOLD.items():
        path = OFFICIAL / "gold" / name
        if path.is_file():
            found += _sample(group, path, sample)
    return found


def _made(hand: str, name: str) -> Iterator[Case]:
    for line in (ROOT / "tests/load" / name).read_text().splitlines()[1:]:
        group, query, codes = line.split("\t")
        yield Case(f"{hand}: {group}", query, tuple(codes.split()))


def _sample(group: str, path: Path, sample: int) -> Iterator[Case]:
    rows = [line.split("\t") for line in path.read_text().splitlines()[1:]]
    good = [row for row in rows if re.fullmatch(r"[A-Z0-9-]+", row[1])]
    alike: dict[str, list[str]] = {}
    for row in good:
        alike.setdefault(row[0].strip(), []).append(row[1])
    for row in random.Random(_SEED).sample(good, min(sample, len(good))):  # noqa: S311 - a sample
        yield Case(group, row[0].replace(" > ", " "), (row[1],), tuple(alike[row[0].strip()]))
