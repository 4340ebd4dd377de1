"""The module of Hypothesis strategies of a law: the cases of its questions, its records and options."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction

from attrs import define, field

from qanun.core.question.plan import reached
from qanun.core.rules import AsOf, Const, Expr, Law, Program, Question
from qanun.core.walk import walk
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty
from qanun.runtime.values.periods import Period
from qanun.targets.attributes import short
from qanun.targets.names import Names
from qanun.targets.python.layout import Call, Code, Item, docstring, lines
from qanun.targets.python.module import Module
from qanun.typed.types import OneOfType

FOLDER = "strategies"
RESERVED = ("SearchStrategy", "annotations", "date", "datetime", "qanun", "strategies")


@define(eq=False)
class _Constants:
    """The constants of a law's rules, by what they bound, each once and in order."""

    days: dict[date, None] = field(factory=dict)
    lengths: dict[Hours | Days | Months, None] = field(factory=dict)
    integers: dict[int, None] = field(factory=dict)
    numbers: dict[Fraction, None] = field(factory=dict)
    amounts: dict[Money, None] = field(factory=dict)
    penalties: dict[Penalty, None] = field(factory=dict)

    def note(self, value: object) -> None:
        """Put a constant where it belongs; of others nothing is noted."""
        match value:
            case datetime():
                self.days[value.date()] = None
            case date():
                self.days[value] = None
            case Hours() | Days() | Months():
                self.lengths[value] = None
            case bool():
                pass
            case int():
                self.integers[value] = None
            case Fraction():
                self.numbers[value] = None
            case Money():
                self.amounts[value] = None
            case Period(start, end):
                self.note(start)
                self.note(end)
            case Penalties(alternatives):
                for limits in (limits for part in alternatives for limits in part):
                    for amount in (limits.low, limits.high):
                        if amount is not None:
                            self.penalties[Penalty(limits.kind, amount)] = None
            case _:  # an open class: texts, options, sets, lists
                pass

    def parts(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """What there is, by the name of the argument of `Near`."""
        lengths = sorted(self.lengths, key=lambda length: (type(length).__name__, length.count))
        amounts = sorted(self.amounts, key=lambda money: (money.currency, money.amount))
        ordered: list[tuple[str, Iterable[object]]] = [
            ("days", sorted(self.days)),
            ("lengths", lengths),
            ("integers", sorted(self.integers)),
            ("numbers", sorted(self.numbers)),
            ("amounts", amounts),
            ("penalties", self.penalties),
        ]
        return ((name, tuple(values)) for name, values in ordered if values)


def strategies_body(
    program: Program, law: Law, module: Module, asked: dict[str, tuple[str, str, str]]
) -> list[str]:
    """The functions of a law's module of strategies. `asked` names the object and the facts of a question."""
    names = Names((*RESERVED, *program.laws))
    constants = _Constants()
    body: list[str] = []
    for qualified, (object_name, facts_name, _) in asked.items():
        question = program.questions[qualified]
        for expr in _expressions(program, question):
            for node in walk(expr):
                if isinstance(node, Const):
                    constants.note(node.value)
        body += _question(program, question, law.module, object_name, facts_name, module, names)
    for qualified, (type_, label, _) in program.types.items():
        if qualified.rpartition(".")[0] == law.module:
            text = _option if isinstance(type_, OneOfType) else _record
            body += text(names.take(short(qualified)), module.type_name(qualified), label, module)
    near = [Item(module.literal(values), f"{name}=") for name, values in constants.parts()]
    module.use("qanun", "strategies")
    return ["", *lines(Call("strategies.Near", tuple(near)), before="_NEAR = "), *body]


def _expressions(program: Program, question: Question) -> Iterator[Expr]:
    """All that a question rests on: its definitions, and what always holds."""
    yield from (program.definitions[name].body for name in question.order)
    yield from (constraint.condition for constraint in question.constraints)


def _depends_on_the_day(program: Program, question: Question) -> bool:
    """Whether what always holds depends on `as_of`."""
    conditions = [constraint.condition for constraint in question.constraints]
    needed = [program.definitions[name].body for name in reached(program, question, (), conditions)]
    return any(isinstance(node, AsOf) for expr in (*conditions, *needed) for node in walk(expr))


def _question(
    program: Program,
    question: Question,
    law: str,
    asked: str,
    facts: str,
    module: Module,
    names: Names,
) -> list[str]:
    """The strategies of a question: its cases, the moments to ask about, the readings."""
    law = module.law(law)
    kind = f"{law}.{facts}"
    parameters: list[Item | Code] = ["*", "unknown: bool = True", f"given: {kind} | None = None"]
    arguments: list[Item] = [Item("unknown", "unknown="), Item("given", "given=")]
    text = [
        f"Cases of: {question.label}",
        "Where `unknown`, facts may be missing; what `given` states stays.",
    ]
    if _depends_on_the_day(program, question):
        instant = f"{module.use('datetime', 'date')} | {module.use('datetime', 'datetime')}"
        parameters.insert(1, f"as_of: {instant}")
        arguments.append(Item("as_of", "as_of="))
        text.append("No constraint is broken on the day `as_of`.")
    made = Call("strategies.facts", (Item(f"{law}.{asked}"), Item("_NEAR"), *arguments))
    stem = short(question.name)
    found = _function(names.take(f"{stem}_facts"), parameters, kind, text, made, module)
    if question.needs_as_of:
        moment = module.use("datetime", "datetime")
        about = [f"Moments for which to ask: {question.label}"]
        made = Call("strategies.moments", (Item("_NEAR"),))
        found += _function(names.take(f"{stem}_as_of"), [], moment, about, made, module)
    if question.readings:
        about = [f"An option for each reading of: {question.label}"]
        made = Call("strategies.readings", (Item(f"{law}.{asked}"),))
        found += _function(names.take(f"{stem}_readings"), [], "dict[str, str]", about, made, module)
    return found


def _record(name: str, kind: str, label: str, module: Module) -> list[str]:
    made = Call("strategies.record", (Item(kind), Item("_NEAR"), Item("unknown", "unknown=")))
    text = [f"Records: {label or name}. Where `unknown`, fields may be missing."]
    return _function(name, ["*", "unknown: bool = True"], kind, text, made, module)


def _option(name: str, kind: str, label: str, module: Module) -> list[str]:
    made = Call("strategies.option", (Item(kind),))
    return _function(name, [], kind, [f"Options: {label or name}."], made, module)


def _function(
    name: str, parameters: list[Item | Code], kind: str, text: list[str], made: Code, module: Module
) -> list[str]:
    """A public function that gives a strategy for a kind of values."""
    module.use("hypothesis.strategies", "SearchStrategy")
    if parameters:
        head = lines(Call(f"def {name}", tuple(parameters)), after=f" -> SearchStrategy[{kind}]:")
    else:
        head = lines(Call("SearchStrategy", (kind,), "[]"), before=f"def {name}() -> ", after=":")
    return ["", "", *head, *docstring(text, 1), *lines(made, 1, "return ")]
