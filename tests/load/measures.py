"""One figure of the report, and the two ways to make it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure; `floor` is what it is judged by, `ratio` the two divided."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None


def ratio(name: str, unit: str, value: float, floor: float) -> Measure:
    """Return a figure with its floor, rounded to what the measurement can tell."""
    return Measure(name, round(value, 2), unit, round(floor, 2), round(value / floor, 3))


def figure(name: str, unit: str, value: float) -> Measure:
    """Return a figure that has no floor."""
    return Measure(name, round(value, 2), unit)
