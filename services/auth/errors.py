"""What auth refuses to answer, and why. No message repeats what was sent: messages are logged.

ServiceError
├── InvalidArgumentError
│   ├── AddressInvalidError
│   ├── CurrentPasswordError
│   ├── EmailInvalidError
│   ├── FieldInvalidError
│   ├── MeterInvalidError
│   ├── PasswordInvalidError
│   └── UnitInvalidError
├── UnauthenticatedError
│   ├── KeyInvalidError
│   ├── SignInFailedError
│   └── SignedOutError
├── PermissionDeniedError
│   └── StaffOnlyError
├── NotFoundError
│   └── AccountNotFoundError
├── AlreadyExistsError
│   └── EmailTakenError
├── FailedPreconditionError
│   ├── LinkInvalidError
│   └── PasswordNeededError
├── ResourceExhaustedError
│   ├── BusyError
│   ├── ThrottledError
│   └── TooManyError
└── UnavailableError
    ├── AccountsUnavailableError
    └── MeterUnavailableError
"""

from services.runtime.errors import (
    AlreadyExistsError,
    FailedPreconditionError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
    ResourceExhaustedError,
    UnauthenticatedError,
    UnavailableError,
)


class AddressInvalidError(InvalidArgumentError):
    """The reader's network address is none."""

    def __init__(self) -> None:
        super().__init__("It is neither an IPv4 nor an IPv6 address.", field="client_address")


class EmailInvalidError(InvalidArgumentError):
    """The e-mail address cannot be one."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="email")


class FieldInvalidError(InvalidArgumentError):
    """A field is missing, too long, or has characters that it may not have."""


class PasswordInvalidError(InvalidArgumentError):
    """The new password is too short, too long, or too easy to guess."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="password")


class CurrentPasswordError(InvalidArgumentError):
    """The password that a member has is not this one."""

    default_reason = "CURRENT_PASSWORD_WRONG"

    def __init__(self) -> None:
        super().__init__("This is not your password.", field="current_password")


class MeterInvalidError(InvalidArgumentError):
    """No meter is stated, or one that does not exist."""

    def __init__(self) -> None:
        super().__init__("There is no such meter.", field="meter")


class UnitInvalidError(InvalidArgumentError):
    """The unit to count is missing or too long."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="unit")


class KeyInvalidError(UnauthenticatedError):
    """The API key is none of ours, or has expired or been revoked."""

    default_reason = "KEY_INVALID"

    def __init__(self) -> None:
        super().__init__("This API key is not good: it is mistyped, expired or revoked.")


class SignInFailedError(UnauthenticatedError):
    """The address and the password do not go together; which is wrong is not said."""

    default_reason = "SIGN_IN_FAILED"

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not right.")


class SignedOutError(UnauthenticatedError):
    """There is no session, or it has ended."""

    default_reason = "SIGNED_OUT"

    def __init__(self) -> None:
        super().__init__("Please sign in first.")


class StaffOnlyError(PermissionDeniedError):
    """Only staff may do this."""

    default_reason = "STAFF_ONLY"

    def __init__(self) -> None:
        super().__init__("Only staff may do this.")


class AccountNotFoundError(NotFoundError):
    """There is no such account; only staff and operators are told."""

    default_reason = "ACCOUNT_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("There is no such account.")


class EmailTakenError(AlreadyExistsError):
    """The address has an account; only operators are told."""

    default_reason = "EMAIL_TAKEN"

    def __init__(self) -> None:
        super().__init__("This address has an account already.")


class PasswordNeededError(FailedPreconditionError):
    """The link was opened in another browser than the one that asked for it."""

    default_reason = "PASSWORD_NEEDED"

    def __init__(self) -> None:
        super().__init__("Please give the password that you have chosen.")


class LinkInvalidError(FailedPreconditionError):
    """The link was used, has expired, or never was one."""

    default_reason = "LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link has been used already, or is too old. Please ask for another.")


class BusyError(ResourceExhaustedError):
    """As many passwords are being looked at as there is room for."""

    default_reason = "BUSY"

    def __init__(self) -> None:
        message = "Many people are signing in right now. Please try again in a few seconds."
        super().__init__(message, retry_after=2)


class ThrottledError(ResourceExhaustedError):
    """Too many attempts; see Retry-After."""

    default_reason = "THROTTLED"

    def __init__(self, retry_after: float) -> None:
        super().__init__("Too many attempts. Please wait a little.", retry_after=retry_after)


class TooManyError(ResourceExhaustedError):
    """A member has as many of something as a member may have."""

    default_reason = "TOO_MANY"

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"There is room for {most:,} {what}; please remove some first.")


class AccountsUnavailableError(UnavailableError):
    """The database of accounts cannot be reached."""

    default_reason = "ACCOUNTS_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("The accounts cannot be reached.")


class MeterUnavailableError(UnavailableError):
    """The counters cannot be reached, so nothing was counted and nothing may be shown."""

    default_reason = "METER_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("The counters cannot be reached.")
