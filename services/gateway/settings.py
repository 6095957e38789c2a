"""The settings of the gateway: where the services are, who may speak for a reader's address."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from services.runtime.settings import ServiceSettings

Network = IPv4Network | IPv6Network


class GatewaySettings(ServiceSettings):
    """GATEWAY_* in the environment."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_")

    port: int = Field(default=8000, ge=1, le=65535, description="Port of the website.")
    metrics_port: int = Field(
        default=9100, ge=0, le=65535, description="Port of /metrics, /healthz and /readyz."
    )
    catalog_target: str = Field(default="127.0.0.1:50051", description="Address of the catalog.")
    search_target: str = Field(default="127.0.0.1:50052", description="Address of search.")
    auth_target: str = Field(default="127.0.0.1:50053", description="Address of auth.")
    request_seconds: float = Field(
        default=5, gt=0, description="Seconds in which a request is answered, all calls included."
    )
    auth_seconds: float = Field(
        default=0.5,
        gt=0,
        description="Seconds that auth has to answer before a page shows its public part only.",
    )
    revision_seconds: float = Field(
        default=2,
        gt=0,
        description="Seconds between two looks at the other services and the catalog's revision.",
    )
    cache_entries: int = Field(
        default=1000,
        ge=1,
        description="How many code records, and how many pages of them, are kept in memory.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^/?#\s]+)?$",
        description="How readers reach the website, such as https://codes.example.org. Without it "
        "there is no sitemap, and pages do not say their full address.",
    )
    cookie_secure: bool = Field(
        default=True,
        description="Whether readers come over HTTPS. False only on one's own machine.",
    )
    cookie_days: int = Field(
        default=400, ge=1, description="Days that a browser keeps the guest cookie."
    )
    dev_mail_dir: Path | None = Field(
        default=None,
        description="Folder of caught mails, shown at /dev/mail; `codebook up` sets it.",
    )
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(),
        description="Networks, with commas between them, whose X-Forwarded-For is believed.",
    )

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
