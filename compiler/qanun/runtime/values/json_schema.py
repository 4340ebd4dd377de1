"""JSON Schemas (draft 2020-12) of values and facts: what they accept is what `json_reading` reads.

A schema cannot say of a text which days the calendar has; `format` does, where the validator asserts it. Nor
can it say that a period ends after it starts, that a moment lies in the years 2 to 9998, that a text holds
whole characters, or that a number has at most a thousand digits.
"""

from collections.abc import Callable, Iterable

from qanun.runtime.values import json_values
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.spec import Fact, HasFacts, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
ABSENT = "What is unknown is not null: it is left out."


def spelled(pattern: str, *examples: str) -> Schema:
    """A text, the whole of which fits the pattern."""
    return {
        "type": "string",
        "pattern": f"^({pattern})$",
        "maxLength": json_values.LONGEST,
        "examples": list(examples),
    }


def closed(properties: dict[str, Schema], required: Iterable[str] = ()) -> Schema:
    """An object with these parts and no others."""
    needed = sorted(required)
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": needed} if needed else found


def or_null(schema: Schema, means: str) -> Schema:
    """The schema, or a null of which is said what it means."""
    return {"anyOf": [schema, {"type": "null", "description": means}]}


WHOLE: Schema = {"type": "integer", "minimum": -json_values.LARGEST, "maximum": json_values.LARGEST}
SIMPLE: dict[str, Schema] = {
    "integer": {"anyOf": [WHOLE, spelled(json_values.WHOLE, "12")]},
    "number": {"anyOf": [spelled(json_values.NUMBER, "0.14", "1/3"), WHOLE]},
    "date": {**spelled(json_values.DATE, "2012-03-01"), "format": "date"},
    "moment": {**spelled(json_values.MOMENT, "2012-03-01T10:00:00+04:00"), "format": "date-time"},
    "measure": spelled(f"{json_values.AMOUNT}|{json_values.LENGTH}", "300 AZN", "24 months"),
    "country": {"type": "string", "enum": sorted(COUNTRIES)},
}
"""What is the same wherever it stands."""


class Schemas:
    """Writes the schemas of values. What more than one place needs is written once, in `definitions`.

    `refs` is where references to them begin.
    """

    def __init__(self, refs: str) -> None:
        self.definitions: dict[str, Schema] = {}
        self._refs = refs
        self._of: dict[str, object] = {}

    def refer(self, name: str, make: Callable[[], Schema], of: object = None) -> Schema:
        """A reference to the definition of that name; another thing (`of`) of the same name gets its own."""
        while self._of.setdefault(name, of) != of:
            name += "_"
        if name not in self.definitions:
            self.definitions[name] = {}  # there already where it refers to itself
            self.definitions[name] = make()
        return {"$ref": f"{self._refs}{name}"}

    def simple(self, word: str) -> Schema:
        """A value that is written in the same way everywhere."""
        return self.refer(word, lambda: SIMPLE[word])

    def kind(self, kind: Kind) -> Schema:
        """A decided value of a kind."""
        match kind.word:
            case "yes/no":
                return {"type": "boolean"}
            case "text":
                return TEXT
            case "money":
                amount = spelled(f"{json_values.coins(kind.unit)} {kind.unit}", f"200.50 {kind.unit}")
                return self.refer(kind.unit, lambda: amount)
            case "duration":
                return self.refer(
                    kind.unit, lambda: spelled(json_values.COUNTED[kind.unit], f"2 {kind.unit}")
                )
            case "period":
                return self.refer("period", self._period)
            case "penalty":
                return self.refer("penalty", self._penalty)
            case "one of" | "authority":
                assert kind.options is not None
                return self.refer(kind.options.__name__, lambda: options(kind), (kind.options, kind.labels))
            case "record":
                record = kind.record
                assert record is not None
                return self.refer(record.__name__, lambda: self.facts(record), record)
            case "set" | "list":
                return self._collection(kind)
            case _:
                return self.simple(kind.word)

    def _period(self) -> Schema:
        day = self.simple("date")
        return closed({"from": day, "to": or_null(day, "It is still running.")}, ("from", "to"))

    def _penalty(self) -> Schema:
        alone: dict[str, Schema] = {"kind": TEXT, "amount": self.simple("measure")}
        also: Schema = {
            "description": "Those imposed together with it.",
            "type": "array",
            "items": closed(alone, alone),
        }
        return closed({**alone, "also": also}, alone)

    def _collection(self, kind: Kind) -> Schema:
        """A list; a set also as an object of members with true or false, where only a part of it is known."""
        assert kind.element is not None
        items = self.kind(kind.element)
        if kind.word == "list":
            return {"type": "array", "items": items}
        told: Schema = {"type": "boolean"}
        partial: Schema = {
            "description": "What is known of it: which are in it, and which are not.",
            "type": "object",
            "propertyNames": items,
            "additionalProperties": told,
        }
        return {"anyOf": [{"description": "All of it.", "type": "array", "items": items}, partial]}

    def facts(self, cls: type[HasFacts]) -> Schema:
        """A case or a record: every fact may be absent, which is unknown."""
        return closed({fact.key: self._fact(fact) for fact in cls.FACTS})

    def _fact(self, fact: Fact) -> Schema:
        schema = self.kind(fact.kind)
        said = f"{fact.label}. {fact.help}" if fact.help else fact.label
        return {"description": said, **(or_null(schema, f"None. {ABSENT}") if fact.or_none else schema)}


def options(kind: Kind) -> Schema:
    """Options with their labels, or where they bear none as a plain enumeration."""
    assert kind.options is not None
    names = [option.value for option in kind.options]
    if not kind.labels:
        return {"type": "string", "enum": names}
    labelled = zip(names, kind.labels, strict=True)
    return {"type": "string", "oneOf": [{"const": name, "description": label} for name, label in labelled]}


def document(cls: type, schema: Schema, definitions: dict[str, Schema], refs: str) -> Schema:
    """The schema of a class with its definitions: a document of its own, or with `refs` a part of another."""
    own = {} if refs else {"$schema": DIALECT, "$id": f"{cls.__module__}.{cls.__name__}"}
    whole = {**own, "title": cls.__name__, "description": (cls.__doc__ or "").partition("\n")[0], **schema}
    return {**whole, "$defs": definitions} if definitions else whole


HERE = "#/$defs/"
"""Where references begin in a document of its own."""


def case_schema(cls: type[HasFacts], refs: str = "") -> Schema:
    """The schema of a class of facts."""
    schemas = Schemas(refs or HERE)
    return document(cls, schemas.facts(cls), schemas.definitions, refs)
