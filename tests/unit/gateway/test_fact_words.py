"""How pages say amounts, indicators and what is newer than this code."""

from decimal import Decimal

import pytest

from services.gateway.clients import fact_kinds as kinds
from services.gateway.clients.records import Release
from services.gateway.pages import fact_words
from services.gateway.pages.codes.fees import national_payment
from services.gateway.pages.vocabulary.releases import release_line, release_title


@pytest.mark.parametrize(
    ("amount", "said"),
    [("950.1", "$950.10"), ("0", "$0.00"), ("1234.565", "$1,234.57"), (Decimal("0.005"), "$0.01")],
)
def test_an_amount_has_two_decimals_and_commas(amount: Decimal | str, said: str) -> None:
    assert fact_words.dollars(amount) == said


@pytest.mark.parametrize(
    ("number", "places", "said"),
    [
        ("0.9", 2, "0.90"),
        ("10", 2, "10.00"),
        ("32.3465", 4, "32.3465"),
        ("1.234", 2, "1.234"),
        ("", 2, "0.00"),
    ],
)
def test_a_number_has_at_least_so_many_decimals_and_loses_none(
    number: str, places: int, said: str
) -> None:
    assert fact_words.decimals(number, places) == said


def test_a_part_is_said_in_percent() -> None:
    assert fact_words.percent("0.17") == "17%"
    assert fact_words.percent("") == "0%"


@pytest.mark.parametrize(
    ("total", "factor", "payment"),
    [
        ("2.20", "32.3465", Decimal("71.16")),
        ("10.13", "32.3465", Decimal("327.67")),
        ("0.00", "32.3465", None),
        ("", "", None),
    ],
)
def test_national_payment_is_total_times_factor_to_the_cent(
    total: str, factor: str, payment: Decimal | None
) -> None:
    assert national_payment(total, factor) == payment


def test_every_kind_has_words_even_one_newer_than_this_code() -> None:
    assert all(map(fact_words.setting, kinds.Setting))
    assert all(map(fact_words.side, kinds.EditSide))
    assert all(map(fact_words.modifier_short, kinds.ModifierIndicator))
    assert all(map(fact_words.document_kind, kinds.CoverageKind))
    assert all(map(fact_words.happened, kinds.HistoryKind))
    assert fact_words.mai(kinds.AdjudicationIndicator.UNSPECIFIED) == ""
    assert fact_words.modifier_digit(kinds.ModifierIndicator.UNSPECIFIED) == ""
    assert fact_words.document_role(kinds.CoverageRole.UNSPECIFIED) == ""
    assert [fact_words.mai(one) for one in kinds.AdjudicationIndicator][1:] == ["1", "2", "3"]


def test_a_source_is_said_by_publisher_file_edition_and_days() -> None:
    named = Release("", "2026 Q2", "2026-04-01", "2026-06-30", "", "mue-practitioner")
    assert release_line(named) == (
        "CMS, NCCI MUE for practitioners, 2026 Q2, in force April 1, 2026 \N{EN DASH} June 30, 2026"
    )
    coverage = Release("", "", "2026-01-01", "", "", "coverage-lcd")
    assert release_line(coverage) == (
        "CMS, Medicare Coverage Database, LCDs, in force since January 1, 2026"
    )
    shared = Release("", "", "", "", "", "coverage-contractor")
    assert release_title(shared) == "CMS, Medicare Coverage Database"
    assert release_title(Release("icd-11", "", "", "", "", "")) == "ICD-11"
    assert release_line(Release("", "", "", "", "", "new-file")) == "new-file"
