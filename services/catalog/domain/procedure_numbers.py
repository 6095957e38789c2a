"""The numbers of procedures (CPT) as a book, without the AMA's text.

The headings are the chapters of CMS's NCCI Policy Manual, which is public domain, and for the
numbers that end in a letter the names that CMS has for their kinds.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Entry

_NUMBER = re.compile(r"[0-9]{4}[0-9A-Z]")
# By the first digit.
_CHAPTERS = (
    ("00000-09999", "Anesthesia Services"),
    ("10000-19999", "Surgery: Integumentary System"),
    ("20000-29999", "Surgery: Musculoskeletal System"),
    ("30000-39999", "Surgery: Respiratory, Cardiovascular, Hemic and Lymphatic Systems"),
    ("40000-49999", "Surgery: Digestive System"),
    (
        "50000-59999",
        "Surgery: Urinary, Male Genital, Female Genital, Maternity Care and Delivery Systems",
    ),
    (
        "60000-69999",
        "Surgery: Endocrine, Nervous, Eye and Ocular Adnexa, and Auditory Systems",
    ),
    ("70000-79999", "Radiology Services"),
    ("80000-89999", "Pathology and Laboratory Services"),
    ("90000-99999", "Medicine, Evaluation and Management Services"),
)
_LETTERS = {
    "F": "Category II Codes",
    "M": "Multianalyte Assays with Algorithmic Analyses",
    "T": "Category III Codes",
    "U": "Proprietary Laboratory Analyses",
}


def is_procedure_number(code: str) -> bool:
    """Return whether a code of HCPCS is one of CPT: Level II begins with a letter."""
    return _NUMBER.fullmatch(code) is not None


def numbered(code: str, title: str = "", short_title: str = "") -> Entry:
    """Return the place of a number; its title is empty until the AMA's list is imported."""
    return Entry(
        code=code,
        compact=code,
        title=title,
        short_title=short_title,
        kind=NodeKind.CODE,
        billable=True,
        parent=_chapter(code).compact,
    )


def book_of(numbers: Iterable[Entry]) -> list[Entry]:
    """Return the numbers in order, each below the heading of its chapter, wherever it was."""
    entries: dict[str, Entry] = {}
    for entry in sorted(numbers, key=_order):
        chapter = _chapter(entry.compact)
        entries.setdefault(chapter.compact, chapter)
        entries[entry.compact] = replace(entry, parent=chapter.compact)
    return list(entries.values())


def _order(entry: Entry) -> tuple[bool, str, str]:
    code = entry.compact
    return code[-1].isalpha(), _chapter(code).compact, code


def _chapter(code: str) -> Entry:
    letter = code[-1]
    if letter.isalpha():
        span, title = (
            f"0001{letter}-9999{letter}",
            _LETTERS.get(letter, f"Codes that End in {letter}"),
        )
    else:
        span, title = _CHAPTERS[int(code[0])]
    return Entry(span, span, title, NodeKind.CHAPTER, billable=False, parent="")
