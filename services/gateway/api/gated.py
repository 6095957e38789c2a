"""The gated facts of a code as JSON: all that its page is made of, for a key that unlocks it."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from services.gateway.api import keys
from services.gateway.api.release import table_release
from services.gateway.clients.auth import Admission
from services.gateway.clients.fact_records import CodeFacts
from services.gateway.clients.records import CodeRecord, Release

_OF_THE_BOOK = {"notes", "seventh_characters", "articles"}
# What the body says already, or what only a page of a list can be asked for by.
_SAID = {"system", "code", "as_of"}
_TOKENS = {"next_page_token", "column_1_next_page_token", "column_2_next_page_token"}


def gated(record: CodeRecord, facts: CodeFacts, admission: Admission) -> Mapping[str, object]:
    """Return what the key unlocks; without a page view left, only that there is none."""
    state: dict[str, object] = {
        "unlocked": keys.may_see(admission),
        "remaining": admission.remaining,
        "resets_on": admission.resets_on.isoformat(),
    }
    if keys.may_see(admission):
        state |= _fields(record, _names(record) & _OF_THE_BOOK)
        state |= _fields(facts, _names(facts) - _SAID)
    return state


def _names(value: Any) -> set[str]:  # noqa: ANN401 - a dataclass
    return {one.name for one in fields(value)} - _TOKENS


def _fields(value: Any, names: Collection[str]) -> dict[str, object]:  # noqa: ANN401 - a dataclass
    return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name in names}


def plain(value: object) -> object:
    """Return a record, or a part of one, as JSON has it; a text that is empty is null."""
    if isinstance(value, Release):
        return table_release(value)
    if is_dataclass(value):
        return _fields(value, _names(value))
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return None if value == "" else value
