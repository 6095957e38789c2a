"""Reads the plans file: TOML, checked whole before anything is served."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from services.auth.domain.plan import GUEST, REGISTERED, Allowance, MeterName, Plan, Plans
from services.auth.domain.window import WindowKind

SHIPPED = Path(__file__).with_name("plans.toml")

# The answer of Admit holds them as int32.
_Units = Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]
_NAME = r"^[a-z][a-z0-9-]{0,39}$"


class _Own(BaseModel):
    model_config = ConfigDict(extra="forbid")

    units: _Units
    window: WindowKind | None = None


def _spelt_out(entry: object) -> object:
    return {"units": entry} if isinstance(entry, int | str) else entry


_Entry = Annotated[_Own, BeforeValidator(_spelt_out)]


_NONE = _Own(units=0)


class _Meters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page_view: _Entry = _NONE
    assistant_question: _Entry = _NONE
    consult_email: _Entry = _NONE
    api_call: _Entry = _NONE


class _Plan(_Meters):
    title: str = Field(min_length=1, max_length=60)


class _Network(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page_view: _Units = 0
    assistant_question: _Units = 0
    consult_email: _Units = 0
    api_call: _Units = 0


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    window: WindowKind = WindowKind.MONTH
    network: _Network
    plans: dict[Annotated[str, Field(pattern=_NAME)], _Plan]

    @model_validator(mode="after")
    def _has_both(self) -> "_File":
        for name in (GUEST, REGISTERED):
            if name not in self.plans:
                raise ValueError(f"there is no section [plans.{name}]")
        return self


def read_plans(file: Path) -> Plans:
    """Return the plans of the file; raises ValueError naming the file, the place and the reason."""
    try:
        parsed = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ValueError(f"{file}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ").lower()
        raise ValueError(f"{file}: {place or 'the file'}: {reason}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: {error}") from error
    return Plans(
        named={name: _plan(name, plan, parsed.window) for name, plan in parsed.plans.items()},
        network={meter: getattr(parsed.network, meter) for meter in MeterName},
    )


def _plan(name: str, plan: _Plan, window: WindowKind) -> Plan:
    entries: dict[MeterName, _Own] = {meter: getattr(plan, meter) for meter in MeterName}
    allowances = {
        meter: Allowance(entry.units, entry.window or window) for meter, entry in entries.items()
    }
    return Plan(name, plan.title, allowances)
