"""The settings of the `codebook` command. The environment is read here and nowhere else in it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.cli.errors import SettingsError
from services.runtime.settings import refusal

_CHECKOUT = Path(__file__).resolve().parents[2]

# 0 takes any free port.
Port = Annotated[int, Field(ge=0, le=65535)]


def _home() -> Path:
    """Return the checkout that this code runs from; when it is installed, where one stands."""
    return _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else Path.cwd()


class UpSettings(BaseSettings):
    """Where `codebook up` keeps things, and which servers there are already."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    codebook_var_dir: Path = Field(
        default_factory=lambda: _home() / "var",
        description="Folder of everything that is kept: databases, secrets, logs.",
    )
    codebook_parts_dir: Path = Field(
        default_factory=lambda: _home() / ".parts",
        description="Folder of the server programs that were fetched.",
    )
    codebook_redis_port: Port = Field(
        default=0, description="Port of the redis-server that is started."
    )
    codebook_meili_port: Port = Field(
        default=0, description="Port of the Meilisearch that is started."
    )
    codebook_mail_port: Port = Field(
        default=0, description="Port of the mail catcher that is started."
    )
    codebook_ready_seconds: float = Field(
        default=60, gt=0, description="Seconds that a process has to become ready."
    )
    redis_url: str | None = Field(
        default=None, description="Address of an existing Redis; none is started then."
    )
    meili_url: str | None = Field(
        default=None, description="Address of an existing Meilisearch; none is started then."
    )
    auth_smtp_url: str | None = Field(
        default=None, description="Address of a real mail server; no catcher is started then."
    )


class Doors(BaseSettings):
    """Where one service listens, under the names that the service itself reads."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = Field(default="127.0.0.1", description="Address that the service listens on.")
    port: Port = Field(description="Its port.")
    metrics_port: Port = Field(description="Its port for monitoring.")


class CatalogDoors(Doors):
    """Where the catalog listens."""

    model_config = SettingsConfigDict(env_prefix="CATALOG_")
    port: Port = 50051
    metrics_port: Port = 9101


class SearchDoors(Doors):
    """Where search listens."""

    model_config = SettingsConfigDict(env_prefix="SEARCH_")
    port: Port = 50052
    metrics_port: Port = 9102


class AuthDoors(Doors):
    """Where auth listens."""

    model_config = SettingsConfigDict(env_prefix="AUTH_")
    port: Port = 50053
    metrics_port: Port = 9103


class GatewayDoors(Doors):
    """Where the gateway listens."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_")
    port: Port = 8000
    metrics_port: Port = 9100


# The services in the order in which they are started.
_SERVICES: Mapping[str, type[Doors]] = {
    "catalog": CatalogDoors,
    "search": SearchDoors,
    "auth": AuthDoors,
    "gateway": GatewayDoors,
}

_Settings = TypeVar("_Settings", bound=BaseSettings)


def load(kind: type[_Settings]) -> _Settings:
    """Return settings of that kind; raises SettingsError naming the first that cannot be used."""
    try:
        return kind()
    except ValidationError as error:
        raise SettingsError(refusal(kind, error)) from error


def load_doors(gateway_port: int | None = None) -> dict[str, Doors]:
    """Return where each service should listen; `gateway_port`, if given, goes before its setting.

    Raises SettingsError as `load` does.
    """
    doors = {name: load(kind) for name, kind in _SERVICES.items()}
    if gateway_port is not None:
        doors["gateway"] = doors["gateway"].model_copy(update={"port": gateway_port})
    return doors


def environment() -> dict[str, str]:
    """Return a copy of the environment without empty values, for the processes to be started."""
    return {name: value for name, value in os.environ.items() if value}
