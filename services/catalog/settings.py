"""The settings of catalog: where it listens, where its database is, where downloads are kept."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from services.runtime.settings import ServiceSettings


class CatalogSettings(ServiceSettings):
    """CATALOG_* in the environment."""

    # A refused setting is printed without its value: the address may hold a password.
    model_config = SettingsConfigDict(env_prefix="CATALOG_", hide_input_in_errors=True)

    port: int = Field(default=50051, ge=0, le=65535, description="Port of the gRPC service.")
    metrics_port: int = Field(
        default=9101, ge=0, le=65535, description="Port of /metrics, /healthz and /readyz."
    )
    database_url: str = Field(
        default="sqlite:///var/catalog.db",
        description="An SQLite file (sqlite:///path) or a PostgreSQL database (postgresql://…).",
    )
    fetch_dir: Path = Field(
        default=Path("var/fetched"), description="Folder that `codebook fetch` downloads to."
    )
