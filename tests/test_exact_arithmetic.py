"""Money and numbers are reckoned with as integers: it makes no difference, also at the edges."""

import copy
import pickle
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from math import floor
from operator import add, ge, gt, le, lt, sub

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qanun.runtime.faults import DivisionByZero, NumberTooLong, StepNotAboveZero
from qanun.runtime.operators import operators
from qanun.runtime.operators.money import divided, rounded
from qanun.runtime.values.durations import Days
from qanun.runtime.values.money import Money, is_payable, is_short
from qanun.runtime.values.numbers import whole_number
from qanun.runtime.values.periods import Period

MOST = 10**1000
"""What a numerator or a denominator has to stay below."""

CURRENCIES = ("JPY", "EUR", "KWD")
"""With 0, 2 and 3 decimals."""


def short(number: Fraction) -> bool:
    return -MOST < number.numerator < MOST and number.denominator < MOST


def outcome(make: Callable[[], object]) -> object:
    """What is made, or the class of the fault."""
    try:
        return make()
    except (NumberTooLong, DivisionByZero) as fault:
        return type(fault)


def of_model(number: Fraction) -> object:
    """What arithmetic gives where plain fractions give this."""
    return number if short(number) else NumberTooLong


# --- money and numbers against plain fractions ------------------------------------------------------------


def fractions() -> st.SearchStrategy[Fraction]:
    """Whole ones, decimals, thirds, and such as nearly are too long."""
    ordinary = st.integers(-(10**7), 10**7)
    huge = st.integers(-9, 9).map(lambda digit: digit * 10**999 + digit)
    return st.one_of(
        ordinary.map(Fraction),
        st.builds(Fraction, ordinary, st.sampled_from((2, 3, 7, 10, 40, 100, 1000, 2**31, 10**9 + 7))),
        st.builds(Fraction, huge, st.sampled_from((1, 3, 100))),
        st.builds(Fraction, ordinary, huge.filter(bool)),
    )


STEPS = st.lists(st.tuples(st.sampled_from("+-*/n"), fractions()), max_size=8)


def acted(money: Money, sign: str, number: Fraction) -> object:
    """One step with money."""
    match sign:
        case "+":
            return money + Money(number, money.currency)
        case "-":
            return money - Money(number, money.currency)
        case "*":
            return money * number
        case "/":
            return divided(money, number)
        case _:
            return -money


def reckoned(model: Fraction, sign: str, number: Fraction) -> Fraction:
    """The same step with plain fractions."""
    match sign:
        case "+":
            return model + number
        case "-":
            return model - number
        case "*":
            return model * number
        case "/":
            return model / number
        case _:
            return -model


@given(st.sampled_from(CURRENCIES), fractions(), STEPS)
def test_a_chain_of_money_is_a_chain_of_fractions(
    currency: str, amount: Fraction, steps: list[tuple[str, Fraction]]
) -> None:
    """Whatever an amount went through, it is what fractions make of it, in lowest terms; or too long when
    those are.
    """
    money, model = Money(amount, currency), amount
    for sign, number in steps:
        found = outcome(partial(acted, money, sign, number))
        if sign == "/" and number == 0:
            assert found is DivisionByZero
            continue
        model = reckoned(model, sign, number)
        if not short(model):
            assert found is NumberTooLong
            return
        assert isinstance(found, Money)
        money = found
        same = Money(model, currency)
        assert (money, hash(money), repr(money), str(money)) == (same, hash(same), repr(same), str(same))
        assert (money.amount, money.currency, type(money.amount)) == (model, currency, Fraction)
        assert money.amount.denominator == model.denominator
        assert pickle.loads(pickle.dumps(money)) == copy.copy(money) == same


@given(fractions(), fractions(), fractions(), fractions())
def test_money_compares_and_divides_as_fractions_do(
    one: Fraction, factor: Fraction, other: Fraction, part: Fraction
) -> None:
    """Also where they are held in different coins, or in one that is not in lowest terms."""
    one, other = Fraction(one), Fraction(other)
    left, right = Money(one, "EUR"), Money(other, "EUR")
    if short(one * factor) and short(one * factor - part) and short(part):
        one = one * factor - part
        left = left * factor - Money(part, "EUR")
    for compare in (lt, le, gt, ge):
        assert compare(left, right) is compare(one, other)
        assert compare(left, Money(one, "EUR")) is compare(one, one)
    assert (left == right) is (one == other)
    assert operators.larger_of(left, right).amount == max(one, other)
    assert operators.smaller_of(left, right).amount == min(one, other)
    if other:
        assert outcome(lambda: divided(left, right)) == of_model(one / other)


