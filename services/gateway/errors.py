"""The one table of errors: what each is to a reader, as an HTTP status and in words.

ServiceError
└── NotFoundError
    ├── UnknownSystemError
    └── UnknownCodeError
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from werkzeug.exceptions import HTTPException

from services.gateway.clients.records import CodeSummary, CodeSystem
from services.gateway.questions.faults import FieldsInvalidError
from services.runtime.errors import (
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    ResourceExhaustedError,
    ServiceError,
)

_TABLE: Mapping[str, tuple[HTTPStatus, str]] = {
    "INVALID_ARGUMENT": (HTTPStatus.BAD_REQUEST, "This address cannot be read"),
    "UNAUTHENTICATED": (HTTPStatus.UNAUTHORIZED, "Please sign in"),
    "PERMISSION_DENIED": (HTTPStatus.FORBIDDEN, "This is not yours to see"),
    "NOT_FOUND": (HTTPStatus.NOT_FOUND, "Not found"),
    "ALREADY_EXISTS": (HTTPStatus.CONFLICT, "It is there already"),
    "FAILED_PRECONDITION": (HTTPStatus.CONFLICT, "This cannot be done now"),
    "RESOURCE_EXHAUSTED": (HTTPStatus.TOO_MANY_REQUESTS, "Too many requests"),
    "UNAVAILABLE": (HTTPStatus.SERVICE_UNAVAILABLE, "Closed for a moment"),
    "DEADLINE_EXCEEDED": (HTTPStatus.GATEWAY_TIMEOUT, "That took too long"),
}
_OURS = (HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side")
# What another service says of its own trouble is for the log, not for a reader.
_PLAIN_WORDS: Mapping[str, str] = {
    "UNAVAILABLE": "A part of Codebook cannot be reached right now. Please try again in a minute.",
    "DEADLINE_EXCEEDED": "The answer did not come in time. Please try again in a minute.",
    "INTERNAL": "The fault is ours, not yours. It has been noted under the number below.",
}
_RETRY_SECONDS = 10


class UnknownSystemError(NotFoundError):
    """There is no such code system; `systems` are those that there are."""

    default_reason = "SYSTEM_UNKNOWN"

    def __init__(self, system: str, systems: Sequence[CodeSystem]) -> None:
        super().__init__(f"There is no code system “{system}” here.")
        self.systems = systems


class UnknownCodeError(NotFoundError):
    """There is no such code; `near` are codes that may have been meant."""

    default_reason = "CODE_UNKNOWN"

    def __init__(self, message: str, near: Sequence[CodeSummary]) -> None:
        super().__init__(message)
        self.near = near


@dataclass(frozen=True)
class Fault:
    """An error as a reader is told of it. `retry_after` is in seconds; 0 means not to say."""

    status: HTTPStatus
    title: str
    detail: str
    reason: str
    field: str = ""
    retry_after: int = 0
    # What is wrong, by the path of the field, and whether that is in the body or in the address.
    faults: Sequence[tuple[str, str]] = ()
    in_body: bool = False
    near: Sequence[CodeSummary] = ()
    systems: Sequence[CodeSystem] = ()


def fault_of(error: Exception) -> Fault:
    """Return what a reader is told of any exception."""
    if isinstance(error, HTTPException):
        return _http_fault(error)
    known = error if isinstance(error, ServiceError) else InternalError("unexpected")
    status, title = _TABLE.get(known.code, _OURS)
    reason = known.code if status is HTTPStatus.INTERNAL_SERVER_ERROR else known.reason
    return Fault(
        status=status,
        title=title,
        detail=_PLAIN_WORDS.get("INTERNAL" if status is _OURS[0] else known.code, known.message),
        reason=reason,
        field=known.field if isinstance(known, InvalidArgumentError) else "",
        retry_after=_retry_after(known, status),
        faults=tuple(known.faults.items()) if isinstance(known, FieldsInvalidError) else (),
        in_body=isinstance(known, FieldsInvalidError) and known.in_body,
        near=known.near if isinstance(known, UnknownCodeError) else (),
        systems=known.systems if isinstance(known, UnknownSystemError) else (),
    )


_HTTP_WORDS: Mapping[int, str] = {
    404: "There is no page at this address.",
    405: "This address cannot be asked in that way.",
    413: "What was sent is too large.",
    414: "This address is too long.",
}


def _http_fault(error: HTTPException) -> Fault:
    status = HTTPStatus(error.code or 500)
    return Fault(
        status=status,
        title=status.phrase.capitalize(),
        detail=_HTTP_WORDS.get(status, error.description or status.description),
        reason=status.name,
    )


def _retry_after(error: ServiceError, status: HTTPStatus) -> int:
    if isinstance(error, ResourceExhaustedError) and error.retry_after is not None:
        return max(1, math.ceil(error.retry_after))
    return _RETRY_SECONDS if status in (429, 503, 504) else 0
