"""The words of the banner and of the wall."""

from datetime import date

import pytest

from services.gateway.clients.auth import Admission, Decision
from services.gateway.pages.codes.banner import banner, invitation, wall


def admission(
    decision: Decision = Decision.ADMITTED_NEW,
    *,
    remaining: int = 0,
    limit: int = 1,
    bonus: int = 5,
    plan: str = "guest",
) -> Admission:
    return Admission(decision, plan, limit, remaining, bonus, date(2026, 12, 1), "")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            admission(),
            "0 code page views remaining. Guest accounts are limited to 1 page view.",
        ),
        (
            admission(remaining=1, limit=2),
            "1 code page view remaining. Guest accounts are limited to 2 page views.",
        ),
        (
            admission(remaining=2, limit=3, bonus=0),
            "2 code page views remaining. Guest accounts are limited to 3 page views.",
        ),
        (admission(remaining=1200, plan="member"), "1,200 code page views remaining."),
    ],
)
def test_the_banner_counts(given: Admission, words: str) -> None:
    assert banner(given) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (admission(), "Register a free account to get 5 more."),
        (admission(bonus=0), ""),
        (admission(plan="member"), ""),
        (None, ""),
    ],
)
def test_a_guest_learns_what_registering_brings(given: Admission | None, words: str) -> None:
    assert invitation(given) == words


def test_without_a_count_the_banner_says_why() -> None:
    assert "cannot be counted right now" in banner(None)


@pytest.mark.parametrize("decision", [Decision.ADMITTED_NEW, Decision.ADMITTED_BEFORE])
def test_who_is_admitted_meets_no_wall(decision: Decision) -> None:
    assert wall(admission(decision)) is None


def test_a_refused_reader_learns_when_it_ends() -> None:
    refused = wall(admission(Decision.REFUSED_ALLOWANCE))
    assert refused
    assert refused.text == "Page views begin anew on December 1, 2026."


def test_a_refused_network_is_told_apart() -> None:
    refused = wall(admission(Decision.REFUSED_NETWORK))
    assert refused
    assert "network" in refused.title


def test_a_page_that_was_only_looked_at_can_be_opened() -> None:
    unopened = wall(admission(Decision.NOT_RECORDED))
    assert unopened
    assert unopened.opens


def test_without_an_answer_there_is_a_wall() -> None:
    assert wall(None)
