"""The classes of a law: its one-of types and records, and for each question its facts and its answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from qanun.core import rules
from qanun.core.question import index
from qanun.core.rules import FactDeclaration, Program, Subject
from qanun.core.walk import walk
from qanun.targets.attributes import record_fields, short
from qanun.targets.python.layout import INDENT, Call, Code, Item, Text, docstring, lines
from qanun.targets.python.module import Module, member_names
from qanun.targets.python.plan import Plan
from qanun.typed.types import (
    AUTHORITY,
    YES_NO,
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


def in_words(type_: Type) -> str:
    """What a value of a type is, for a docstring: its unit, what it is a list of, whether it may be none."""
    match type_:
        case OrNone(inner):
            return f"{in_words(inner)}, or none"
        case MoneyType(currency):
            return f"money in {currency}"
        case DurationType(unit):
            return f"a duration in {unit}"
        case SetType(element):
            return f"a set of {in_words(element)}"
        case ListType(element):
            return f"a list of {in_words(element)}"
        case Simple() | OneOfType() | RecordType():
            return str(type_).replace("_", " ")
        case never:
            assert_never(never)


def enumeration(name: str, label: str, options: Sequence[tuple[str, str]]) -> list[str]:
    """A StrEnum: each option equals its own text."""
    members = member_names(option for option, _ in options)
    found = [f"class {name}(StrEnum):", *docstring([sentence(label)], 1), *([""] if options else [])]
    for option, words in options:
        found += lines(Text(option), 1, f"{members[option]} = ")
        found += docstring([sentence(words)], 1)
    return found


def one_of(qualified: str, type_: OneOfType, module: Module) -> list[str]:
    """The class of a one-of type."""
    _, label, labels = module.program.types[qualified]
    module.use("enum", "StrEnum")
    known = dict(labels)
    options = [(option, known.get(option, "")) for option in type_.options]
    return enumeration(module.classes[qualified], label, options)


def record(qualified: str, type_: RecordType, module: Module) -> list[str]:
    """The class of a record; each field may be unknown."""
    _, label, labels = module.program.types[qualified]
    module.use("qanun.runtime.values.facts", "CaseRecord")
    known = dict(labels)
    attributes = record_fields(type_)
    specs = [_spec(attributes[n], n, known.get(n, n), t, {}, module) for n, t in type_.fields]
    body = [(attributes[n], t, [_described(known.get(n, n), t)]) for n, t in type_.fields]
    return _class(module.classes[qualified], "CaseRecord", [sentence(label)], specs, body, module)


def facts_class(name: str, plan: Plan, module: Module) -> list[str]:
    """The class of a question's cases: every fact it can depend on, each unknown until it is stated."""
    module.use("qanun.runtime.values.facts", "CaseFacts")
    specs, body, asking = [], [], _asking(plan)
    for qualified in plan.question.facts:
        fact = module.program.facts[qualified]
        attribute = plan.facts[qualified]
        specs.append(_spec(attribute, short(qualified), fact.label, fact.type, _said_of(fact), module))
        body.append((attribute, fact.type, _about(fact, asking.get(qualified, ()))))
    text = [f"Facts for: {plan.question.label}", "Every fact that is not stated is UNKNOWN."]
    return _class(name, "CaseFacts", text, specs, body, module)


def _asking(plan: Plan) -> dict[str, dict[str, None]]:
    """The provisions that ask for each fact."""
    found: dict[str, dict[str, None]] = {}
    for definition in plan.definitions:
        for node in walk(definition.body) if definition.provisions else ():
            if isinstance(node, rules.FactOf):
                found.setdefault(node.name, {}).update(dict.fromkeys(definition.provisions))
    return found


def _about(fact: FactDeclaration, asking: Iterable[str]) -> list[str]:
    """A fact's label, what it is, who judges it, and the provisions that ask for it."""
    parts = [_described(fact.label, fact.type)]
    if fact.judged_by is not None:
        parts.append(f"Judged by {' or '.join(fact.judged_by) or 'nobody named'}.")
    if fact.help:
        parts.append(sentence(fact.help))
    if asking:
        parts.append(f"Asked for by {', '.join(asking)}.")
    return [" ".join(parts)]


def _described(label: str, type_: Type) -> str:
    return sentence(label) if type_ == YES_NO else f"{sentence(label)} {in_words(type_).capitalize()}."


def sentence(label: str) -> str:
    """A label as a sentence."""
    label = label.strip() or "Nothing more is said of it"
    return f"{label[0].upper()}{label[1:]}" + ("" if label[-1] in ".?!" else ".")


def _said_of(fact: FactDeclaration) -> dict[str, Code]:
    """What is said of a fact beside its label, by the name of the parameter."""
    said: dict[str, Code] = {}
    if fact.judged_by is not None:
        said["judged_by"] = Call("", tuple(Text(body) for body in fact.judged_by))
    if fact.you:
        said["you"] = Text(fact.you)
    if fact.help:
        said["help"] = Text(fact.help)
    return said


