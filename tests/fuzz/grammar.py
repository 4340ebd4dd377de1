"""Rule blocks drawn from the grammar itself, in layouts that the reader accepts."""

from functools import cache
from random import Random

from lark.grammar import NonTerminal, Rule, Symbol
from qanun.syntax.grammar import grammar

from .vocabulary import DAYS, NUMBERS

DEPTH = 14
"""So many productions deep an entry goes on at random; below, the shortest ways are taken."""

PRELUDE = """\
authority court "the court"
authority ministry "the ministry"
party person "a person"
party minor "a minor" who flag
act travel "travelling"
type colour "a colour" is one of
  - red
  - green "green"
record child "a child"
  - born : date "date of birth"
  - due : money
  - ill : yes/no
fact flag "a flag"
fact other_flag "another flag"
fact count_of_things : integer "how many"
fact share : number "a share"
fact fee : money "a fee"
fact born : date "a day"
fact left : date or none "another day"
fact served : moment or none "a moment"
fact wait : duration in days "a wait"
fact stay : period "a stay"
fact stays : list of period "stays"
fact children : list of child "children"
fact hue : colour "a hue"
fact hues : set of colour "hues"
fact home : country or none "home"
fact title : text "a title"
fact imposed : penalty "what was imposed"
reading how "how?"
  - wide
  - narrow
"""
NAMES = (
    "flag",
    "flag",
    "flag",
    "other_flag",
    "count_of_things",
    "share",
    "fee",
    "born",
    "left",
    "served",
    "wait",
    "stay",
    "stays",
    "children",
    "hue",
    "hues",
    "home",
    "title",
    "imposed",
    "how",
    "wide",
    "red",
    "green",
    "c",
    "c.born",
    "c.due",
    "c.ill",
    "court",
    "ministry",
    "person",
    "minor",
    "travel",
    "colour",
    "child",
    "a",
    "b",
    "d",
    "a.g",
    "law.a",
    "nowhere.x",
    "today_",
    "stated",
)
STRINGS = ('"a text"', '"x"', '""', '"{fee} and {due of b}"', '"a \\" quote"', '"[b](#1)"')
_WRITTEN = {
    "CURRENCY": ("EUR", "AZN"),
    "UNIT": ("days", "month", "hours", "years", "weeks"),
    "DAY": ("2012-03-01", "2012-02-29", *DAYS[:4]),
    "INSTANT": ("2012-03-01 10:00 Asia/Baku", "2012-03-25 02:30 Europe/Berlin", "9999-12-31 23:00 -12:00"),
    "STRING": STRINGS,
    "ANCHOR": ("#1", "law#1", "#1.a", "#nowhere"),
    "UNTIL_DAY": ("until",),
    "COUNT_EACH": ("count of",),
    "OF_EACH": ("of",),
    "OF_ONE": ("of",),
}


def block(chance: Random) -> str:
    """What a rule block may hold: declarations of each type, and one to four entries at random."""
    return PRELUDE + "".join(_entry(chance, number) for number in range(chance.randint(1, 4)))


@cache
def _ways() -> dict[str, list[Rule]]:
    ways: dict[str, list[Rule]] = {}
    for rule in grammar().lark.rules:
        ways.setdefault(rule.origin.name, []).append(rule)
    return ways


@cache
def _shortest() -> dict[str, int]:
    """The least depth of a tree below each symbol."""
    least: dict[str, int] = {}
    changed = True
    while changed:
        changed = False
        for name, ways in _ways().items():
            depths = [_depth(rule, least) for rule in ways]
            best = min((depth for depth in depths if depth is not None), default=None)
            if best is not None and best < least.get(name, best + 1):
                least[name] = best
                changed = True
    return least


def _depth(rule: Rule, least: dict[str, int]) -> int | None:
    below = [least.get(symbol.name) if isinstance(symbol, NonTerminal) else 0 for symbol in rule.expansion]
    return None if None in below else 1 + max((depth for depth in below if depth is not None), default=0)


def _expanded(chance: Random) -> list[str]:
    """The terminals of one entry."""
    found: list[str] = []
    open_symbols: list[tuple[Symbol, int]] = [(NonTerminal("start"), 0)]
    while open_symbols:
        symbol, depth = open_symbols.pop()
        if not isinstance(symbol, NonTerminal):
            found.append(symbol.name)
            continue
        ways = _ways()[symbol.name]
        if depth > DEPTH or len(found) > 150:
            least = _shortest()
            below = [_depth(rule, least) or 0 for rule in ways]
            ways = [rule for rule, levels in zip(ways, below, strict=True) if levels == min(below)]
        rule = chance.choice(ways)
        open_symbols += [(part, depth + 1) for part in reversed(rule.expansion)]
    return found


def _entry(chance: Random, number: int) -> str:
    """One entry as text: bullets and clauses on lines of their own."""
    written = grammar().written
    pieces: list[str] = []
    margins = [0]
    declared = False
    for terminal in _expanded(chance):
        line = "\n" + "  " * (margins[-1] + 1)
        match terminal:
            case "OPEN":
                margins.append(margins[-1] + 1)
            case "CLOSE":
                margins.pop()
                pieces.append("\n" + "  " * (margins[-1] + 1))
            case "BULLET":
                pieces.append("\n" + "  " * margins[-1] + "-")
            case "SEP" | "END":
                pieces.append(line)
            case "IS_CLAUSE":
                pieces += [line, "is"]
            case "LETTER":
                pieces.append(f"({chance.choice('abi1')})")
            case "NAME":
                pieces.append(f"{'abd'[number % 3]}" if not declared else chance.choice(NAMES))
                declared = True
            case "NUMERAL":
                pieces.append(chance.choice(("0", "1", "2", "2.50", "18", chance.choice(NUMBERS[:10]))))
            case _ if terminal in _WRITTEN:
                pieces.append(chance.choice(_WRITTEN[terminal]))
            case _:
                word = written[terminal]
                clause = word in (
                    "when",
                    "within",
                    "until",
                    "by",
                    "fulfilled by",
                    "otherwise",
                    "given",
                    "then",
                )
                pieces += [line, word] if clause and chance.random() < 0.6 else [word]
    return _joined(pieces)


def _joined(pieces: list[str]) -> str:
    """The pieces with blanks where words need them."""
    text = ""
    for piece in pieces:
        glue = "" if not text or text.endswith(("\n", " ", "(")) or piece[0] in "\n)," else " "
        text += glue + piece
    return text + "\n"
