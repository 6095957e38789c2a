"""ServiceError to google.rpc.Status and back: the same error on both sides of a call."""

from typing import cast

import grpc
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc.code_pb2 import Code
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from grpc_status import rpc_status

from services.runtime.errors import (
    BY_CODE,
    InternalError,
    InvalidArgumentError,
    ResourceExhaustedError,
    ServiceError,
)

ERROR_DOMAIN = "codebook"


def _pack(message: ErrorInfo | BadRequest | RetryInfo) -> Any:
    packed = Any()
    packed.Pack(message)
    return packed


def to_status(error: ServiceError) -> Status:
    """Return the error with ErrorInfo and, where they apply, BadRequest or RetryInfo."""
    details = [_pack(ErrorInfo(reason=error.reason, domain=ERROR_DOMAIN, metadata=error.metadata))]
    if isinstance(error, InvalidArgumentError) and error.field:
        violation = BadRequest.FieldViolation(field=error.field, description=error.message)
        details.append(_pack(BadRequest(field_violations=[violation])))
    if isinstance(error, ResourceExhaustedError) and error.retry_after is not None:
        delay = Duration()
        delay.FromMilliseconds(round(error.retry_after * 1000))
        details.append(_pack(RetryInfo(retry_delay=delay)))
    return Status(code=Code.Value(error.code), message=error.message, details=details)


def from_rpc_error(error: grpc.RpcError) -> ServiceError:
    """Return the ServiceError that the other side raised, or the nearest to what gRPC says."""
    call = cast("grpc.Call", error)  # what grpc raises is both, which its types cannot say
    code = call.code().name
    result = BY_CODE.get(code, InternalError)(call.details() or code)
    status: Status | None = rpc_status.from_call(call)
    for detail in status.details if status is not None else ():
        _apply(detail, result)
    return result


def _apply(detail: Any, error: ServiceError) -> None:
    info, bad, retry = ErrorInfo(), BadRequest(), RetryInfo()
    if detail.Unpack(info):
        error.reason, error.metadata = info.reason, dict(info.metadata)
    elif isinstance(error, InvalidArgumentError) and detail.Unpack(bad):
        error.field = bad.field_violations[0].field
    elif isinstance(error, ResourceExhaustedError) and detail.Unpack(retry):
        error.retry_after = retry.retry_delay.ToMilliseconds() / 1000