def _spec(
    attribute: str, key: str, label: str, type_: Type, said: Mapping[str, Code], module: Module
) -> Code:
    parts: list[Item | Code] = [Text(attribute), Text(label)]
    if type_ != YES_NO:
        parts.append(module.kind(type_))
    if isinstance(type_, OrNone):
        parts.append(Item("True", "or_none="))
    if key != attribute:
        parts.append(Item(Text(key), "key="))
    parts += [Item(code, f"{name}=") for name, code in said.items()]
    module.use("qanun.runtime.values", "spec")
    return Call("spec.fact", tuple(parts))


def _class(
    name: str,
    base: str,
    text: list[str],
    specs: list[Code],
    body: Iterable[tuple[str, Type, list[str]]],
    module: Module,
) -> list[str]:
    module.use("attrs", "frozen")
    found = ["@frozen(kw_only=True)", f"class {name}({base}):", *docstring(text, 1), ""]
    found += lines(Call("", tuple(specs)), 1, "FACTS = ")
    for number, (attribute, type_, about) in enumerate(body):
        found += [""] if number == 0 else []
        unknown = module.use("qanun.runtime.values.unknown", "UNKNOWN")
        found += lines(unknown, 1, f"{attribute}: {module.stated(type_)} = ")
        found += docstring(about, 1)
    return found


# --- answers ----------------------------------------------------------------------------------------------

KINDS = {
    "obligation": "what must be done",
    "prohibition": "what must not be done",
    "permission": "what may be done",
    "right": "what there is a right to",
    "power": "what a body may do at its discretion",
    "offence": "an offence",
    "status": "a status",
    "silence": "where the law gives no answer",
    "options": "a set of options",
    "rule": "a rule",
    "define": "a definition",
    "parameter": "a value that the law fixes",
}


def answers_class(name: str, plan: Plan, module: Module) -> list[str]:
    """The class of a question's answers: one Answer for each subject."""
    module.use("attrs", "frozen")
    for used in ("Answer", "Answers", "Way"):
        module.use("qanun.runtime.answers.answers", used)
    module.use("qanun.runtime.values", "spec")
    found = ["@frozen(kw_only=True)", f"class {name}(Answers[Way]):"]
    found += docstring([f"Answers to: {plan.question.label}"], 1)
    found += ["", f'{INDENT}QUESTION = "{plan.question.name}"']
    answered = [_answered(subject, plan, module) for subject in plan.subjects]
    found += [*lines(Call("", tuple(answered)), 1, "ANSWERED = "), ""]
    for subject in plan.subjects:
        found.append(f"{INDENT}{plan.answers[subject.name]}: {_annotation(subject, module)}")
        found += docstring(_stated(subject, module.program), 1)
    return found


def _annotation(subject: Subject, module: Module) -> str:
    """The type of an answer; that of its value has None where the law can be silent or in conflict."""

    def answer(value: str, body: str, exprs: Iterable[rules.Expr]) -> str:
        none = "" if index.has_value(module.program, exprs) else " | None"
        return f"Answer[{value}{none}, Way{body}]"

    value = module.annotation(subject.type)
    body = "" if subject.authority is None else f", {module.annotation(AUTHORITY)}"
    one = answer(value, body, [rules.Ref(subject.answer)] if not isinstance(subject.type, OrNone) else [])
    if subject.about is None:
        return one
    items = subject.about.items
    return answer(f"tuple[{one}, ...]", "", [] if items is None else [items])


def _answered(subject: Subject, plan: Plan, module: Module) -> Code:
    parts: list[Item | Code] = [Text(plan.answers[subject.name]), Text(subject.name), Text(subject.label)]
    if subject.type != YES_NO:
        parts.append(module.kind(subject.type))
    if isinstance(subject.type, OrNone):
        parts.append(Item("True", "or_none="))
    if subject.about is not None:
        parts.append(Item("True", "each="))
    if subject.authority is not None:
        parts.append(Item(module.annotation(AUTHORITY), "bodies="))
    return Call("spec.answered", tuple(parts))


def _stated(subject: Subject, program: Program) -> list[str]:
    """What the answer is about, and the provisions that state it."""
    found = [f"{sentence(subject.label)} {KINDS.get(subject.kind, subject.kind).capitalize()}."]
    if subject.about is not None:
        found[0] += f" An answer for each {subject.about.local}, in the order of the list."
    texts = index.provisions(program)
    for anchor in subject.provisions:
        if anchor in texts:
            _, law, provision = texts[anchor]
            found.append(f"{law.citation(provision)}: {' '.join(provision.text.split())}")
    return found
