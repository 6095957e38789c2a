import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.auth.domain.guest import GuestTokens
from services.auth.domain.network import network_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
OLD, NEW, OTHER = "o" * 32, "n" * 32, "x" * 32
NETWORK = network_of("192.0.2.7")

TOKENS = GuestTokens([NEW], YEAR)
TOKEN = TOKENS.write(TOKENS.new_guest(NETWORK, NOW))


def test_a_token_is_read_as_the_guest_it_was_written_for() -> None:
    guest = TOKENS.new_guest(NETWORK, NOW)
    assert TOKENS.read(TOKENS.write(guest), NOW) == guest


def test_guests_differ_and_their_home_is_the_network() -> None:
    one, two = TOKENS.new_guest(NETWORK, NOW), TOKENS.new_guest(network_of("192.0.2.200"), NOW)
    assert one.id != two.id
    assert one.home == two.home
    assert one.home != TOKENS.new_guest(network_of("192.0.3.7"), NOW).home


def test_a_token_is_short_and_fit_for_a_cookie() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.-]{60,120}", TOKEN)


def test_a_guest_id_has_128_bits() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", TOKENS.new_guest(NETWORK, NOW).id)


def test_no_address_is_in_a_token_and_none_can_be_tried_without_the_key() -> None:
    home = TOKENS.new_guest(NETWORK, NOW).home
    assert "192" not in TOKEN
    assert home != GuestTokens([OTHER], YEAR).new_guest(NETWORK, NOW).home


def test_a_token_expires() -> None:
    assert TOKENS.read(TOKEN, NOW + YEAR) is not None
    assert TOKENS.read(TOKEN, NOW + YEAR + timedelta(seconds=1)) is None


def test_a_token_of_a_machine_whose_clock_is_ahead_is_good() -> None:
    assert TOKENS.read(TOKEN, NOW - timedelta(hours=1)) is not None


def test_a_new_key_signs_and_the_old_one_is_still_believed() -> None:
    before, during, after = (GuestTokens(keys, YEAR) for keys in ([OLD], [NEW, OLD], [NEW]))
    old = before.write(before.new_guest(NETWORK, NOW))
    new = during.write(during.new_guest(NETWORK, NOW))
    assert during.read(old, NOW) == before.read(old, NOW)
    assert during.read(new, NOW) == after.read(new, NOW) is not None
    assert after.read(old, NOW) is None
    assert before.read(new, NOW) is None


@pytest.mark.parametrize("key", [OTHER, ""])
def test_what_another_key_signed_is_not_believed(key: str) -> None:
    forger = GuestTokens([key], YEAR)
    forged = forger.write(forger.new_guest(NETWORK, NOW))
    assert TOKENS.read(forged, NOW) is None


@pytest.mark.parametrize(
    "junk",
    [
        "",
        ".",
        "...",
        "a.b.c.d",
        TOKEN[:-1],
        TOKEN + "x" * 10_000,
        TOKEN.rpartition(".")[0],
        "guest." + TOKEN,
        "\x00" + TOKEN,
        TOKEN + "é",
        "é.é.é.é",
    ],
    ids=count(),
)
def test_junk_is_no_guest(junk: str) -> None:
    assert TOKENS.read(junk, NOW) is None


@given(st.text(max_size=200))
def test_any_text_is_no_guest(text: str) -> None:
    assert TOKENS.read(text, NOW) is None


@given(st.integers(0, len(TOKEN) - 1), st.characters(max_codepoint=255))
@example(len(TOKEN) - 1, chr(ord(TOKEN[-1]) + 1))
def test_a_token_with_one_character_changed_is_no_guest(position: int, character: str) -> None:
    changed = TOKEN[:position] + character + TOKEN[position + 1 :]
    assert (TOKENS.read(changed, NOW) is not None) == (changed == TOKEN)


def test_a_signature_of_another_guest_does_not_fit() -> None:
    _, _, signature = TOKENS.write(TOKENS.new_guest(NETWORK, NOW)).rpartition(".")
    value, _, own = TOKEN.rpartition(".")
    assert own != signature
    assert TOKENS.read(f"{value}.{signature}", NOW) is None


def test_a_signature_of_zeros_does_not_fit() -> None:
    zeros = urlsafe_b64encode(bytes(32)).decode().rstrip("=")
    assert TOKENS.read(f"{TOKEN.rpartition('.')[0]}.{zeros}", NOW) is None
