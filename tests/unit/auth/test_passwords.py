"""How passwords are kept and checked."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from services.auth.domain.password import Passwords, demand_good
from services.auth.errors import PasswordInvalidError
from tests.support.accounts import CHEAP, PASSWORD


def test_what_is_kept_is_argon2id_with_current_parameters() -> None:
    kept = Passwords().hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert extract_parameters(kept) == RFC_9106_LOW_MEMORY


def test_only_argon2id_is_taken() -> None:
    with pytest.raises(ValueError, match="Argon2id"):
        Passwords(PasswordHasher(type=Type.I))


def test_the_right_password_is_right_however_its_letters_are_composed() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hash("caf\u00e9 am Morgen")
    assert passwords.check(kept, "cafe\u0301 am Morgen")
    assert not passwords.check(kept, "cafe am Morgen")
    assert not passwords.check(None, PASSWORD)
    assert not passwords.check("-", PASSWORD)


def test_older_parameters_are_known() -> None:
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert Passwords(CHEAP).is_outdated(old)
    assert not Passwords(CHEAP).is_outdated(CHEAP.hash(PASSWORD))


def test_no_more_are_hashed_at_once_than_memory_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords, lock = Passwords(CHEAP, places=8), threading.Lock()
    now, most = 0, 0

    def slow(_: PasswordHasher, __: bytes) -> str:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return "kept"

    monkeypatch.setattr(PasswordHasher, "hash", slow)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(passwords.hash, ["x"] * 16))
    assert most == 2


@pytest.mark.parametrize("password", ["clinic2024", "codebookcodebook", "Passw0rd123!"])
def test_what_is_near_at_hand_is_refused(password: str) -> None:
    with pytest.raises(PasswordInvalidError):
        demand_good(password, "coder@clinic.example")


def test_a_few_words_are_good() -> None:
    demand_good(PASSWORD, "coder@clinic.example")


def test_a_long_password_does_not_take_long_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def guesses(password: str, user_inputs: list[str]) -> dict[str, int]:
        assert user_inputs
        looked_at.append(password)
        return {"guesses": 10**9}

    monkeypatch.setattr("zxcvbn.zxcvbn", guesses)
    # Each of these signs stands for letters, and zxcvbn tries them all together.
    demand_good("4@8({[<3691!|70$5+%2" * 10, "coder@clinic.example")
    assert [len(password) for password in looked_at] == [24]
