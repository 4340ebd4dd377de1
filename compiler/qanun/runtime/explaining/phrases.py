"""Traces in words: what a condition says, what was found of it."""

import re
from collections.abc import Mapping

from qanun.runtime.answers.sentences import thing_called
from qanun.runtime.evaluation.tables import Table
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.operators.operator_rows import ROWS, Between, Phrase, Relation, Statement
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet
from qanun.runtime.values.show import show
from qanun.runtime.values.spec import Fact
from qanun.runtime.values.words import listed

RELATIONS: dict[str, tuple[str, str]] = {
    row.name: (row.said.yes, row.said.no) for row in ROWS if isinstance(row.said, Relation)
}
DATED: dict[str, tuple[str, str]] = {
    row.name: row.said.of_days
    for row in ROWS
    if isinstance(row.said, Relation) and row.said.of_days is not None
}
STATEMENTS: dict[str, tuple[str, str]] = {
    row.name: (row.said.yes, row.said.no) for row in ROWS if isinstance(row.said, Statement)
}
"""How what is yes or no is said, and how its contrary; the numbers stand for the operands."""

INFIX: dict[str, str] = {row.name: row.said.words for row in ROWS if isinstance(row.said, Between)}
BINDING: dict[str, int] = {row.name: row.said.binding for row in ROWS if isinstance(row.said, Between)}
"""How tightly an operator binds: what binds less stands in brackets within another."""

PREFIX: dict[str, str] = {row.name: row.said.words for row in ROWS if isinstance(row.said, Phrase)}

QUANTIFIERS = {
    "some": "it is so for one of {items}",
    "every": "it is so for every one of {items}",
    "count": "how many of {items}",
    "sum": "the sum{of} over {items}",
    "largest": "the largest{of} among {items}",
    "smallest": "the smallest{of} among {items}",
}
OF_DAYS = {"largest": "the latest{of} among {items}", "smallest": "the earliest{of} among {items}"}


