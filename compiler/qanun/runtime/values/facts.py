"""The base classes of generated facts classes and records.

A generated class is an attrs class, frozen, slotted, keyword only; every field defaults to UNKNOWN, without
converters or validators, and `FACTS` says what each is. On construction all fields are checked at once: a
misspelt or ill-typed one raises FactsRefused, which names all mistakes and the nearest right names.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from functools import cache, update_wrapper
from types import ModuleType
from typing import TYPE_CHECKING, Self

from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.values.money import Money, is_payable, is_short
from qanun.runtime.values.pydantic_hooks import PydanticHooks
from qanun.runtime.values.records import Record
from qanun.runtime.values.spec import Fact, HasFacts, Kind, set_complete
from qanun.runtime.values.unknown import UNKNOWN

RESERVED = frozenset(
    {"FACTS", "is_complete", "to_json", "from_json", "json_schema", "known", "unused_in", "with_"}
)
"""Names that no field may bear; the generator adds an underscore to a fact so called."""


Types = frozenset[type]
Put = Callable[[object, object], None]


class _Layout:
    """What the constructor of a class looks up, laid out when its first case is made: imports stay cheap.

    `table`: for each field the types of which values are right as they stand, if they pass its test in
    `tests`, and what puts a value into its slot.
    """

    __slots__ = ("by_name", "table", "tests")

    def __init__(self, cls: "type[AnyCase]") -> None:
        self.by_name = {fact.name: fact for fact in cls.FACTS}
        self.table: dict[str, tuple[Types, Put]] = {
            fact.name: (_plain_types(fact), cls.__dict__[fact.name].__set__) for fact in cls.FACTS
        }
        self.tests = [(fact.name, *_test(fact.kind)) for fact in cls.FACTS if fact.kind.word in TESTED]


TESTED = ("integer", "number", "moment", "money", "record", "country", "duration", "penalty")


def _plain_types(fact: Fact) -> frozenset[type]:
    types = (_test(fact.kind)[0],) if fact.kind.word in TESTED else fact.kind.plain
    return frozenset((*types, type(None)) if fact.or_none else types)


def _test(kind: Kind) -> tuple[type, Callable[..., bool]]:
    """A type, and what is true of those of its instances that need no closer look."""
    match kind.word:
        case "moment":
            return datetime, lambda moment: moment.tzinfo is UTC and 1 < moment.year < 9999
        case "money":
            currency = kind.unit
            return (
                Money,
                lambda money: money.coin.currency == currency and is_short(money) and is_payable(money),
            )
        case "record":
            assert kind.record is not None
            return kind.record, lambda record: record.is_complete
        case "country":
            from qanun.runtime.values.countries import COUNTRIES

            return str, COUNTRIES.__contains__
        case _:
            from qanun.runtime.values.checking import sound

            return kind.plain[0], sound


def _checked(cls: "type[AnyCase]", construct: Callable[..., None]) -> Callable[..., None]:
    """The constructor that checks all it is given. It fills the slots itself where every value is plainly
    right: this, and not the constructor of attrs, is what a caller pays for.
    """
    layout: _Layout | None = None
    table: dict[str, tuple[Types, Put]] = {}
    tests: list[tuple[str, type, Callable[..., bool]]] = []

    def prepare() -> _Layout:
        nonlocal layout, table, tests
        layout = _Layout(cls)
        table, tests = layout.table, layout.tests
        return layout

    def __init__(self: "AnyCase", /, *arguments: object, **given: object) -> None:
        known = layout or prepare()
        complete = len(given) == len(table)
        try:
            if not complete:
                construct(self)
            for name, value in given.items():
                types, put = table[name]
                if value.__class__ not in types:
                    raise KeyError
                put(self, value)
            for name, type_, test in tests:
                value = given.get(name)
                if value.__class__ is type_ and not test(value):
                    raise KeyError
            if arguments:
                raise KeyError
        except KeyError:
            complete = _look_closer(cls.__name__, known, arguments, given)
            construct(self, **given)
        set_complete(self, complete)

    return update_wrapper(__init__, construct)


def _look_closer(of: str, layout: _Layout, arguments: tuple[object, ...], given: dict[str, object]) -> bool:
    """Set right in `given` what is nearly right; whether it is complete. FactsRefused for what is wrong."""
    from qanun.runtime.values.checking import is_complete, right, unfamiliar

    mistakes: list[Mistake] = []
    if arguments:
        mistakes.append(Mistake(repr(arguments[0]), "every fact is given by its name"))
    complete = len(given) == len(layout.by_name)
    for name, value in given.items():
        fact = layout.by_name.get(name)
        if fact is None:
            mistakes.append(unfamiliar(name, layout.by_name, name, mistakes))
        elif value is UNKNOWN:
            complete = False
        else:
            given[name] = value = right(value, fact.kind, fact.or_none, name, mistakes)
            complete = complete and is_complete(value)
    if mistakes:
        raise FactsRefused(tuple(mistakes), of)
    return complete


@cache
def _reading() -> ModuleType:
    """What reads JSON. To import it anew for each case would take a tenth of the time of reading one."""
    from qanun.runtime.values import json_reading

    return json_reading


class AnyCase(HasFacts, PydanticHooks):
    """What facts and records have in common."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        construct = cls.__dict__.get("__init__")
        if construct is not None and "__attrs_attrs__" in cls.__dict__:
            type.__setattr__(cls, "__init__", _checked(cls, construct))
            facts = "".join(f"\n{fact.name}: {fact.label}" for fact in cls.FACTS)
            type.__setattr__(cls, "__doc__", f"{cls.__doc__}\n{facts}\n")

    if TYPE_CHECKING:

        @property
        def with_(self) -> type[Self]:
            """Takes what the constructor takes, so that type checkers check it as they check that one."""
            raise NotImplementedError
    else:

        def with_(self, **changes: object) -> Self:
            """The same with some fields changed; checked as on construction."""
            return type(self)(**{**self.known(), **changes})

    def known(self) -> dict[str, object]:
        """The fields that are not unknown, by name."""
        named = ((fact.name, getattr(self, fact.name)) for fact in self.FACTS)
        return {name: value for name, value in named if value is not UNKNOWN}

    def to_json(self) -> dict[str, object]:
        """As plain JSON data: what is unknown is absent, none is null."""
        from qanun.runtime.values.json_writing import case_to_json

        return case_to_json(self)

    @classmethod
    def from_json(
        cls, data: Mapping[str, object] | str | bytes, *, beside: Collection[type[HasFacts]] = ()
    ) -> Self:
        """Back from JSON data or a JSON text: absent is unknown, null is none.

        FactsRefused names all mistakes. A text also tells what data cannot: a fact that is stated twice.
        The data may also state facts of the classes `beside`: those are left aside, and not looked at.
        """
        read: Self = _reading().case_from_json(cls, data, beside)
        return read

    @classmethod
    def unused_in(cls, data: Mapping[str, object] | str | bytes) -> tuple[str, ...]:
        """The names that JSON data or a JSON text state and that are none of these facts, in order."""
        names: tuple[str, ...] = _reading().unused_in(cls, data)
        return names

    @classmethod
    def json_schema(cls, refs: str = "") -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of `to_json`.

        To put it into another document, say with `refs` where references begin that point into its `$defs`,
        as `#/components/schemas/CrossingFacts/$defs/`; it has no `$id` then.
        """
        from qanun.runtime.values.json_schema import case_schema

        return case_schema(cls, refs)

    def __reduce__(self) -> "tuple[object, tuple[type[Self], dict[str, object]]]":
        return _made, (type(self), self.known())

    def __bool__(self) -> object:
        raise TypeError(f"{type(self).__name__} is neither true nor false")


def _made(cls: type[AnyCase], known: dict[str, object]) -> AnyCase:
    return cls(**known)


class CaseFacts(AnyCase):
    """What is known of a case, for one question."""

    __slots__ = ()


class CaseRecord(AnyCase, Record):
    """One thing of a list, or a fact with parts."""

    __slots__ = ()
