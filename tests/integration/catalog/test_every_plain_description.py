"""The description in common language of every code and heading of every system."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from services.catalog.domain.documents import Document, documents
from services.catalog.domain.kinds import CodeStatus, NodeKind
from services.catalog.domain.plain import describe
from services.catalog.domain.records import Place, Summary, Version
from services.catalog.readers import hcpcs_table
from services.catalog.readers.member import plain
from services.catalog.store.snapshots import SqlSnapshot
from tests.support.catalog import CM, DAY, PCS, official_file
from tests.support.plain import degrees, faults

ENCOUNTERS = {
    ", initial encounter": "Initial encounter:",
    ", subsequent encounter": "Subsequent encounter:",
    ", sequela": "Sequela:",
}
APPROACH = re.compile(
    r", ((?:Open|Percutaneous|Percutaneous Endoscopic|External) Approach|Via Natural or Artificial "
    r"Opening(?: Endoscopic| With Percutaneous Endoscopic Assistance)?)(?: Approach)?(?:,|$)"
)
HEALING = ("routine", "delayed", "nonunion", "malunion")
HEALING_WORDS = ("as expected", "more slowly", "not grown together", "in a wrong position")


# Where, after the condition, the sentences on the code begin.
OPENING = re.compile(
    r" (?:Initial encounter|Subsequent encounter|Sequela): | A heading, | The code "
)
ENCOUNTER = re.compile(r", (?:initial encounter|subsequent encounter|sequela)\b.*")
# Words of degree in what our words begin with: does not belong, contact with health care.
OURS = frozenset({"not", "with"})


@pytest.fixture
def cm(loaded: SqlSnapshot) -> Iterator[Document]:
    return documents(loaded, CM, DAY)


@pytest.fixture
def pcs(loaded: SqlSnapshot) -> Iterator[Document]:
    return documents(loaded, PCS, DAY)


def described(document: Document) -> str:
    """Return the whole description, of which an index is given the beginning."""
    said = describe(document.summary, document.above)
    assert document.opening
    assert f"{said} ".startswith(f"{document.opening} ")
    return said


def wrong_use(document: Document, said: str) -> bool:
    """Return whether a description says of its code or heading what is not so."""
    expected = (True, False) if document.summary.place.version.billable else (False, True)
    return ("can be billed" in said, "not billable" in said) != expected


def wrong_degrees(title: str, said: str) -> bool:
    """Return whether the condition is said to be of another degree, number or kind than it is."""
    expected = degrees(ENCOUNTER.sub("", title))
    return not expected <= degrees(OPENING.split(said)[0]) <= expected | OURS


def test_every_diagnosis(cm: Iterator[Document]) -> None:
    count, wrong = 0, []
    for document in cm:
        count += 1
        title, said = document.summary.place.version.title, described(document)
        wrong += faults(document.summary, said)
        in_title = {word for end, word in ENCOUNTERS.items() if end in title}
        in_words = {word for word in ENCOUNTERS.values() if word in said}
        healing = [word in title.rpartition(", subsequent encounter")[2] for word in HEALING]
        if "subsequent encounter" in title:
            wrong += [said] * (healing != [word in said for word in HEALING_WORDS])
        if in_title != in_words or wrong_use(document, said):
            wrong.append(said)
        if document.summary.place.version.kind > NodeKind.SECTION and wrong_degrees(title, said):
            wrong.append(f"another degree: {said}")
    assert count > 98_000
    assert wrong[:20] == []


def test_every_inpatient_procedure(pcs: Iterator[Document]) -> None:
    count, wrong = 0, []
    for document in pcs:
        count += 1
        version, said = document.summary.place.version, described(document)
        wrong += faults(document.summary, said)
        approach = APPROACH.search(version.title) if version.kind is NodeKind.CODE else None
        reached = re.search(r"Reached .*\(([^()]*)\)\.", said)
        expected = approach[1].lower() if approach else None
        if expected != (reached[1] if reached else None) or wrong_use(document, said):
            wrong.append(said)
        if version.title.endswith(", Diagnostic") != ("It is diagnostic" in said):
            wrong.append(said)
        if ("Bilateral" in version.title) > ("both sides" in said or "bilateral" in said):
            wrong.append(f"on both sides: {said}")
    assert count > 79_000
    assert wrong[:20] == []


def test_every_procedure_of_the_pack(loaded: SqlSnapshot) -> None:
    found = list(documents(loaded, "cpt", DAY))
    assert len(found) > 60
    for document in found:
        said = described(document)
        assert document.summary.place.version.title == ""
        assert said.endswith(".")
        assert 4 <= len(said.split()) <= 80


@pytest.mark.official_files
def test_every_hcpcs_code_and_modifier() -> None:
    member = plain(official_file("hcpcs/HCPC2025_OCT_ANWEB.xlsx"))
    known = next(one for one in hcpcs_table.FORMATS if one.recognise(member))
    count, wrong = 0, []
    for record in known.read(member):
        row = record.value
        count += 1
        version = Version(
            0, row.system, row.code, row.code, row.long_description, row.short_description,
            NodeKind.CODE, row.system == "hcpcs", "", 0, date(2025, 10, 1), None,
        )  # fmt: skip
        summary = Summary(Place(version, 0), CodeStatus.ACTIVE)
        wrong += faults(summary, describe(summary, ()))
    assert count == 8_846
    assert wrong[:20] == []


@pytest.mark.official_files
def test_every_inpatient_procedure_of_a_newer_edition() -> None:
    """The packaged edition is older: what a newer one adds is described by the same rules."""
    path = official_file("icd10pcs/icd10pcs_order_2026.txt")
    count, wrong = 0, []
    above: tuple[Version, ...] = ()
    for line in path.read_text(encoding="ascii").splitlines():
        code, title, is_code = line[6:13].strip(), line[77:].strip(), line[14] == "1"
        kind = NodeKind.CODE if is_code else NodeKind.CATEGORY
        version = Version(0, PCS, code, code, title, "", kind, is_code, "", 0, DAY, None)
        said = describe(Summary(Place(version, 0), CodeStatus.ACTIVE), above)
        wrong += faults(Summary(Place(version, 0), CodeStatus.ACTIVE), said)
        above = above if is_code else (version,)
        count += is_code
    assert count == 79_115
    assert wrong[:20] == []
