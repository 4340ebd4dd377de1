"""Columns of Spark: the types of DuckDB in which they come, and those in which answers go back."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from qanun.columns.types import Type

_IN = {
    "boolean": "BOOLEAN",
    "byte": "TINYINT",
    "short": "SMALLINT",
    "integer": "INTEGER",
    "long": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "string": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
    "binary": "BLOB",
}
_OUT = {
    pa.bool_(): "BOOLEAN",
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.float64(): "DOUBLE",
    pa.string(): "STRING",
    pa.date32(): "DATE",
    pa.timestamp("us", "UTC"): "TIMESTAMP",
    pa.timestamp("us"): "TIMESTAMP_NTZ",
    pa.binary(): "BINARY",
}


def columns_in(schema: Any) -> list[tuple[str, Type]]:
    """The columns of a table of Spark, as DuckDB has them when they come as Arrow."""
    return [(one["name"], _come(one["type"])) for one in schema.jsonValue()["fields"]]


def _come(said: str | Mapping[str, Any]) -> Type:
    """A type as Spark's JSON says it; of what no fact is given in, the name alone."""
    if isinstance(said, str):
        if said.startswith("decimal("):
            precision, scale = said.removeprefix("decimal(").removesuffix(")").split(",")
            return Type("DECIMAL", int(precision), int(scale))
        if said.startswith(("varchar(", "char(")):
            return Type("VARCHAR")
        return Type(_IN.get(said, said.upper()))
    if said["type"] == "array":
        return Type("LIST", element=_come(said["elementType"]))
    if said["type"] == "struct":
        return Type("STRUCT", fields=tuple((one["name"], _come(one["type"])) for one in said["fields"]))
    return Type(str(said["type"]).upper())


def plain(given: Any) -> Any:
    """A type of Arrow as Spark takes it; TypeError for one that it does not have."""
    if pa.types.is_dictionary(given):
        return plain(given.value_type)
    if pa.types.is_string(given) or pa.types.is_large_string(given) or pa.types.is_string_view(given):
        return pa.string()
    if pa.types.is_list(given) or pa.types.is_large_list(given):
        return pa.list_(plain(given.value_type))
    if pa.types.is_struct(given):
        return pa.struct([(one.name, plain(one.type)) for one in given])
    if pa.types.is_timestamp(given):
        return pa.timestamp("us", None if given.tz is None else "UTC")
    if given in _OUT or pa.types.is_decimal128(given):
        return given
    raise TypeError(f"Spark has no columns of {given}")


def columns_out(schema: Any) -> str:
    """The columns of a table of Arrow whose types are plain, as Spark's statements say them."""
    return ", ".join(f"{_quoted(one.name)} {_go(one.type)}" for one in schema)


def _go(given: Any) -> str:
    if pa.types.is_decimal128(given):
        return f"DECIMAL({given.precision},{given.scale})"
    if pa.types.is_list(given):
        return f"ARRAY<{_go(given.value_type)}>"
    if pa.types.is_struct(given):
        return f"STRUCT<{', '.join(f'{_quoted(one.name)}: {_go(one.type)}' for one in given)}>"
    return _OUT[given]


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
