"""The core as a developer reads it: programs, questions, definitions, expressions; equal ones alike."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.rules import Definition, Expr, Program, Question, Subject
from qanun.runtime.values.show import show as show_value

WIDTH = 100

ASPECTS = (
    "answer",
    "act",
    "opened",
    "barring",
    "grounds",
    "exceptions",
    "silences",
    "collisions",
    "state",
    "due",
    "end",
    "penalties",
    "authority",
    "weighing",
    "exercised",
)
"""What is told of a subject, where it has it."""


@frozen
class Tree:
    """Words in brackets behind a head: on one line where they fit, else each on its own."""

    head: str
    parts: "tuple[Tree, ...]" = ()

    @property
    def flat(self) -> str:
        return self.head + (f"({', '.join(part.flat for part in self.parts)})" if self.parts else "")

    def lines(self, margin: str) -> Iterator[str]:
        """The lines below a margin."""
        if not self.parts or len(margin) + len(self.flat) <= WIDTH:
            yield margin + self.flat
            return
        yield f"{margin}{self.head}("
        for part in self.parts:
            yield from part.lines(margin + "  ")
        yield f"{margin})"


def show_expression(expr: Expr) -> str:
    """An expression in one line."""
    return _tree(expr).flat


def show_definition(definition: Definition) -> str:
    """A definition: its name, type and role, the provisions it states, and what it is."""
    about = f" of {', '.join(definition.locals)}" if definition.locals else ""
    stated = f"  # {', '.join(definition.provisions)}" if definition.provisions else ""
    head = f"{definition.role} {definition.name}{about} : {definition.type}{stated}"
    return "\n".join([head, *_tree(definition.body).lines("  ")]) + "\n"


def show_subject(subject: Subject) -> str:
    """What a question can answer, and the definitions that its answer is made of."""
    lines = [f'{subject.kind} {subject.name} : {subject.type} "{subject.label}"']
    for aspect in ASPECTS:
        value = getattr(subject, aspect)
        if value:
            lines.append(f"  {aspect}: {value if isinstance(value, str) else ', '.join(value)}")
    return "\n".join(lines) + "\n"


def show_question(program: Program, question: Question) -> str:
    """A question with all that it rests on: its facts, its subjects, their definitions in order."""
    lines = [f'question {question.name} "{question.label}"']
    lines += [f"  fact {name} : {program.facts[name].type}" for name in question.facts]
    lines += [f"  {_reading(program, name)}" for name in question.readings]
    lines += ["  as_of"] if question.needs_as_of else []
    for headline in question.headlines:
        shown = [p if isinstance(p, str) else f"{{{show_expression(p)}}}" for p in headline.parts]
        lines.append(f"  headline {''.join(shown)!r} when {show_expression(headline.condition)}")
    for constraint in question.constraints:
        lines.append(f'  always "{constraint.sentence}"')
        lines += _tree(constraint.condition).lines("    ")
    blocks = ["\n".join(lines) + "\n"]
    blocks += [show_subject(program.subjects[name]) for name in question.answers]
    blocks += [show_definition(program.definitions[name]) for name in question.order]
    return "\n".join(blocks)


def show_program(program: Program) -> str:
    """All questions' subjects and all definitions, in the program's order."""
    lines = [f"law {law.module} ({law.time_zone}, {law.rounding})" for law in program.laws.values()]
    lines += [f"type {name} : {_type(type_)}" for name, (type_, _, _) in program.types.items()]
    lines += [f"fact {name} : {fact.type}" for name, fact in program.facts.items()]
    lines += [_reading(program, name) for name in program.readings]
    for constraint in program.constraints:
        lines += [f'always "{constraint.sentence}"', *_tree(constraint.condition).lines("  ")]
    lines += [f"question {q.name} answers {', '.join(q.answers)}" for q in program.questions.values()]
    blocks = ["\n".join(lines) + "\n"] if lines else []
    blocks += [show_subject(subject) for subject in program.subjects.values()]
    blocks += [show_definition(definition) for definition in program.definitions.values()]
    return "\n".join(blocks)


def show_named(program: Program, name: str) -> str | None:
    """What bears a name (a law, a question, a subject, a definition) and what belongs to it, or None."""
    if name in program.questions:
        return show_question(program, program.questions[name])
    own = [d for d in program.definitions.values() if d.name == name or _belongs(d.name, name)]
    subjects = [s for key, s in program.subjects.items() if key == name or _is_of_law(key, name, program)]
    if not own and not subjects:
        return None
    return "\n".join([*map(show_subject, subjects), *map(show_definition, own)])


def _is_of_law(key: str, name: str, program: Program) -> bool:
    return name in program.laws and key.startswith(f"{name}.")


def _belongs(definition: Name, name: str) -> bool:
    """Whether a definition arises from what bears the name: `law.rule:opened`, `law.rule.a`, all of a law."""
    return definition.subject == name or definition.subject.startswith(f"{name}.")


def _reading(program: Program, name: str) -> str:
    return f"reading {name} : {' | '.join(option for option, _ in program.readings[name].options)}"


def _type(type_: object) -> str:
    fields = getattr(type_, "fields", None)
    if fields is not None:
        return ", ".join(f"{name} : {inner}" for name, inner in fields)
    return " | ".join(getattr(type_, "options", ()))


def _tree(expr: Expr) -> Tree:
    match expr:
        case rules.Const(value):
            return Tree(repr(str(value)) if isinstance(value, str) else show_value(value))
        case rules.FactOf(name):
            return Tree(f"fact {name}")
        case rules.Reading(name):
            return Tree(f"reading {name}")
        case rules.AsOf():
            return Tree("as_of")
        case rules.Ref(name, about):
            return Tree(name, _trees(about))
        case rules.Local(name):
            return Tree(f"${name}")
        case rules.FieldOf(record, name):
            return Tree(f"field {name}", (_tree(record),))
        case rules.All(parts):
            return Tree("all", _trees(parts))
        case rules.Any(parts):
            return Tree("any", _trees(parts))
        case rules.Not(part):
            return Tree("not", (_tree(part),))
        case rules.If(condition, then, otherwise):
            return Tree("if", _trees((condition, then, otherwise)))
        case rules.Apply(operator, operands):
            return Tree(operator, _trees(operands))
        case rules.HowMany(parts):
            return Tree("how many", _trees(parts))
        case rules.Over():
            return _over(expr)
        case rules.Agree(subject, cases, otherwise, declared, declared_when):
            held = [_candidate(case.name, case.condition, case.value) for case in cases]
            held += [Tree(f"declared {one} with {other}") for one, other in declared]
            for pair in declared_when:
                held.append(Tree(f"declared {pair.one} with {pair.other} when", (_tree(pair.condition),)))
            return Tree(f"agree on {subject}", (*held, Tree("otherwise", (_tree(otherwise),))))
        case rules.SetOf(members):
            return Tree("set", tuple(_candidate(m.name, m.condition, m.value) for m in members))
        case rules.Silent(silence):
            return Tree(f"silent by {silence}")
        case rules.InConflict(others):
            return Tree(f"in conflict with {', '.join(others)}")
        case rules.Gap(subject, candidates):
            return Tree(f"gap of {subject}", tuple(Tree(name) for name in candidates))
        case rules.NoVersion(subject, days):
            return Tree(f"no version of {subject}: {days}")


def _trees(exprs: Sequence[Expr]) -> tuple[Tree, ...]:
    return tuple(_tree(expr) for expr in exprs)


def _over(expr: rules.Over) -> Tree:
    parts = [Tree(f"${expr.local} in", (_tree(expr.items),))]
    parts += [Tree("where", (_tree(expr.where),))] if expr.where != rules.Const(True) else []
    parts.append(_tree(expr.body))
    parts += [Tree("if none", (_tree(expr.if_none),))] if expr.if_none is not None else []
    return Tree(expr.kind, tuple(parts))


def _candidate(name: str, condition: Expr, value: Expr) -> Tree:
    """One case of an agreement, one member of a set: nothing is said of a condition that always holds."""
    always = condition == rules.Const(True)
    parts = (_tree(value),) if always else (Tree("when", (_tree(condition),)), _tree(value))
    return Tree(f"case {name}" if name else "case", parts)
