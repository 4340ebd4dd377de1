"""Proposed cases as a drafter would write them: a table for each subject, on the page of cases of its law."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from qanun.core.rules import Program
from qanun.verify.findings import MARK
from qanun.verify.proofs.cases import stated
from qanun.verify.proofs.expected import cell, expected, short
from qanun.verify.proofs.written import moment_text
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
    found = [block for one in proposals for block in blocks(program, law, one)]
    if not found:
        return ""
    return "\n".join((f"# Worked cases: {program.laws[law].title}\n", *found))


def blocks(program: Program, law: str, proposed: Proposed) -> Iterator[str]:
    """The blocks for one subject: a table of cases, and a scenario for each case that has no place in it."""
    rows, apart = [], []
    taken: dict[str, int] = {}
    for found in proposed.found:
        said = expected(found.answer, proposed.subject.type, law)
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
    name = short(goal.name.subject, law)
    if goal.expr is not None:
        return f"one condition decides {name}"
    return f"{name} holds" if goal.value else f"{name} does not hold"


def _table(law: str, proposed: Proposed, rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    given = [name for name in names if not name.startswith("under ")]
    under = [name for name in names if name.startswith("under ")]
    subject = short(proposed.subject.name, law)
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
    name = short(proposed.subject.name, law)
    lines = [*stated(program, law, found.witness), *(f"  then {name} {said}".split("\n"))]
    return "```qanun\n" + f'scenario "{title}"\n' + "\n".join(lines) + "\n```\n"


def _cells(program: Program, found: Found, law: str) -> dict[str, str] | None:
    """What stands in the columns; None where something has no place in a cell."""
    cells: dict[str, str] = {}
    witness = found.witness
    for name in witness.known:
        said = cell(witness.facts[name], program.facts[name].type)
        if said is None:
            return None
        cells[short(name, law)] = said
    if witness.as_of is not None:
        cells["as_of"] = moment_text(witness.as_of)
    for name, option in witness.readings.items():
        cells[f"under {short(name, law)}"] = option
    return cells
