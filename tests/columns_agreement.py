"""Cases in columns, held against the general evaluation: as many random ones as wanted, of any question.

python tests/columns_agreement.py --cases 2000 --seed 2012 [QUESTION ...]
python tests/columns_agreement.py --programs 2000 --seed 2012
python tests/columns_agreement.py --scenarios [--pages spec]
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
from agreement import Case as Drawn
from agreement import Laws, facts_of, generated, typed_value
from attrs import frozen
from in_memory import loaded
from pages_of_law import EXAMPLES, SPEC, STATUTES, program_of
from programs_at_random import BATCH, batch
from qanun.columns.cells import REASONS, answer_cells
from qanun.columns.deciding import decide_many
from qanun.columns.left import MISTAKES
from qanun.columns.showing import arrow
from qanun.columns.sorts import none_of
from qanun.columns.tables import Wishes
from qanun.columns.types import usual
from qanun.core.rules import Question
from qanun.core.scenarios import completed
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.json_writing import to_json
from qanun.runtime.values.money import Money
from qanun.runtime.values.periods import Period
from qanun.runtime.values.records import Record
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Fact, Kind
from qanun.runtime.values.unknown import UNKNOWN
from qanun.verify.cases import Pool
from random_programs import together


@frozen
class Case:
    """A case as an application has it."""

    facts: Any
    as_of: datetime | None
    readings: Mapping[str, str]


# --- a case as a row --------------------------------------------------------------------------------------


def cells(facts: Any, specs: Sequence[Fact]) -> dict[str, Any]:
    """What columns have of facts, or of a record."""
    found: dict[str, Any] = {}
    for fact in specs:
        value = getattr(facts, fact.name)
        if fact.or_none:
            found[none_of(fact.name)] = value is None if value is not UNKNOWN else None
        found[fact.name] = None if value is UNKNOWN or value is None else cell(value, fact.kind)
    return found


def cell(value: Any, kind: Kind) -> Any:
    """A value in its column; a set that is known in part is not known."""
    match value:
        case Money(amount):
            return _decimal(amount)
        case Fraction():
            return _decimal(value)
        case Hours(count) | Days(count) | Months(count):
            return count
        case Period(start, end):
            return {"from": start, "to": end, "is_running": end is None}
        case PartialSet():
            return None
        case frozenset():
            return sorted(map(str, value))
        case tuple():
            assert kind.element is not None
            element = kind.element
            return [cell(one, element) for one in value]
        case Record():
            return cells(value, type(value).FACTS)
        case _ if kind.word == "penalty":
            from json import dumps

            return dumps(to_json(value))
        case str():
            return str(value)
        case _:
            return value


def _decimal(amount: Fraction) -> Any:
    from decimal import Decimal

    return Decimal(amount.numerator) / Decimal(amount.denominator)


def table(question: Any, cases: Sequence[Case]) -> Any:
    """A table of cases, each with its own day and readings."""
    specs = question.facts.FACTS
    rows = [cells(case.facts, specs) for case in cases]
    columns: dict[str, Any] = {}
    for fact in specs:
        columns[fact.name] = pa.array([row[fact.name] for row in rows], arrow(usual(fact.kind)))
        if fact.or_none:
            columns[none_of(fact.name)] = pa.array([row[none_of(fact.name)] for row in rows], pa.bool_())
    columns["as of"] = pa.array([case.as_of for case in cases], pa.timestamp("us", "UTC"))
    for name in question.readings:
        columns[f"reading {name}"] = pa.array([case.readings[name] for case in cases])
    return pa.table(columns)


# --- what must be the same --------------------------------------------------------------------------------


def known_whole(facts: Any) -> Any:
    """Facts as columns can have them: a set that is known in part, a part of an hour, or a number with more
    digits than the column, is not known."""
    given = {fact.name: _whole(getattr(facts, fact.name), fact.kind) for fact in facts.FACTS}
    return type(facts)(**{name: value for name, value in given.items() if value is not UNKNOWN})


def _whole(value: Any, kind: Kind) -> Any:
    if isinstance(value, PartialSet):
        return UNKNOWN
    count = getattr(value, "count", value)
    if isinstance(count, int) and abs(count) >= 2**63:
        return UNKNOWN
    if isinstance(value, Hours) and Fraction(value.count).denominator > 1:
        return UNKNOWN
    amount = value.amount if isinstance(value, Money) else value
    if isinstance(amount, Fraction):
        type_ = usual(kind)
        parts = amount * 10**type_.scale
        if parts.denominator > 1 or abs(parts) >= 10**type_.precision:
            return UNKNOWN
    if isinstance(value, tuple):
        assert kind.element is not None
        return tuple(_whole(one, kind.element) for one in value)
    return known_whole(value) if isinstance(value, Record) else value


def expected(question: Any, case: Case, columns: Sequence[str], certain: bool) -> dict[str, Any] | str:
    """What the general evaluation says, a cell for each column; the sentence of what makes the case
    impossible."""
    make, choice, moment = question._asked(case.facts, case.as_of, case.readings)
    try:
        evaluated = make.evaluate(case.facts, moment, choice)
    except CaseImpossible as impossible:
        return impossible.sentence
    rows = evaluated.rows if certain else evaluated.rows.step_by_step
    order = tuple(fact.name for fact in question.facts.FACTS)
    found: dict[str, Any] = {}
    for maker, row, answered in zip(make.makers, list(rows), question.answers_type.ANSWERED, strict=True):
        mine = [
            name for name in columns if name.startswith(f"{answered.name}_") and _part(name, answered.name)
        ]
        found.update(zip(mine, answer_cells(maker.of_row(row), answered, mine, order), strict=True))
    return found


def _part(column: str, name: str) -> bool:
    return column.removeprefix(f"{name}_") in ("verdict", "value", "state", "due", "end", "needs", *REASONS)


def agree(
    question: Any,
    cases: Sequence[Case],
    *,
    one_day: bool = False,
    certain: bool = False,
    many: Callable[[Any, Any, Wishes], Any] = decide_many,
    reasons: bool = False,
) -> None:
    """The columns say what the general evaluation says of each case. `one_day`: all are of the first one's
    day and readings. `many` answers the table."""
    given = table(question, cases)
    first = cases[0]
    as_of: Any = "as of"
    readings = {name: f"@reading {name}" for name in question.readings}
    if one_day:
        given = given.select(
            [name for name in given.column_names if name != "as of" and not name.startswith("reading ")]
        )
        as_of, readings = first.as_of, dict(first.readings)
        cases = [Case(case.facts, first.as_of, first.readings) for case in cases]
    wishes = Wishes(as_of=as_of, readings=readings, errors="column", certain=certain, reasons=reasons)
    found = many(question, given, wishes)
    columns = [name for name in found.column_names if name != MISTAKES]
    for number, (row, case) in enumerate(zip(found.to_pylist(), cases, strict=True)):
        wanted = expected(question, case, columns, certain)
        if isinstance(wanted, str):
            assert row[MISTAKES] == [wanted], (number, case, row)
            continue
        assert row[MISTAKES] is None, (number, case, row[MISTAKES])
        differing = [
            (name, row[name], wanted[name]) for name in columns if not _same(row[name], wanted[name])
        ]
        assert differing == [], (
            f"{question!r}, row {number}: columns, then the general evaluation\n{differing}\n{case}"
        )


def _same(one: Any, other: Any) -> bool:
    """An amount is a decimal number, or a text that says it exactly."""
    if isinstance(other, Fraction) or (isinstance(other, int) and isinstance(one, str)):
        return one is not None and Fraction(one) == other
    if isinstance(other, date) and isinstance(one, str):  # of a column that has days or moments
        return one == other.isoformat()
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def case_of(laws: Laws, question: Question, given: Drawn) -> Case:
    """A case of the law as an application has it, with the first option of each reading left open."""
    facts = {
        name: typed_value(value, laws.program.facts[name].type, laws) for name, value in given.facts.items()
    }
    first = {name: laws.program.readings[name].options[0][0] for name in question.readings}
    readings = first | {name: option for name, option in given.readings.items() if name in first}
    made = known_whole(facts_of(Drawn(facts, given.as_of, readings), question, laws))
    return Case(made, given.as_of, readings)


def drawn(laws: Laws, question: Question, random: Random, count: int) -> list[Case]:
    """Random cases, with none, few or many facts missing."""
    pool = Pool(laws.program, question, random)
    shares = (0.0, 0.0, 0.1, 0.3, 0.6)
    return [case_of(laws, question, pool.draw(random.choice(shares))) for _ in range(count)]


def of_scenarios(laws: Laws, question: Question) -> list[Case]:
    """The cases of the scenarios that expect something that the question answers, or, where no question does,
    state something that it asks for."""
    answered = {name for one in laws.program.questions.values() for name in one.answers}
    found: list[Case] = []
    for scenario in laws.program.scenarios:
        expected = {one.subject for one in scenario.expects}
        stated = any(name in question.facts for name, _ in scenario.facts)
        concerned = bool(expected & set(question.answers)) or (stated and not expected & answered)
        if scenario.unsound is not None or not question.facts or not concerned:
            continue
        facts = completed(laws.program, question, scenario)
        as_of: Any = scenario.as_of or datetime(2012, 3, 5, tzinfo=UTC)
        found.append(case_of(laws, question, Drawn(facts, as_of, dict(scenario.readings))))
    return found


def laws_of(pages: str, folder: Path) -> Iterator[Laws]:
    """The statutes as they are, or each page of examples or of the language as a package of its own."""
    if pages == "statutes":
        yield Laws(program_of(*STATUTES), "qanun_azerbaijan")
        return
    for page in EXAMPLES if pages == "examples" else SPEC:
        program = program_of(page)
        yield generated(program, folder, f"columns_of_{page.stem}")


def way_of(question: Any) -> str:
    """Which way a question goes: wholly in columns, or what of it does not, and why."""
    causes = question.not_in_columns()
    return "; ".join(f"`{name}`: {cause}" for name, cause in causes.items()) or "in columns"


def agree_on_programs(seed: object, number: int) -> None:
    """Columns say of a batch of random programs what the general evaluation says, in a dozen cases each."""
    laws = loaded(together(batch(seed, number)), "random_laws")
    for name, question in laws.program.questions.items():
        if question.facts:
            agree(laws.question(name), drawn(laws, question, Random(f"{seed} {name}"), 12))


def _programs(options: argparse.Namespace) -> None:
    for number in range(-(-options.programs // BATCH)):
        try:
            agree_on_programs(options.seed, number)
        except Exception as error:
            if not options.go_on:
                raise
            print(f"batch {number}: {type(error).__name__}: {str(error)[:900]}", flush=True)
        if number % 50 == 49:
            print(f"{(number + 1) * BATCH} programs agree ({time.process_time():.0f} s)", flush=True)


def main() -> None:
    """Draw, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="*")
    parser.add_argument("--pages", choices=("statutes", "examples", "spec"), default="statutes")
    parser.add_argument("--ways", action="store_true", help="which questions are said wholly in columns")
    parser.add_argument("--scenarios", action="store_true", help="the cases of scenarios, not random ones")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--go-on", action="store_true")
    parser.add_argument("--programs", type=int, default=0)
    options = parser.parse_args()
    if options.programs:
        _programs(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        for laws in laws_of(options.pages, Path(folder)):
            for question in laws.program.questions.values():
                if options.questions and question.name not in options.questions:
                    continue
                asked = laws.question(question.name)
                if options.ways:
                    print(f"| `{question.name}` | {way_of(asked)} |")
                else:
                    _compare(laws, question, asked, options)


def _compare(laws: Laws, question: Question, asked: Any, options: argparse.Namespace) -> None:
    started = time.process_time()
    try:
        if options.scenarios:
            cases = of_scenarios(laws, question)
            if cases:
                agree(asked, cases)
            print(f"{question.name}: {len(cases)} cases of scenarios agree", flush=True)
            return
        cases = drawn(laws, question, Random(f"{options.seed} {question.name}"), options.cases)
        agree(asked, cases)
        agree(asked, cases[: options.cases // 4], one_day=True)
        agree(asked, cases[: options.cases // 20], reasons=True)
    except Exception as error:
        if not options.go_on:
            raise
        print(f"{question.name}: {type(error).__name__}: {str(error)[:700]}", flush=True)
        return
    took = time.process_time() - started
    print(f"{question.name}: {options.cases} cases agree ({took:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
