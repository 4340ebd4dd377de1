"""Proposed cases as a drafter would write them: a table for each subject, on the page of cases of its law."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from qanun.core.rules import Program, RecordValue
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.faults import Conflict, Gap
from qanun.runtime.qualified import law_of, within_law
from qanun.typed.types import ListType, OrNone, SetType, Type
from qanun.verify.findings import MARK
from qanun.verify.proofs.cases import moment_text, stated, written
from qanun.verify.proposed.finding import Found, Proposed
from qanun.verify.proposed.goals import Goal


@frozen
class Row:
    """A case: its title, what it states by column, what is expected."""

    title: str
    cells: dict[str, str]
    expected: str


def page(program: Program, law: str, proposals: Sequence[Proposed]) -> str:
    """The page of cases of one law; "" where there is none."""
    blocks = [block for one in proposals for block in _blocks(program, law, one)]
    if not blocks:
        return ""
    return "\n".join((f"# Worked cases: {program.laws[law].title}\n", *blocks))


def _blocks(program: Program, law: str, proposed: Proposed) -> Iterator[str]:
    rows, apart = [], []
    taken: dict[str, int] = {}
    for found in proposed.found:
        said = expected(proposed.subject.name, found.answer, proposed.subject.type, law)
        if said is None:
            continue
        title = _title(found, law, taken)
        cells = _cells(program, found, law)
        if cells is None:
            apart.append(_scenario(program, law, proposed, found, title, said))
        else:
            rows.append(Row(title, cells, said))
    if rows:
        yield _table(law, proposed, rows)
    yield from apart


def _title(found: Found, law: str, taken: dict[str, int]) -> str:
    """What the case is for; of several of one title each has its number."""
    goal = min(found.reached, key=lambda one: (one.expr is not None, str(one.name), not one.value))
    base = f"{MARK}{_called(goal, law)}"
    taken[base] = taken.get(base, 0) + 1
    return base if taken[base] == 1 else f"{base} ({taken[base]})"


def _called(goal: Goal, law: str) -> str:
    name = _short(goal.name.subject, law)
    if goal.expr is not None:
        return f"one condition decides {name}"
    return f"{name} holds" if goal.value else f"{name} does not hold"


def _table(law: str, proposed: Proposed, rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    given = [name for name in names if not name.startswith("under ")]
    under = [name for name in names if name.startswith("under ")]
    subject = _short(proposed.subject.name, law)
    lines = [f'cases "{MARK}{subject}"']
    if given:
        lines.append(f"  given {', '.join(given)}")
    if under:
        lines.append(f"  under {', '.join(name.removeprefix('under ') for name in under)}")
    lines.append(f"  then {subject}")
    heads = ["case", *given, *(name.removeprefix("under ") for name in under), f"then {subject}"]
    table = [_row(heads), _row(["---"] * len(heads))]
    for row in rows:
        table.append(_row([row.title, *(row.cells.get(name, "") for name in (*given, *under)), row.expected]))
    return "```qanun\n" + "\n".join(lines) + "\n```\n\n" + "\n".join(table) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _scenario(program: Program, law: str, proposed: Proposed, found: Found, title: str, said: str) -> str:
    """A case that no table can say: one with a list of records."""
    name = _short(proposed.subject.name, law)
    lines = [*stated(program, law, found.witness), *(f"  then {name} {said}".split("\n"))]
    return "```qanun\n" + f'scenario "{title}"\n' + "\n".join(lines) + "\n```\n"


def _cells(program: Program, found: Found, law: str) -> dict[str, str] | None:
    """What stands in the columns; None where something has no place in a cell."""
    cells: dict[str, str] = {}
    witness = found.witness
    for name in witness.known:
        said = _cell(witness.facts[name], program.facts[name].type)
        if said is None:
            return None
        cells[_short(name, law)] = said
    if witness.as_of is not None:
        cells["as_of"] = moment_text(witness.as_of)
    for name, option in witness.readings.items():
        cells[f"under {_short(name, law)}"] = option
    return cells


def _cell(value: object, type_: Type) -> str | None:
    bare = type_.inner if isinstance(type_, OrNone) else type_
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset | tuple) and isinstance(bare, SetType | ListType):
        if not value:
            return "empty"
        members = [
            _cell(one, bare.element)
            for one in (value if isinstance(value, tuple) else sorted(value, key=str))
        ]
        known = [one for one in members if one is not None]
        if len(known) < len(members):
            return None
        return known[0] if len(known) == 1 else f"({', '.join(known)})"
    return None if isinstance(value, RecordValue) else written(value, bare)


WORDS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.MUST: "must",
    Verdict.NEED_NOT: "need_not",
    Verdict.MUST_NOT: "must_not",
    Verdict.MAY: "may",
    Verdict.DISCRETION: "discretion",
    Verdict.SILENT: "silent",
    Verdict.IN_CONFLICT: "in conflict",
}


def expected(subject: str, answer: Answer[object], type_: Type, law: str) -> str | None:
    """What the cell of a `then` column says; None where none can say it."""
    if answer.verdict is Verdict.VALUE:
        return _cell(answer.value, type_)
    if answer.verdict is Verdict.BARRED:
        bars = ", ".join(_short(name, law) for name in answer.barred_by)
        return f"barred by {bars}" if bars else "barred"
    if answer.verdict is Verdict.FAULT:
        fault = answer.fault
        return "conflict" if isinstance(fault, Conflict) else "gap" if isinstance(fault, Gap) else "fault"
    return WORDS.get(answer.verdict)


def _short(name: str, law: str) -> str:
    return within_law(name) if law_of(name) == law else name
