"""What the index holds of a code."""

import re
from dataclasses import dataclass

from services.search.domain.spans import without_marks

# Counted up when `document_of` changes, so that indexes built before are built anew.
DOCUMENT_FORMAT = 1

Document = dict[str, object]

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True)
class CodeEntry:
    """A code or heading as the catalog sends it for an index."""

    system: str
    code: str
    compact: str
    title: str
    kind: str
    billable: bool
    chapter: str
    chapter_title: str
    inclusion_terms: tuple[str, ...] = ()


def document_of(entry: CodeEntry, order: int) -> Document:
    """Return the document of a code that stands at place `order` in the book of all systems.

    A heading that is a range (`E08-E13`) has `range` in place of `compact`: it would otherwise
    be found among the codes below its first category.
    """
    document: Document = {
        "id": _NOT_IN_AN_ID.sub("-", f"{entry.system}_{entry.code}"),
        "system": entry.system,
        "code": entry.code,
        "title": without_marks(entry.title),
        "kind": entry.kind,
        "billable": entry.billable,
        "chapter": entry.chapter,
        "chapter_title": entry.chapter_title,
        "order": order,
    }
    if "-" in entry.code:
        document["range"] = entry.code
    else:
        document["compact"] = entry.compact
    if entry.inclusion_terms:
        document["terms"] = [without_marks(term) for term in entry.inclusion_terms]
    return document
