"""What verification finds, as diagnostics on the pages."""

from collections.abc import Iterator, Mapping, Sequence

from qanun.core.implied import Entangled
from qanun.core.questions import NO_CONSTRAINTS, Constraints, asked_of
from qanun.core.rules import Definition, FactOf, Program, RecordValue, Scenario, Site
from qanun.core.walk import walk
from qanun.diagnostics.model import Diagnostic, Kind, Related, Severity
from qanun.runtime.values.show import show
from qanun.text import Text
from qanun.verify import scenarios
from qanun.verify.claims import Refutation, refute
from qanun.verify.conflicts import Undeclared, undeclared
from qanun.verify.headlines import without_headline
from qanun.verify.never import always_in_conflict, never_biting, never_holding
from qanun.verify.places import place
from qanun.verify.scenarios import Sentence, contradicted, lacks_day, unsettled

_LISTED = 3
MARK = "proposed: "
"""Begins the title of a case until a person has looked at it, and takes it away."""

UNDECLARED_COLLISION = Kind(
    code="Q0451",
    title="`{allowing}` and {others} can both apply to one case, and nothing says which prevails",
    why=(
        "A duty, power, permission or right and a prohibition of the same act pull apart. "
        "The law may leave that open, but the page has to say so."
    ),
    remedy='write `{forbidding} prevails over {allowing}`, or `collision {allowing} with {forbidding} "…"`',
    severity=Severity.WARNING,
)

NEVER_BITES = Kind(
    code="Q0452",
    title="the exception `{name}` can never bite `{target}`: their conditions contradict each other",
    why="An exception bites only where what it excepts from is opened.",
    remedy="correct its conditions; a chain *if not, then* is written with `ground`, not with exceptions",
)

NEVER_HOLDS = Kind(
    code="Q0461",
    title="`{name}` can never apply: `{fact}` would have to be both {one} and {other}",
    why="What never applies states nothing; most often a *not* or an *or* was meant.",
    remedy="correct its conditions",
    severity=Severity.WARNING,
)

ALWAYS_CONFLICT = Kind(
    code="Q0460",
    title="wherever `{name}` holds, `{other}` holds too and gives another value: they always conflict",
    why="Grounds are of equal rank, and so are exceptions that replace one clause: "
    "every such case would be a conflict and have no answer.",
    remedy="correct the conditions of one; if one goes first, write it as an exception to the other; "
    "if the law is at odds with itself, declare a `collision`",
    severity=Severity.WARNING,
)

IMPOSSIBLE = Kind(
    code="Q0660",
    title="the scenario contradicts what always holds: {sentence}",
    why="A case that breaks an `always` is refused, so nothing that is expected of it could come out.",
    remedy="correct what is given, or the `always`",
)

NO_DAY = Kind(
    code="Q0490",
    title=scenarios.NO_DAY,
    why="Terms run, ages grow and law changes; a case is decided as of a day, and never by the clock.",
    remedy="write `as_of = 2012-03-01`, with the day that is meant, {where}",
)

OF_NO_CASE = Kind(
    code="Q0494",
    title="this `always` hangs on no fact: it says nothing of a case",
    why="An `always` tells which cases there can be. Without a fact it would allow all of them, or none.",
    remedy="name the facts that cannot be so together, or take it out",
)

ENTANGLED = Kind(
    code="Q0453",
    title="what the `always` sentences about facts that `{name}` does not ask for say together is too much",
    why="A case is refused where no values of other facts let all hold; here that has too many parts.",
    remedy="say in one `always` what follows for the facts that are asked, or ask for more of the facts",
)

UNSOUND = Kind(
    code="Q0492",
    title="{sentence}",
    why="A scenario is one case worked out by hand: each day and number in it is there.",
    remedy="write a value that there is",
)

READING_UNNAMED = Kind(
    code="Q0664",
    title="the scenario comes out otherwise under another reading of {readings}, and names none",
    why="A reader would take its result for the law, although it hangs on how the law is read.",
    remedy="write `under {first} is …`",
    severity=Severity.WARNING,
)

PROPOSED = Kind(
    code="Q0666",
    title="the case is proposed, and nobody has said that the law means it so",
    why="`qanun verify --scenarios` says what the rules answer, not what the text means; a case has to be "
    "worked out by hand.",
    remedy="compare it with the text, correct the rules or the case, then take `proposed: ` out of its title",
    severity=Severity.WARNING,
)

CLAIM_REFUTED = Kind(
    code="Q0651",
    title="the claim does not hold where {case}",
    why="A claim is about every fully known case under every reading; one case in which it is no refutes it.",
    remedy="correct the rule or the claim, or choose the reading that it means with `under`",
)


