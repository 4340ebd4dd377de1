"""One module while it is being written: its names, its imports, its constants."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction

from attrs import define, evolve, field

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.rules import Program
from qanun.runtime.qualified import within_law
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period
from qanun.runtime.values.states import State
from qanun.targets.names import Names, identifier
from qanun.targets.python.defined import Functions
from qanun.targets.python.layout import Call, Code, Item, Text, lines
from qanun.typed.types import (
    AUTHORITY,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)

SIMPLE = {
    "yes/no": ("bool", None),
    "integer": ("int", None),
    "number": ("Fraction", "fractions"),
    "date": ("date", "datetime"),
    "moment": ("datetime", "datetime"),
    "period": ("Period", "qanun.runtime.values.periods"),
    "text": ("str", None),
    "country": ("str", None),
    "penalty": ("Penalty", "qanun.runtime.values.penalties"),
    "limit": ("Limit", "qanun.runtime.values.limits"),
}
"""The Python type of each simple type, and where it comes from."""


@define(eq=False)
class Module:
    """The text of one law's module grows here. `classes` names the class of every one-of type and record,
    `asked` the object and the classes of facts and answers of each of its questions, `left` the
    definition for which a question is left to the general evaluation (empty: itself), and why. `functions`
    are the definitions that are functions, of all laws, and `calls` those of them that this module calls.
    """

    program: Program
    package: str
    name: str
    classes: dict[str, str]
    names: Names
    imports: dict[str, set[str]] = field(factory=dict)
    modules: set[str] = field(factory=set)
    constants: dict[str, list[str]] = field(factory=dict)
    asked: dict[str, tuple[str, str, str]] = field(factory=dict)
    left: dict[str, tuple[str, str]] = field(factory=dict)
    functions: Functions = field(factory=dict)
    calls: set[Name] = field(factory=set)
    _constant_of: dict[str, str] = field(factory=dict)

    def copied(self) -> "Module":
        """The same text so far, to write on without a trace in this one."""
        return evolve(
            self,
            names=self.names.inner(),
            imports={source: set(names) for source, names in self.imports.items()},
            modules=set(self.modules),
            constants=dict(self.constants),
            calls=set(self.calls),
            constant_of=dict(self._constant_of),
        )

    def become(self, trial: "Module") -> None:
        """Take over what was written on a copy."""
        self.names.taken |= trial.names.taken
        self.imports, self.modules, self.calls = trial.imports, trial.modules, trial.calls
        self.constants, self._constant_of = trial.constants, trial._constant_of

    def use(self, module: str, name: str) -> str:
        """Import a name, and give it back. A KeyError for one that a name of the statutes could take."""
        if name not in self.names.reserved:
            raise KeyError(f"{name} is imported and not reserved")
        self.imports.setdefault(module, set()).add(name)
        return name

    def law(self, module: str) -> str:
        """Import another law's module of the package, and give its name back."""
        if module != self.name:
            self.modules.add(module)
        return module

    def type_name(self, qualified: str) -> str:
        """The class of a one-of type or record, as this module names it."""
        module = qualified.rpartition(".")[0]
        own = self.classes[qualified]
        return own if module == self.name else f"{self.law(module)}.{own}"

    def function(self, definition: Name) -> str:
        """A definition that is a function, as this module calls it."""
        called = self.functions[definition]
        self.calls.add(definition)
        own = f"{called.namespace}.{called.name}"
        return own if called.law == self.name else f"{self.law(called.law)}.{own}"

    # --- types --------------------------------------------------------------------------------------------

    def annotation(self, type_: Type) -> str:
        """The Python type of values of a type."""
        match type_:
            case Simple("authority"):
                return self.use(f"{self.package}.authorities", "Authority")
            case Simple(name):
                plain, source = SIMPLE[name]
                return plain if source is None else self.use(source, plain)
            case MoneyType():
                return self.use("qanun.runtime.values.money", "Money")
            case DurationType(unit):
                return self.use("qanun.runtime.values.durations", unit.capitalize())
            case OneOfType(name) | RecordType(name):
                return self.type_name(name)
            case SetType(element):
                return f"frozenset[{self.annotation(element)}]"
            case ListType(element):
                return f"tuple[{self.annotation(element)}, ...]"
            case OrNone(inner):
                return f"{self.annotation(inner)} | None"

    def stated(self, type_: Type) -> str:
        """The Python type of a fact, which may be unknown, and of a set also partly so."""
        unknown = self.use("qanun.runtime.values.unknown", "Unknown")
        inner = type_.inner if isinstance(type_, OrNone) else type_
        partial = (
            f" | {self.use('qanun.runtime.values.sets', 'PartialSet')}" if isinstance(inner, SetType) else ""
        )
        none = " | None" if isinstance(type_, OrNone) else ""
        return f"{self.annotation(inner)}{partial} | {unknown}{none}"

    def kind(self, type_: Type) -> str:
        """The runtime's description of a type, without `or none`."""
        self.use("qanun.runtime.values", "spec")
        match type_:
            case Simple("authority"):
                return f"spec.authority({self.annotation(AUTHORITY)})"
            case Simple("limit"):
                return "spec.DATE"
            case Simple(name):
                return f"spec.{name.upper().replace('/', '_')}"
            case MoneyType(currency):
                return f'spec.money("{currency}")'
            case DurationType(unit):
                return f"spec.{unit.upper()}"
            case OneOfType(name):
                return f"spec.one_of({self.type_name(name)})"
            case RecordType(name):
                return f"spec.record({self.type_name(name)})"
            case SetType(element):
                return f"spec.set_of({self.kind(element)})"
            case ListType(element):
                return f"spec.list_of({self.kind(element)})"
            case OrNone(inner):
                return self.kind(inner)

    # --- values -------------------------------------------------------------------------------------------

    def value(self, value: object, type_: Type | None = None) -> Code:
        """A value: a short one as it is, an option as the member of its class, others as a named constant."""
        inner = type_.inner if isinstance(type_, OrNone) else type_
        if isinstance(value, State):
            return f"{self.use('qanun.runtime.values.states', 'State')}.{value.name}"
        if isinstance(value, str) and isinstance(inner, OneOfType) and value in inner.options:
            return f"{self.type_name(inner.name)}.{member_names(inner.options)[value]}"
        if isinstance(value, str) and inner == AUTHORITY and value in self.program.authorities:
            members = member_names(self.program.authorities)
            return f"{self.use(f'{self.package}.authorities', 'Authority')}.{members[value]}"
        if value is None or isinstance(value, bool | int):
            return repr(value)
        if isinstance(value, str):
            return Text(value)
        return self._constant(value)

    def outcome(self, expr: rules.Silent | rules.InConflict) -> str:
        """An undecided outcome, as a named constant."""
        names: tuple[str, ...]
        if isinstance(expr, rules.Silent):
            kind, names, called = "Quiet", (expr.silence,), identifier(f"silent_{within_law(expr.silence)}")
        else:
            kind, names, called = "Pulled", expr.others, "in_conflict"
        code = Call(self.use("qanun.runtime.outcomes.undecided", kind), (self.literal(names),))
        return self._named(code, called)

    def _constant(self, value: object) -> str:
        return self._named(self.literal(value), constant_name(value))

    def _named(self, code: Code, called: str) -> str:
        text = "\n".join(lines(code, before="_ = "))
        if text not in self._constant_of:
            name = self.names.take(called.upper())
            name = f"_{name}"
            self._constant_of[text] = name
            self.constants[name] = lines(code, before=f"{name} = ")
        return self._constant_of[text]

    def literal(self, value: object) -> Code:
        """A value of the runtime, spelled out."""
        match value:
            case None | bool() | int():
                return repr(value)
            case State():
                return self.value(value)
            case str():
                return Text(str(value))
            case Fraction():
                name = self.use("fractions", "Fraction")
                return Call(name, (str(value.numerator), str(value.denominator)))
            case datetime():
                self.use("datetime", "UTC")
                name = self.use("datetime", "datetime")
                at = value.astimezone(UTC)
                parts = [at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond]
                return Call(name, (*(str(part) for part in parts), Item("UTC", "tzinfo=")))
            case date():
                name = self.use("datetime", "date")
                return Call(name, (str(value.year), str(value.month), str(value.day)))
            case tuple():
                return Call("", tuple(self.literal(part) for part in value))
            case frozenset():
                members = sorted(
                    (self.literal(part) for part in value), key=lambda code: "".join(lines(code))
                )
                return Call("frozenset", (Call("", tuple(members)),))
            case Hours() | Days() | Months():
                return self._record(value, value.count)
            case MonthsAndDays():
                return self._record(value, value.months, value.days)
            case Money():
                amount = int(value.amount) if value.amount.denominator == 1 else value.amount
                return self._record(value, amount, value.currency)
            case Period():
                return self._record(value, value.start, value.end)
            case Limit():
                return self._record(value, value.at, value.included)
            case PenaltyRange():
                return self._record(value, value.kind, value.low, value.high)
            case Penalties():
                return self._record(value, value.alternatives)
            case Penalty():
                return self._record(value, value.kind, value.amount, value.also)
            case _:
                raise TypeError(f"{value!r} is no value of the runtime")

    def _record(self, value: object, *parts: object) -> Call:
        name = self.use(type(value).__module__, type(value).__name__)
        return Call(name, tuple(self.literal(part) for part in parts))


def member_names(options: Iterable[str]) -> dict[str, str]:
    """The members of a StrEnum for the options of a type, in order."""
    names = Names(("NAME", "VALUE", "MRO"))
    return {option: names.take(identifier(option).upper()) for option in options}


def constant_name(value: object) -> str:
    """What a constant is called: `AZN_200`, `HOURS_48`, `PENALTIES`."""
    match value:
        case Hours() | Days() | Months():
            return identifier(f"{type(value).__name__}_{value.count}")
        case MonthsAndDays():
            return identifier(f"months_{value.months}_days_{value.days}")
        case Money():
            return identifier(f"{value.currency}_{value.amount}")
        case Fraction():
            return identifier(f"number_{value}")
        case datetime():
            return identifier(f"moment_{value.astimezone(UTC):%Y_%m_%d_%H_%M}")
        case date():
            return identifier(f"day_{value.isoformat()}")
        case (str(body),):
            return identifier(body)
        case tuple():
            return "bodies"
        case _:
            return identifier(type(value).__name__)
