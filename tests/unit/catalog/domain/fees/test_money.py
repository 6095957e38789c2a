from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.fees.answer import Place
from services.catalog.domain.fees.money import cents, dollars, share
from services.catalog.domain.fees.schedule import Parts, Site, schedule_amount
from tests.support.published import relative_value

values = st.decimals(0, 9999, places=2)
indices = st.decimals(Decimal("0.2"), 3, places=3)
factors = st.decimals(1, 99, places=4)


def _to_the_cent(exact: Fraction) -> Fraction:
    """Return the number of cents, a half up, without any decimal arithmetic."""
    return Fraction((exact * 100 + Fraction(1, 2)).__floor__(), 100)


@given(st.tuples(values, values, values), st.tuples(indices, indices, indices), factors)
def test_an_amount_is_the_exact_sum_of_products_rounded_once(
    parts: tuple[Decimal, ...], place: tuple[Decimal, ...], factor: Decimal
) -> None:
    work, expense, malpractice = parts
    row = relative_value(
        "A0000",
        work=work,
        facility_practice_expense=expense,
        malpractice=malpractice,
        conversion_factor=factor,
    )
    amount = schedule_amount(row, Place("", "", "", "", *place), Site.FACILITY)
    exact = sum(Fraction(p) * Fraction(i) for p, i in zip(parts, place, strict=True))
    assert Fraction(amount) == _to_the_cent(exact * Fraction(factor))


@given(values, st.decimals(0, 300, places=1))
def test_a_share_is_rounded_half_up(amount: Decimal, portion: Decimal) -> None:
    exact = Fraction(amount) * Fraction(portion) / 100
    assert Fraction(share(amount, portion)) == _to_the_cent(exact)


@given(st.decimals(0, 10**9, places=6))
def test_dollars_have_two_decimals(amount: Decimal) -> None:
    text = dollars(amount)
    assert text[-3] == "."
    assert Decimal(text) == cents(amount)


def test_half_a_cent_goes_up() -> None:
    assert [dollars(Decimal(text)) for text in ("0.005", "0.015", "0.0149", "2")] == [
        "0.01",
        "0.02",
        "0.01",
        "2.00",
    ]


def test_the_working_shows_what_is_multiplied() -> None:
    place = Place("", "", "", "", Decimal("1.1"), Decimal(1), Decimal("0.5"))
    parts = Parts(Decimal("1.3"), Decimal(2), Decimal("0.1"))
    assert parts.working(place, Decimal("32.3465")) == (
        "(1.30 \u00d7 1.100 + 2.00 \u00d7 1.000 + 0.10 \u00d7 0.500) \u00d7 32.3465"
    )