@given(fractions(), fractions())
def test_numbers_are_reckoned_with_as_fractions(one: Fraction, other: Fraction) -> None:
    """Sum, difference, product and quotient: equal, in lowest terms, of the same type and hash."""
    found = [
        outcome(lambda: operators.plus(one, other)),
        outcome(lambda: operators.minus(one, other)),
        outcome(lambda: operators.times(one, other)),
        outcome(lambda: operators.times(one, other.numerator)),
    ]
    expected = [one + other, one - other, one * other, one * other.numerator]
    if other:
        found.append(outcome(lambda: divided(one, other)))
        expected.append(one / other)
    for number, model in zip(found, expected, strict=True):
        assert number == of_model(model)
        if isinstance(number, Fraction):
            assert (number.numerator, number.denominator) == (model.numerator, model.denominator)
            assert (type(number), hash(number)) == (Fraction, hash(model))


@given(
    fractions(),
    fractions().filter(lambda step: step > 0),
    st.sampled_from(("up", "down", "half away from zero")),
)
def test_rounding_is_that_of_fractions(number: Fraction, step: Fraction, mode: str) -> None:
    """The multiple of the step: by the floor of the quotient, of what is below 0 by that of its opposite."""
    times = abs(number) / step
    nearest = floor(times + Fraction(1, 2)) * (1 if number >= 0 else -1)
    multiple = {"up": -floor(-number / step), "down": floor(number / step), "half away from zero": nearest}[
        mode
    ]
    assert rounded(number, mode, step) == multiple * step  # type: ignore[arg-type]
    money = rounded(Money(number, "EUR"), mode, Money(step, "EUR"))  # type: ignore[arg-type]
    assert money == Money(multiple * step, "EUR")


# --- by hand ----------------------------------------------------------------------------------------------


def test_half_of_the_smallest_unit_is_rounded_away_from_zero() -> None:
    """Half a yen, half a cent, half a fils; a third of them less."""
    for currency, unit in (("JPY", "1"), ("EUR", "0.01"), ("KWD", "0.001")):
        smallest = Money(unit, currency)
        half = divided(smallest, 2)
        assert isinstance(half, Money)
        mode = "half away from zero"
        assert rounded(half, mode, smallest) == smallest
        assert rounded(-half, mode, smallest) == -smallest
        third = divided(smallest, 3)
        assert rounded(third, mode, smallest) == Money(0, currency)
        assert rounded(third, "up", smallest) == smallest
        assert rounded(third, "down", smallest) == Money(0, currency)
        assert rounded(smallest, "up", smallest) == rounded(smallest, "down", smallest) == smallest


def test_what_can_be_paid_is_a_whole_number_of_the_smallest_unit() -> None:
    """However it was made: three thirds of a euro are one, half a cent nobody pays."""
    third = divided(Money(1, "EUR"), 3)
    assert isinstance(third, Money)
    assert not is_payable(third)
    assert is_payable(third + third + third)
    assert third + third + third == Money(1, "EUR")
    assert hash(third * 3) == hash(Money(1, "EUR"))
    assert is_payable(Money("0.01", "EUR"))
    assert not is_payable(Money("0.005", "EUR"))
    assert not is_payable(Money("0.01", "JPY"))
    assert is_payable(Money("0.001", "KWD"))


def test_whole_coins_stay_coins() -> None:
    """What is a whole number of cents is counted in cents, one object for all; sums and whole shares too."""
    cent = Money(1, "EUR").coin
    assert (cent.currency, cent.parts) == ("EUR", 100)
    assert (Money(1, "JPY").coin.parts, Money(1, "KWD").coin.parts) == (1, 1000)
    made = [
        Money("0.07", "EUR"),
        Money(3, "EUR") + Money("0.5", "EUR"),
        -Money(1, "EUR"),
        Money(2, "EUR") * 3,
    ]
    made += [Money(100, "EUR") * Fraction(7, 20), pickle.loads(pickle.dumps(Money(1, "EUR")))]
    made.append(Money(MOST - 1, "EUR") - Money(MOST - 2, "EUR"))
    for money in made:
        assert money.coin is cent
    third = Money(1, "EUR") * Fraction(1, 3)
    assert third.coin.parts == 300
    assert (third + Money(1, "EUR")).coin is third.coin
    rounded_ = rounded(third, "up", Money("0.01", "EUR"))
    assert isinstance(rounded_, Money)
    assert rounded_.coin is cent


def test_parts_of_different_kinds_add_up() -> None:
    """1/3 + 1/7 + 1/100 of a euro: 700 + 300 + 21 of 2100."""
    found = Money(Fraction(1, 3), "EUR") + Money(Fraction(1, 7), "EUR") + Money("0.01", "EUR")
    assert found.amount == Fraction(1021, 2100)
    assert Money(Fraction(1, 3), "EUR") < Money("0.34", "EUR")
    assert Money(Fraction(1, 3), "EUR") > Money("0.33", "EUR")
    assert Money(2, "EUR") * Fraction(7, 20) == Money("0.70", "EUR")


