from datetime import date

import pytest

from services.catalog.fetching.addresses import SOURCES, chosen
from services.catalog.fetching.arguments import FetchRequest, fetch_request

TODAY = date(2026, 5, 1)


def test_all_of_today_is_what_is_wanted_without_a_word() -> None:
    assert fetch_request([], TODAY) == FetchRequest(list(SOURCES), TODAY)


def test_all_that_can_be_said() -> None:
    words = (
        "hcpcs --on 2026-01-01 --url http://a/b.zip --sha256 00 --accept-licences --download-only"
    )
    assert fetch_request([*words.split(), "--licence", "No. 1"], TODAY) == FetchRequest(
        chosen(["hcpcs"]), date(2026, 1, 1), "http://a/b.zip", "00", True, True, "No. 1"
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("recipes", "Nothing is known by the name recipes"),
        ("--url http://a/b.zip", "--url is for one KIND"),
        ("hcpcs --sha256 00", "--sha256 is for --url"),
        ("--on today", "'today' is not a date, YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_understood_ends_with_the_usage(
    words: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        fetch_request(words.split(), TODAY)
    assert raised.value.code == 2
    assert complaint in capsys.readouterr().err
