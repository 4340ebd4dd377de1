"""The parse tree of an entry, and the parser that grows it token by token."""

from typing import Generic, TypeVar

from qanun.syntax.tables import Production, Tables, tables

Leaf = TypeVar("Leaf")


class Token(str):
    """Some words of the page under the terminal that they stand for."""

    __slots__ = ("end_pos", "start_pos", "type")
    type: str
    start_pos: int
    end_pos: int

    @classmethod
    def of(cls, type_: str, words: str, start: int, end: int) -> "Token":
        """A token and its place on the page."""
        made = cls(words)
        made.type, made.start_pos, made.end_pos = type_, start, end
        return made


class Tree(Generic[Leaf]):
    """What a rule of the grammar found; `data` is its name. Where it has no words, its places are -1."""

    __slots__ = ("children", "data", "end_pos", "start_pos")

    def __init__(self, data: str, children: "list[Leaf | Tree[Leaf]]", start: int, end: int) -> None:
        self.data = data
        self.children = children
        self.start_pos = start
        self.end_pos = end


class Parser:
    """Takes one token after another; says what could come next.

    The stacks run in step: the states, and from the second on what led to each with its place, where inlined
    parts count.
    """

    def __init__(self, start: str) -> None:
        self.tables: Tables = tables()
        self._end = self.tables.ends[start]
        self._states = [self.tables.begins[start]]
        self._values: list[Token | Tree[Token]] = []
        self._places: list[tuple[int, int]] = []

    def row(self) -> dict[str, int]:
        """What the table knows at this place; of terminals it may guess too many."""
        return self.tables.states[self._states[-1]]

    def can_take(self, *terminals: str) -> bool:
        """Whether the entry may go on with these terminals (exactly, not as the merged table guesses)."""
        if len(terminals) == 1:
            action = self.row().get(terminals[0])
            if action is None or action >= 0:
                return action is not None
        stack = list(self._states)
        return all(self._shifts(stack, terminal) for terminal in terminals)

    def _shifts(self, stack: list[int], terminal: str) -> bool:
        """Whether the terminal fits on the stack of states, which then is as after it."""
        states, productions = self.tables.states, self.tables.productions
        while True:
            action = states[stack[-1]].get(terminal)
            if action is None:
                return False
            if action >= 0:
                stack.append(action)
                return True
            made = productions[-1 - action]
            if made.size:
                del stack[-made.size :]
            stack.append(states[stack[-1]][made.origin])
            if terminal == "$END" and stack[-1] == self._end:
                return True

    def feed(self, token: Token) -> None:
        """Take a token that `can_take` allows."""
        states = self.tables.states
        while (action := states[self._states[-1]][token.type]) < 0:
            self._complete(-1 - action)
        self._states.append(action)
        self._values.append(token)
        self._places.append((token.start_pos, token.end_pos))

    def finish(self) -> Token | Tree[Token]:
        """The whole tree, where `can_take` allows `$END`."""
        states = self.tables.states
        while self._states[-1] != self._end:
            self._complete(-1 - states[self._states[-1]]["$END"])
        return self._values[-1]

    def _complete(self, number: int) -> None:
        """Put what a production makes in the place of its parts."""
        made = self.tables.productions[number]
        size = made.size
        if size == 1:
            self._states.pop()
            if not made.through:
                self._values[-1] = self._value(made, self._values[-1:], self._places[-1])
        else:
            parts = self._values[-size:] if size else []
            place = _joined(self._places[-size:]) if size else (-1, -1)
            if size:
                del self._states[-size:], self._values[-size:], self._places[-size:]
            self._values.append(self._value(made, parts, place))
            self._places.append(place)
        self._states.append(self.tables.states[self._states[-1]][made.origin])

    def _value(
        self, made: Production, parts: "list[Token | Tree[Token]]", place: tuple[int, int]
    ) -> Token | Tree[Token]:
        """The tree of a production: the parts it keeps, and the children of those that it opens."""
        if not made.opened:
            children = [parts[at] for at in made.kept]
        else:
            children = []
            for at in made.kept:
                part = parts[at]
                if at in made.opened and isinstance(part, Tree):
                    if children:
                        children += part.children
                    else:
                        children = part.children
                else:
                    children.append(part)
        if made.passes and len(children) == 1:
            return children[0]
        return Tree(made.data, children, *place)


def _joined(places: list[tuple[int, int]]) -> tuple[int, int]:
    """From the first place to the last, without those of nothing."""
    words = [place for place in places if place[0] >= 0]
    return (words[0][0], words[-1][1]) if words else (-1, -1)
