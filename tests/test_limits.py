"""Sizes that no law has: an answer or a clear limit, and work that grows with the page, not with its square.

Work is counted, not timed.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from qanun.core.evaluation import Conditions
from qanun.core.walk import walk
from qanun.diagnostics.render import as_text
from qanun.pipeline import Compiled, compile
from qanun.runtime.answers.answers import Verdict
from qanun.text import Text
from qanun.verify import conflicts, findings
from qanun.verify.conflicts import undeclared
from qanun.verify.scenarios import run_all
from reference.answering import answer

FRONT = """\
law: L
jurisdiction: T
module: law
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: x
"""
HEAD = f"---\n{FRONT}---\n\n## Article 1. A\n\n> **1.1** Words.\n\n"
ASKED = '\nquestion q "q"\n  answers r'
RIGHT = 'fact a "x"\nright r "x" on nobody named when '
LARGE = 1_000


def page(rules: str) -> str:
    return f"{HEAD}```qanun\n{rules}\n```\n"


def front(lines: str) -> str:
    return f"---\n{lines}\n---\n" + HEAD.split("---\n", 2)[2]


def lines(line: Callable[[int], str], number: int = LARGE) -> str:
    return "\n".join(line(at) for at in range(number))


def aliases(letters: str = "abcdefghijklmnopqrst") -> str:
    """A front matter in which each line has the one before it nine times: 9 to the power of 20 in all."""
    rows = [f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]" for one, two in pairwise(letters)]
    return "a: &a [x, x]\n" + "\n".join(rows)


LARGE_PAGES = {
    "entries": page(lines(lambda n: f'fact f{n} "x"')),
    "scenarios": page(f"{RIGHT}a{ASKED}\n" + lines(lambda n: f'scenario "s{n}"\n  given a\n  then r yes')),
    "exceptions": page(f"{RIGHT}a\n" + lines(lambda n: f"exception e{n} to r when not a", 1000) + ASKED),
    "provisions": HEAD + lines(lambda n: f"> **1.{n + 2}** Words.\n>") + '\n\n```qanun\nfact a "x"\n```\n',
    "mistakes": page(lines(lambda n: f'right r{n} "x" on nobody named when misspelt{n}', 1000)),
    "the same name": page(lines(lambda _: 'fact a "x"')),
    "bullets in a list": page(f"{RIGHT}any of\n" + lines(lambda _: "    - a") + ASKED),
    "a long line": page(f"{RIGHT}{' and '.join(['a'] * LARGE)}{ASKED}"),
    "a long label": page(f'fact a "{"x " * 500_000}"'),
    "a long name": page(f'fact {"a" * 500_000} "x"'),
    "a long number": page("define d : integer is " + "1" * 500_000),
    "blanks": page("\n" * 100_000 + 'fact a "x"'),
    "signs": page("$" * 20_000),
    "quotes in quotes": HEAD + ">" * LARGE + " x\n",
    "lists in lists": HEAD + lines(lambda n: f"> {'  ' * n}- x", 1500) + "\n",
    "links that are open": f"{HEAD}> **1.2** {'[a' * LARGE}\n",
    "emphasis that is open": f"{HEAD}> **1.2** {'**a ' * LARGE}{'*a _b ' * LARGE}\n",
    "keys": front(lines(lambda n: f"key{n}: value")),
    "a value without end": front(f"law: {'x' * 1_000_000}"),
    "front matter without end": "---\n" + "a\n" * 50_000,
    "aliases": front(aliases()),
    "an alias of itself": front("law: &a [*a]"),
    "a list in a list": front("law: " + "[" * LARGE + "]" * LARGE),
    "keys in keys": front(lines(lambda n: f"{' ' * n}a:", 3000)),
}

TOO_DEEP = {
    "brackets": ("Q0135", f"{RIGHT}{'(' * LARGE}a{')' * LARGE}"),
    "brackets without end": ("Q0114", f"{RIGHT}{'(' * LARGE}"),
    "nots": ("Q0135", f"{RIGHT}{'not ' * LARGE}a"),
    "sums": ("Q0135", f"fact n : integer\ndefine d : integer is {' + '.join(['n'] * LARGE)}"),
    "choices": ("Q0135", f'fact a "x"\ndefine d : integer is {"if a then 1 else " * LARGE}2'),
    "bullets": (
        "Q0135",
        f"{RIGHT}any of\n" + lines(lambda n: f"{'  ' * (n + 2)}- any of", 700) + f"\n{'  ' * 702}- a",
    ),
}


@pytest.mark.parametrize("name", LARGE_PAGES)
def test_a_large_page_is_answered(name: str) -> None:
    """Whatever is said of it can be said."""
    outcome = compile([Text("law.md", LARGE_PAGES[name])])
    assert "Q" in as_text(outcome.diagnostics, False) or outcome.value.program is not None


@pytest.mark.parametrize("name", TOO_DEEP)
def test_what_is_nested_too_deeply_is_one_mistake(name: str) -> None:
    code, rules = TOO_DEEP[name]
    outcome = compile([Text("law.md", page(rules))])
    assert [one.kind.code for one in outcome.diagnostics if one.is_error] == [code]


CHAINS: dict[str, tuple[str, Callable[[int], str]]] = {
    "definitions": ("define d0 : yes/no is a", lambda n: f"define d{n} : yes/no is d{n - 1}"),
    "brackets": (
        "define d0 : yes/no is a",
        lambda n: f"define d{n} : yes/no is a and (b or (a and (b or d{n - 1})))",
    ),
    "norms": (
        'right d0 "x" on nobody named when a',
        lambda n: f'right d{n} "x" on nobody named when d{n - 1}\nexception e{n} to d{n} when b',
    ),
    "rules": (
        "rule d0 : yes/no\n  is yes\n  when a\n  otherwise no",
        lambda n: f"rule d{n} : yes/no\n  otherwise no\nground g{n} of d{n} when d{n - 1}\n  is yes",
    ),
}


def chain(name: str, length: int) -> Compiled:
    """A law in which each definition rests on the one before it; the one at the end is asked."""
    first, each = CHAINS[name]
    rules = "\n".join((first, *map(each, range(1, length))))
    asked = f'right r "x" on nobody named when d{length - 1}{ASKED}'
    case = 'scenario "s"\n  given a\n    all others no\n  then r yes'
    return compile([Text("law.md", page(f'fact a "x"\nfact b "x"\n{rules}\n{asked}\n{case}'))]).value


@pytest.mark.parametrize("name", CHAINS)
def test_what_rests_on_very_much_is_followed_or_refused(name: str) -> None:
    """The longest chain that is not refused is answered, and refused are only some more than twenty."""
    length = next(n for n in range(10, 2000, 10) if chain(name, n).program is None)
    assert length > 20
    program = chain(name, length - 10).program
    assert program is not None
    assert [result.passed for result in run_all(program)] == [True]
    assert chain(name, 1000 if name == "definitions" else length).program is None


def worked(monkeypatch: pytest.MonkeyPatch, rules: str) -> tuple[int, list[str]]:
    """How often something was evaluated to find what is said beyond the passes, and the codes of that."""
    text = Text("law.md", page(rules))
    program = compile([text]).value.program
    assert program is not None
    count = 0
    outcomes = Conditions.outcomes

    def counting(*arguments: Any) -> list[object]:
        nonlocal count
        found = outcomes(*arguments)
        count += len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Conditions, "outcomes", counting)
        said = findings.found_in(program, [text])
    return count, [one.kind.code for one in said]


def pulling_apart(number: int) -> str:
    """Rights and prohibitions of one act."""
    return 'fact n : integer "x"\nact go "go"\nparty p "p"\n' + lines(
        lambda at: (
            f'right r{at} "x" on p of go when n > {at}\nprohibition p{at} "x" on p of go when n < {at + 2}'
        ),
        number,
    )


def grounds(number: int) -> str:
    """Grounds of one rule that give different values in the same cases."""
    rule = 'fact a "x"\nfact n : integer "x"\nrule r : integer "x"\n  otherwise 0\n'
    return rule + lines(
        lambda at: f"ground g{at} of r when {'a' if at % 2 else f'n > {at}'}\n  is {at}", number
    )


@pytest.mark.parametrize("rules", [pulling_apart, grounds])
def test_what_is_found_out_takes_work_that_grows_with_the_page(
    monkeypatch: pytest.MonkeyPatch, rules: Callable[[int], str]
) -> None:
    """Twice the page, about twice the work; and each norm or ground is told once."""
    some, told = worked(monkeypatch, rules(30))
    more, told_more = worked(monkeypatch, rules(60))
    assert more < 2.5 * some
    assert 0 < len(told) <= 30
    assert len(told_more) <= 60


def test_many_norms_are_found_to_collide_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pairs in the same cases finds what pair by pair finds, where each pair meets in many cases."""
    program = compile([Text("law.md", page(pulling_apart(9)))]).value.program
    assert program is not None
    pairs = {(one.allowing.name, one.forbidding.name) for one in undeclared(program)}
    expected = {
        (f"law.r{one}", f"law.p{other}") for one in range(9) for other in range(9) if other + 2 - one > 1
    }
    assert pairs == expected
    monkeypatch.setattr(conflicts, "MANY", 1)
    assert {(one.allowing.name, one.forbidding.name) for one in undeclared(program)} == expected


