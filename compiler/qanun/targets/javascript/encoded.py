"""Expressions, constants and types as plain data."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction

from attrs import frozen

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.runtime.values import (
    Days,
    Hours,
    Limit,
    Money,
    Months,
    MonthsAndDays,
    Penalties,
    Penalty,
    PenaltyRange,
    Period,
)
from qanun.runtime.wire import measure_text
from qanun.typed.types import (
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

Data = None | bool | int | str | list["Data"] | dict[str, "Data"]


@frozen
class Numbers:
    """The places of facts, readings and definitions by name: expressions name them by these."""

    facts: Mapping[str, int]
    readings: Mapping[str, int]
    definitions: Mapping[str, int]

    def expression(self, expr: Expr) -> Data:
        """An expression as a list: its word, then its parts."""
        match expr:
            case rules.Const(value):
                return ["const", constant(value)]
            case rules.FactOf(name):
                return ["fact", self.facts[name]]
            case rules.Reading(name):
                return ["reading", self.readings[name]]
            case rules.AsOf():
                return ["as_of"]
            case rules.Ref(name, about):
                return ["ref", self.definitions[name], *([self._all(about)] if about else [])]
            case rules.Local(name):
                return ["local", name]
            case rules.FieldOf(record, name):
                return ["field", name, self.expression(record)]
            case rules.All(parts):
                return ["all", *self._all(parts)]
            case rules.Any(parts):
                return ["any", *self._all(parts)]
            case rules.Not(part):
                return ["not", self.expression(part)]
            case rules.If(condition, then, otherwise):
                return ["if", *self._all((condition, then, otherwise))]
            case rules.Agree(subject, cases, otherwise, declared, declared_when):
                pairs: Data = [list(pair) for pair in declared]
                said: list[Data] = ["agree", subject, self._weighed(cases), self.expression(otherwise), pairs]
                if declared_when:
                    said.append([[p.one, p.other, self.expression(p.condition)] for p in declared_when])
                return said
            case rules.Apply(operator, operands):
                return ["apply", operator, *self._all(operands)]
            case rules.HowMany(parts):
                return ["how_many", *self._all(parts)]
            case rules.Over():
                return self._over(expr)
            case rules.SetOf(members):
                return ["set", self._weighed(members)]
            case rules.Silent(silence):
                return ["silent", silence]
            case rules.InConflict(others):
                return ["in_conflict", *others]
            case rules.Gap(subject, candidates):
                return ["gap", subject, *candidates]
            case rules.NoVersion(subject, days):
                return ["no_version", subject, days]

    def _all(self, exprs: tuple[Expr, ...]) -> list[Data]:
        return [self.expression(expr) for expr in exprs]

    def _weighed(self, parts: tuple[rules.Case, ...] | tuple[rules.Member, ...]) -> list[Data]:
        return [[p.name, self.expression(p.condition), self.expression(p.value)] for p in parts]

    def _over(self, expr: rules.Over) -> list[Data]:
        found: list[Data] = ["over", expr.kind, expr.local]
        found += self._all((expr.items, expr.where, expr.body))
        return found if expr.if_none is None else [*found, self.expression(expr.if_none)]


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


def kind(type_: Type, authorities: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> Data:
    """What values of a type are, without `or none`; `labels` says how the options of a type are read."""
    match type_:
        case OrNone(inner):
            return kind(inner, authorities, labels)
        case Simple("authority"):
            return {"word": "authority", "options": [[name, label] for name, label in authorities.items()]}
        case Simple(name):
            return {"word": name}
        case MoneyType(currency):
            return {"word": "money", "unit": currency}
        case DurationType(unit):
            return {"word": "duration", "unit": unit}
        case OneOfType(name, options):
            known = labels.get(name, {})
            return {"word": "one of", "options": [[option, known.get(option, "")] for option in options]}
        case RecordType(name):
            return {"word": "record", "record": name}
        case SetType(element):
            return {"word": "set", "element": kind(element, authorities, labels)}
        case ListType(element):
            return {"word": "list", "element": kind(element, authorities, labels)}
