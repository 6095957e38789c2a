"""The settings of search. Its environment is read here only."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from services.runtime.settings import ServiceSettings


class SearchSettings(ServiceSettings):
    """Where search listens, where its index is, and where the catalog is."""

    model_config = SettingsConfigDict(env_prefix="SEARCH_")

    port: int = Field(default=50052, ge=0, le=65535, description="Port of the gRPC service.")
    metrics_port: int = Field(
        default=9102, ge=0, le=65535, description="Port of /metrics, /healthz and /readyz."
    )
    meili_url: str = Field(
        default="http://127.0.0.1:7700",
        pattern=r"^https?://",
        validation_alias="MEILI_URL",
        description="Address of Meilisearch.",
    )
    meili_master_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="MEILI_MASTER_KEY",
        description="Key of Meilisearch; empty where it asks for none.",
    )
    query_seconds: float = Field(
        default=2, gt=0, description="Seconds that Meilisearch has to answer a query."
    )
    catalog_target: str = Field(
        default="127.0.0.1:50051",
        description="Address of the catalog service, which the index is built from.",
    )
