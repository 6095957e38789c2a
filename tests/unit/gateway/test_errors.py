"""The table of errors."""

import pytest
from werkzeug.exceptions import ImATeapot, MethodNotAllowed, NotFound

from services.gateway.errors import UnknownCodeError, fault_of
from services.runtime import errors


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InvalidArgumentError("x"), 400),
        (errors.UnauthenticatedError("x"), 401),
        (errors.PermissionDeniedError("x"), 403),
        (errors.NotFoundError("x"), 404),
        (UnknownCodeError("x", ()), 404),
        (errors.AlreadyExistsError("x"), 409),
        (errors.FailedPreconditionError("x"), 409),
        (errors.ResourceExhaustedError("x"), 429),
        (errors.UnavailableError("x"), 503),
        (errors.DeadlineExceededError("x"), 504),
        (errors.InternalError("x"), 500),
        (ZeroDivisionError("x"), 500),
        (NotFound(), 404),
        (MethodNotAllowed(), 405),
        (ImATeapot(), 418),
    ],
)
def test_each_error_has_its_status(error: Exception, status: int) -> None:
    assert fault_of(error).status == status


@pytest.mark.parametrize(
    "error",
    [
        errors.UnavailableError("10.0.0.7:50051 refused"),
        errors.InternalError("10.0.0.7:50051 refused"),
        RuntimeError("10.0.0.7:50051 refused"),
    ],
)
def test_the_trouble_of_a_service_is_not_told(error: Exception) -> None:
    fault = fault_of(error)
    assert "10.0.0.7" not in fault.detail + fault.title + fault.reason


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (errors.ResourceExhaustedError("x", retry_after=2.2), 3),
        (errors.ResourceExhaustedError("x"), 10),
        (errors.UnavailableError("x"), 10),
        (errors.NotFoundError("x"), 0),
    ],
)
def test_it_is_said_when_to_come_back(error: Exception, seconds: int) -> None:
    assert fault_of(error).retry_after == seconds


def test_what_is_wrong_is_named() -> None:
    fault = fault_of(errors.InvalidArgumentError("It is no date.", field="as_of"))
    assert (fault.field, fault.detail) == ("as_of", "It is no date.")
