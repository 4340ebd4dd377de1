"""Cases for one rule that decide it both ways, for the drafter to look at. It needs z3 (`qanun[proof]`)."""

from qanun.editor.known import Known
from qanun.editor.mending import Edit
from qanun.runtime.qualified import law_of
from qanun.syntax import tree
from qanun.text import Span

_SECONDS = 2.0
"""About so long is looked for each case."""
_OPEN = (tree.Norm, tree.Rule, tree.Exception_, tree.Ground)


class NoCase(Exception):
    """There is no case to be proposed; the reason is a sentence."""


def has_cases(known: Known, path: str, offset: int) -> bool:
    """Whether a rule stands at a place for which cases can be looked for."""
    item = known.item(path, offset)
    return isinstance(item, _OPEN)


def propose(known: Known, path: str, offset: int) -> Edit:
    """Cases in which the rule at a place holds, and in which it does not, below its block. NoCase where there
    is none."""
    program, item = known.program, known.item(path, offset)
    declared = None if item is None else known.typed.resolved.by_node.get(item)
    if declared is None:
        raise NoCase("no rule stands here")
    if program is None:
        raise NoCase("the law has errors: cases are looked for when it has none")
    try:
        from qanun.verify.proposed.finding import Finding
        from qanun.verify.proposed.goals import Goal
        from qanun.verify.proposed.proposing import Proposing
        from qanun.verify.proposed.written import blocks
    except ImportError:
        raise NoCase('to look for cases z3 is needed: pip install "qanun[proof]"') from None
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
