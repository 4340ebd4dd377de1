"""Exact amounts of money, and how people read them."""

from fractions import Fraction

from attrs import field, frozen

from qanun.runtime.values.numbers import bounded, exact, show_number


def _code(currency: str) -> str:
    """The code of a currency. A ValueError for what is none by its form."""
    if (
        isinstance(currency, str)
        and len(currency) == 3
        and currency.isascii()
        and currency.isalpha()
        and currency.isupper()
    ):
        return currency
    raise ValueError(f"{currency!r} is no currency; write its three letters of ISO 4217, like 'AZN'")


@frozen(repr=False)
class Money:
    """An exact amount of one currency (ISO 4217). Currencies never mix: a TypeError.

    A TypeError for an amount that is a float or yes/no, a ValueError for what is no number or no currency.
    As a text it is what people read, `1,200.50 AZN`.
    """

    amount: Fraction = field(converter=exact)
    currency: str = field(converter=_code)

    def _same(self, other: "Money") -> Fraction:
        if not isinstance(other, Money):
            raise TypeError(f"{self!r} is money and {other!r} is not")
        if other.currency != self.currency:
            raise TypeError(f"{self!r} and {other!r} are of different currencies")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return money_of(bounded(self.amount + self._same(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return money_of(bounded(self.amount - self._same(other)), self.currency)

    def __mul__(self, factor: int | Fraction) -> "Money":
        return money_of(bounded(self.amount * exact(factor)), self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return money_of(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def __repr__(self) -> str:
        return f"Money({str(self.amount)!r}, {self.currency!r})"

    def __str__(self) -> str:
        return show_money(self)


_put_amount = Money.__dict__["amount"].__set__
_put_currency = Money.__dict__["currency"].__set__


def money_of(amount: Fraction, currency: str) -> Money:
    """Money of what is known to be a fraction and a currency: nothing is looked at again."""
    found: Money = object.__new__(Money)
    _put_amount(found, amount)
    _put_currency(found, currency)
    return found


def show_money(money: Money) -> str:
    """`200 AZN`, `1,200.50 AZN`."""
    text = show_number(money.amount)
    if "/" not in text and "." in text and len(text.rpartition(".")[2]) == 1:
        text += "0"
    return f"{text} {money.currency}"
