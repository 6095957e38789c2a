"""What each character of an ICD-10-PCS code stands for, and what that means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.records import Release
from services.catalog.readers.icd10pcs_definitions import PcsDefinition
from services.catalog.readers.icd10pcs_tables import PcsCode

# The root operation is the third character; the tables repeat its definition.
_OPERATION = 3


class Character(NamedTuple):
    """A character with its axis and label, and what is defined of it: all empty for nothing."""

    axis: str
    character: str
    label: str
    definition: str = ""
    explanation: str = ""
    includes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ProcedureBuild:
    """The seven characters in order, and the editions of tables and definitions."""

    characters: Sequence[Character]
    release: Release
    definitions_release: Release | None


def procedure_build(published: Published, compact: str, day: date) -> ProcedureBuild | None:
    """Return a code taken apart; None where the tables in force do not have it."""
    found: Sequence[Held[PcsCode]] = published.find("icd10pcs_table_code", day, code=compact)
    if not found:
        return None
    characters = list(_characters(published, found[0].record, day))
    definitions = published.release("icd-10-pcs-definitions", day)
    return ProcedureBuild(characters, found[0].release, definitions)


def _characters(published: Published, code: PcsCode, day: date) -> Iterator[Character]:
    for position, (axis, character, label) in enumerate(code.values, 1):
        defined: Sequence[Held[PcsDefinition]] = published.find(
            "icd10pcs_definition", day, section=code.code[0], pos=position
        )
        said = next((one.record for one in defined if label in one.record.titles), None)
        if said:
            more = (said.definition, said.explanation, said.includes)
            yield Character(axis, character, label, *more)
        else:
            definition = code.definition if position == _OPERATION else ""
            yield Character(axis, character, label, definition)
