"""The settings of every process. The environment is read here and in subclasses only."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Where a process listens, how it logs and how it stops; a subclass sets the prefix."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    host: str = Field(default="127.0.0.1", description="Address that the service listens on.")
    port: int = Field(ge=0, le=65535, description="Port that the service listens on.")
    metrics_port: int = Field(
        ge=0, le=65535, description="Port of /metrics, /healthz and /readyz, on the same address."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least severe event that is logged."
    )
    workers: int = Field(default=8, ge=1, le=256, description="Threads that answer requests.")
    drain_seconds: float = Field(
        default=0.2,
        ge=0,
        description="Seconds between saying that the process stops and refusing new requests.",
    )
    grace_seconds: float = Field(
        default=10, ge=0, description="Seconds that requests in flight have to finish."
    )
