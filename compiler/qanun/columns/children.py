"""Lists of records that stand in tables of their own, each row with the key of its case."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from qanun.columns.frames import Source, Usual, columns_of_relation, connected, opened, read_path
from qanun.columns.plan import quoted
from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.nearest import guess

Lists = Mapping[str, tuple[Any, str]]
"""By the name of a list its table, and the column that both tables have as their key."""


def with_lists(cases: Any, lists: Lists, usual: Usual) -> Source:
    """A table of cases with the lists of each as columns, in the order of their rows; a case of which a table
    says nothing has an empty list. FactsRefused where keys do not fit."""
    if isinstance(cases, pa.RecordBatchReader):
        raise TypeError("a reader is read once: with lists=, give a table, or the path of a file")
    connection = connected()
    back = _put(connection, "cases only", cases, usual)
    mistakes: list[Mistake] = []
    for name, (table, key) in lists.items():
        _put(connection, f"list {name}", table, {})
        _check(connection, name, key, mistakes)
    if mistakes:
        raise FactsRefused(tuple(mistakes), "the tables")
    text = 'SELECT numbered.* EXCLUDE ("row"), ' + ", ".join(
        f"coalesce({quoted(f'list {name}')}.listed, []) AS {quoted(name)}" for name in lists
    )
    text += ' FROM (SELECT *, row_number() OVER () AS "row" FROM "cases only") AS numbered'
    for name, (_, key) in lists.items():
        there = [one for one, _ in columns_of_relation(connection.table(f"list {name}")) if one != key]
        fields = ", ".join(f"{quoted(one)} := {quoted(one)}" for one in there)
        table = quoted(f"list {name}")
        numbered = f'SELECT *, row_number() OVER () AS "row" FROM {table}'
        things = f'list(struct_pack({fields}) ORDER BY "row") AS listed'
        listed = f'SELECT {quoted(key)} AS "key", {things} FROM ({numbered}) GROUP BY ALL'
        text += f' LEFT JOIN ({listed}) AS {table} ON numbered.{quoted(key)} = {table}."key"'
    connection.sql(f'{text} ORDER BY numbered."row"').create_view("cases")
    relation = connection.table("cases")
    return Source(relation, columns_of_relation(relation), back, connection=connection)


def _put(connection: Any, name: str, cases: Any, usual: Usual) -> Callable[[Any], Any]:
    """A table by a name; and how answers become one of its kind."""
    if isinstance(cases, str | Path):
        read_path(connection, str(cases), usual).create_view(name)
        return lambda found: duckdb.connect().from_arrow(found)
    source = opened(cases, usual)
    connection.register(name, source.relation.to_arrow_table())
    return source.back


def _check(connection: Any, name: str, key: str, mistakes: list[Mistake]) -> None:
    """Every thing belongs to one case."""
    for table, what in (("cases only", "the table of cases"), (f"list {name}", f"the table of {name}")):
        there = connection.table(table).columns
        if key not in there:
            said = f"{what} has no such column, which is the key of {name}"
            mistakes.append(Mistake(key, said, guess(key, tuple(there), mistakes)))
            return
    if name in connection.table("cases only").columns:
        mistakes.append(Mistake(name, "it stands in a table of its own, and in a column of the cases"))
    cases, things, column = quoted("cases only"), quoted(f"list {name}"), quoted(key)
    twice = f"SELECT {column} FROM {cases} GROUP BY {column} HAVING count(*) > 1 LIMIT 1"
    for (value,) in connection.sql(twice).fetchall():
        said = f"two cases have the key {value!r}, so that nothing tells whose {name} are whose"
        mistakes.append(Mistake(key, said))
    known = f"SELECT {column} FROM {cases} WHERE {column} IS NOT NULL"
    lost = f"FROM {things} WHERE {column} IS NULL OR {column} NOT IN ({known})"
    ((count, first),) = connection.sql(f"SELECT count(*), min({column}) {lost}").fetchall()
    if count:
        mistakes.append(Mistake(name, f"{count} rows have a key that no case has; one is {first!r}"))
