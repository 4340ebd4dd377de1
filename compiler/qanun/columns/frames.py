"""Tables of cases, of whatever kind, as DuckDB has them; and answers as a table of the same kind."""

from collections.abc import Callable, Mapping
from errno import ENOENT
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
from attrs import frozen

from qanun.columns.types import Type

ROWS = 100_000
"""So many rows are looked at together."""
SLOW = "projection_placement"
"""The optimizer of DuckDB that is left out."""

Usual = Mapping[str, Type]


@frozen(eq=False)
class Source:
    """A table of cases. `lazily` says that what comes out is not to be worked out before somebody asks."""

    relation: Any
    columns: list[tuple[str, Type]]
    back: Callable[[Any], Any]
    lazily: bool = False
    connection: Any = None
    """The database in which it is called `cases`, if that is not somebody else's."""

    def asked(self, statement: str) -> Any:
        """The answers of a statement, some rows at a time, from one reading of it: a relation reads it
        several times."""
        if self.connection is None:
            return self.relation.query("cases", statement).to_arrow_reader(ROWS)
        return self.connection.sql(statement).to_arrow_reader(ROWS)

    def lazy(self, statement: str) -> Any:
        """The answers of a statement as a relation."""
        return self.relation.query("cases", statement)


def opened(cases: Any, usual: Usual) -> Source:
    """A table of any kind: of Arrow, Polars, pandas, DuckDB, or a path of Parquet or CSV."""
    if isinstance(cases, str | Path):
        return _of_path(str(cases), usual)
    if isinstance(cases, duckdb.DuckDBPyRelation):
        return Source(cases, columns_of_relation(cases), lambda found: found, True)
    if isinstance(cases, pa.RecordBatchReader):
        return _of_arrow(cases, lambda found: found.to_reader())
    if isinstance(cases, pa.Table):
        return _of_arrow(cases, lambda found: found)
    frame = nw.from_native(cases, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        backend = frame.implementation

        def lazily(found: Any) -> Any:
            return nw.from_arrow(found, backend=backend).lazy().to_native()

        return _of_frame(frame.collect(backend="pyarrow"), lazily)
    if isinstance(frame, nw.DataFrame):
        kind = frame.implementation
        return _of_frame(frame, lambda found: nw.from_arrow(found, backend=kind).to_native())
    raise TypeError(
        "cases are a table of Arrow, Polars, pandas or DuckDB, or the path of a Parquet or CSV file, "
        f"not {type(cases).__name__}"
    )


def _of_frame(frame: Any, back: Callable[[Any], Any]) -> Source:
    """A table without columns has rows in some kinds, which Arrow would lose."""
    if frame.columns:
        return _of_arrow(frame.to_arrow(), back)
    return _of_rows(len(frame), back)


def _of_rows(count: int, back: Callable[[Any], Any]) -> Source:
    """So many rows that say nothing."""
    connection = connected()
    connection.register("cases", pa.table({"row": range(count)}))
    return Source(connection.table("cases"), [], back, connection=connection)


def _of_arrow(table: Any, back: Callable[[Any], Any]) -> Source:
    if isinstance(table, pa.Table) and not table.schema.names:
        return _of_rows(table.num_rows, back)
    connection = connected()
    connection.register("cases", table)
    relation = connection.table("cases") if isinstance(table, pa.Table) else connection.from_arrow(table)
    owned = connection if isinstance(table, pa.Table) else None
    types = [
        type_ for _, type_ in columns_of_relation(relation)
    ]  # of two columns of one name DuckDB gives one another
    return Source(relation, list(zip(table.schema.names, types, strict=True)), back, connection=owned)


def connected() -> Any:
    """A database of one's own, in memory; without what takes most of the time of planning a long statement,
    and makes none faster."""
    connection = duckdb.connect()
    if connection.execute("SELECT 1 FROM duckdb_optimizers() WHERE name = ?", [SLOW]).fetchone():
        connection.execute("SET disabled_optimizers = ?", [SLOW])
    return connection


def _of_path(path: str, usual: Usual) -> Source:
    connection = connected()
    relation = read_path(connection, path, usual)
    return Source(relation, columns_of_relation(relation), lambda found: found, True)


def read_path(connection: Any, path: str, usual: Usual) -> Any:
    """A file in a database; the columns of CSV have the types that facts have."""
    if "*" not in path and "://" not in path and not Path(path).is_file():
        raise FileNotFoundError(ENOENT, "there is no such table", path)
    if path.endswith((".csv", ".csv.gz", ".tsv")):
        header = connection.read_csv(path, all_varchar=True)
        types = {name: str(usual[name]) for name in header.columns if name in usual}
        return connection.read_csv(path, dtype=types)
    return connection.read_parquet(path)


def columns_of_relation(relation: Any) -> list[tuple[str, Type]]:
    """The columns of a table, each with its type."""
    return [(name, type_of(one)) for name, one in zip(relation.columns, relation.types, strict=True)]


def type_of(given: Any) -> Type:
    """A type as DuckDB says it."""
    kind = given.id.upper()
    match kind:
        case "LIST" | "ARRAY":
            ((_, element), *_) = given.children
            return Type("LIST", element=type_of(element))
        case "STRUCT":
            return Type("STRUCT", fields=tuple((name, type_of(inner)) for name, inner in given.children))
        case "DECIMAL":
            parts = dict(given.children)
            return Type("DECIMAL", parts["precision"], parts["scale"])
        case "ENUM":
            return Type("ENUM", written=str(given))
        case _:
            return Type(str(given).upper())
