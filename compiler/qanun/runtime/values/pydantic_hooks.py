"""How pydantic, and with it FastAPI, takes classes of facts and of answers as they are.

It asks a class for what checks data, and for a JSON Schema; only then is it imported here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from qanun.runtime.faults import FactsRefused, Mistake

HERE = "#/$defs/"


class PydanticHooks:
    """Base of classes that have `from_json`, `to_json` and `json_schema`."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """An instance stays as it is, JSON data are read; it is written as JSON data."""
        from pydantic_core import core_schema

        made: Any = cls
        return core_schema.no_info_plain_validator_function(
            lambda data: _read(made, data),
            ref=f"{cls.__module__}.{cls.__name__}",
            serialization=core_schema.plain_serializer_function_ser_schema(made.to_json, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: Callable[[Any], Any]) -> Any:
        """The JSON Schema, its definitions put among those of the document, the same ones once."""
        made: Any = cls
        whole = made.json_schema(HERE)
        return _Placed(cls.__module__, whole.pop("$defs", {}), handler).placed(whole)


def _read(cls: Any, data: object) -> object:
    if isinstance(data, cls):
        return data
    try:
        if isinstance(data, Mapping):
            return cls.from_json(data)
        refused = FactsRefused((Mistake("", "expected an object"),), cls.__name__)
    except FactsRefused as error:
        refused = error
    raise _all_mistakes(refused, data)


def _all_mistakes(refused: FactsRefused, data: object) -> ValueError:
    """The refusal as pydantic tells it: each mistake with its place and what stands there."""
    from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

    found = []
    for mistake in refused.mistakes:
        said: Any = str(Mistake("", mistake.sentence, mistake.nearest))
        place = [part.replace("~1", "/").replace("~0", "~") for part in mistake.path.split("/")[1:]]
        error = PydanticCustomError("facts_refused", said)
        found.append(InitErrorDetails(type=error, loc=tuple(place), input=_at(data, place)))
    return ValidationError.from_exception_data(refused.of, found)


def _at(data: Any, place: list[str]) -> object:
    """What stands at a place of JSON data; None where nothing does."""
    for part in place:
        try:
            data = data[int(part)] if isinstance(data, list) else data[part]
        except (LookupError, TypeError, ValueError):
            return None
    return data


class _Placed:
    """Puts definitions where pydantic has its own, and says how they are referred to there."""

    def __init__(self, module: str, definitions: dict[str, Any], handler: Callable[[Any], Any]) -> None:
        self._module = module
        self._definitions = definitions
        self._handler = handler
        self._found: dict[str, Any] = {}

    def placed(self, schema: Any) -> Any:
        """A schema with its references as they are in the document."""
        if isinstance(schema, list):
            return [self.placed(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        whole = {name: self.placed(part) for name, part in schema.items()}
        reference = whole.get("$ref")
        return {**whole, **self._put(reference.removeprefix(HERE))} if isinstance(reference, str) else whole

    def _put(self, name: str) -> Any:
        """A reference to a definition; two of one name are the same where they say the same."""
        from hashlib import sha256

        from pydantic_core import core_schema

        if name not in self._found:
            definition = self.placed(self._definitions[name])
            same = sha256(repr(definition).encode()).hexdigest()
            metadata = {"pydantic_js_functions": [lambda _, __: definition]}
            part = core_schema.any_schema(ref=f"{self._module}.{name}:{same}", metadata=metadata)
            self._found[name] = self._handler(core_schema.list_schema(part))["items"]
        return self._found[name]
