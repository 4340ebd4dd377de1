"""Words of everyday writing in a condition for which the language has one of its own."""

from collections.abc import Sequence

_INSTEAD = {
    "as well as": "and", "without": "and not", "but also": "and", "along with": "and", "together with": "and",
    "the minimum of": "the smaller of", "the lesser of": "the smaller of", "the lower of": "the smaller of",
    "the maximum of": "the larger of", "the greater of": "the larger of", "the higher of": "the larger of",
    "the first of": "the earlier of", "the last of": "the later of",
}  # fmt: skip
INSTEAD = {tuple(words.split()): meant for words, meant in _INSTEAD.items()}
"""What stands instead, wherever these words do."""

EACH = {("each",): "every", ("all",): "every", ("any",): "some", ("there", "is"): "some", ("exists",): "some"}
"""What asks about the things of a list; behind it a name and `in` follow."""

ADVICE = {
    ("older", "than"): "compare the age: `age of BIRTH on DAY > 18`",
    ("is", "older", "than"): "compare the age: `age of BIRTH on DAY > 18`",
    ("younger", "than"): "compare the age: `age of BIRTH on DAY < 18`",
    ("is", "younger", "than"): "compare the age: `age of BIRTH on DAY < 18`",
    ("xor",): "write `exactly 1 of` above bullets",
    ("days", "between"): "take the earlier day from the later, `B - A`, and say what is counted: `3 days`",
    ("months", "between"): "write `full months in (period from A to B)`, and say what is counted: `3 months`",
    ("years", "between"): "write `age of A on B`, or `full years in (period from A to B)`",
}
"""What to do about words for which no others stand."""

TERMS = {
    "hour": "1 hour", "day": "1 day", "week": "1 week", "fortnight": "14 days", "month": "1 month",
    "quarter": "3 months", "year": "1 year",
}  # fmt: skip
"""How long `a month` and the like are, in digits."""

LONGEST = max(map(len, (*INSTEAD, *EACH, *ADVICE)))


def starting(words: Sequence[str], table: dict[tuple[str, ...], str]) -> tuple[int, str] | None:
    """How many words of a table the words begin with, and what it has of them; the longest such."""
    for count in range(min(len(words), LONGEST), 0, -1):
        if (meant := table.get(tuple(words[:count]))) is not None:
            return count, meant
    return None
