"""How fast generated Python is, as ratios measured in one run.

Run `python tests/bench/bench_python.py`. The measure is the plainest Python function that takes the same
facts object and builds the same answers object for Criminal Code 318. Ratios, not seconds: machines differ.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from qanun.runtime.answers import Answer, Verdict
from qanun.runtime.values import Money, Months, Penalties, PenaltyRange, State

sys.path.insert(0, str(Path(__file__).parent.parent))

LIMITS = {"decide": 2.0, "explore": 6.0, "explore, facts missing": 6.0, "explain": 40.0}
ROUNDS, REPEATS = 2000, 9

R = "criminal_code.illegal_crossing"
BOTH = (
    (PenaltyRange("fine", Money(200, "AZN"), Money(500, "AZN")),),
    (PenaltyRange("imprisonment", Months(24), Months(60)),),
)
PENALTIES = Penalties(BOTH)
CUMULATIVE = Penalties((*BOTH, (*BOTH[0], *BOTH[1])))


def by_hand(facts: Any, answers: Any, fingerprint: str, as_of: datetime | None, reading: str) -> Any:
    """Criminal Code 318 as one would write it: conditions, verdicts, grounds, provisions, readings."""
    grounds: tuple[str, ...] = ()
    if facts.lacked_required_documents:
        grounds += (f"{R}.a",)
    if facts.bypassed_checkpoint:
        grounds += (f"{R}.b",)
    opened = facts.crossed_guarded_border and bool(grounds)
    seeker = (
        not facts.is_az_citizen
        and facts.came_to_seek_political_asylum
        and not facts.acts_contain_another_offence
    )
    offence = opened and not seeker
    if not opened:
        verdict, state, headline = Verdict.NO, State.NOT_APPLICABLE, "No offence under this article"
    elif seeker:
        verdict, state = Verdict.BARRED, State.BARRED
        headline = "No offence: the person came to seek political asylum"
    else:
        verdict, state = Verdict.YES, State.IN_FORCE
        headline = "An offence: illegal crossing of the state border"
    punished = CUMULATIVE if reading == "cumulative" else PENALTIES
    provisions = ["criminal_code#318.1", "criminal_code#318.1.a", "criminal_code#318.1.b"]
    if offence or seeker:
        provisions.append("criminal_code#318.note")
    return answers(
        illegal_crossing=Answer(
            subject=R,
            label="illegal crossing of the state border",
            verdict=verdict,
            value=offence,
            state=state,
            penalties=punished if offence else None,
            barred_by=("criminal_code.asylum_seeker",) if opened and seeker else (),
            grounds=(*grounds, "criminal_code.asylum_seeker") if seeker else grounds,
            provisions=tuple(provisions),
            readings=("criminal_code.fine_or_prison",),
        ),
        criminally_liable=Answer(
            subject="criminal_code.criminally_liable",
            label="liable under criminal law for crossing the border",
            verdict=Verdict.YES if offence else Verdict.NO,
            value=offence,
            state=State.IN_FORCE if offence else State.NOT_APPLICABLE,
            provisions=(*provisions[:3], "criminal_code#318.2", *provisions[3:]),
        ),
        as_of=as_of,
        readings=(("criminal_code.fine_or_prison", reading),),
        fingerprint=fingerprint,
        headline=headline,
    )


def best(function: Callable[[], object]) -> float:
    """The least time of one call, in seconds."""
    found = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        for _ in range(ROUNDS):
            function()
        found.append((time.perf_counter() - start) / ROUNDS)
    return min(found)


def ratios(crossing: Any) -> dict[str, float]:
    """How many times as long as by hand each way of asking takes."""
    known = {
        "crossed_guarded_border": True,
        "lacked_required_documents": True,
        "bypassed_checkpoint": False,
        "is_az_citizen": False,
        "came_to_seek_political_asylum": False,
        "acts_contain_another_offence": False,
    }
    facts = crossing.facts(**known)
    partly = crossing.facts(crossed_guarded_border=True, lacked_required_documents=True)
    fingerprint = crossing.fingerprint

    def plain() -> object:
        return by_hand(facts, crossing.answers_type, fingerprint, None, "exclusive")

    assert plain() == crossing.decide(facts), "the function written by hand builds other answers"
    unit = best(plain)
    measured = {
        "decide": best(lambda: crossing.decide(facts)),
        "explore": best(lambda: crossing.explore(facts)),
        "explore, facts missing": best(lambda: crossing.explore(partly)),
        "explain": best(lambda: crossing.explain(facts)),
        "explain, as text": best(lambda: crossing.explain(facts).as_text()),
    }
    print(f"by hand {unit * 1e6:.2f} µs")
    return {name: seconds / unit for name, seconds in measured.items()}


def import_ratios(folder: str, laws: list[str]) -> dict[str, float]:
    """How many times as long as `import attrs` the import of each law takes, in fresh interpreters."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def took(statement: str) -> float:
        found = []
        for _ in range(9):
            code = f"import time; s = time.perf_counter(); {statement}; print(time.perf_counter() - s)"
            ran = subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                check=True,
                text=True,
                cwd=folder,
                env=environment,
            )
            found.append(float(ran.stdout))
        return min(found)

    for law in laws:
        took(f"import {law}")
    return {f"import {law}": took(f"import {law}") / took("import attrs") for law in laws}


def main() -> int:
    """Print the ratios; 1 where one is over its limit."""
    from agreement import generated
    from test_agreement import PROGRAM

    with tempfile.TemporaryDirectory() as folder:
        laws = generated(PROGRAM, Path(folder), "measured_laws")
        found = ratios(laws.question("criminal_code.crossing"))
        imports = import_ratios(folder, [f"measured_laws.{module}" for module in PROGRAM.laws])
    found |= imports
    limits = {**LIMITS, **dict.fromkeys(imports, 2.0)}
    for name, ratio in found.items():
        limit = limits.get(name)
        print(f"{name:40} {ratio:6.2f}" + (f"  (at most {limit:g})" if limit else ""))
    return int(any(found[name] > limit for name, limit in limits.items()))


if __name__ == "__main__":
    sys.exit(main())
