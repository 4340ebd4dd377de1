"""`qanun verify --scenarios`."""

from collections.abc import Sequence

import click

from qanun.core.rules import Program
from qanun.diagnostics.nearest import nearest
from qanun.runtime.qualified import law_of, within_law
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import progress, say, say_exactly
from qanun.verify.scenarios import run_all


def say_proposed(program: Program, names: Sequence[str], seconds: float) -> Exit:
    """Print cases for what no scenario reaches: a page of cases for each law; on standard error what has
    none."""
    try:
        from qanun.verify.proposed.proposing import Proposing
    except ImportError:
        raise click.UsageError('to look for cases z3 is needed: pip install "qanun[proof]"') from None
    from qanun.verify.proposed.written import page

    laws, subjects = _asked_for(program, names)
    found, unreached = Proposing(program, run_all(program), seconds).proposals(laws, subjects, progress)
    for law in dict.fromkeys(law_of(one.subject.name) for one in found):
        say_exactly(page(program, law, [one for one in found if law_of(one.subject.name) == law]))
    for one in unreached:
        place = f"{one.goal.definition.site.path}:{one.goal.definition.site.line}"
        proved = "proved" if one.proved else "not decided"
        say(f"{place}: {one.goal.in_words}: {proved}: {one.cause}", err=True)
    cases = sum(len(one.found) for one in found)
    say(f"cases proposed: {cases}; of {len(unreached)} things there is none", err=True)
    return Exit.FINE


def _asked_for(program: Program, names: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The laws that are named, or all; and what the questions that are named answer."""
    laws = {name for name in names if name in program.laws}
    subjects: set[str] = set()
    for name in names:
        if name in laws:
            continue
        questions = [one for one in program.questions.values() if name in (one.name, within_law(one.name))]
        if not questions:
            near = nearest(name, [*program.laws, *program.questions, *map(within_law, program.questions)])
            hint = f"; did you mean `{near}`?" if near else ""
            raise click.UsageError(f"there is no law and no question `{name}`{hint}")
        subjects |= {answer for question in questions for answer in question.answers}
    return frozenset(laws if names else program.laws), frozenset(subjects)
