"""The emitted evaluation for cases in which every fact is known: straight-line Python over locals."""

import ast
import re
from collections import Counter

from attrs import evolve

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.question.plan import aspects
from qanun.core.resting import references
from qanun.core.rules import Definition, Expr, Headline, Question
from qanun.core.typing import type_of_definition
from qanun.core.walk import walk
from qanun.runtime.qualified import within_law
from qanun.targets.python import moment
from qanun.targets.python.defined import exprs_of, needed, unasked
from qanun.targets.python.functions import about_things
from qanun.targets.python.layout import (
    INDENT,
    WIDTH,
    Call,
    Code,
    Joined,
    Text,
    comment,
    docstring,
    flat,
    lines,
)
from qanun.targets.python.loops import open_fields
from qanun.targets.python.module import Module
from qanun.targets.python.pieces import Unsupported, Value, conditional, negated
from qanun.targets.python.plain import Writer
from qanun.targets.python.plan import Plan
from qanun.targets.python.statements import FunctionWriter
from qanun.typed.agree import strip
from qanun.typed.types import RecordType, SetType

MOST_BRANCHES = 250
"""Type checkers look into no function that branches more often; then the general evaluation answers."""
_BRANCHING = ("if ", "elif ", "for ")


def known_function(plan: Plan, module: Module, name: str, facts: str) -> list[str]:
    """The function `name(facts, as_of, readings)`; no lines for a question beyond what it spells."""
    trial = module.copied()
    try:
        body = _body(plan, trial)
    except Unsupported as reason:
        module.left[plan.question.name] = reason.definition, reason.why
        return []
    module.become(trial)
    module.use("datetime", "datetime")
    module.use("collections.abc", "Mapping")
    module.use("qanun.runtime.answers.found", "Values")
    takes = (f"facts: {facts}", "as_of: datetime | None", "readings: Mapping[str, str]")
    head = lines(Call(f"def {name}", takes), after=" -> Values | None:")
    if len(head) > 1 and len(INDENT + ", ".join(takes)) <= WIDTH:
        head = [head[0], INDENT + ", ".join(takes), head[-1]]
    about = [
        f"Question `{plan.question.name}`, every fact known; None where the general evaluation answers.",
    ]
    return [*head, *docstring(about, 1), *body]


def _body(plan: Plan, module: Module) -> list[str]:
    names = plan.names.inner()
    program, question = plan.program, plan.question
    if any(subject.about is not None for subject in plan.subjects):
        raise Unsupported("answers of each thing of a list")
    every = needed(program, question)
    last = unasked(every, exprs_of(question, every))
    here = [definition for definition in every if definition.name not in module.functions]
    now = moment.conditions(here, last)
    here, question = _settled(here, question, frozenset(now))
    settled = {definition.name: definition for definition in here}
    every = _asked_for(plan, question, [settled.get(definition.name, definition) for definition in every])
    here = [definition for definition in every if definition.name not in module.functions]
    exprs, own = exprs_of(question, every), exprs_of(question, here)
    found = {node for expr in (*now, *exprs) for node in walk(expr)}
    extra = {d.name: names.take(within_law(d.name)) for d in every if d.name not in plan.locals}
    plan = evolve(plan, locals={**plan.locals, **extra})
    readings = {r: names.take(within_law(r)) for r in question.readings if rules.Reading(r) in found}
    final = frozenset(plan.locals[definition.name] for definition in last)
    writer = FunctionWriter(module, names, plan.stated, readings, plan.locals, final=final)
    _open(writer, plan, found, own)
    _at_the_moment(writer, now, exprs)
    cited: tuple[str, ...] = ()
    shared = _shared(own)
    for definition in every:
        try:
            cited = _definition(writer, definition, cited, shared)
        except Unsupported as reason:
            reason.definition = definition.name
            raise
    for constraint in question.constraints:
        writer.put("if ", negated(writer.value(constraint.condition)).code, after=":")
        with writer.block():
            writer.decline("impossible")
    if question.headlines:
        _headlines(writer, question.headlines)
    _answers(writer, plan)
    written = spaced(returned(short(writer.written)))
    if branches(written) > MOST_BRANCHES:
        raise Unsupported(f"branches more often than {MOST_BRANCHES} times, where type checkers give up")
    return written


def branches(written: list[str]) -> int:
    """How often the lines of a function branch."""
    return sum(line.lstrip().startswith(_BRANCHING) for line in written)


