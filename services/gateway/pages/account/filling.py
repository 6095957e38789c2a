"""A form that was sent: what is in it, and the form again with what was wrong beside its field."""

from flask import Response, make_response, render_template, request

from services.gateway.errors import fault_of
from services.runtime.errors import (
    FailedPreconditionError,
    InvalidArgumentError,
    ResourceExhaustedError,
    ServiceError,
    UnauthenticatedError,
)

# What the reader can mend, or wait for; anything else is a page of its own.
MENDABLE = (
    InvalidArgumentError,
    UnauthenticatedError,
    ResourceExhaustedError,
    FailedPreconditionError,
)


def field(name: str) -> str:
    """Return what was written in a field; empty when it was not sent."""
    return request.form.get(name, "")


def ticked(name: str) -> bool:
    """Return whether a box was ticked."""
    return bool(field(name))


def again(template: str, error: ServiceError, **values: object) -> Response:
    """Return the form with the error, under the error's own status.

    `error_field` is where it belongs; empty means to the form as a whole.
    """
    fault = fault_of(error)
    html = render_template(
        template, error=error.message, error_field=fault.field, reason=error.reason, **values
    )
    response = make_response(html, fault.status.value)
    response.headers["Cache-Control"] = "no-store"
    if fault.retry_after:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response
