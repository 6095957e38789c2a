"""The settings of every process. The environment is read here and in subclasses only."""

import sys
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.runtime import tls


class ServiceSettings(BaseSettings):
    """Where a process listens, how it logs and how it stops; a subclass sets the prefix."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

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
    connection_seconds: float = Field(
        default=300,
        ge=1,
        description="Seconds after which a caller is asked to connect anew, and finds new servers.",
    )
    tls_dir: Path | None = Field(
        default=None,
        description="Folder of tls.crt, tls.key and ca.crt. With it services speak TLS with one "
        "another and each proves who it is; without it they speak plainly.",
    )

    @field_validator("tls_dir")
    @classmethod
    def _usable(cls, folder: Path | None) -> Path | None:
        if folder is not None:
            tls.demand_usable(folder)
        return folder


_Settings = TypeVar("_Settings", bound=BaseSettings)


def load(kind: type[_Settings]) -> _Settings:
    """Return settings of that kind; exits with one sentence if one of them cannot be used."""
    try:
        return kind()
    except ValidationError as error:
        sys.exit(refusal(kind, error))


def refusal(kind: type[BaseSettings], error: ValidationError) -> str:
    """Return which variable is wrong and why; its value only where it can be no secret."""
    first = error.errors()[0]
    field = str(first["loc"][0])
    alias = kind.model_fields[field].validation_alias if field in kind.model_fields else field
    own = f"{kind.model_config.get('env_prefix', '')}{field}"
    name = (alias if isinstance(alias, str) else own).upper()
    secret = kind.model_config.get("hide_input_in_errors") or first["type"] == "missing"
    value = "" if secret else f"={first['input']}"
    return f"{name}{value} cannot be used: {first['msg'].removeprefix('Value error, ').lower()}."
