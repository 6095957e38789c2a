"""What ICD-10-PCS says of a code's seven characters, as plain dataclasses; see fact_records."""

from dataclasses import dataclass

from services.gateway.clients.records import Release


@dataclass(frozen=True, slots=True)
class ProcedureCharacter:
    """One character of a code of ICD-10-PCS, and what is defined of it."""

    axis: str
    character: str
    label: str
    definition: str
    explanation: str
    includes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureBuild:
    """A code of ICD-10-PCS taken apart; no second release where no definitions are loaded."""

    characters: tuple[ProcedureCharacter, ...]
    release: Release
    definitions_release: Release | None