def _settled(
    needed: list[Definition], question: Question, sure: frozenset[Expr]
) -> tuple[list[Definition], Question]:
    """All that is to be found where it is known of the moment that `sure` hold."""
    if not sure:
        return needed, question

    def part(said: str | Expr) -> str | Expr:
        return said if isinstance(said, str) else moment.settled(said, sure)

    constraints = [evolve(c, condition=moment.settled(c.condition, sure)) for c in question.constraints]
    headlines = [
        evolve(h, condition=moment.settled(h.condition, sure), parts=tuple(part(one) for one in h.parts))
        for h in question.headlines
    ]
    return (
        [evolve(definition, body=moment.settled(definition.body, sure)) for definition in needed],
        evolve(question, constraints=tuple(constraints), headlines=tuple(headlines)),
    )


def _asked_for(plan: Plan, question: Question, every: list[Definition]) -> list[Definition]:
    """Those definitions for which something still asks, now that some of it is settled."""
    bodies = {definition.name: definition.body for definition in every}
    waiting = [name for subject in plan.subjects for name in aspects(subject).values()]
    waiting += [name for expr in exprs_of(question, []) for name in references(expr)]
    asked: set[Name] = set()
    while waiting:
        name = waiting.pop()
        if name not in asked:
            asked.add(name)
            waiting += references(bodies[name])
    return [definition for definition in every if definition.name in asked]


def _at_the_moment(writer: Writer, now: tuple[Expr, ...], exprs: list[Expr]) -> None:
    """What the moment decides once: the day, and whether all that is needed is in force."""
    for day in moment.days((*now, *exprs)):
        code = writer.value(day).code
        writer.days[day] = writer.names.take("today")
        writer.put(f"{writer.days[day]} = ", code)
    if now:
        writer.put("if ", negated(writer.value(rules.All(now))).code, after=":")
        with writer.block():
            writer.put("return None")


def _shared(exprs: list[Expr]) -> frozenset[str]:
    """The definitions about things that several places ask for: what is found of a thing is kept."""
    asked = Counter(node.name for expr in exprs for node in walk(expr) if isinstance(node, rules.Ref))
    return frozenset(name for name, times in asked.items() if times > 1)


CHOICE = re.compile(r"( *)if ([^\n]*):\n\1    (\w+) = ([^\n]*)\n\1else:\n\1    \3 = ([^\n]*)$")
"""A local that gets one value or another."""


def short(texts: list[str]) -> list[str]:
    """The lines with each choice between two values on one line, where it fits."""
    found: list[str] = []
    for number, text in enumerate(texts):
        found.append(text)
        if len(found) < 4 or not found[-2].endswith("else:"):
            continue
        choice = CHOICE.fullmatch("\n".join(found[-4:]))
        following = texts[number + 1] if number + 1 < len(texts) else ""
        if choice is not None and not following.startswith(f"{choice.group(1)} "):
            indent, condition, name, then, otherwise = choice.groups()
            then, condition = (f"({code})" if _is_choice(code) else code for code in (then, condition))
            chosen = f"{then} if {condition} else {otherwise}"
            if then == otherwise:
                chosen = then
            elif (then, otherwise) == ("True", "False"):
                chosen = condition
            elif (then, otherwise) == ("False", "True"):
                chosen = f"not {condition}" if condition.isidentifier() else f"not ({condition})"
            elif condition == f"not {otherwise}":
                chosen = f"{otherwise} if {otherwise} else {then}"
            one = f"{indent}{name} = {chosen}"
            if len(one) <= WIDTH:
                found[-4:] = [one]
                if len(found) > 1 and re.fullmatch(rf"{indent}{name}: [^=]*", found[-2]):
                    del found[-2]
    return found


def spaced(texts: list[str]) -> list[str]:
    """The lines without a blank one after another, or before all."""
    return [text for number, text in enumerate(texts) if text or (number and texts[number - 1])]


def returned(texts: list[str]) -> list[str]:
    """The lines with `return VALUE` in the place of a local that is set only to be returned."""
    found: list[str] = []
    for text in texts:
        back = re.fullmatch(r"( *)return (\w+)", text)
        start = _statement(found, back.group(1)) if back is not None else None
        if back is None or start is None or not found[start].startswith(f"{back.group(1)}{back.group(2)} = "):
            found.append(text)
            continue
        found[start] = found[start].replace(f"{back.group(2)} = ", "return ", 1)
    return found