def test_an_amount_is_too_long_as_soon_as_it_is_one() -> None:
    """A thousand digits are allowed, and a denominator that long; not one more, from wherever it comes."""
    longest = Money(MOST - 1, "EUR")
    assert is_short(longest)
    assert not is_short(Money(MOST, "EUR"))
    assert longest - Money(1, "EUR") == Money(MOST - 2, "EUR")
    for too_long in (
        lambda: longest + Money(1, "EUR"),
        lambda: -longest - Money(1, "EUR"),
        lambda: longest * 2,
        lambda: longest + Money("0.01", "EUR"),
        lambda: Money(1, "EUR") * Fraction(1, MOST),
        lambda: divided(Money(Fraction(1, MOST - 1), "EUR"), 7),
    ):
        with pytest.raises(NumberTooLong):
            too_long()
    assert longest * Fraction(1, MOST - 1) == Money(1, "EUR")
    with pytest.raises(NumberTooLong):
        operators.times(10**999, 10)
    with pytest.raises(NumberTooLong):
        operators.plus(Fraction(1, 10**600), Fraction(1, 10**600 + 1))


def test_nothing_makes_no_number_shorter() -> None:
    """Rounding alone can make one too long, 10 to the power of 1000: then a sum with nothing finds it."""
    rounded_up = rounded(Fraction(MOST - 1), "up", Fraction(10))
    assert rounded_up == MOST
    nothing = Fraction(0)
    assert operators.times(nothing, rounded_up) == nothing
    for left, right in ((nothing, rounded_up), (rounded_up, nothing)):
        with pytest.raises(NumberTooLong):
            operators.plus(left, right)


def test_a_coin_that_grows_stays_exact() -> None:
    """A hundred times a third and then three times as often the whole: nothing is lost, nothing is kept."""
    money = Money(1, "EUR")
    for _ in range(100):
        money = money * Fraction(1, 3)
    assert money.amount == Fraction(1, 3**100)
    for _ in range(100):
        money = money * 3
    assert money == Money(1, "EUR")
    assert money.amount.denominator == 1


def test_no_step_is_nothing_or_less() -> None:
    """Of money and of numbers, also where the currency would not fit."""
    for value, step in (
        (Money(5, "EUR"), Money(0, "EUR")),
        (Money(5, "EUR"), Money(-1, "USD")),
        (Money(5, "EUR"), 0),
        (Fraction(5), Fraction(-1, 2)),
    ):
        with pytest.raises(StepNotAboveZero):
            rounded(value, "down", step)


def test_money_and_what_is_no_money_do_not_mix() -> None:
    """With the words that say which is which."""
    euro: object = Money(1, "EUR")
    for act in (add, sub, lt, le, gt, ge):
        with pytest.raises(TypeError, match=r"^Money\('1', 'EUR'\) is money and 1 is not$"):
            act(euro, 1)
        with pytest.raises(TypeError, match=r"^Money\('1', 'EUR'\) and Money\('1', 'USD'\) are of different"):
            act(euro, Money(1, "USD"))
    assert euro != Money(1, "USD")
    assert euro != 1
    with pytest.raises(TypeError, match="is a float"):
        Money(1, "EUR") * 0.5  # type: ignore[operator]


def test_what_is_made_inside_is_frozen_and_whole() -> None:
    """Money, days and periods that operators make: of their class, not to be changed, with no other name."""
    march = date(2012, 3, 1)
    made: tuple[tuple[object, object, str], ...] = (
        (Money(1, "EUR") + Money(2, "EUR"), Money(3, "EUR"), "amount"),
        (operators.plus(Days(1), Days(2)), Days(3), "count"),
        (operators.period(march, None), Period(march, None), "end"),
    )
    for value, same, name in made:
        assert type(value) is type(same)
        assert (value, hash(value), repr(value)) == (same, hash(same), repr(same))
        assert attrs.evolve(value) == value  # type: ignore[misc, type-var]
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, 1)
        with pytest.raises(AttributeError):
            _ = value.colour  # type: ignore[attr-defined]
    assert (whole_number(3), hash(whole_number(-3)), type(whole_number(0))) == (3, hash(-3), Fraction)


def test_an_older_pickle_of_money_is_read() -> None:
    """It has the amount and the currency by name, as attrs wrote them."""
    money = Money.__new__(Money)
    money.__setstate__({"amount": Fraction(1, 3), "currency": "EUR"})
    assert money == Money("1/3", "EUR")
