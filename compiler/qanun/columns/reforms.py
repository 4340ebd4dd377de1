"""What a reform does to a table of cases: how many answers change, and how, by groups of cases.

Both sides answer the table, each by its own law, day and readings. Their answers stand in files until they
are counted beside each other, row by row: memory does not grow with the table.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import field, frozen

from qanun.columns.asking import Question
from qanun.columns.deciding import told
from qanun.columns.frames import connected, opened
from qanun.columns.left import MISTAKES
from qanun.columns.plan import quoted
from qanun.columns.printing import text_literal
from qanun.columns.tables import Wishes
from qanun.columns.types import columns_of
from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.values.spec import Answered

SAME, MORE, LESS, REFUSED = "same", "more", "less", "refused"
AMOUNTS = frozenset({"money", "number", "integer", "duration"})
BINS = 24
"""So many steps has the picture of amounts gained and lost, about."""


@frozen(eq=False)
class Side:
    """A law as a table is put to it: a question, a day (or the column that has it), options of readings."""

    name: str
    question: Question
    as_of: date | datetime | str | None = None
    readings: Mapping[str, str] | None = None

    def columns(self) -> set[str]:
        """Those of a table that say something to this side."""
        said = {name for fact in self.question.facts.FACTS for name, _ in columns_of(fact)}
        said |= {option[1:] for option in (self.readings or {}).values() if option.startswith("@")}
        return said | ({self.as_of} if isinstance(self.as_of, str) else set())


@frozen(eq=False)
class Outcome:
    """An outcome of both sides. `steps`: of cases whose amount changes how many have which difference, from
    each step up to the next."""

    name: str
    label: str
    unit: str
    steps: Sequence[tuple[Decimal, int]] = ()


@frozen(eq=False)
class Reform:
    """`table` has a row for each outcome, group and kind of change: how many cases, what they come to before
    and after in all, and the difference. `alone` are outcomes that only one side answers."""

    before: Side
    after: Side
    by: tuple[str, ...]
    cases: int
    outcomes: tuple[Outcome, ...]
    alone: tuple[str, ...]
    table: Any
    _rows: Any = field(repr=False)

    def rows(self) -> Any:
        """Each case with its change, and what both sides say of each outcome, as a relation of DuckDB."""
        return self._rows


def reform(
    before: Side,
    after: Side,
    cases: Any,
    *,
    by: Sequence[str] = (),
    keep: Sequence[str] = (),
    unknown: Sequence[str] = (),
    null_is: Mapping[str, str] | str | None = None,
    workers: int | None = None,
) -> Reform:
    """Put a table to both sides. `by`: columns whose values make groups; `keep`: columns that go with the
    rows. FactsRefused tells what is wrong with the table; wrong rows are counted."""
    along = tuple(dict.fromkeys((*by, *keep)))
    _check(before, after, cases, along)
    folder = mkdtemp(prefix="qanun-reform-")
    try:
        _answer((before, after), cases, along, unknown, null_is, workers, folder)
        found = _counted(before, after, tuple(by), along, folder)
    except BaseException:
        rmtree(folder)
        raise
    finalize(found, rmtree, folder)
    return found


def _answer(
    sides: tuple[Side, Side],
    cases: Any,
    along: Sequence[str],
    unknown: Sequence[str],
    null_is: Mapping[str, str] | str | None,
    workers: int | None,
    folder: str,
) -> None:
    """Put the answers of both sides into files."""
    for number, side in enumerate(sides):
        wishes = Wishes(
            side.as_of,
            side.readings,
            False,
            "column",
            null_is,
            along,
            [name for name in unknown if name in {fact.name for fact in side.question.facts.FACTS}],
            False,
            workers,
        )
        schema, batches = told(side.question, cases, wishes, only=side.columns() | set(along))
        with pq.ParquetWriter(_file(folder, number), schema) as written:
            for batch in batches:
                written.write_batch(batch)


def _file(folder: str, number: int) -> str:
    return str(Path(folder) / f"{number}.parquet")


def _check(before: Side, after: Side, cases: Any, along: Sequence[str]) -> None:
    """A column that says nothing to either side is refused, and a table that can be read only once."""
    if isinstance(cases, pa.RecordBatchReader):
        raise TypeError("a reader is read once, and both sides read: give a table, or the path of a file")
    known = before.columns() | after.columns()
    mistakes: list[Mistake] = []
    there = [name for name, _ in opened(cases, {}).columns]
    for name in there:
        if name not in known and name not in along:
            what = "it is no fact of either side; what makes groups, name in by=, what goes along, in keep="
            mistakes.append(Mistake(name, what, guess(name, tuple(known), mistakes)))
    for name in along:
        if name not in there:
            mistakes.append(Mistake(name, "there is no such column", guess(name, tuple(there), mistakes)))
    if mistakes:
        raise FactsRefused(tuple(mistakes), "the table")


# --- counting ---------------------------------------------------------------------------------------------


def _counted(before: Side, after: Side, by: tuple[str, ...], along: Sequence[str], folder: str) -> Reform:
    connection = connected()
    for number, name in enumerate(("before", "after")):
        connection.read_parquet(_file(folder, number)).create_view(name)
    first = {one.name: one for one in before.question.answers_type.ANSWERED}
    second = {one.name: one for one in after.question.answers_type.ANSWERED}
    both = [one for name, one in second.items() if name in first]
    parts = {name: set(connection.table(name).columns) for name in ("before", "after")}
    columns = [f"before.{quoted(name)}" for name in along]
    for one in both:
        columns += _compared(one, parts["before"] & parts["after"])
    rows = connection.sql(f"SELECT {', '.join(columns) or '1'} FROM before POSITIONAL JOIN after")
    rows.create_view("compared")
    tables = [_changes(connection, one, by) for one in both]
    ((count,),) = connection.sql("SELECT count(*) FROM before").fetchall()
    outcomes = tuple(Outcome(one.name, one.label, _unit(one), _steps(connection, one)) for one in both)
    alone = tuple(sorted({*first} ^ {*second}))
    return Reform(before, after, by, count, outcomes, alone, pa.concat_tables(tables), rows)


def _unit(one: Answered) -> str:
    return one.kind.unit or "" if one.kind.word in ("money", "duration") else ""


def _is_amount(one: Answered) -> bool:
    return one.kind.word in AMOUNTS and not one.each


def _compared(one: Answered, parts: set[str]) -> list[str]:
    """The columns of an outcome: its change, and what it was and is."""

    def of(side: str, part: str) -> str:
        return f"{side}.{quoted(f'{one.name}_{part}')}"

    amount = {side: f"TRY_CAST({of(side, 'value')} AS DECIMAL(38, 6))" for side in ("before", "after")}
    b, a = amount["before"], amount["after"]
    wrong = f"before.{MISTAKES} IS NOT NULL OR after.{MISTAKES} IS NOT NULL"
    verdicts = of("before", "verdict"), of("after", "verdict")
    whens = [(wrong, text_literal(REFUSED))]
    whens.append((f"{verdicts[0]} <> {verdicts[1]}", f"concat({verdicts[0]}, ' → ', {verdicts[1]})"))
    if _is_amount(one):
        whens += [(f"{b} < {a}", text_literal(MORE)), (f"{a} < {b}", text_literal(LESS))]
    for part, words in (("value", ""), ("due", "due"), ("end", "end"), ("state", "")):
        if f"{one.name}_{part}" not in parts:
            continue
        old, new = (f"CAST({of(side, part)} AS VARCHAR)" for side in ("before", "after"))
        if words:
            whens += [(f"{new} < {old}", f"'{words} earlier'"), (f"{old} < {new}", f"'{words} later'")]
        changed = f"{old} IS DISTINCT FROM {new}"
        if part == "value" and _is_amount(one):  # 0.5 is 0.50
            changed = f"{changed} AND ({a} IS NULL OR {b} IS NULL)"
        whens.append((changed, f"'another {part}'"))
    change = " ".join(f"WHEN {when} THEN {said}" for when, said in whens)
    found = [f"CASE {change} ELSE {text_literal(SAME)} END AS {quoted(f'{one.name} change')}"]
    for side in ("before", "after"):
        found.append(f"{of(side, 'verdict')} AS {quoted(f'{one.name} verdict {side}')}")
        value = amount[side] if _is_amount(one) else of(side, "value")
        found.append(f"{value} AS {quoted(f'{one.name} {side}')}")
    return found


def _changes(connection: Any, one: Answered, by: Sequence[str]) -> Any:
    """Of an outcome a row for each group and kind of change."""
    groups = "".join(f"{quoted(name)}, " for name in by)
    change = quoted(f"{one.name} change")
    before, after = quoted(f"{one.name} before"), quoted(f"{one.name} after")
    sums = ["CAST(NULL AS DECIMAL(38, 6))"] * 3
    if _is_amount(one):
        both = f"{change} <> {text_literal(REFUSED)} AND {before} IS NOT NULL AND {after} IS NOT NULL"
        total = [f"sum(CASE WHEN {both} THEN {what} END)" for what in (before, after, f"{after} - {before}")]
        sums = [f"CAST({said} AS DECIMAL(38, 6))" for said in total]
    said = connection.sql(
        f"SELECT {text_literal(one.name)} AS outcome, {groups}{change} AS change, count(*) AS cases, "
        f"{sums[0]} AS before, {sums[1]} AS after, {sums[2]} AS difference "
        f"FROM compared GROUP BY {groups}{change} ORDER BY {groups}{change}"
    )
    return said.to_arrow_table()


def _steps(connection: Any, one: Answered) -> Sequence[tuple[Decimal, int]]:
    """How many cases gain or lose how much: the first and last step have what lies beyond, too."""
    if not _is_amount(one):
        return ()
    change, before, after = (quoted(f"{one.name} {part}") for part in ("change", "before", "after"))
    some = f"FROM (SELECT {after} - {before} AS d FROM compared WHERE {change} IN ('{MORE}', '{LESS}'))"
    ((found,),) = connection.sql(f"SELECT quantile_disc(d, [0.01, 0.99]) {some}").fetchall()
    if found is None:
        return ()
    low, high = found
    width = _width((high - low) / BINS)
    least, most = low // width - (low % width < 0), high // width - (high % width < 0)
    step = f"floor(d / CAST({width:f} AS DECIMAL(38, 6)))"
    counted = connection.sql(
        f"SELECT greatest({int(least)}, least({int(most)}, CAST({step} AS BIGINT))) AS step, count(*) {some} "
        "GROUP BY step ORDER BY step"
    ).fetchall()
    there = dict(counted)
    return [(at * width, there.get(at, 0)) for at in range(int(least), int(most) + 1)]


def _width(about: Decimal) -> Decimal:
    """A round number not below this: 1, 2 or 5 and zeros; at least 0.01."""
    size = Decimal("0.01")
    while True:
        for times in (1, 2, 5):
            if size * times >= about:
                return size * times
        size *= 10
