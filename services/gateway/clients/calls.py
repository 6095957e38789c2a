"""A failed call becomes the error that the other service raised."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import grpc

from services.runtime.errors import UnavailableError
from services.runtime.status import from_rpc_error


@contextmanager
def house_errors() -> Iterator[None]:
    """Raise the ServiceError that a failed call inside stands for."""
    try:
        yield
    except grpc.RpcError as error:
        # A server that stops cancels what is late; to a reader that is no fault of ours.
        if cast("grpc.Call", error).code() is grpc.StatusCode.CANCELLED:
            raise UnavailableError("The service is stopping.") from error
        raise from_rpc_error(error) from error
