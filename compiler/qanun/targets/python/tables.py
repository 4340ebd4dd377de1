"""The function that makes a question's table, at its first use: names, labels, places, provisions."""

from typing import assert_never

from qanun.core import rules
from qanun.core.rules import Definition, Program, Site, Subject
from qanun.core.walk import walk
from qanun.targets.python import indexes
from qanun.targets.python.layout import INDENT, WIDTH, Call, Code, Item, Text, docstring, lines, quoted
from qanun.targets.python.module import Module
from qanun.targets.python.plan import Plan, aspects
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)


def table_function(plan: Plan, module: Module, name: str) -> list[str]:
    """The function `name()`: the table of a question."""
    program, question = plan.program, plan.question
    law = program.laws[module.name]
    cited = {bit.partition("#")[0] for bit in plan.bits}
    defining = {name.partition(".")[0] for name in question.order}
    others = [m for m in program.laws if m != module.name and m in cited | defining]
    parts = [
        Item(_spread("definitions", module, [m for m in program.laws if m in defining]), "entries="),
        Item(Call("", tuple(_subject(s, plan) for s in plan.subjects)), "subjects="),
        Item(Call("", tuple(_reading(program, n) for n in question.readings)), "readings="),
        Item(Call("", tuple(Text(bit) for bit in plan.bits)), "bits="),
        Item(_spread("provisions", module, [m for m in program.laws if m in cited]), "provisions="),
        Item(_dict({c.sentence: Text(place(c.site)) for c in question.constraints}), "sites="),
        Item(_dict({word: Text(text) for word, text in words(plan).items()}), "words="),
        Item(_dict({s: _rule(program.subjects[s]) for s in at_fault(plan)}), "rules="),
        Item(Text(law.time_zone), "zone="),
        Item(Text(indexes.notice(law, plan.bits, program)), "notice="),
    ]
    module.use("qanun.runtime", "tables")
    head = [f"def {name}() -> tables.Table:", f'{INDENT}"""What there is to say of `{question.name}`."""']
    imports = [*_imports(module.package, sorted(others)), ""] if others else []
    return [*head, *imports, *lines(Call("tables.Table", tuple(parts)), 1, "return ")]


def _imports(package: str, names: list[str]) -> list[str]:
    """What a function imports, on one line where it fits."""
    one = f"{INDENT}from {package} import {', '.join(names)}"
    if len(one) <= WIDTH:
        return [one]
    return [f"{INDENT}from {package} import (", *(f"{INDENT * 2}{name}," for name in names), f"{INDENT})"]


def place(site: Site) -> str:
    return f"{site.path}:{site.line}"


def _dict(pairs: dict[str, Code]) -> Code:
    return Call("", tuple(Item(code, f"{quoted(key)}: ") for key, code in pairs.items()), "{}")


def _texts(values: tuple[str, ...]) -> Code:
    return Call("", tuple(Text(value) for value in values))


def _subject(subject: Subject, plan: Plan) -> Code:
    parts: list[Item | Code] = [Text(plan.answers[subject.name]), Text(subject.name), Text(subject.kind)]
    parts.append(Text(subject.label))
    parts.append(Item(Text(place(subject.site)), "place="))
    parts.append(Item(_dict({a: Text(name) for a, name in aspects(subject).items()}), "aspects="))
    if subject.opened is not None:
        parts.append(Item(Text(subject.opened), "opened="))
    for word in ("provisions", "grounds", "exceptions", "barring", "silences", "weighing"):
        values = getattr(subject, word)
        if values:
            parts.append(Item(_texts(values), f"{word}="))
    if subject.carved:
        parts.append(Item(_dict({name: _texts(opened) for name, opened in subject.carved}), "carved="))
    if subject.about is not None:
        parts.append(Item(Text(subject.about.local), "each="))
    return Call("tables.Subject", tuple(parts))


def _reading(program: Program, name: str) -> Code:
    reading = program.readings[name]
    options = Call("", tuple(_texts(option) for option in reading.options))
    return Call("tables.Reading", (Text(name), Text(reading.label), options, Text(reading.because)))


def _spread(function: str, module: Module, laws: list[str]) -> Code:
    """What the function of each law gives, together."""
    calls = [f"{function}()" if law == module.name else f"{law}.{function}()" for law in laws]
    return calls[0] if len(calls) == 1 else Call("", tuple(f"*{call}" for call in calls))


def at_fault(plan: Plan) -> list[str]:
    """The rules that can be at fault for want of one answer."""
    found: dict[str, None] = {}
    for name in plan.question.order:
        for node in walk(plan.program.definitions[name].body):
            if isinstance(node, rules.Agree | rules.Gap | rules.NoVersion):
                found[node.subject] = None
    return [name for name in found if name in plan.program.subjects]


def _rule(subject: Subject) -> Code:
    return Call("", (_texts(subject.provisions), Text(place(subject.site))))


def words(plan: Plan) -> dict[str, str]:
    """How options and bodies are read.

    An option that two types read differently stands as it is written: a value does not say its type.
    """
    program = plan.program
    seen = [program.facts[name].type for name in plan.question.facts]
    seen += [program.definitions[name].type for name in plan.needed]
    read: dict[str, dict[str, None]] = {}
    for type_ in seen:
        for inner in _within(type_):
            if isinstance(inner, OneOfType) and inner.name in program.types:
                for option, label in program.types[inner.name][2]:
                    read.setdefault(option, {})[label] = None
    words = {option: next(iter(labels)) for option, labels in read.items() if len(labels) == 1}
    for name, label in program.authorities.items():
        if name not in read:
            words[name] = label
    return words


def _within(type_: Type) -> list[Type]:
    match type_:
        case OrNone(inner) | SetType(inner) | ListType(inner):
            return _within(inner)
        case RecordType(_, fields):
            return [found for _, inner in fields for found in _within(inner)]
        case Simple() | MoneyType() | DurationType() | OneOfType():
            return [type_]
        case never:
            assert_never(never)


def provisions_function(program: Program, module: Module) -> list[str]:
    """The function `provisions()`: the provisions of a law's page."""
    law = program.laws[module.name]
    listed = [
        Call(
            "tables.Provision",
            tuple(map(Text, (p.anchor, law.title, p.article, p.number, " ".join(p.text.split())))),
        )
        for p in law.provisions
    ]
    module.use("qanun.runtime", "tables")
    head = [
        "def provisions() -> tuple[tables.Provision, ...]:",
        f'{INDENT}"""The provisions of the page, in order."""',
    ]
    return [*head, *lines(Call("", tuple(listed)), 1, "return ")]


def definitions_function(program: Program, module: Module) -> list[str]:
    """The function `definitions()`: those of a law on which questions rest, by declaration."""
    groups: dict[tuple[str, tuple[str, ...], str], list[Definition]] = {}
    for definition in indexes.definitions(program).get(module.name, ()):
        key = (definition.label, definition.provisions, place(definition.site))
        groups.setdefault(key, []).append(definition)
    listed = [
        Call(
            "*tables.entries",
            (Text(label), _texts(anchors), Text(site), _dict({d.name: Text(d.role) for d in found})),
        )
        for (label, anchors, site), found in groups.items()
    ]
    module.use("qanun.runtime", "tables")
    head = ["def definitions() -> tuple[tables.Entry, ...]:"]
    head += docstring(["The definitions of the page: their labels, provisions, places, names and roles."], 1)
    return [*head, *lines(Call("", tuple(listed)), 1, "return ")]
