"""The settings of auth: secrets, where things are kept, where mails go, how long sessions last."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, RedisDsn, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from services.auth.domain.plan import Plans
from services.auth.domain.session import Lifetimes
from services.auth.plans import SHIPPED, read_plans
from services.runtime.settings import ServiceSettings

_SHORTEST_KEY = 32
_SMTP = ("smtp", "smtps", "smtp+tls")


class AuthSettings(ServiceSettings):
    """AUTH_* in the environment, and REDIS_URL."""

    model_config = SettingsConfigDict(
        env_prefix="AUTH_",
        # A refused setting is printed without its value: it may be a secret.
        hide_input_in_errors=True,
    )

    port: int = Field(default=50053, ge=0, le=65535, description="Port of the gRPC service.")
    metrics_port: int = Field(
        default=9103, ge=0, le=65535, description="Port of /metrics, /healthz and /readyz."
    )
    workers: int = Field(
        default=4,
        ge=2,
        le=256,
        description="Threads that answer requests; all but one may look at a password at the same "
        "time. What else auth does is short: more would only take turns.",
    )
    redis_url: RedisDsn = Field(
        default=RedisDsn("redis://127.0.0.1:6379/0"),
        validation_alias="REDIS_URL",
        description="Where counters and sessions are.",
    )
    database_url: str = Field(
        default="sqlite:///var/auth.db",
        description="An SQLite file (sqlite:///path) or a PostgreSQL database (postgresql://…).",
    )
    secret_key: SecretStr = Field(
        description="Key of guest and device tokens, 32 characters or more; or several, with "
        "commas between them: the first signs, all are believed."
    )
    plans_file: Path = Field(default=SHIPPED, description="The file of plans and allowances, TOML.")
    guest_days: int = Field(
        # As long as browsers keep a cookie.
        default=400,
        ge=1,
        description="Days that a guest is remembered.",
    )
    session_idle_days: float = Field(
        default=14, gt=0, description="Days after which a session that is not used ends."
    )
    session_days: float = Field(
        default=90, gt=0, description="Days after which a session ends in any case."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Address of the website, for links in mails.",
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="Where mails are handed in: smtp://, smtp+tls:// (STARTTLS) or smtps://, with "
        "user:password@ if needed. Empty keeps them in the queue.",
    )
    mail_from: str = Field(
        default="Codebook <codebook@localhost>", description="Whom mails are from."
    )

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if any(len(key) < _SHORTEST_KEY for key in _split(value)):
            raise ValueError(f"each key must have at least {_SHORTEST_KEY} characters")
        return value

    @field_validator("plans_file")
    @classmethod
    def _readable(cls, value: Path) -> Path:
        read_plans(value)
        return value

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise ValueError("it is no address of a website")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _server(cls, value: SecretStr) -> SecretStr:
        parts = urlsplit(value.get_secret_value())
        if value.get_secret_value() and (parts.scheme not in _SMTP or not parts.hostname):
            raise ValueError(f"it must begin with {', '.join(_SMTP)} and name a server")
        return value

    @field_validator("mail_from")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if "@" not in value or not value.isprintable():
            raise ValueError("it is no address of a sender")
        return value

    def token_keys(self) -> list[str]:
        """Return the keys of tokens; the first signs."""
        return _split(self.secret_key)

    def guest_lifetime(self) -> timedelta:
        """Return how long a guest is remembered."""
        return timedelta(days=self.guest_days)

    def lifetimes(self) -> Lifetimes:
        """Return how long sessions last."""
        return Lifetimes(timedelta(days=self.session_idle_days), timedelta(days=self.session_days))

    def plans(self) -> Plans:
        """Return every plan and what surrounds them."""
        return read_plans(self.plans_file)


def _split(keys: SecretStr) -> list[str]:
    return [key.strip() for key in keys.get_secret_value().split(",")]
