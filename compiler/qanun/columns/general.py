"""Rows that are not for columns: put to other evaluations one by one, and refused where they are wrong."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from json import loads
from typing import Any

from attrs import frozen

from qanun.columns.query import Asked, Column
from qanun.columns.sorts import none_of
from qanun.runtime.answers.answers import Answer
from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.values.currencies import decimals
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.json_reading import value_from_json
from qanun.runtime.values.money import Money, is_payable
from qanun.runtime.values.periods import Period
from qanun.runtime.values.spec import Fact, Kind
from qanun.runtime.values.unknown import UNKNOWN

Row = Mapping[str, Any]


@frozen(eq=False)
class General:
    """Answers rows of a question: by generated code, where all that it needs is stated and nobody asks for
    reasons; else by the general evaluation, `asked.certain` also what is certain though facts are missing,
    or step by step, as columns do."""

    asked: Asked

    def answers(self, row: Row) -> Sequence[Answer[Any]]:
        """The answers of a row, in order. FactsRefused and CaseImpossible say what is wrong with it."""
        asked = self.asked
        facts = self._facts(row)
        readings = {
            name: option if isinstance(option, str) else row[option.name]
            for name, option in asked.readings.items()
        }
        as_of = row[asked.as_of.name] if isinstance(asked.as_of, Column) else asked.as_of
        if isinstance(asked.as_of, Column) and as_of is None:
            raise FactsRefused((Mistake(asked.as_of.name, "the day is missing"),))
        found = asked.question.found(facts, as_of, readings, plainly=not asked.reasons)
        return found.told(asked.certain)

    def _facts(self, row: Row) -> Any:
        given: dict[str, object] = {}
        mistakes: list[Mistake] = []
        for fact in self.asked.question.facts.FACTS:
            if fact.name in row:
                try:
                    given[fact.name] = self._stated(fact, row, fact.name)
                except FactsRefused as refused:
                    mistakes += refused.mistakes
        given = {name: value for name, value in given.items() if value is not UNKNOWN}
        try:
            made = self.asked.question.facts(**given)
        except FactsRefused as refused:
            mistakes += refused.mistakes
        if mistakes:
            raise FactsRefused(tuple(mistakes))
        return made

    def _stated(self, fact: Fact, row: Row, path: str) -> object:
        """What a row states of a fact; None is none, UNKNOWN nothing."""
        value = row[fact.name]
        if fact.or_none and none_of(fact.name) in row:
            if row[none_of(fact.name)] and value is not None:
                raise FactsRefused(
                    (Mistake(path, f"it has a value, and {none_of(fact.name)} says that it is none"),)
                )
            if value is None:
                return None if row[none_of(fact.name)] else UNKNOWN
        if value is None:
            return None if fact.or_none and self.asked.nulls.get(fact.name) == "none" else UNKNOWN
        return self._value(value, fact.kind, path)

    def _value(self, value: Any, kind: Kind, path: str) -> object:
        match kind.word:
            case "money":
                return _money(value, kind.unit, path)
            case "number":
                return Fraction(value)
            case "duration" if kind.unit == "hours":
                return Hours(Fraction(value))
            case "duration":
                return {"days": Days, "months": Months}[kind.unit](value)
            case "period":
                return _period(value, path)
            case "set":
                if None in value:
                    raise FactsRefused((Mistake(path, "a member of the set is NULL"),))
                return frozenset(value)
            case "list":
                assert kind.element is not None
                return tuple(self._thing(one, kind.element, f"{path}[{at}]") for at, one in enumerate(value))
            case "record":
                return self._thing(value, kind, path)
            case "penalty":
                return _penalty(value, kind, path)
            case _:
                return value

    def _thing(self, value: Any, kind: Kind, path: str) -> object:
        if value is None:
            raise FactsRefused((Mistake(path, "a thing of a list is NULL"),))
        if kind.record is None:
            return self._value(value, kind, path)
        make: Any = kind.record
        given = {
            fact.name: self._stated(fact, value, f"{path}.{fact.name}")
            for fact in kind.record.FACTS
            if fact.name in value
        }
        try:
            return make(**{name: one for name, one in given.items() if one is not UNKNOWN})
        except FactsRefused as refused:
            raise FactsRefused(
                tuple(Mistake(f"{path}.{m.path}", m.sentence, m.nearest) for m in refused.mistakes)
            ) from None


def _made(make: Callable[[], object], path: str) -> object:
    try:
        return make()
    except (TypeError, ValueError) as wrong:
        raise FactsRefused((Mistake(path, str(wrong)),)) from None


def _money(amount: Decimal, currency: str, path: str) -> object:
    money = _made(lambda: Money(Fraction(amount), currency), path)
    if isinstance(money, Money) and not is_payable(money):
        most = f"an amount in {currency} has at most {decimals(currency)} decimals"
        raise FactsRefused((Mistake(path, f"{amount}: {most}"),))
    return money


def _period(value: Mapping[str, Any], path: str) -> object:
    start, end, runs = value["from"], value["to"], value["is_running"]
    if start is None:
        if end is not None or runs:
            raise FactsRefused((Mistake(path, "a period has an end and no beginning"),))
        return UNKNOWN
    if end is None and not runs:
        raise FactsRefused((Mistake(path, "its end is NULL; one that has none yet says is_running"),))
    if end is not None and runs:
        raise FactsRefused((Mistake(path, "it has an end, and is_running says that it has none"),))
    return _made(lambda: Period(start, end), path)


def _penalty(value: str, kind: Kind, path: str) -> object:
    """A penalty is given as JSON has it."""
    mistakes: list[Mistake] = []
    try:
        found = value_from_json(loads(value), kind, path, mistakes)
    except ValueError:
        mistakes.append(Mistake(path, f"{value!r} is no JSON"))
    if mistakes:
        raise FactsRefused(tuple(mistakes))
    return found
