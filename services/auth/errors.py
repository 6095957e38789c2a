"""What auth refuses to answer, and why.

ServiceError
├── InvalidArgumentError
│   ├── AddressInvalidError
│   ├── MeterInvalidError
│   └── UnitInvalidError
└── UnavailableError
    └── MeterUnavailableError
"""

from services.runtime.errors import InvalidArgumentError, UnavailableError


class AddressInvalidError(InvalidArgumentError):
    """The reader's address is none. The message does not repeat it: messages are logged."""

    def __init__(self) -> None:
        super().__init__("It is neither an IPv4 nor an IPv6 address.", field="client_address")


class MeterInvalidError(InvalidArgumentError):
    """No meter is stated, or one that does not exist."""

    def __init__(self) -> None:
        super().__init__("There is no such meter.", field="meter")


class UnitInvalidError(InvalidArgumentError):
    """The unit to count is missing or too long."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="unit")


class MeterUnavailableError(UnavailableError):
    """The counters cannot be reached, so nothing was counted and nothing may be shown."""

    default_reason = "METER_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("The counters cannot be reached.")
