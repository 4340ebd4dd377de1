"""How many things `qanun ask` asks in ten recorded interviews, and in which order with `-v`.

    python tests/bench/bench_asking.py [-v] [--soonest]

`interviews.json` has ten cases with every fact; whoever is asked tells the truth of the case. It measures the
version of Qanun that is installed, or that stands first on the path. A list costs a reply for each thing
that is told of it and one for its end; so did a set, before its members were asked for together.
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from qanun.tools.asking import AskedCase
from qanun.tools.fields import Field
from qanun.tools.interview import Interview
from qanun.tools.moments import read_as_of

RECORDED = Path(__file__).with_name("interviews.json")


def recorded() -> list[dict[str, Any]]:
    """The ten: each a title, a question, the day where it depends on one, and the facts as JSON data."""
    found: list[dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def held(case: dict[str, Any], *, soonest: bool = False) -> tuple[Interview, list[str]]:
    """The whole interview about a case, and the facts asked for, one a reply; `soonest`: first what ends it
    soonest on average."""
    module, _, name = case["question"].partition(".")
    question = getattr(import_module(f"qanun_azerbaijan.{module}"), name)
    as_of = read_as_of(case["as_of"]) if "as_of" in case else None
    asked = AskedCase(question, as_of, {}, soonest=soonest)
    interview = Interview(asked)
    replies: list[str] = []
    while interview.prompt is not None:
        fact = interview.prompt.fact
        whole = asked.field(fact)
        together = interview.prompt.field.kind in ("choices", "several")
        for words in told(whole, case["facts"][fact], together=together):
            replies.append(fact)
            problem = interview.reply(words)
            assert not problem, f"{fact}: {words}: {problem}"
    return interview, replies


def told(field: Field, value: Any, *, together: bool = False) -> Iterator[str]:
    """What the person types for a value, one reply after the other."""
    match field.kind:
        case "choices" | "several" if together:
            yield ", ".join(_words(one) for one in value) or "none of them"
        case "choices":
            yield from ("yes" if option in value else "no" for option, _ in field.options)
        case "list" | "set" | "records":
            for one in value:
                yield "yes"
                yield from told(field.parts[0], one)
            yield "no"
        case "record":
            for part in field.parts:
                yield from told(part, value.get(part.name))
        case _:
            yield _words(value)


def _words(value: Any) -> str:
    """A value without parts as it is typed."""
    match value:
        case True | False | None:
            return {True: "yes", False: "no", None: "none"}[value]
        case {"from": start, "to": end}:
            return f"{start} to {end or 'now'}"
        case _:
            return str(value)


def main() -> None:
    """Print the number of replies for each interview."""
    total = 0
    for case in recorded():
        _, replies = held(case, soonest="--soonest" in sys.argv)
        total += len(replies)
        print(f"{len(replies):4}  {case['question']}: {case['title']}")
        if "-v" in sys.argv:
            print("      " + ", ".join(dict.fromkeys(replies)))
    print(f"{total:4}  together")


if __name__ == "__main__":
    main()
