"""What catalog refuses to answer, and why.

ServiceError
├── InvalidArgumentError
│   ├── CodeInvalidError
│   ├── AsOfInvalidError
│   ├── ChoiceInvalidError
│   ├── ClaimInvalidError
│   ├── FeeInvalidError
│   ├── PageSizeInvalidError
│   └── PageTokenInvalidError
├── NotFoundError
│   ├── SystemNotFoundError
│   ├── CodeNotFoundError
│   ├── FeeNotFoundError
│   └── CrosswalkNotFoundError
└── UnavailableError
    └── CatalogUnavailableError
"""

from services.runtime.errors import InvalidArgumentError, NotFoundError, UnavailableError


class CodeInvalidError(InvalidArgumentError):
    """No code system could have such a code. The message does not repeat it: it may be long."""

    default_reason = "CODE_INVALID"

    def __init__(self, message: str, *, field: str = "code") -> None:
        super().__init__(message, field=field)


class AsOfInvalidError(InvalidArgumentError):
    """The date of service is no date."""

    default_reason = "AS_OF_INVALID"

    def __init__(self, field: str = "as_of") -> None:
        super().__init__("A date of service is written YYYY-MM-DD.", field=field)


class ChoiceInvalidError(InvalidArgumentError):
    """Something was asked for that there is no list of."""

    default_reason = "CHOICE_INVALID"


class ClaimInvalidError(InvalidArgumentError):
    """No claim could have what stands in the field."""

    default_reason = "CLAIM_INVALID"

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message, field=field)


class FeeInvalidError(InvalidArgumentError):
    """There is no such place, modifier or number."""

    default_reason = "FEE_INVALID"

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message, field=field)


class PageSizeInvalidError(InvalidArgumentError):
    """The page size is negative."""

    default_reason = "PAGE_SIZE_INVALID"

    def __init__(self) -> None:
        super().__init__("A page has 0 or more entries.", field="page_size")


class PageTokenInvalidError(InvalidArgumentError):
    """The token was not given by this service for this list."""

    default_reason = "PAGE_TOKEN_INVALID"

    def __init__(self) -> None:
        super().__init__("The page token does not belong to this list.", field="page_token")


class SystemNotFoundError(NotFoundError):
    """The code system does not exist, or nothing of it is loaded."""

    default_reason = "SYSTEM_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such code system.")


class CodeNotFoundError(NotFoundError):
    """The code system has never had the code."""

    default_reason = "CODE_NOT_FOUND"

    def __init__(self, system: str, compact: str) -> None:
        super().__init__(
            f"There is no {compact} in {system}.", metadata={"system": system, "code": compact}
        )


class FeeNotFoundError(NotFoundError):
    """No fee schedule in force has the code; the message says which there is."""

    default_reason = "FEE_NOT_FOUND"

    def __init__(self, code: str, edition: str) -> None:
        message = f"The fee schedule of {edition} has no {code}."
        super().__init__(message if edition else "No fee schedule is loaded for that day.")


class CrosswalkNotFoundError(NotFoundError):
    """No table has the code."""

    default_reason = "CROSSWALK_NOT_FOUND"

    def __init__(self, system: str, code: str) -> None:
        super().__init__(f"No crosswalk that is loaded has {code} of {system}.")


class CatalogUnavailableError(UnavailableError):
    """The database cannot be reached, or nobody has migrated it."""

    default_reason = "CATALOG_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("The catalog's database cannot be reached.")
