"""The codes that stand beside a code in the book, as a section."""

from collections.abc import Iterator, Sequence

from services.gateway.clients.records import CodeRecord, CodeSummary
from services.gateway.pages.codes.section import Section

# More siblings than that are a part of the book to browse, not codes to choose from.
MOST = 40


def sections(record: CodeRecord, siblings: Sequence[CodeSummary]) -> Iterator[Section]:
    """Yield the section if there are other codes below the same heading."""
    others = tuple(one for one in siblings if one.compact != record.summary.compact)
    if others:
        heading = record.ancestors[-1]
        yield Section(
            "similar",
            "Similar codes",
            f"What else stands below {heading.code}.",
            len(others),
            "codes/similar.html",
            others,
            (record.release,),
        )