def collisions(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """A warning for each norm that allows or demands what prohibitions forbid in a case that was met."""
    pages = {text.path: text for text in texts}
    found: dict[str, list[Undeclared]] = {}
    for one in undeclared(program):
        found.setdefault(one.allowing.name, []).append(one)
    return tuple(_collision(pairs, program, pages) for pairs in found.values())


def _collision(pairs: Sequence[Undeclared], program: Program, pages: Mapping[str, Text]) -> Diagnostic:
    """One norm with the prohibitions that pull against it; of very many, the first."""
    name = pairs[0].allowing.name
    names = [_named(pair.forbidding.name, name, program) for pair in pairs]
    listed = [f"`{one}`" for one in names[:_LISTED]]
    if len(names) > _LISTED:
        listed.append(f"{len(names) - _LISTED} more")
    return UNDECLARED_COLLISION.at(
        place(pairs[0].allowing.site, pages),
        related=tuple(
            Related(place(pair.forbidding.site, pages), "the prohibition") for pair in pairs[:_LISTED]
        ),
        allowing=_named(name, name, program),
        others=listed[0] if len(listed) == 1 else f"each of {', '.join(listed[:-1])} and {listed[-1]}",
        forbidding=names[0],
    )


def never_biting_exceptions(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """An error for each thing that an exception is to and whose conditions contradict those of it."""
    pages = {text.path: text for text in texts}
    return tuple(
        NEVER_BITES.at(
            place(definition.site, pages),
            name=definition.name.rpartition(".")[2],
            target=_named(target, definition.name, program),
        )
        for definition, target in never_biting(program)
    )


def found_in(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """What a check of the statutes reports beyond the passes."""
    return (
        *_of_no_case(program, texts),
        *_entangled(program, texts),
        *collisions(program, texts),
        *never_biting_exceptions(program, texts),
        *_never(program, texts),
        *_scenarios(program, texts),
        *without_headline(program, texts),
    )


def _of_no_case(program: Program, texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """An error for each `always` that no fact can break or keep."""
    pages = {text.path: text for text in texts}
    for one in program.constraints:
        if not asked_of("", (one.condition,), program.definitions, NO_CONSTRAINTS, one.site).facts:
            yield OF_NO_CASE.at(place(one.site, pages))


def _entangled(program: Program, texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """An error for each question of which it cannot be said what other facts leave to its own."""
    pages = {text.path: text for text in texts}
    types = {name: fact.type for name, fact in program.facts.items()}
    constraints = Constraints.of(program.constraints, program.definitions, types)
    for question in program.questions.values():
        try:
            constraints.implied(frozenset(question.facts))
        except Entangled:
            name = question.name.rpartition(".")[2]
            yield ENTANGLED.at(place(question.site, pages), name=name)


def _never(program: Program, texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """Warnings for norms and grounds that never hold, and for grounds that hold only in conflict."""
    pages = {text.path: text for text in texts}
    for found, clash in never_holding(program):
        fact = clash.fact.rpartition(".")[2]
        values = [show(value) for value in (clash.one, clash.other)]
        spot, name = place(found.site, pages), _short(found, program)
        yield NEVER_HOLDS.at(spot, name=name, fact=fact, one=values[0], other=values[1])
    for one, other in always_in_conflict(program):
        related = (Related(place(other.site, pages), "gives another value"),)
        spot, name = place(one.site, pages), _short(one, program)
        yield ALWAYS_CONFLICT.at(spot, related=related, name=name, other=_short(other, program))


def _scenarios(program: Program, texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """What can be said of scenarios before they are tested."""
    pages = {text.path: text for text in texts}
    named: dict[str, list[Sentence]] = {}
    dayless: set[Site | None] = set()
    for constraint in program.constraints:
        always = Sentence(program, constraint)
        for node in walk(constraint.condition):
            if isinstance(node, FactOf):
                named.setdefault(node.name, []).append(always)
    for scenario in program.scenarios:
        spot = place(scenario.site, pages)
        if scenario.title.startswith(MARK):
            yield PROPOSED.at(spot)
        if scenario.unsound is not None:
            sentence, site = scenario.unsound
            yield UNSOUND.at(place(site, pages), sentence=sentence)
        elif lacks_day(scenario):
            if scenario.begins is None or scenario.begins not in dayless:
                dayless.add(scenario.begins)
                yield NO_DAY.at(spot, where=_for_all(scenario))
        elif (broken := contradicted(scenario, named)) is not None:
            related = (Related(place(broken.site, pages), "what always holds"),)
            yield IMPOSSIBLE.at(spot, related=related, sentence=broken.sentence)
        elif set(scenario.asked.readings) - {name for name, _ in scenario.readings}:
            names = [name.rpartition(".")[2] for name in unsettled(program, scenario)]
            if names:
                shown = ", ".join(f"`{name}`" for name in names)
                yield READING_UNNAMED.at(spot, readings=shown, first=names[0])


def _for_all(scenario: Scenario) -> str:
    """Where a scenario states its day; with others that share a background or a table, for all of them."""
    if scenario.begins is None:
        return "below `given`"
    return "in the background, or among what `cases` gives"


def _named(name: str, beside: str, program: Program) -> str:
    """A name as it is written in the law of another: without their law, where they are of one."""
    law = next((law for law in program.laws if beside.startswith(f"{law}.")), "")
    return name.removeprefix(f"{law}.")


def _short(definition: Definition, program: Program) -> str:
    """A name as its own page has it; of a ground's own part without the mark of the core."""
    return _named(definition.name.subject, definition.name, program)


def refuted_claims(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """An error for each claim for which a case was found in which it is no."""
    pages = {text.path: text for text in texts}
    refutations = (refute(program, claim) for claim in program.claims)
    return tuple(
        CLAIM_REFUTED.at(place(r.claim.site, pages), case=_told(r)) for r in refutations if r is not None
    )


def _told(refutation: Refutation) -> str:
    """A case in words: its facts and readings, and the moment where the claim depends on it."""
    own = f"{refutation.claim.module}."
    parts = [f"{name.removeprefix(own)} = {_shown(value)}" for name, value in refutation.facts.items()]
    parts += [f"{name.removeprefix(own)} is {option}" for name, option in refutation.readings.items()]
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
