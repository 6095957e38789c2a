"""The settings of auth: secrets, where the counters are, and what each plan allows."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RedisDsn, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from services.auth.domain.plan import Allowances, MeterName, Plan, Plans
from services.auth.domain.window import WindowKind
from services.runtime.settings import ServiceSettings

_SHORTEST_KEY = 32

# The answer of Admit holds them as int32.
_Units = Annotated[int, Field(ge=0, le=2**31 - 1)]


class AllowanceSettings(BaseModel):
    """Distinct units of each meter in a window."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page_view: _Units = Field(default=0, description="Gated parts of code pages.")
    assistant_question: _Units = Field(default=0, description="Questions to the assistant.")
    consult_email: _Units = Field(default=0, description="Questions by e-mail.")
    api_call: _Units = Field(default=0, description="Calls of the programming interface.")

    def by_meter(self) -> Allowances:
        """Return the number of each meter."""
        return {
            MeterName.PAGE_VIEW: self.page_view,
            MeterName.ASSISTANT_QUESTION: self.assistant_question,
            MeterName.CONSULT_EMAIL: self.consult_email,
            MeterName.API_CALL: self.api_call,
        }


class AuthSettings(ServiceSettings):
    """AUTH_* in the environment, and REDIS_URL; AUTH_GUEST__PAGE_VIEW is one number of a plan."""

    model_config = SettingsConfigDict(
        env_prefix="AUTH_",
        env_nested_delimiter="__",
        # One number of a plan is set without saying the others again.
        nested_model_default_partial_update=True,
        # A refused setting is printed without its value: it may be a secret.
        hide_input_in_errors=True,
    )

    port: int = Field(default=50053, ge=0, le=65535, description="Port of the gRPC service.")
    metrics_port: int = Field(
        default=9103, ge=0, le=65535, description="Port of /metrics, /healthz and /readyz."
    )
    redis_url: RedisDsn = Field(
        default=RedisDsn("redis://127.0.0.1:6379/0"),
        validation_alias="REDIS_URL",
        description="Where the counters are.",
    )
    secret_key: SecretStr = Field(
        description="Key of guest tokens, 32 characters or more; or several, with commas between "
        "them: the first signs, all are believed."
    )
    guest_days: int = Field(
        # As long as browsers keep a cookie.
        default=400,
        ge=1,
        description="Days that a guest is remembered.",
    )
    window: WindowKind = Field(
        default=WindowKind.MONTH, description="What allowances are for: a month or a day, in UTC."
    )
    # Assistant and e-mail cost money with every question and keys of the API belong to accounts,
    # so a guest has none of them.
    guest: AllowanceSettings = Field(
        default=AllowanceSettings(page_view=1), description="What a guest may use in a window."
    )
    registration_bonus: AllowanceSettings = Field(
        default=AllowanceSettings(page_view=5),
        description="What registering adds to a guest's allowance.",
    )
    network: AllowanceSettings = Field(
        default=AllowanceSettings(
            page_view=30, assistant_question=30, consult_email=30, api_call=30
        ),
        description="What all guests of one network (/24, /64) may use together in a window.",
    )

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if any(len(key) < _SHORTEST_KEY for key in _split(value)):
            raise ValueError(f"each key must have at least {_SHORTEST_KEY} characters")
        return value

    def token_keys(self) -> list[str]:
        """Return the keys of guest tokens; the first signs."""
        return _split(self.secret_key)

    def guest_lifetime(self) -> timedelta:
        """Return how long a guest is remembered."""
        return timedelta(days=self.guest_days)

    def plans(self) -> Plans:
        """Return every plan and what surrounds them."""
        return Plans(
            guest=Plan("guest", self.guest.by_meter()),
            registration_bonus=self.registration_bonus.by_meter(),
            network=self.network.by_meter(),
        )


def _split(keys: SecretStr) -> list[str]:
    return [key.strip() for key in keys.get_secret_value().split(",")]
