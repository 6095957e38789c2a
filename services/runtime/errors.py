"""The errors that cross the wire. Services raise subclasses; interceptors translate.

ServiceError
├── InvalidArgumentError
├── UnauthenticatedError
├── PermissionDeniedError
├── NotFoundError
├── AlreadyExistsError
├── FailedPreconditionError
├── ResourceExhaustedError
├── DeadlineExceededError
├── UnavailableError
└── InternalError
"""

from collections.abc import Mapping
from typing import ClassVar


class ServiceError(Exception):
    """An answer that is an error: a gRPC code, a reason for programs, a message for people."""

    code: ClassVar[str] = "UNKNOWN"
    default_reason: ClassVar[str] = "UNKNOWN"

    def __init__(
        self, message: str, *, reason: str | None = None, metadata: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason or self.default_reason
        self.metadata = dict(metadata or {})


class InvalidArgumentError(ServiceError):
    """A field of the request is wrong, whatever the state of the system."""

    code = "INVALID_ARGUMENT"
    default_reason = "INVALID_ARGUMENT"

    def __init__(
        self,
        message: str,
        *,
        field: str = "",
        reason: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, reason=reason, metadata=metadata)
        self.field = field


class UnauthenticatedError(ServiceError):
    """Nobody is signed in, or the credentials are not good."""

    code = "UNAUTHENTICATED"
    default_reason = "UNAUTHENTICATED"


class PermissionDeniedError(ServiceError):
    """The caller is known and may not do this."""

    code = "PERMISSION_DENIED"
    default_reason = "PERMISSION_DENIED"


class NotFoundError(ServiceError):
    """What the request names does not exist."""

    code = "NOT_FOUND"
    default_reason = "NOT_FOUND"


class AlreadyExistsError(ServiceError):
    """What the request would make exists."""

    code = "ALREADY_EXISTS"
    default_reason = "ALREADY_EXISTS"


class FailedPreconditionError(ServiceError):
    """The system is not in a state in which this can be done."""

    code = "FAILED_PRECONDITION"
    default_reason = "FAILED_PRECONDITION"


class ResourceExhaustedError(ServiceError):
    """An allowance is used up; it is there again after `retry_after` seconds."""

    code = "RESOURCE_EXHAUSTED"
    default_reason = "RESOURCE_EXHAUSTED"

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        reason: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, reason=reason, metadata=metadata)
        self.retry_after = retry_after


class DeadlineExceededError(ServiceError):
    """The answer did not come in time."""

    code = "DEADLINE_EXCEEDED"
    default_reason = "DEADLINE_EXCEEDED"


class UnavailableError(ServiceError):
    """Something that the answer needs cannot be reached now; trying again may help."""

    code = "UNAVAILABLE"
    default_reason = "UNAVAILABLE"


class InternalError(ServiceError):
    """A fault of ours; the log has more under the request's id."""

    code = "INTERNAL"
    default_reason = "INTERNAL"


BY_CODE: Mapping[str, type[ServiceError]] = {
    kind.code: kind
    for kind in (
        InvalidArgumentError,
        UnauthenticatedError,
        PermissionDeniedError,
        NotFoundError,
        AlreadyExistsError,
        FailedPreconditionError,
        ResourceExhaustedError,
        DeadlineExceededError,
        UnavailableError,
        InternalError,
    )
}
