"""The values of the 7th character as a section."""

from collections.abc import Iterator

from services.gateway.clients.records import CodeRecord
from services.gateway.pages.codes.section import Section


def sections(record: CodeRecord) -> Iterator[Section]:
    """Yield the section if the code takes a 7th character."""
    values = record.seventh_characters
    if values:
        gloss = "The character that completes the code."
        yield Section(
            "seventh-characters",
            "7th characters",
            gloss,
            len(values),
            "codes/seventh.html",
            values,
            (record.release,),
        )
