"""Into how many decimals a currency is divided: its minor unit, by ISO 4217 (list one of 2024)."""

from fractions import Fraction

_OTHER_THAN_TWO = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

DECIMALS = {code: places for places, codes in _OTHER_THAN_TWO.items() for code in codes.split()}
"""The currencies whose smallest unit is not a hundredth."""


def minor_unit(currency: str) -> Fraction:
    """The smallest amount of a currency: 1/100, if the standard says nothing else."""
    return Fraction(1, 10 ** DECIMALS.get(currency, 2))


def decimals(currency: str) -> int:
    """How many decimals an amount of a currency has at most."""
    return DECIMALS.get(currency, 2)


def too_fine(currency: str) -> str:
    """What is wrong with an amount that nobody can pay."""
    places = decimals(currency)
    return f"an amount in {currency} has {f'at most {places}' if places else 'no'} decimals"
