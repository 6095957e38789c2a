"""The gated sections of a code page, in order. A new section is one more builder here."""

from collections.abc import Callable, Iterator

from services.gateway.clients.records import CodeRecord
from services.gateway.pages.codes import notes, seventh
from services.gateway.pages.codes.section import Section

_BUILDERS: tuple[Callable[[CodeRecord], Iterator[Section]], ...] = (
    notes.sections,
    seventh.sections,
)


def sections_of(record: CodeRecord) -> tuple[Section, ...]:
    """Return the sections for which there is data."""
    return tuple(section for build in _BUILDERS for section in build(record))
