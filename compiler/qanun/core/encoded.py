"""Core expressions and their constants as plain data: one encoding for every evaluator that reads the core.

An expression is a list: its word, then its parts. Facts, readings and definitions stand by their qualified
names, fields by theirs. `qanun.runtime.evaluation` and `runtime_js/evaluate.js` read it.
"""

from datetime import UTC, date, datetime
from fractions import Fraction

from qanun.core import rules
from qanun.core.names import Aspect, Name
from qanun.core.rules import Expr
from qanun.runtime.answers.sentences import NORMS
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.json_writing import measure_text
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period
from qanun.runtime.values.states import State

Data = None | bool | int | str | list["Data"] | dict[str, "Data"]


def encoded(expr: Expr) -> list[Data]:
    """An expression as a list: its word, then its parts."""
    match expr:
        case rules.Const(value):
            return ["const", constant(value)]
        case rules.FactOf(name):
            return ["fact", name]
        case rules.Reading(name):
            return ["reading", name]
        case rules.AsOf():
            return ["as_of"]
        case rules.Ref(name, about):
            return ["ref", name, *([_all(about)] if about else [])]
        case rules.Local(name):
            return ["local", name]
        case rules.FieldOf(record, name):
            return ["field", name, encoded(record)]
        case rules.All(parts):
            return ["all", *_all(parts)]
        case rules.Any(parts):
            return ["any", *_all(parts)]
        case rules.Not(part):
            return ["not", encoded(part)]
        case rules.If(condition, then, otherwise):
            return ["if", *_all((condition, then, otherwise))]
        case rules.Agree(subject, cases, otherwise, declared, declared_when):
            pairs: Data = [list(pair) for pair in declared]
            said: list[Data] = ["agree", subject, _named(cases), encoded(otherwise), pairs]
            if declared_when:
                said.append([[pair.one, pair.other, encoded(pair.condition)] for pair in declared_when])
            return said
        case rules.Apply(operator, operands):
            return ["apply", operator, *_all(operands)]
        case rules.HowMany(parts):
            return ["how_many", *_all(parts)]
        case rules.Over(kind, local, items, where, body, if_none):
            last = () if if_none is None else (if_none,)
            return ["over", kind, local, *_all((items, where, body, *last))]
        case rules.SetOf(members):
            return ["set", _named(members)]
        case rules.Silent(silence):
            return ["silent", silence]
        case rules.InConflict(others):
            return ["in_conflict", *others]
        case rules.Gap(subject, candidates):
            return ["gap", subject, *candidates]
        case rules.NoVersion(subject, days):
            return ["no_version", subject, days]


def told_aspect(name: Name, program: rules.Program) -> str:
    """Which state of a norm it is about; that it is the head of a rule as a ground of it; that it tells if
    a row fits; of a norm itself its kind; else nothing.

    This is what sentences and explanations ask of a definition, beside its role.
    """
    subject = program.subjects.get(name.subject) if name.aspect is Aspect.ITSELF else None
    if subject is not None and subject.kind in NORMS:
        return subject.kind
    if isinstance(name.aspect, State) or name.aspect in (Aspect.OWN, Aspect.FITS):
        return name.aspect.value
    return ""


def _all(exprs: tuple[Expr, ...]) -> list[Data]:
    return [encoded(expr) for expr in exprs]


def _named(parts: tuple[rules.Case, ...] | tuple[rules.Member, ...]) -> list[Data]:
    return [[part.name, encoded(part.condition), encoded(part.value)] for part in parts]


def constant(value: object) -> Data:
    """A value: yes, no, none and texts as they are, others below the name of their kind."""
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case int():
            return {"integer": str(value)}
        case Fraction():
            return {"number": str(value)}
        case Money() | Hours() | Days() | Months() | MonthsAndDays():
            return {"measure": measure_text(value)}
        case datetime():
            return {"moment": value.astimezone(UTC).isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Period(start, end):
            return {"period": [start.isoformat(), None if end is None else end.isoformat()]}
        case Limit(at, included):
            return {"limit": [constant(at), included]}
        case tuple():
            return {"list": [constant(part) for part in value]}
        case frozenset():
            return {"set": sorted((constant(part) for part in value), key=str)}
        case Penalties(alternatives):
            return {"penalties": [[_range(limits) for limits in ranges] for ranges in alternatives]}
        case Penalty(kind, amount, also):
            return {"penalty": [kind, measure_text(amount), [constant(part) for part in also]]}
        case _:
            raise TypeError(f"{value!r} is no constant")


def _range(limits: PenaltyRange) -> Data:
    low = None if limits.low is None else measure_text(limits.low)
    return [limits.kind, low, measure_text(limits.high)]
