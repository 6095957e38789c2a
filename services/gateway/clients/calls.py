"""A failed call becomes the error that the other service raised."""

from collections.abc import Iterator
from contextlib import contextmanager

import grpc

from services.runtime.status import from_rpc_error


@contextmanager
def house_errors() -> Iterator[None]:
    """Raise the ServiceError that a failed call inside stands for."""
    try:
        yield
    except grpc.RpcError as error:
        raise from_rpc_error(error) from error
