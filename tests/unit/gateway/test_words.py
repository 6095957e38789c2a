"""How pages say dates, numbers, kinds and states."""

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from services.gateway.clients import messages
from services.gateway.clients.records import CodeRecord, CodeStatus, NodeKind, Release
from services.gateway.clients.search import TextSpan
from services.gateway.pages import words
from tests.support import book


def record() -> CodeRecord:
    return messages.record(book.RECORDS[4])


def test_a_day_is_written_out() -> None:
    assert words.day("2026-04-01") == "April 1, 2026"
    assert words.day(date(2026, 12, 31)) == "December 31, 2026"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 codes"), (1, "1 code"), (2, "2 codes"), (1234, "1,234 codes")]
)
def test_a_number_agrees_with_its_noun(count: int, said: str) -> None:
    assert words.plural(count, "code") == said


def test_numbers_have_commas() -> None:
    assert words.number(74719) == "74,719"


def test_what_was_matched_is_marked_and_all_of_it_escaped() -> None:
    spans = [TextSpan("Bone & ", matched=False), TextSpan("<joint>", matched=True)]
    assert words.marked(spans) == "Bone &amp; <mark>&lt;joint&gt;</mark>"
    assert isinstance(words.marked(()), Markup)


def test_a_chapter_is_said_with_its_kind() -> None:
    assert words.label(messages.summary(book.CHAPTER_4)) == "Chapter 4"
    assert words.label(messages.summary(book.E11_9)) == "E11.9"


def test_procedures_have_their_own_levels() -> None:
    assert words.level_name("icd-10-pcs", NodeKind.CHAPTER) == "Section"
    assert words.level_name("icd-10-pcs", NodeKind.CATEGORY) == "Table"
    assert words.level_name("icd-10-pcs", NodeKind.CODE) == "Code"
    assert words.level_name("icd-10-cm", NodeKind.CHAPTER) == "Chapter"


def badge(**changes: object) -> words.Badge:
    made = record()
    return words.badge(replace(made, summary=replace(made.summary, **changes)))  # type: ignore[arg-type]


def test_the_badge_says_whether_a_code_may_be_reported() -> None:
    assert badge() == words.Badge("Billable", "go")
    heading = badge(billable=False, kind=NodeKind.CATEGORY)
    assert heading == words.Badge("Category heading, not billable", "rest")
    assert badge(billable=False, system="modifier") == words.Badge("Modifier", "rest")
    assert badge(billable=False) == words.Badge("Not billable", "rest")


def test_the_badge_says_when_a_code_ends_or_begins() -> None:
    ended = replace(record(), effective_to="2025-10-01")
    ended = replace(ended, summary=replace(ended.summary, status=CodeStatus.DELETED))
    assert words.badge(ended) == words.Badge("Deleted on October 1, 2025", "stop")
    coming = replace(record(), effective_from="2026-10-01")
    coming = replace(coming, summary=replace(coming.summary, status=CodeStatus.FUTURE))
    assert words.badge(coming) == words.Badge("In force from October 1, 2026", "wait")


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-04-01", "2026-09-30", ", in force April 1, 2026 \N{EN DASH} September 30, 2026"),
        ("2026-04-01", "", ", in force since April 1, 2026"),
        ("", "", ""),
    ],
)
def test_a_fact_says_which_release_it_is_from(since: str, until: str, said: str) -> None:
    release = Release("icd-10-cm", "April 2026", since, until, "")
    assert words.source(release, "ICD-10-CM") == f"From ICD-10-CM, April 2026{said}"


def test_a_code_that_ended_nobody_knows_when_says_just_that() -> None:
    assert badge(status=CodeStatus.DELETED) == words.Badge("Deleted", "stop")


@pytest.mark.parametrize(
    ("followed_on", "on", "due"),
    [
        ("2026-10-01", "2026-09-30", ""),
        ("2026-10-01", "2026-10-01", "2026-10-01"),
        ("2026-10-01", "2026-11-25", "2026-10-01"),
        ("", "2026-11-25", ""),
    ],
)
def test_an_edition_is_overdue_from_the_day_of_the_next(
    followed_on: str, on: str, due: str
) -> None:
    release = Release("icd-10-cm", "April 2026", "2026-04-01", "", "", followed_on=followed_on)
    assert words.overdue(release, on) == due


def test_a_payment_group_is_not_billed_and_its_category_needs_no_word_before_it() -> None:
    group = replace(record().summary, system="ms-drg", code="470")
    assert words.reported(group) == "Payment group"
    assert words.badge(replace(record(), summary=group)) == words.Badge("Payment group", "go")
    category = replace(group, code="MDC08", kind=NodeKind.CHAPTER)
    assert words.label(category) == "MDC08"