def ranked_when(number: int) -> str:
    """A rule whose grounds pull apart, each with the next, under conditions of their own."""
    facts = lines(lambda at: f'fact f{at} "x"\nfact c{at} "x"', number)
    grounds = lines(lambda at: f"ground g{at} of r is {at} when f{at}", number)
    collisions = lines(lambda at: f'collision r.g{at} with r.g{at + 1} "x" when c{at}', number - 1)
    return f'{facts}\nrule r : integer "x"\n  otherwise 0\n{grounds}\n{collisions}{ASKED}'


def test_collisions_under_conditions_do_not_multiply() -> None:
    """Twice as many take twice the room in the core, and each is still asked under its own condition."""
    sizes = []
    for number in (20, 40):
        program = compile([Text("law.md", page(ranked_when(number)))]).value.program
        assert program is not None
        sizes.append(sum(1 for one in program.definitions.values() for _ in walk(one.body)))
        pair = {"law.f3": True, "law.f4": True}
        facts = {f"law.{name}{at}": False for name in "fc" for at in range(number)} | pair
        assert answer(program, "law.q", facts)["law.r"].verdict == Verdict.FAULT
        assert answer(program, "law.q", {**facts, "law.c3": True})["law.r"].verdict == Verdict.IN_CONFLICT
    assert sizes[1] < 2.5 * sizes[0]
