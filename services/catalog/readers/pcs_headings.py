"""The headings of ICD-10-PCS: sections, body systems and tables, by the official names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Entry

_FILE = Path(__file__).parent.parent / "data" / "icd10pcs_headings.tsv"

# A table of this section is called by body system and operation alone.
_MEDICAL_AND_SURGICAL = "0"
# What stands for the body system where a section has none; left out of the names of tables.
_NO_BODY_SYSTEM = "None"


@dataclass(frozen=True, slots=True)
class Headings:
    """Names by key: section `0`, body system `00`, operation by section and 3rd character `01`."""

    sections: Mapping[str, str]
    body_systems: Mapping[str, str]
    operations: Mapping[str, str]

    @classmethod
    def shipped(cls) -> "Headings":
        """Return the names from the project's own file: axis, key and name in each line."""
        axes: dict[str, dict[str, str]] = {"section": {}, "body_system": {}, "operation": {}}
        for line in _FILE.read_text(encoding="ascii").splitlines():
            if not line.startswith("#"):
                axis, key, name = line.split("\t")
                axes[axis][key] = name
        return cls(axes["section"], axes["body_system"], axes["operation"])

    def above(self, code: str) -> Iterator[Entry]:
        """Yield section, body system and table of a code; nothing if a name is not known."""
        section = self.sections.get(code[0])
        body_system = self.body_systems.get(code[:2])
        operation = self.operations.get(code[0] + code[2])
        if section is None or body_system is None or operation is None:
            return
        yield _heading(code[:1], section, NodeKind.CHAPTER)
        yield _heading(code[:2], body_system, NodeKind.SECTION)
        parts = [] if code[0] == _MEDICAL_AND_SURGICAL else [section]
        parts += [] if body_system == _NO_BODY_SYSTEM else [body_system]
        yield _heading(code[:3], ", ".join([*parts, operation]), NodeKind.CATEGORY)


def _heading(code: str, title: str, kind: NodeKind) -> Entry:
    return Entry(code, code, title, kind, billable=False, parent=code[:-1])
