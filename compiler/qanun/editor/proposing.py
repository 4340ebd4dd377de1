"""Cases for one rule that decide it both ways, for the drafter to look at. It needs z3 (`qanun[proof]`)."""

from qanun.editor.known import Known
from qanun.editor.mending import Edit
from qanun.runtime.qualified import law_of
from qanun.text import Span
from qanun.verify.proposed.finding import Finding
from qanun.verify.proposed.goals import Goal
from qanun.verify.proposed.proposing import Proposing
from qanun.verify.proposed.written import blocks

_SECONDS = 2.0
"""About so long is looked for each case."""


class NoCase(Exception):
    """There is no case to be proposed; the reason is a sentence."""


def propose(known: Known, path: str, offset: int) -> Edit:
    """Cases in which the rule at a place holds, and in which it does not, below its block. NoCase where there
    is none."""
    program, item = known.program, known.item(path, offset)
    declared = None if item is None else known.typed.resolved.by_node.get(item)
    if declared is None:
        raise NoCase("no rule stands here")
    if program is None:
        raise NoCase("the law has errors: cases are looked for when it has none")
    definition = program.definitions.get(declared.name)
    if definition is None or item is None:
        raise NoCase(f"nothing decides `{declared.short}`")
    looking = Proposing(program, (), _SECONDS)
    goals = [Goal(definition, True), Goal(definition, False)]
    subject = looking.owner(goals[0])
    if subject is None or subject.about is not None:
        raise NoCase(f"no question can be asked about `{declared.short}` alone")
    found = Finding(looking.goals, subject, goals, _SECONDS).proposed()
    written = "\n".join(blocks(program, law_of(subject.name), found))
    if not written:
        raise NoCase("; ".join(one.cause for one in found.unreached) or "no case can be written")
    return Edit(_below(item.block.span), f"\n{written}")


def _below(block: Span) -> Span:
    """The place below the fence that closes a block."""
    content = block.text.content
    end = content.find("\n", block.end)
    at = len(content) if end < 0 else end + 1
    return Span(block.text, at, at)
