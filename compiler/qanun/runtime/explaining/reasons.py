"""From traces to the lines of an explanation."""

from collections.abc import Callable

from qanun.runtime.evaluation.tape import identity_of
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.explaining.nodes import MET, UNCERTAIN, UNMET, Node
from qanun.runtime.explaining.phrases import Phrases, alone, chosen, thing
from qanun.runtime.outcomes.undecided import Faulty, Undecided

SPLICED = frozenset(("opened", "defeated", "raw"))
ROW = "fits"
"""The aspect of a definition that says whether a row fits."""
"""The roles of definitions that are no rules of their own: what they consist of stands in their place."""

DEEPEST = 30
"""So many definitions are unfolded one in the other; what lies deeper is unfolded after them."""


class Reasons:
    """Makes lines of traces. A definition is unfolded where it is first met, and named again after.

    What lies very deep waits in `_later`, and is unfolded beside what rests on it: no chain is too long.
    """

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._table = phrases.table
        self.shown: set[tuple[str, *tuple[object, ...]]] = set()
        self._depth = 0
        self._later: list[Traced] = []

    def behind_answer(self, traced: Traced) -> list[Node]:
        """The lines below the answer that a definition gives."""
        self._first(traced)
        return self.below(traced.parts[0], True)

    def waiting(self) -> list[Node]:
        """What has not been unfolded because it lay too deep, one after the other."""
        found: list[Node] = []
        while self._later:
            traced = self._later.pop(0)
            node = self._told(traced, True)
            node.parts = tuple(self._inside(traced))
            node.late = True
            found.append(node)
        return found

    def _inside(self, traced: Traced) -> list[Node]:
        """The lines of what a definition says."""
        self._depth += 1
        found = self.below(traced.parts[0], True)
        self._depth -= 1
        return found

    def below(self, traced: Traced, wanted: bool) -> list[Node]:
        """The lines of a body that is to be `wanted`: the parts of an `and` stand one by one."""
        match traced.operation:
            case "all" if wanted:
                return self._parts(traced, True, self.below)
            case "any" if not wanted:
                return self._parts(traced, False, self.below)
            case "not":
                return self.below(traced.parts[0], not wanted)
            case _:
                return self.lines(traced, wanted)

    def lines(self, traced: Traced, wanted: bool) -> list[Node]:
        """A condition that is to be `wanted`, or a value, as lines."""
        if isinstance(traced.value, Faulty) and not traced.value.faults:
            return []
        match traced.operation:
            case "not":
                return self.lines(traced.parts[0], not wanted)
            case "definition":
                return self._definition(traced, wanted)
            case "fact" | "field":
                said = f"{self._phrases.named(traced)}: {self._phrases.value(traced.value)}"
                return [Node("fact", said, mark=mark(traced, wanted))]
            case "reading":
                name = str(traced.about)
                taken = self._phrases.option(name, traced.value)
                return [Node("reading", f"reading “{self._phrases.reading(name)}” is taken as “{taken}”")]
            case "if":
                return self._conditional(traced, wanted)
            case "apply":
                return self._applied(traced, wanted)
            case "all" | "any":
                return self._several(traced, wanted)
            case "how many":
                below = [line for part in traced.parts for line in self.lines(part, True)]
                said = f"how many of these hold: {self._phrases.value(traced.value)}"
                return [Node("how many", said, (), below)]
            case "over":
                return self._list(traced, wanted)
            case "agree" | "set":
                return self._cases(traced)
            case operation if operation in OUTCOMES:
                return [Node(traced.operation, self._phrases.value(traced.value))]
            case "const" | "as of" | "thing":
                return []
            case operation:
                raise ValueError(f"nobody tells the reasons of {operation!r}")

    def _parts(self, whole: Traced, wanted: bool, unfold: Callable[[Traced, bool], list[Node]]) -> list[Node]:
        """The lines of the parts of an `and` or `or`; once it is settled, what stays open is only named."""
        found: list[Node] = []
        for part in whole.parts:
            matters = part.decided or not whole.decided
            found += unfold(part, wanted) if matters else self._beside(part, wanted)
        return found

    def _beside(self, traced: Traced, wanted: bool) -> list[Node]:
        """What cannot matter any more, in a line where it has a name of its own."""
        match traced.operation:
            case "not":
                return self._beside(traced.parts[0], not wanted)
            case "definition":
                entry = self._table.entries[str(traced.about)]
                named = entry.role not in SPLICED and bool(entry.label)
                return [self._told(traced, wanted)] if named else []
            case "fact" | "field":
                return self.lines(traced, wanted)
            case _:
                return []

    def _definition(self, traced: Traced, wanted: bool) -> list[Node]:
        name = str(traced.about)
        entry = self._table.entries[name]
        body = traced.parts[0]
        if entry.role in SPLICED or entry.aspect == "own":
            return self.below(body, wanted)
        if entry.aspect == ROW and traced.value is True:
            return self.below(body, wanted)
        if entry.aspect == ROW and _key(traced) in self.shown:
            return []
        found = self._told(traced, wanted)
        found.key = _key(traced)
        if not self._first(traced):
            found.sentence += " (as above)"
            return [found]
        if body.operation == "fact" and self._phrases.named(body) == entry.label:
            return [found]
        if self._depth >= DEEPEST:
            self._later.append(traced)
            found.sentence += " (see below)"
            found.key = None
            return [found]
        found.parts = tuple(self._inside(traced))
        return [found]

    def _told(self, traced: Traced, wanted: bool) -> Node:
        """A definition and what was found of it, in one line."""
        name = str(traced.about)
        entry = self._table.entries[name]
        of = self._phrases.things(traced, " ({})")
        sentence = f"{self._called(name)}{of}: {self._phrases.value(traced.value)}"
        if entry.role in ("exception", "bites", "priority"):
            said = OPEN if entry.role == "exception" else APPLIES
            sentence = f"exception “{entry.label}”{of}: {said.get(str(traced.value), 'not certain')}"
        return Node(entry.role, sentence, entry.provisions, (), mark(traced, wanted), mark(traced, True))

    def _first(self, traced: Traced) -> bool:
        """Whether a definition is met for the first time, or for the first time of these things."""
        key = _key(traced)
        new = key not in self.shown
        self.shown.add(key)
        return new

    def _called(self, name: str) -> str:
        """What a definition is called; of a state, `leave Azerbaijan is breached`."""
        entry = self._table.entries[name]
        match entry.role:
            case "state":
                return f"“{entry.label}” is {entry.aspect}"
            case "party":
                return f"the person is {entry.label}"
            case _:
                return entry.label

    def _conditional(self, traced: Traced, wanted: bool) -> list[Node]:
        """The condition, and the branch that it chooses; both where it is not certain."""
        condition, then, otherwise = traced.parts
        if then.operation == "in conflict":
            return [*self.below(otherwise, wanted), self._collision(condition, then)]
        found = [] if self._is_told_below(condition) else self.below(condition, condition.value is not False)
        if condition.decided:
            return found + self.below(chosen(traced), wanted)
        for words, branch in (("if so", then), ("if not", otherwise)):
            lines = self.below(branch, wanted)
            if branch.operation in OUTCOMES:
                lines = [Node(line.kind, f"{words}, {line.sentence}") for line in lines]
            found += lines
        return found

    def _is_told_below(self, condition: Traced) -> bool:
        """Whether it says that a row fits, which is told with what the row gives."""
        if condition.operation != "definition" or condition.value is not True:
            return False
        return self._table.entries[str(condition.about)].aspect == ROW

    def _collision(self, condition: Traced, conflict: Traced) -> Node:
        """That two pull apart, or do not."""
        assert isinstance(conflict.about, tuple)
        said = APPLIES.get(str(condition.value), "not certain")
        sentence = f"collision with {self._phrases.labels(conflict.about)}: {said}"
        below = self.below(condition, True)
        return Node("collision", sentence, (), below, mark(condition, False), mark(condition, True))

    def _applied(self, traced: Traced, wanted: bool) -> list[Node]:
        if traced.about == "is none" and self._has_a_line(traced.parts[0]):
            return self._there_or_not(traced, wanted)
        below = [line for part in traced.parts for line in self.behind(part)]
        if isinstance(traced.value, bool) and not wanted:
            sentence = f"{self._phrases.applied(traced, True)}: {self._phrases.value(not traced.value)}"
        else:
            contrary = isinstance(traced.value, Undecided) and not wanted
            sentence = f"{self._phrases.applied(traced, contrary)}: {self._phrases.value(traced.value)}"
        return [Node("condition", sentence, (), below, mark(traced, wanted))]

    def _has_a_line(self, traced: Traced) -> bool:
        """Whether a value has a line of its own, which says what it is called and what it is."""
        named = alone(traced)
        if named.operation != "definition":
            return named.operation in ("fact", "field")
        entry = self._table.entries[str(named.about)]
        own = entry.role in SPLICED or entry.aspect in ("own", ROW)
        return not own and (named.value is None) is (traced.value is None)

    def _there_or_not(self, traced: Traced, wanted: bool) -> list[Node]:
        """Whether something is none: the line that says what it is, for or against the line above."""
        found = self.lines(alone(traced.parts[0]), True)
        ahead = traced.value is True and alone(traced.parts[0]).value is not None
        for node in found:
            node.mark = mark(traced, wanted)
            node.sentence += AHEAD if ahead else ""
        return found

    def _several(self, traced: Traced, wanted: bool) -> list[Node]:
        below = self._parts(traced, wanted, self.lines)
        if len(below) == 1:
            return below
        every = (traced.operation == "all") is wanted
        words = "all of these" if every else "at least one of these"
        so = mark(traced, wanted)
        return [Node(traced.operation, f"{words}: {SO[so]}", (), below, so, so)]

    def _cases(self, traced: Traced) -> list[Node]:
        """The grounds of a value, or the members of a set: each with whether it holds, and what it gives."""
        parts = traced.parts[1:] if traced.operation == "agree" else traced.parts
        assert isinstance(traced.about, tuple)
        last = 2 * len(traced.about)
        cases = list(zip(traced.about, parts[:last:2], parts[1:last:2], strict=True))
        found = [self._case(name, condition, value) for name, condition, value in cases]
        found += [line for condition in parts[last:] for line in self.below(condition, True)]
        if traced.operation == "agree" and not any(condition.value is True for _, condition, _ in cases):
            sure = all(condition.value is False for _, condition, _ in cases)
            if sure or traced.parts[0].operation not in OUTCOMES:  # it may be what is left
                found += self.below(traced.parts[0], True)
        return found

    def _case(self, name: str, condition: Traced, value: Traced) -> Node:
        entry = self._table.entries.get(name)
        is_definition = condition.operation == "definition"
        of = self._phrases.things(condition, " ({})") if is_definition else ""
        sentence = f"{self._phrases.label(name)}{of}: {self._phrases.value(condition.value)}"
        if condition.value is True and value.value is not True:
            sentence += f", gives {self._phrases.value(value.value)}"
        seen = is_definition and not self._first(condition)
        body = condition.parts[0] if is_definition else condition
        below = ([] if seen else self.below(body, True)) + self.behind(value)
        provisions = entry.provisions if entry is not None else ()
        so = mark(condition, True)
        return Node("ground", sentence, provisions, below, so, so)

    def _list(self, traced: Traced, wanted: bool) -> list[Node]:
        """What was found of a list, and one line for each of its things."""
        assert isinstance(traced.about, tuple)
        kind = traced.about[0]
        items, rows = traced.parts[0], list(zip(traced.parts[1::2], traced.parts[2::2], strict=True))
        value = self._phrases.value(traced.value)
        sentence = f"{self._phrases.gathered(traced)} ({len(rows)} stated): {value}"
        below = self.behind(items)
        for place, (where, body) in enumerate(rows, 1):
            left_out = where.value is False
            said = "does not count" if left_out else self._phrases.value(body.value)
            parts = self.below(where, True) + ([] if left_out else self.below(body, True))
            one = thing(Traced((_at(items.value, place), 0, None), "thing", (), (kind, place)))
            so = mark(where if left_out else body, True)
            below.append(Node("thing", f"{one}: {said}", (), parts, "" if left_out else so, so))
        return [Node("list", sentence, (), below, mark(traced, wanted), mark(traced, True))]

    def behind(self, traced: Traced) -> list[Node]:
        """The definitions on which an operand rests; facts and constants are said in the sentence."""
        match traced.operation:
            case "definition":
                waiting = len(self._later)
                lines = self.lines(traced, True)
                put_off = len(self._later) > waiting
                return [line for line in lines if line.parts or line.provisions or put_off]
            case "agree" | "over" | "set":
                return self.lines(traced, True)
            case "if":
                condition = self.below(traced.parts[0], traced.parts[0].value is not False)
                branches = (chosen(traced),) if traced.parts[0].decided else traced.parts[1:]
                return condition + [line for branch in branches for line in self.behind(branch)]
            case "apply" | "field":
                return [line for part in traced.parts for line in self.behind(part)]
            case _:
                return []


AHEAD = ", still to come"
OUTCOMES = ("silent", "in conflict", "gap", "no version")
APPLIES = {"True": "applies", "False": "does not apply"}
OPEN = {"True": "its conditions are met", "False": "its conditions are not met"}
SO = {MET: "yes", UNMET: "no", UNCERTAIN: "not certain"}


def _key(traced: Traced) -> tuple[str, *tuple[object, ...]]:
    """A definition and the things of which it is asked."""
    return (str(traced.about), *(identity_of(thing.value) for thing in traced.parts[1:]))


def _at(things: object, place: int) -> object:
    assert isinstance(things, tuple)
    return things[place - 1]


def mark(traced: Traced, wanted: bool) -> str:
    """Whether a condition is as it is wanted; nothing for what is no condition."""
    value = traced.value
    if isinstance(value, bool):
        return MET if value is wanted else UNMET
    return UNCERTAIN if isinstance(value, Undecided) else ""
