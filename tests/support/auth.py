"""An Admission with small plans, on any Meter, and the visits that tests make."""

from datetime import timedelta

from services.auth.domain.admission import Admission, Visit
from services.auth.domain.guest import GuestTokens
from services.auth.domain.meter import Meter
from services.auth.domain.plan import MeterName, Plan, Plans
from services.auth.domain.window import WindowKind
from services.runtime.clock import Clock

KEY = "k" * 40
HERE = "192.0.2.7"


def plans(guest: int, network: int) -> Plans:
    return Plans(
        guest=Plan("guest", dict.fromkeys(MeterName, guest)),
        registration_bonus=dict.fromkeys(MeterName, 5),
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
    return Admission(meter, GuestTokens([KEY], lifetime), plans(guest, network), window, clock)


def visit(unit: str, token: str = "", address: str = HERE, *, peek: bool = False) -> Visit:
    return Visit(token, address, MeterName.PAGE_VIEW, unit, peek)
