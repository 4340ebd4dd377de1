"""What verification finds, as diagnostics on the pages."""

from collections.abc import Mapping, Sequence

from qanun.core.rules import Program, RecordValue, Site
from qanun.diagnostics.model import Diagnostic, Kind, Related, Severity
from qanun.runtime.show import show
from qanun.text import Span, Text
from qanun.verify.claims import Refutation, refute
from qanun.verify.conflicts import undeclared
from qanun.verify.never import never_biting

UNDECLARED_COLLISION = Kind(
    code="Q0451",
    title="`{allowing}` and `{forbidding}` can both apply to one case, and nothing says which prevails",
    why=(
        "A duty, power, permission or right and a prohibition of the same act pull apart. "
        "The law may leave that open, but the page has to say so."
    ),
    remedy='write `{forbidding} prevails over {allowing}`, or `collision {allowing} with {forbidding} "…"`',
    severity=Severity.WARNING,
)

NEVER_BITES = Kind(
    code="Q0452",
    title="the exception `{name}` can never bite: its conditions contradict those of what it excepts from",
    why="An exception bites only where what it excepts from is opened.",
    remedy="correct its conditions; a chain *if not, then* is written with `ground`, not with exceptions",
)

CLAIM_REFUTED = Kind(
    code="Q0651",
    title="the claim does not hold where {case}",
    why="A claim is about every fully known case under every reading; one case in which it is no refutes it.",
    remedy="correct the rule or the claim, or choose the reading that it means with `under`",
)


def collisions(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """A warning for each pair of norms on one act that were found to apply to one case, undeclared."""
    pages = {text.path: text for text in texts}
    return tuple(
        UNDECLARED_COLLISION.at(
            place(found.allowing.site, pages),
            related=(Related(place(found.forbidding.site, pages), "the prohibition"),),
            allowing=found.allowing.name,
            forbidding=found.forbidding.name,
        )
        for found in undeclared(program)
    )


def never_biting_exceptions(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """An error for each exception whose conditions contradict those of what it excepts from."""
    pages = {text.path: text for text in texts}
    return tuple(
        NEVER_BITES.at(place(definition.site, pages), name=definition.name.rpartition(".")[2])
        for definition in never_biting(program)
    )


def found_in(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """What a check of the statutes reports beyond the passes."""
    return (*collisions(program, texts), *never_biting_exceptions(program, texts))


def refuted_claims(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """An error for each claim for which a case was found in which it is no."""
    pages = {text.path: text for text in texts}
    refutations = (refute(program, claim) for claim in program.claims)
    return tuple(
        CLAIM_REFUTED.at(place(r.claim.site, pages), case=_told(r)) for r in refutations if r is not None
    )


def place(site: Site, pages: Mapping[str, Text]) -> Span:
    """The line at which something stands, without its indentation."""
    text = pages[site.path]
    start = text.line_starts[site.line - 1]
    line = text.line(site.line)
    return Span(text, start + len(line) - len(line.lstrip()), start + len(line))


def _told(refutation: Refutation) -> str:
    """A case in words: its facts and readings, and the moment where the claim depends on it."""
    parts = [f"{name} = {_shown(value)}" for name, value in refutation.facts.items()]
    parts += [f"{name} is {option}" for name, option in refutation.readings.items()]
    if refutation.claim.asked.needs_as_of:
        parts.append(f"as_of = {refutation.as_of:%Y-%m-%d %H:%M:%S} UTC")
    return "; ".join(parts)


def _shown(value: object) -> str:
    match value:
        case RecordValue(cells=cells):
            return "(" + ", ".join(f"{name} = {_shown(cell)}" for name, cell in cells) + ")"
        case tuple():
            return "[" + ", ".join(map(_shown, value)) + "]"
        case _:
            return show(value)
