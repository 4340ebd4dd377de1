"""The grammar -> the parser's tables, by Lark."""

from typing import Any

from lark import Lark
from lark.lexer import Lexer, PatternStr
from lark.parsers.lalr_analysis import Shift

from qanun.syntax.tables import STARTS, Production, Row, Tables


class _NoLexer(Lexer):
    """The entries come in pieces already."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: object) -> None:
        del lexer_conf

    def lex(self, lexer_state: object, parser_state: object) -> Any:
        raise NotImplementedError("the entries are not read from text")


def understood(grammar: str) -> Lark:
    """Lark's own view of a grammar without conflicts."""
    return Lark(
        grammar, parser="lalr", lexer=_NoLexer, strict=True, start=list(STARTS), maybe_placeholders=False
    )


def built(grammar: str) -> Tables:
    """The tables of a grammar without conflicts, the same each time; one with conflicts raises."""
    lark = understood(grammar)
    table = lark.parse_interactive(start=STARTS[0]).parser_state.parse_conf.parse_table
    numbers: dict[Any, int] = {}
    for start in STARTS:
        _number(table.start_states[start], table.states, numbers)
    rules: dict[Any, int] = {}
    states: list[Row] = []
    for state in numbers:
        row: Row = {}
        for symbol, (action, target) in _in_order(table.states[state]):
            if action is Shift:
                row[symbol] = numbers[target]
            else:
                row[symbol] = -1 - rules.setdefault(target, len(rules))
        states.append(row)
    written = ((str(t.name), t.pattern.value) for t in lark.terminals if isinstance(t.pattern, PatternStr))
    return Tables(
        states=tuple(states),
        productions=tuple(map(_production, rules)),
        begins={start: numbers[table.start_states[start]] for start in STARTS},
        ends={start: numbers[table.end_states[start]] for start in STARTS},
        written=dict(sorted(written)),
    )


def _in_order(row: Any) -> list[tuple[str, Any]]:
    """What a state does, by the names of what follows."""
    return sorted(((str(symbol), done) for symbol, done in row.items()), key=lambda pair: pair[0])


def _number(start: Any, states: Any, numbers: dict[Any, int]) -> None:
    """Number the states that a start leads to, the nearest first."""
    ahead = [start]
    for state in ahead:
        if state not in numbers:
            numbers[state] = len(numbers)
            ahead += [target for _, (action, target) in _in_order(states[state]) if action is Shift]


def _production(rule: Any) -> Production:
    """What a rule of Lark's makes of its parts."""
    every = rule.options.keep_all_tokens
    kept = [place for place, part in enumerate(rule.expansion) if every or not _left_out(part)]
    opened = [place for place in kept if _inlined(rule.expansion[place])]
    passes = bool(rule.options.expand1 and not rule.alias)
    return Production(
        origin=str(rule.origin.name),
        size=len(rule.expansion),
        data=str(rule.alias or rule.options.template_source or rule.origin.name),
        kept=tuple(kept),
        opened=frozenset(opened),
        passes=passes,
        through=passes and len(rule.expansion) == 1 and kept == [0] and not opened,
    )


def _left_out(part: Any) -> bool:
    return bool(part.is_term and part.filter_out)


def _inlined(part: Any) -> bool:
    return not part.is_term and str(part.name).startswith("_")
