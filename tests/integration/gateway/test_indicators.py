"""What the indicators mean, as a page and as words."""

import pytest
from werkzeug.test import Client

from services.gateway.pages.vocabulary.edits import EDIT_INDICATORS
from services.gateway.pages.vocabulary.fees import FEE_INDICATORS, GLOBAL_DAYS
from services.gateway.pages.vocabulary.indicators import Indicator
from services.gateway.pages.vocabulary.payment import PAYMENT_INDICATORS

ALL = EDIT_INDICATORS + FEE_INDICATORS + PAYMENT_INDICATORS


@pytest.mark.parametrize("indicator", ALL, ids=lambda one: one.key)
def test_an_indicator_has_its_place_its_source_and_its_meanings(
    client: Client, indicator: Indicator
) -> None:
    page = client.get("/indicators").text
    assert f'<h2 id="{indicator.key}">' in page
    assert indicator.source in page
    assert all(len(meaning) > 3 for meaning in indicator.meanings.values())


def test_what_is_newer_than_the_list_has_no_words() -> None:
    assert "90 days" in GLOBAL_DAYS.say("090")
    assert GLOBAL_DAYS.say("ABC") == ""


def test_every_indicator_has_one_address() -> None:
    assert len({one.key for one in ALL}) == len(ALL)
