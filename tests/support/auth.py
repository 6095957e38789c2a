"""An Admission with small plans, on any Meter, and the visits that tests make."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from services.auth.domain.admission import Admission, Visit
from services.auth.domain.bearer import Bearer
from services.auth.domain.guest import GuestTokens
from services.auth.domain.meter import Meter
from services.auth.domain.plan import Allowance, MeterName, Plan, Plans
from services.auth.domain.window import WindowKind
from services.runtime.clock import Clock

KEY = "k" * 40
HERE = "192.0.2.7"
IDLE = timedelta(days=14)


class NoCopies:
    """SQL that knows nobody."""

    def copy_account(self, account: str) -> bool:
        return not account

    def copy_key(self, bearer: Bearer, now: datetime) -> bool:
        return not (bearer and now)


def plans(guest: int, network: int, window: WindowKind = WindowKind.MONTH, **others: int) -> Plans:
    """Return plans with one number for every meter; a guest and five more is registered."""
    numbers = {"guest": guest, "registered": guest + 5, **others}
    return Plans(
        named={
            name: Plan(name, name.title(), dict.fromkeys(MeterName, Allowance(units, window)))
            for name, units in numbers.items()
        },
        network=dict.fromkeys(MeterName, network),
    )


def admission(
    meter: Meter,
    clock: Clock,
    *,
    guest: int = 5,
    network: int = 30,
    window: WindowKind = WindowKind.MONTH,
    lifetime: timedelta = timedelta(days=400),
) -> Admission:
    allowed = plans(guest, network, window)
    tokens = GuestTokens([KEY], lifetime)
    return Admission(meter, tokens, allowed, clock, copies=NoCopies(), idle=IDLE)


def visit(unit: str, token: str = "", address: str = HERE, *, peek: bool = False) -> Visit:
    return Visit(token, address, MeterName.PAGE_VIEW, unit, peek)


def plans_file(folder: Path, network: int = 30, **page_views: int) -> Path:
    """Return a plans file with these numbers of page views, by plan."""
    numbers: Mapping[str, int] = {"guest": 1, "registered": 6, **page_views}
    sections = [
        f'[plans.{name}]\ntitle = "{name.title()}"\npage_view = {number}\napi_call = 5\n'
        for name, number in numbers.items()
    ]
    file = folder / "plans.toml"
    file.write_text(f"[network]\npage_view = {network}\n\n" + "\n".join(sections))
    return file