class Phrases:
    """Says what a trace is about, in the words of the law's labels."""

    def __init__(self, table: Table, facts: Mapping[str, Fact]) -> None:
        self.table = table
        self._facts = facts
        self._subjects = {subject.name: subject for subject in table.subjects}

    def label(self, name: str) -> str:
        """What people call a definition, subject, fact or silence; of a provision its citation."""
        for known in (self.table.entries, self._subjects, self._facts):
            found = known.get(name)
            if found is not None:
                return found.label
        return self.table.cited(name)

    def labels(self, names: tuple[str, ...]) -> str:
        return listed([f"“{self.label(name)}”" for name in names], "and")

    def value(self, value: object) -> str:
        """A value, or an undecided outcome, in words."""
        match value:
            case NotKnown():
                return "unknown"
            case Faulty(faults=faults):
                return "at fault: " + "; ".join(fault.sentence() for fault in faults)
            case Pulled(others=others):
                return f"in conflict with {self.labels(others)}"
            case Quiet(silences=silences):
                return f"the law is silent: {self.labels(silences)}"
            case _:
                return show(value, self.table.zone, self.table.words)

    def reading(self, name: str) -> str:
        """The question that a reading answers."""
        return self.table.readings[name].label

    def option(self, name: str, option: object) -> str:
        """The label of a reading's option."""
        return dict(self.table.readings[name].options).get(str(option), str(option))

    def operand(self, traced: Traced, inside: bool = False) -> str:
        """A thing that a condition speaks of, with its value where the words do not say it."""
        match traced.operation:
            case "const":
                return self.value(traced.value)
            case "thing":
                return thing(traced)
            case "if" if traced.parts[0].decided:
                return self.operand(chosen(traced), inside)
            case "apply" if traced.about in PREFIX and PREFIX[str(traced.about)] == "{0}":
                return self.operand(traced.parts[0], inside)
            case "apply" if traced.about == "date of" and traced.parts[0].operation == "as of":
                return f"the day asked about ({self.value(traced.value)})"
            case "apply" if traced.about in INFIX:
                words = self.applied(traced)
                return words if inside else f"{words}, that is {self.value(traced.value)},"
            case _:
                return f"{self.named(traced)} ({self.value(traced.value)})"

    def named(self, traced: Traced) -> str:
        """What a trace is called, without its value."""
        match traced.operation:
            case "fact":
                return self.label(str(traced.about))
            case "definition":
                return self.label(str(traced.about)) + self.things(traced, " of {}")
            case "reading":
                return f"reading “{self.reading(str(traced.about))}”"
            case "as of":
                return "the moment asked about"
            case "field":
                return f"{self.named(traced.parts[0])}: {field_label(traced)}"
            case "thing":
                return thing(traced)
            case "apply":
                return self.applied(traced)
            case "over":
                return self.gathered(traced)
            case "if" if traced.parts[0].decided:
                return self.named(chosen(traced))
            case _:
                return "the value"

    def gathered(self, traced: Traced) -> str:
        """What is asked of the things of a list: the latest among the stays, the sum of “income” there."""
        assert isinstance(traced.about, tuple)
        words = (OF_DAYS if hasattr(traced.value, "year") else {}).get(str(traced.about[0]))
        words = words or QUANTIFIERS[str(traced.about[0])]
        body = traced.parts[2] if len(traced.parts) > 2 else None
        of = f" “{field_label(body)}”" if body is not None and body.operation == "field" else ""
        return words.format(of=of, items=self.named(traced.parts[0]))

    def things(self, traced: Traced, words: str) -> str:
        """The things that a definition is asked about, put into `words`; nothing where there are none."""
        named = [self.named(thing) for thing in traced.parts[1:]]
        return words.format(listed(named, "and")) if named else ""

    def applied(self, traced: Traced, contrary: bool = False) -> str:
        """What an operator says of its operands, or the contrary."""
        operator = str(traced.about)
        if operator in INFIX:
            first = self._grouped(traced.parts[0], operator, True)
            return f"{first} {INFIX[operator]} {self._grouped(traced.parts[1], operator, False)}"
        if operator in ("negate", "rounded") and infix(traced.parts[0]) is not None:
            words = "minus" if operator == "negate" else operator
            return f"{words} ({self.operand(traced.parts[0], True)})"
        operands = [self.operand(part) for part in traced.parts]
        if operator in RELATIONS:
            return self._related(operator, traced, operands, contrary)
        if operator in STATEMENTS:
            return STATEMENTS[operator][contrary].format(*operands)
        return PREFIX[operator].format(*operands)

    def _grouped(self, part: Traced, operator: str, first: bool) -> str:
        """An operand of an operator between two, in brackets where it would be read as another's without."""
        inner, words = infix(part), self.operand(part, True)
        if inner is None or BINDING[inner] > BINDING[operator]:
            return words
        same = BINDING[inner] == BINDING[operator] and (first or (inner == operator and operator in "+*"))
        return words if same else f"({words})"

    def _related(self, operator: str, traced: Traced, operands: list[str], contrary: bool) -> str:
        first, second = traced.parts
        if first.operation == "reading":
            words = "is not taken as" if contrary else "is taken as"
            return f"{self.named(first)} {words} “{self.option(str(first.about), second.value)}”"
        if operator in DATED and any(hasattr(part.value, "year") for part in traced.parts):
            words = DATED[operator][contrary]
        else:
            words = RELATIONS[operator][contrary]
        return f"{operands[0]} {words} {operands[1]}"


def infix(traced: Traced) -> str | None:
    """The operator that stands between the words for a trace; None where none does."""
    if traced.operation == "if" and traced.parts[0].decided:
        return infix(chosen(traced))
    operator = str(traced.about)
    if traced.operation != "apply":
        return None
    if PREFIX.get(operator) == "{0}":
        return infix(traced.parts[0])
    return operator if operator in INFIX else None


def alone(traced: Traced) -> Traced:
    """What operators that have no words of their own are asked of."""
    while traced.operation == "apply" and PREFIX.get(str(traced.about)) == "{0}":
        traced = traced.parts[0]
    return traced


def chosen(traced: Traced) -> Traced:
    """The branch of a conditional whose condition is certain."""
    return traced.parts[1 if traced.parts[0].value is True else 2]


def thing(traced: Traced) -> str:
    """`the first stay`: what kind of thing of a list it is, and its place."""
    assert isinstance(traced.about, tuple)
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(traced.value).__name__).lower()
    return thing_called(kind, int(traced.about[1]), traced.value)


def field_label(traced: Traced) -> str:
    """The label of a record's field."""
    name = str(traced.about)
    specs: tuple[Fact, ...] = getattr(type(traced.parts[0].value), "FACTS", ())
    return next((spec.label for spec in specs if spec.key == name), _plain(name))


def _plain(name: str) -> str:
    """A name as words. Python's own words have a `_` behind them that the law does not."""
    return name.replace("_", " ").strip()
