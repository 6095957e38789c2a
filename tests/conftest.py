"""What all tests share: how hypothesis runs, and that no request's context outlives a test."""

import os
from collections.abc import Iterator

# Tests start programs from a process that has used gRPC, whose care for forks writes into the
# output of what is started. It is read when gRPC is loaded.
os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "false"

import pytest
from hypothesis import HealthCheck, settings

from services.runtime import context

settings.register_profile(
    "codebook", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("codebook")


@pytest.fixture(autouse=True)
def fresh_context() -> Iterator[None]:
    """A request sets its id and its deadline for its own thread; here all share one."""
    context.request_id.set("")
    context.set_budget(None)
    yield
    context.request_id.set("")
    context.set_budget(None)
