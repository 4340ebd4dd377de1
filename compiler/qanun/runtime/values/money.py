"""Exact amounts of money, and how people read them.

An amount is held as a count of coins, an integer, and most of what is reckoned with it is integers; the
fraction that it is is made when somebody reads it.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from qanun.runtime.faults import NumberTooLong
from qanun.runtime.values.coins import SMALLEST, Coin, coin_for, smallest_coin
from qanun.runtime.values.numbers import LONG, exact, in_bounds, lowest, show_number


def _code(currency: str) -> str:
    """The code of a currency. A ValueError for what is none by its form."""
    if type(currency) is str and currency in SMALLEST:
        return currency
    if (
        isinstance(currency, str)
        and len(currency) == 3
        and currency.isascii()
        and currency.isalpha()
        and currency.isupper()
    ):
        return currency
    raise ValueError(f"{currency!r} is no currency; write its three letters of ISO 4217, like 'AZN'")


class _Held:
    """What money holds, while it is being made: so many coins. Then it is made Money, and does not change."""

    __slots__ = ("__weakref__", "_amount", "coin", "count")

    count: int
    coin: Coin

    if not TYPE_CHECKING:  # to type checkers both are fields

        @property
        def amount(self) -> Fraction:
            """In lowest terms; made when it is first read."""
            try:
                return self._amount
            except AttributeError:
                made = lowest(self.count, self.coin.parts)
                _put_amount(self, made)
                return made

        @property
        def currency(self) -> str:
            """Its code."""
            return self.coin.currency


@frozen(init=False, eq=False, repr=False, slots=False)
class Money(_Held):
    """An exact amount of one currency (ISO 4217). Currencies never mix: a TypeError.

    A TypeError for an amount that is a float or yes/no, a ValueError for what is no number or no currency.
    As a text it is what people read, `1,200.50 AZN`.
    """

    __slots__ = ()

    amount: Fraction
    currency: str

    def __init__(self, amount: int | str | Decimal | Fraction, currency: str) -> None:
        _fill(self, exact(amount), _code(currency))

    def __getstate__(self) -> dict[str, object]:
        return {"amount": self.amount, "currency": self.currency}

    def __setstate__(self, state: dict[str, Any]) -> None:
        _fill(self, state["amount"], state["currency"])

    def __eq__(self, other: object) -> bool:
        if type(other) is not Money:
            return NotImplemented
        if self.coin is other.coin:
            return self.count == other.count
        if self.coin.currency != other.coin.currency:
            return False
        return self.count * other.coin.parts == other.count * self.coin.parts

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __add__(self, other: "Money") -> "Money":
        if other.__class__ is Money and other.coin is self.coin:
            return money_of(self.count + other.count, self.coin)
        one, another, coin = in_one_coin(self, other)
        return money_of(one + another, coin)

    def __sub__(self, other: "Money") -> "Money":
        if other.__class__ is Money and other.coin is self.coin:
            return money_of(self.count - other.count, self.coin)
        one, another, coin = in_one_coin(self, other)
        return money_of(one - another, coin)

    def __mul__(self, factor: int | Fraction) -> "Money":
        if factor.__class__ is int:
            return money_of(self.count * factor, self.coin)
        number = exact(factor)
        return scaled(self, number.numerator, number.denominator)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return counted(-self.count, self.coin)

    def __lt__(self, other: "Money") -> bool:
        if other.__class__ is Money and other.coin is self.coin:
            return self.count < other.count
        one, another, _ = in_one_coin(self, other)
        return one < another

    def __le__(self, other: "Money") -> bool:
        if other.__class__ is Money and other.coin is self.coin:
            return self.count <= other.count
        one, another, _ = in_one_coin(self, other)
        return one <= another

    def __gt__(self, other: "Money") -> bool:
        if other.__class__ is Money and other.coin is self.coin:
            return self.count > other.count
        one, another, _ = in_one_coin(self, other)
        return one > another

    def __ge__(self, other: "Money") -> bool:
        if other.__class__ is Money and other.coin is self.coin:
            return self.count >= other.count
        one, another, _ = in_one_coin(self, other)
        return one >= another

    def __repr__(self) -> str:
        return f"Money({str(self.amount)!r}, {self.currency!r})"

    def __str__(self) -> str:
        return show_money(self)


_put_count = _Held.__dict__["count"].__set__
_put_coin = _Held.__dict__["coin"].__set__
_put_amount = _Held.__dict__["_amount"].__set__


def _fill(money: Money, amount: Fraction, currency: str) -> None:
    """Let the money be this amount of a currency."""
    numerator, denominator = amount.as_integer_ratio()
    coin = coin_for(denominator, currency)
    _put_count(money, numerator * (coin.parts // denominator))
    _put_coin(money, coin)
    _put_amount(money, amount)


def counted(count: int, coin: Coin) -> Money:
    """So many coins: nothing is looked at again."""
    found: Any = _Held()
    found.count = count
    found.coin = coin
    found.__class__ = Money
    money: Money = found
    return money


def money_of(count: int, coin: Coin) -> Money:
    """So many coins. A NumberTooLong fault where their amount is out of bounds."""
    if not (-LONG < count < LONG and coin.is_short):
        amount = lowest(count, coin.parts)
        if not in_bounds(amount):
            raise NumberTooLong
        return Money(amount, coin.currency)
    found: Any = _Held()
    found.count = count
    found.coin = coin
    found.__class__ = Money
    money: Money = found
    return money


def scaled(money: Money, numerator: int, denominator: int) -> Money:
    """Money times a fraction in lowest terms, in the same coin where it stays whole."""
    if money.count % denominator == 0:
        return money_of(money.count // denominator * numerator, money.coin)
    return money_of(money.count * numerator, money.coin.split(denominator))


def in_one_coin(one: Money, other: Money) -> tuple[int, int, Coin]:
    """The counts of both in a coin that is fine enough for both."""
    if not isinstance(other, Money):
        raise TypeError(f"{one!r} is money and {other!r} is not")
    coin, another = one.coin, other.coin
    if coin is another:
        return one.count, other.count, coin
    if coin.currency != another.currency:
        raise TypeError(f"{one!r} and {other!r} are of different currencies")
    if coin.parts % another.parts == 0:
        return one.count, other.count * (coin.parts // another.parts), coin
    if another.parts % coin.parts == 0:
        return one.count * (another.parts // coin.parts), other.count, another
    return one.count * another.parts, other.count * coin.parts, coin.split(another.parts)


def is_payable(money: Money) -> bool:
    """Whether it is a whole number of the smallest unit of its currency."""
    smallest = smallest_coin(money.coin.currency)
    return money.coin is smallest or smallest.parts % money.amount.denominator == 0


def is_short(money: Money) -> bool:
    """Whether the amount is short enough to be reckoned with."""
    return (-LONG < money.count < LONG and money.coin.is_short) or in_bounds(money.amount)


def show_money(money: Money) -> str:
    """`200 AZN`, `1,200.50 AZN`."""
    text = show_number(money.amount)
    if "/" not in text and "." in text and len(text.rpartition(".")[2]) == 1:
        text += "0"
    return f"{text} {money.currency}"
