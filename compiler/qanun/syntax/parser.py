"""Lark's parser for one entry, fed token by token; it says exactly what could come next."""

from collections.abc import Mapping

from lark import Token, Tree
from lark.parsers.lalr_analysis import Shift

from qanun.syntax.grammar import Grammar, grammar


def place(part: "Token | Tree[Token]") -> tuple[int, int]:
    """Where it begins and ends on the page; -1 and -1 where a tree has no words."""
    if isinstance(part, Tree):
        return (-1, -1) if part.meta.empty else (part.meta.start_pos, part.meta.end_pos)
    return part.start_pos or 0, part.end_pos or 0


class Parser:
    """Takes one token after another."""

    def __init__(self, start: str) -> None:
        self.grammar: Grammar = grammar()
        self._parser = self.grammar.lark.parse_interactive(start=start)
        self._state = self._parser.parser_state
        self._states = self._state.parse_conf.states
        self._end = self._state.parse_conf.end_state

    def row(self) -> Mapping[str, object]:
        """What Lark's table knows at this place; of terminals it may guess too many."""
        return self._states[self._state.state_stack[-1]]

    def can_take(self, *terminals: str) -> bool:
        """Whether the entry may go on with these terminals: exactly, not as the merged table guesses.

        Lark's own `accepts()` tries each terminal in a copy of the parser: that takes eighty times as long.
        """
        if len(terminals) == 1:
            action, _ = self._states[self._state.state_stack[-1]].get(terminals[0], (None, None))
            if action is None or action is Shift:
                return action is not None
        stack = list(self._state.state_stack)
        return all(self._shifts(stack, terminal) for terminal in terminals)

    def _shifts(self, stack: list[int], terminal: str) -> bool:
        """Whether the terminal fits on the stack of states, which then is as after it."""
        while True:
            action, target = self._states[stack[-1]].get(terminal, (None, None))
            if action is None:
                return False
            if action is Shift:
                stack.append(target)
                return True
            size = len(target.expansion)
            if size:
                del stack[-size:]
            stack.append(self._states[stack[-1]][target.origin.name][1])
            if terminal == "$END" and stack[-1] == self._end:
                return True

    def feed(self, terminal: str, words: str, start: int, end: int) -> None:
        """Take a terminal that `can_take` allows, with its words and their place on the page."""
        self._parser.feed_token(Token(terminal, words, start_pos=start, end_pos=end))

    def finish(self) -> "Token | Tree[Token]":
        """The whole tree, where `can_take` allows `$END`."""
        done: Token | Tree[Token] = self._parser.feed_token(Token("$END", ""))
        return done
