"""Exact amounts of money, and how people read them."""

from fractions import Fraction

from attrs import field, frozen

from qanun.runtime.values.numbers import bounded, exact, show_number


@frozen(repr=False)
class Money:
    """An exact amount of one currency (ISO 4217). Currencies never mix: a TypeError."""

    amount: Fraction = field(converter=exact)
    currency: str

    def _same(self, other: "Money") -> Fraction:
        if not isinstance(other, Money):
            raise TypeError(f"{self!r} is money and {other!r} is not")
        if other.currency != self.currency:
            raise TypeError(f"{self!r} and {other!r} are of different currencies")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(bounded(self.amount + self._same(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(bounded(self.amount - self._same(other)), self.currency)

    def __mul__(self, factor: int | Fraction) -> "Money":
        return Money(bounded(self.amount * exact(factor)), self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

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


def show_money(money: Money) -> str:
    """`200 AZN`, `1,200.50 AZN`."""
    text = show_number(money.amount)
    if "/" not in text and "." in text and len(text.rpartition(".")[2]) == 1:
        text += "0"
    return f"{text} {money.currency}"
