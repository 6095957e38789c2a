from datetime import date

import pytest

from services.catalog.domain.crosswalks.answer import Crosswalk
from services.catalog.domain.crosswalks.gems import read_gem
from services.catalog.domain.crosswalks.mapping import printed
from services.catalog.domain.crosswalks.replacements import cross_reference, newer, older
from services.catalog.readers.gems import Gem
from services.catalog.readers.icd10cm_conversion import Conversion
from tests.support.tables import MemoryTables

DAY = date(2026, 5, 1)


def gem(*rows: Gem) -> Crosswalk:
    return read_gem("icd-10-cm", MemoryTables(gem=rows).find("gem", DAY))


def shape(crosswalk: Crosswalk) -> list[list[list[str]]]:
    return [
        [[target.compact for target in targets] for targets in scenario.lists]
        for scenario in crosswalk.scenarios
    ]


@pytest.mark.parametrize(
    ("approximate", "sentence"), [(False, "Exactly the same."), (True, "Nearly the same.")]
)
def test_one_code_for_one(approximate: bool, sentence: str) -> None:  # noqa: FBT001 - the flag
    found = gem(Gem("0010", "A000", approximate, False, 0, 0))
    assert (found.sentence, shape(found)) == (sentence, [[["A000"]]])
    assert found.scenarios[0].lists[0][0].approximate is approximate


def test_alternatives_are_one_list() -> None:
    found = gem(Gem("1", "A000", True, False, 0, 0), Gem("1", "A001", True, False, 0, 0))
    assert (found.sentence, shape(found)) == (
        "One of 2 codes, as the record says.",
        [[["A000", "A001"]]],
    )


def test_a_combination_takes_one_of_each_list() -> None:
    found = gem(
        Gem("1", "A001", True, True, 1, 1),
        Gem("1", "B001", True, True, 1, 2),
        Gem("1", "A000", True, True, 1, 1),
    )
    assert found.sentence == "Several codes together: one of each list."
    assert shape(found) == [[["A001", "A000"], ["B001"]]]


def test_scenarios_are_kept_apart_and_beside_single_codes() -> None:
    rows = [Gem("1", "A001", True, True, 2, 1), Gem("1", "B001", True, True, 1, 1)]
    assert shape(gem(*rows)) == [[["B001"]], [["A001"]]]
    assert gem(*rows).sentence.startswith("One of 2 combinations")
    both = gem(*rows, Gem("1", "C001", True, False, 0, 0))
    assert shape(both) == [[["C001"]], [["B001"]], [["A001"]]]
    assert both.sentence.startswith("One of the single codes, or a combination")


def test_no_map_is_said() -> None:
    found = gem(Gem("1", None, True, False, 0, 0))
    assert (found.sentence, shape(found)) == ("There is no equivalent.", [])


TABLE = MemoryTables(
    icd10cm_conversion=(
        Conversion("A04.72", date(2017, 10, 1), "A04.7"),
        Conversion("A04.71", date(2017, 10, 1), "A04.7"),
        Conversion("H36.811", date(2023, 10, 1), "H35.20-H35.23"),
        Conversion("C56.3", date(2021, 10, 1), "C56.1 and C56.2"),
        Conversion("M04.8", date(2016, 10, 1), None),
        Conversion("K59.03", date(2016, 10, 1), "K59.09 AND Code from categories T36-T50"),
        Conversion("P91.821", date(2020, 10, 1), "I63.- and P91.88"),
    )
).find("icd10cm_conversion", DAY)


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("A047", ["A0471", "A0472"]),
        ("H3522", ["H36811"]),
        ("H3524", []),
        ("C562", ["C563"]),
        ("P9188", ["P91821"]),
        ("A04", []),
        ("K5909", ["K5903"]),
        # It was and is a companion.
        ("T400X2A", []),
    ],
)
def test_newer_codes_are_those_that_name_the_old_one(code: str, codes: list[str]) -> None:
    found = [
        target.compact
        for crosswalk in newer(code, TABLE)
        for target in crosswalk.scenarios[0].lists[0]
    ]
    assert found == codes


def test_older_codes_are_those_that_the_new_one_names() -> None:
    (found,) = older("C563", TABLE)
    assert shape(found) == [[["C561", "C562"]]]
    assert found.sentence == "New on October 1, 2021; reported before as C56.1 and C56.2."
    assert list(older("M048", TABLE)) == []


@pytest.mark.parametrize(
    ("system", "compact", "text"),
    [
        ("icd-9-cm", "25000", "250.00"),
        ("icd-9-cm", "E8120", "E812.0"),
        ("icd-9-cm", "V5412", "V54.12"),
        ("icd-9-cm", "042", "042"),
        ("icd-10-cm", "E119", "E11.9"),
        ("hcpcs", "J0567", "J0567"),
    ],
)
def test_a_code_is_printed_with_the_point_of_its_book(system: str, compact: str, text: str) -> None:
    assert printed(system, compact) == text


def test_cross_references_of_codes_and_not_of_modifiers() -> None:
    class Record:
        def __init__(self, system: str, references: tuple[str, ...], ended: date | None) -> None:
            self.system, self.cross_references, self.terminated = system, references, ended

    rows = MemoryTables(
        hcpcs=(
            Record("hcpcs", ("J0567", "00001"), date(2018, 12, 31)),
            Record("modifier", ("QM",), None),
            Record("hcpcs", (), None),
        )
    ).find("hcpcs", DAY)
    (found,) = cross_reference(rows)
    assert found.sentence == "Last day of service December 31, 2018. CMS refers to J0567, 00001."
    assert [target.system for target in found.scenarios[0].lists[0]] == ["hcpcs", "cpt"]
