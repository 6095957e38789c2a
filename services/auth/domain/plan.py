"""What can be counted, and how much of it a plan allows in a window."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class MeterName(StrEnum):
    """A thing that is counted."""

    PAGE_VIEW = "page_view"
    ASSISTANT_QUESTION = "assistant_question"
    CONSULT_EMAIL = "consult_email"
    API_CALL = "api_call"


Allowances = Mapping[MeterName, int]


@dataclass(frozen=True)
class Plan:
    """A named set of allowances: how many distinct units of each meter a window holds."""

    name: str
    allowances: Allowances


@dataclass(frozen=True)
class Plans:
    """Every plan there is, and what surrounds them.

    `guest` is for who is not signed in. A registered reader's plan will stand beside it, chosen
    where `Admission` recognises the reader.
    """

    guest: Plan
    # What registering adds to a guest's allowance.
    registration_bonus: Allowances
    # What all guests of one network may use together.
    network: Allowances