def _statement(texts: list[str], indent: str) -> int | None:
    """Where the last statement begins, if it stands at this depth and holds no other."""
    for number in reversed(range(len(texts))):
        if not texts[number].startswith(f"{indent} ") and texts[number][len(indent) :][:1] not in ")]}":
            return number
    return None


def _is_choice(code: str) -> bool:
    """Whether the code is `A if C else B`, which needs brackets within another."""
    return " if " in code and isinstance(ast.parse(code, mode="eval").body, ast.IfExp)


def _open(writer: Writer, plan: Plan, found: set[Expr], exprs: list[Expr]) -> None:
    """Read the facts, the moment and the readings; decline where one is unknown."""
    module = writer.module
    unknown = module.use("qanun.runtime.values.unknown", "UNKNOWN")
    used = [fact for fact in plan.question.facts if rules.FactOf(fact) in found]
    for fact in used:
        writer.put(f"{plan.stated[fact]} = facts.{plan.facts[fact]}")
    for name, local in writer.readings.items():
        writer.put(f"{local} = ", Call("readings", (f'"{name}"',), "[]"))
    tests: list[Code] = [Joined("is", (plan.stated[fact], unknown)) for fact in used]
    for fact in used:
        if isinstance(strip(plan.program.facts[fact].type), SetType):
            partial = module.use("qanun.runtime.values.sets", "PartialSet")
            tests.append(Call("isinstance", (plan.stated[fact], partial)))
    if rules.AsOf() in found:
        tests.append("as_of is None")
    if tests:
        writer.put("if ", tests[0] if len(tests) == 1 else Joined("or", tuple(tests)), after=":")
        with writer.block():
            writer.put("return None")
    for fact in used:
        type_ = plan.program.facts[fact].type
        if isinstance(strip(type_), RecordType):
            open_fields(writer, exprs, rules.FactOf(fact, type_))


def _definition(
    writer: Writer, definition: Definition, cited: tuple[str, ...], shared: frozenset[str]
) -> tuple[str, ...]:
    """One definition: a call of its function, or as it is, under the provisions that state it."""
    local = writer.locals[definition.name]
    if definition.name in writer.module.functions:
        called = writer.module.functions[definition.name]
        takes = tuple(writer.value(operand).code for operand in called.operands)
        head = writer.module.function(definition.name)
        writer.put(f"{local} = ", Call(head, takes, packed=True))
        return cited
    if definition.things and writer.written:
        writer.written.append("")
    if definition.provisions and definition.provisions != cited:
        for line in comment(", ".join(definition.provisions)):
            writer.put(line)
    if definition.things:
        about_things(writer, definition, local, definition.name in shared)
        return definition.provisions or cited
    writer.assign(definition.body, local, type_of_definition(definition))
    return definition.provisions or cited


def _headlines(writer: Writer, headlines: tuple[Headline, ...]) -> None:
    """The first headline whose condition holds."""
    always = rules.Const(True)
    sure = next((number for number, h in enumerate(headlines) if h.condition == always), len(headlines))
    conditions = [writer.value(h.condition) for h in headlines[:sure]]
    said = [_said(writer, h) for h in headlines[: sure + 1]]
    last = said[sure] if sure < len(headlines) else "None"
    if len(conditions) < 2:
        code = conditional(conditions[0], Value(said[0]), Value(last)) if conditions else last
        if not conditions or len(INDENT) + len("headline = ") + len(flat(code)) <= WIDTH:
            writer.put("headline = ", code)
            return
    writer.put("headline: tuple[object, ...] | None")
    for number, condition in enumerate(conditions):
        writer.put("elif " if number else "if ", condition.code, after=":")
        with writer.block():
            writer.put("headline = ", said[number])
    writer.put("else:")
    with writer.block():
        writer.put("headline = ", last)


def _said(writer: Writer, headline: Headline) -> Code:
    return Call("", tuple(Text(p) if isinstance(p, str) else writer.value(p).code for p in headline.parts))


def _answers(writer: Writer, plan: Plan) -> None:
    """The parts of the headline, and for each subject the values of its aspects."""
    outcomes = [Call("", tuple(plan.locals[n] for n in aspects(s).values())) for s in plan.subjects]
    headline = "headline" if plan.question.headlines else "None"
    writer.put("return ", Call("", (headline, Call("", tuple(outcomes)))))
