"""What was proved of a law, kept beside its pages: by what it was found, since when, of what content.

A result is one of the law as it is now only while its key is the same. To tell, no solver is needed.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal, cast, get_args

from attrs import frozen

from qanun.core.rules import Program
from qanun.verify.proofs.content import Content
from qanun.verify.proofs.model import Result, Sought, Undecided
from qanun.verify.proofs.said import case, outcome
from qanun.verify.proofs.sought import Searched

PROOFS = "proofs.json"
"""The name of the file."""

Standing = Literal["proved", "finding", "noted", "undecided", "changed"]
"""What was found; `changed` where nobody looked since something changed on which it rests."""
STANDINGS: Sequence[str] = get_args(Standing)


@frozen(eq=False)
class Proof:
    """What is known of one thing that was sought: since which day, within which bounds. `shown` are the lines
    of a case, or why it is not decided."""

    sought: Sought
    standing: Standing
    since: str = ""
    bounds: tuple[str, ...] = ()
    shown: str = ""


@frozen(eq=False)
class Proofs:
    """All that is known of a law, and by which programs it was found."""

    by: str
    all: tuple[Proof, ...]


def written(program: Program, results: Sequence[Result], by: str, today: str, before: str) -> str:
    """The text of the file: a line for each result, in the order of their ids.

    `before` is what it was; a result that stays is kept with its day.
    """
    content = Content(program)
    sentences = list(dict.fromkeys(bound for one in results for bound in one.bounds))
    earlier = _rows(before)
    rows = {}
    for one in results:
        row = [content.key(one.sought), outcome(one), today, [sentences.index(b) for b in one.bounds]]
        row += [shown] if (shown := _shown(program, one)) else []
        same = earlier.get(one.sought.id)
        if same is not None and same[:2] == row[:2]:
            row[2] = same[2]
        rows[one.sought.id] = row
    lines = [f"{_json(name)}: {_json(row)}" for name, row in sorted(rows.items())]
    head = f'{{"by": {_json(by)},\n"bounds": {_json(sentences)},\n"results": {{\n'
    return head + ",\n".join(lines) + "\n}}\n"


def _shown(program: Program, result: Result) -> str:
    if isinstance(result.found, Undecided):
        return result.found.cause
    return "\n".join(case(program, result))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(program: Program, text: str) -> Proofs:
    """What the file says of the law as it is now; where it is none, that nothing is known."""
    rows, content = _rows(text), Content(program)
    whole = _whole(text)
    sentences = [str(one) for one in whole.get("bounds", ())]
    found = (_proof(one, content.key(one), rows.get(one.id), sentences) for one in Searched(program).all())
    return Proofs(str(whole.get("by", "")), tuple(found))


def _proof(sought: Sought, key: str, row: Any, sentences: Sequence[str]) -> Proof:
    try:
        kept, standing, since, bounds, *shown = row
        if kept != key or standing not in STANDINGS:
            return Proof(sought, "changed")
        within = tuple(sentences[place] for place in bounds)
    except (TypeError, ValueError, IndexError):
        return Proof(sought, "changed")
    return Proof(sought, cast(Standing, standing), str(since), within, str(shown[0]) if shown else "")


def _rows(text: str) -> dict[str, Any]:
    rows = _whole(text).get("results")
    return rows if isinstance(rows, dict) else {}


def _whole(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def unproved(proofs: Proofs) -> Iterator[Proof]:
    """What was not looked at since something changed."""
    return (one for one in proofs.all if one.standing == "changed")
