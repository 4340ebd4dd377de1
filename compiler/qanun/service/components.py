"""The schemas of facts and answers in one document: what several have in common stands there once."""

from collections.abc import Mapping
from typing import Any

from qanun.runtime.answers.schema import answers_schema
from qanun.runtime.qualified import law_of, within_law
from qanun.runtime.values.json_schema import case_schema
from qanun.service.served import Served
from qanun.service.shapes import ref, shapes


class Components:
    """Puts schemas into `schemas` by name, and gives references to them."""

    def __init__(self, served: Served) -> None:
        self.schemas: dict[str, Any] = dict(shapes())
        self._served = served
        self._done: dict[tuple[str, str], dict[str, object]] = {}

    def facts(self, question: str) -> dict[str, object]:
        """A reference to the schema of a question's facts."""
        return self._put(question, "facts", case_schema(self._served.questions[question].facts))

    def answers(self, question: str) -> dict[str, object]:
        """A reference to the schema of a question's answers."""
        return self._put(question, "answers", answers_schema(self._served.questions[question].answers_type))

    def case(self) -> dict[str, object]:
        """A reference to the schema of a case of all questions."""
        directory = self._served.questions.directory
        properties: dict[str, object] = {}
        for fact, asking in directory.facts.items():
            schema: dict[str, Any] = case_schema(self._served.questions[asking[0]].facts)
            placing = _Placing(self.schemas, law_of(fact), schema.get("$defs", {}))
            properties[directory.written(fact)] = placing.placed(schema["properties"][within_law(fact)])
        said = "Facts of any question, each by its name, by its law where several have one of that name."
        whole = {"type": "object", "description": said, "properties": properties}
        self.schemas["Case"] = {**whole, "additionalProperties": False}
        return ref("Case")

    def _put(self, question: str, part: str, schema: dict[str, Any]) -> dict[str, object]:
        if (question, part) not in self._done:
            placing = _Placing(self.schemas, law_of(question), schema.get("$defs", {}))
            own = {key: value for key, value in schema.items() if key not in ("$defs", "$id", "$schema")}
            self._done[question, part] = placing.named(str(schema["title"]), placing.placed(own))
        return self._done[question, part]


class _Placing:
    """Puts a schema with its definitions into a document."""

    def __init__(self, schemas: dict[str, Any], law: str, definitions: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._law = law
        self._definitions = definitions
        self._found: dict[str, dict[str, object]] = {}

    def named(self, name: str, schema: Any) -> dict[str, object]:
        """A reference to a schema: of that name, or where another one has it by its law, or with a number."""
        law = "".join(part.capitalize() for part in self._law.split("_"))
        for wanted in (name, f"{law}{name}", *(f"{law}{name}{number}" for number in range(2, 100))):
            if self._schemas.setdefault(wanted, schema) == schema:
                return ref(wanted)
        raise AssertionError(name)

    def placed(self, schema: Any) -> Any:
        """A schema with its references as they are in the document. What every answer has is put into each,
        as many tools look at no more than the reference where one stands beside other words."""
        if isinstance(schema, list):
            return [self.placed(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        if schema.get("items") is False:
            return self._row(schema)
        if "unevaluatedProperties" in schema:
            return self._answer(schema)
        reference = schema.get("$ref")
        if isinstance(reference, str):
            rest = {key: self.placed(value) for key, value in schema.items() if key != "$ref"}
            return {**rest, **self._of(reference.rpartition("/")[2])}
        return {key: self.placed(value) for key, value in schema.items()}

    def _of(self, name: str) -> dict[str, object]:
        """A reference to a definition."""
        if name not in self._found:
            schema = self.placed(self._definitions[name])
            self._found[name] = self.named(f"{name[:1].upper()}{name[1:]}", schema)
        return self._found[name]

    def _row(self, schema: dict[str, Any]) -> dict[str, object]:
        """A list of so many values, of the kinds of its places: generators of clients know no places."""
        kinds: list[object] = []
        for part in map(self.placed, schema["prefixItems"]):
            if part not in kinds:
                kinds.append(part)
        rest = {key: value for key, value in schema.items() if key not in ("prefixItems", "items")}
        return {**rest, "items": {"anyOf": kinds}, "maxItems": len(schema["prefixItems"])}

    def _answer(self, schema: dict[str, Any]) -> dict[str, object]:
        """An answer: what every answer has, and what this one has."""
        common = self.placed(self._definitions[str(schema["$ref"]).rpartition("/")[2]])
        return {
            **({"description": schema["description"]} if "description" in schema else {}),
            "type": "object",
            "properties": {**common["properties"], **self.placed(schema["properties"])},
            "required": sorted({*common["required"], *schema["required"]}),
            "additionalProperties": False,
        }
