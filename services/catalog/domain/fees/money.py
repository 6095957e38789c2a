"""Dollars: exact, and rounded to the cent once for each published or adjusted amount."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

_CENT = Decimal("0.01")
# Twice as many digits as the longest product has.
_EXACT = Context(prec=50)


def cents(amount: Decimal) -> Decimal:
    """Return the amount to the cent, a half cent up, as CMS publishes its amounts."""
    with localcontext(_EXACT):
        return amount.quantize(_CENT, ROUND_HALF_UP)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """Return so many per cent of an amount, to the cent."""
    with localcontext(_EXACT):
        return cents(amount * percent / 100)


def dollars(amount: Decimal) -> str:
    """Return the amount with its two decimals, `1234.50`."""
    return f"{cents(amount):f}"


def percent(value: Decimal) -> str:
    """Return a percentage without zeros at its end, `62.5`."""
    return f"{value.normalize():f}"
