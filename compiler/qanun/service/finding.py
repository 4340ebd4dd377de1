"""Questions by words: of a person who does not know their names."""

import re
from functools import cache

from qanun.service.served import Served

MOST = 10
"""So many are found at most."""
_WORD = re.compile(r"[^\W_]{2,}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "with",
        "from",
        "this",
        "which",
        "does",
        "when",
        "may",
        "can",
        "must",
        "not",
        "are",
        "was",
        "has",
        "have",
        "his",
        "her",
        "its",
        "who",
        "whom",
        "into",
        "than",
        "then",
    ]
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "y")


def found_in(served: Served, words: str) -> list[str]:
    """The questions whose name, label, facts or answers have the words, the best first."""
    wanted = stems(words[:500])
    weights = [(sum(table.get(word, 0) for word in wanted), name) for name, table in _tables(served).items()]
    best = sorted((pair for pair in weights if pair[0] > 0), key=lambda pair: -pair[0])
    return [name for _, name in best[:MOST]]


def stems(words: str) -> frozenset[str]:
    """Words without endings, in small letters."""
    return frozenset(_stem(word) for word in _WORD.findall(words.casefold()) if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def _tables(served: Served) -> dict[str, dict[str, int]]:
    """What each word weighs for each question: most in its label, less in its answers, least in facts."""
    tables: dict[str, dict[str, int]] = {}
    for name, label in served.questions.labels.items():
        kinds = served.questions[name]
        answers: tuple[object, ...] = getattr(kinds.answers_type, "ANSWERED", ())
        texts = (
            (8, f"{label} {name.replace('.', ' ').replace('_', ' ')}"),
            (4, " ".join(str(getattr(one, "label", "")) for one in answers)),
            (1, " ".join(f"{fact.label} {fact.you}" for fact in kinds.facts.FACTS)),
        )
        table = tables.setdefault(name, {})
        for weight, text in texts:
            for word in stems(text):
                table[word] = max(table.get(word, 0), weight)
    return tables
