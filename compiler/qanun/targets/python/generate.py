"""The Python package of a program: a module for each law, one for the authorities."""

import re
from collections.abc import Iterable

from qanun.core.question import index
from qanun.core.question.plan import is_answerable
from qanun.core.rules import Law, Program, Question
from qanun.runtime.qualified import law_of
from qanun.targets.attributes import class_names, short
from qanun.targets.names import RESERVED, Names, class_name
from qanun.targets.python import classes
from qanun.targets.python.defined import of_several
from qanun.targets.python.directory_file import directory_file
from qanun.targets.python.known import known_function
from qanun.targets.python.law_file import law_file, with_fingerprint
from qanun.targets.python.layout import Call, Item, Text, docstring, lines
from qanun.targets.python.module import Module
from qanun.targets.python.namespaces import functions, namespaces
from qanun.targets.python.package import (
    CATALOGUE,
    authorities_file,
    catalogue_file,
    fingerprint,
    header,
    joined,
    package_file,
    question_class,
)
from qanun.targets.python.plan import Plan, plan
from qanun.targets.python.strategies import FOLDER, strategies_body
from qanun.targets.python.strategies import RESERVED as OF_STRATEGIES
from qanun.typed.types import OneOfType, RecordType

INSTALLED = ("attrs", "hypothesis", "qanun")


def generate(program: Program, package: str) -> dict[str, str]:
    """The text of every file, by its path in the folder of generated packages. No two runs differ."""
    found = {f"{package}/authorities.py": authorities_file(program), f"{package}/py.typed": ""}
    modules: dict[str, str] = {}
    asked: dict[str, tuple[str, str, str]] = {}
    for law, module, head, body, plans in _laws(program, package):
        data = law_file(program, law, plans)
        modules[law.module] = one = fingerprint((*head, *body, data))
        belongs = ["", *lines(Call("_form.belongs", ("__name__", Text(one))))]
        found[f"{package}/{law.module}.py"] = joined([*head, *belongs, *body])
        found[f"{package}/{law.module}.json"] = with_fingerprint(data, one)
        asked |= module.asked
        if module.asked:
            found[f"{package}/{FOLDER}/__init__.py"] = joined(
                [*header(None), '"""Hypothesis strategies for cases of the laws."""']
            )
            found[f"{package}/{FOLDER}/{law.module}.py"] = _strategies(program, package, law, module)
    found[f"{package}/{CATALOGUE}.py"] = catalogue_file(program, package, asked)
    data = directory_file(program, asked)
    modules[CATALOGUE] = one = fingerprint((data,))
    found[f"{package}/{CATALOGUE}.json"] = with_fingerprint(data, one)
    found[f"{package}/__init__.py"] = package_file(program, package, modules)
    return dict(sorted(found.items()))


def left_to_general(program: Program, package: str) -> dict[str, tuple[str, str]]:
    """The questions without a plain function: the definition for which (empty: the question), and why."""
    return {name: why for _, module, _, _, _ in _laws(program, package) for name, why in module.left.items()}


# --- one law ----------------------------------------------------------------------------------------------


def _laws(program: Program, package: str) -> list[tuple[Law, Module, list[str], list[str], list[Plan]]]:
    """Of each law its module, the text of it up to its imports and beyond, and what is fixed about its
    questions.
    """
    named = class_names(program)
    modules = {law.module: _module(program, package, law, named) for law in program.laws.values()}
    asked = [question for question in program.questions.values() if is_answerable(question)]
    defined = functions(program, of_several(program, asked), modules)
    for module in modules.values():
        module.functions = defined
    written = {name: _questions(program, module) for name, module in modules.items()}
    calls = {name for module in modules.values() for name in module.calls}
    found = []
    for law in program.laws.values():
        module, (questions, exported, plans) = modules[law.module], written[law.module]
        own = [one for name, one in defined.items() if one.law == law.module and name in calls]
        body = [*_types(program, module), *namespaces(program, own, module), *questions]
        found.append((law, module, *_file(program, law, module, body, exported), plans))
    return found


def _module(program: Program, package: str, law: Law, named: dict[str, str]) -> Module:
    """The module of a law before anything is written."""
    own = [name for qualified, name in named.items() if law_of(qualified) == law.module]
    others = [module for module in program.laws if module != law.module]
    return Module(program, package, law.module, named, Names((*RESERVED, *own, *others)))


def _types(program: Program, module: Module) -> list[str]:
    text: list[str] = []
    for qualified, (type_, _, _) in program.types.items():
        if law_of(qualified) == module.name:
            text += ["", "", *_type(qualified, type_, module)]
    return text


def _questions(program: Program, module: Module) -> tuple[list[str], list[str], list[Plan]]:
    """The text of the questions of a law, the names that they add to its module, what is fixed about them."""
    text: list[str] = []
    exported: list[str] = []
    plans: list[Plan] = []
    for question in index.questions(program).get(module.name, ()):
        if is_answerable(question):
            one, names, ready = _question(question, module)
            text += one
            exported += names
            plans.append(ready)
    return text, exported, plans


def _file(
    program: Program, law: Law, module: Module, body: list[str], exported: list[str]
) -> tuple[list[str], list[str]]:
    """The text of a module up to its imports, and beyond."""
    constants = [line for text in module.constants.values() for line in text]
    if exported:
        module.use(module.package, "FINGERPRINT")
    module.imports.setdefault("qanun.runtime", set()).add("form as _form")
    late, module.modules = _late(module), set()
    head = [
        *header(_path(program, law)),
        *docstring(_about(law), 0),
        "",
        "from __future__ import annotations",
        "",
        *_imports(module, [*constants, *body, *late, "_form"]),
        *late,
    ]
    types = [name for qualified, name in module.classes.items() if law_of(qualified) == law.module]
    offered = exports([*types, *exported])
    rest = [
        *(["", *constants] if constants else []),
        "",
        *lines(Call("", tuple(Text(name) for name in offered), "[]"), before="__all__ = "),
        *body,
    ]
    return head, rest


def _late(module: Module) -> list[str]:
    """The modules of other laws: each is imported where something of it is first asked for."""
    if not module.modules:
        return []
    module.use("typing", "TYPE_CHECKING")
    module.imports.setdefault("qanun.runtime.late", set()).add("LateModule as _LateModule")
    names = sorted(module.modules)
    imported = (f"    {line}" for line in _import(module.package, names))
    made = (f'    {name} = _LateModule("{module.package}.{name}")' for name in names)
    return ["", "if TYPE_CHECKING:", *imported, "else:", *made]


def _strategies(program: Program, package: str, law: Law, of: Module) -> str:
    """The module of Hypothesis strategies of a law that asks questions."""
    names = Names((*RESERVED, *OF_STRATEGIES, *program.laws))
    module = Module(program, package, f"{FOLDER}.{law.module}", of.classes, names)
    body = strategies_body(program, law, module, of.asked)
    public = [line.removeprefix("def ").partition("(")[0] for line in body if line.startswith("def ")]
    return joined(
        [
            *header(_path(program, law)),
            *docstring([f"Hypothesis strategies for cases of: {law.title} ({law.jurisdiction})."], 0),
            "",
            "from __future__ import annotations",
            "",
            *_imports(module, body),
            "",
            *lines(Call("", tuple(Text(name) for name in exports(public)), "[]"), before="__all__ = "),
            *body,
        ]
    )


def exports(names: Iterable[str]) -> list[str]:
    """The names in the order that linters want: constants, classes, the rest."""

    def rank(name: str) -> tuple[int, str]:
        return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2, name)

    return sorted(names, key=rank)


def _type(qualified: str, type_: object, module: Module) -> list[str]:
    if isinstance(type_, OneOfType):
        return classes.one_of(qualified, type_, module)
    assert isinstance(type_, RecordType)
    return classes.record(qualified, type_, module)


def _about(law: Law) -> list[str]:
    return [
        f"{law.title} ({law.jurisdiction}).",
        f"Law as reported, not legal advice. Source: {law.source}.",
        f"In force: {law.in_force}. Time zone: {law.time_zone}. Rounding of dates: {law.rounding}.",
        "How to read this file is in the library guide of qanun, Reading generated code.",
    ]


def _path(program: Program, law: Law) -> str | None:
    sites = [provision.site for provision in law.provisions]
    sites += [q.site for q in program.questions.values() if law_of(q.name) == law.module]
    return sites[0].path if sites else None


def _imports(module: Module, text: list[str]) -> list[str]:
    """The imports that the text uses, sorted: the standard library, then others, then this package."""
    groups: list[list[str]] = [[], [], []]
    words = set(re.findall(r"\w+", "\n".join(text)))
    wanted = {
        source: used
        for source, names in module.imports.items()
        if (used := {name for name in names if name.rpartition(" ")[2] in words})
    }
    if module.modules:
        wanted[module.package] = wanted.get(module.package, set()) | module.modules
    for source in sorted(wanted):
        names = sorted(wanted[source], key=_import_rank)
        first = source.partition(".")[0]
        group = 2 if first == module.package else 1 if first in INSTALLED else 0
        groups[group] += _import(source, names)
    blocks = [group for group in groups if group]
    return [line for number, block in enumerate(blocks) for line in ([""] if number else []) + block]


def _import_rank(name: str) -> tuple[int, str]:
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2, name)


def _import(source: str, names: list[str]) -> list[str]:
    one = f"from {source} import {', '.join(names)}"
    if len(one) <= 110:
        return [one]
    return [f"from {source} import (", *(f"    {name}," for name in names), ")"]


# --- one question -----------------------------------------------------------------------------------------


def _question(question: Question, module: Module) -> tuple[list[str], list[str], Plan]:
    """The text of a question, the names that it adds to the module, and what is fixed about it."""
    own = short(question.name)
    name = module.names.take(own)
    facts = module.names.take(f"{class_name(own)}Facts")
    answers = module.names.take(f"{class_name(own)}Answers")
    module.asked[question.name] = (name, facts, answers)
    reserved = [*RESERVED, *module.names.taken, *module.program.laws]
    ready = plan(module.program, question, reserved)
    known = f"_{name.rstrip('_')}_known"
    text = ["", "", *classes.facts_class(facts, ready, module)]
    text += ["", "", *classes.answers_class(answers, ready, module)]
    plain = known_function(ready, module, known, facts)
    if plain:
        text += ["", "", *plain]
    text += ["", "", *_object(ready, module, name, facts, answers, known if plain else None)]
    return text, [name, facts, answers], ready


def _object(
    plan: Plan,
    module: Module,
    name: str,
    facts: str,
    answers: str,
    known: str | None,
) -> list[str]:
    question = plan.question
    kind = module.use("qanun.runtime.questions.questions", question_class(question))

    def way(name: str) -> str:
        return module.use("qanun.runtime.answers.answers", name)

    parts: list[Item] = [
        Item(Text(short(question.name)), "name="),
        Item("__name__", "module="),
        Item(Text(question.label), "label="),
        Item("FINGERPRINT", "fingerprint="),
        Item(facts, "facts="),
        Item(f"{answers}[{way('Decided')}]", "decided="),
        Item(f"{answers}[{way('Explored')}]", "explored="),
    ]
    if known is not None:
        parts.append(Item(known, "known="))
    found = lines(Call(kind, tuple(parts)), before=f"{name} = ")
    return [*found, *docstring(_asked(plan), 0)]


def _options(reading: str, plan: Plan) -> str:
    """A reading with the options of which the caller chooses one."""
    return f"{reading} ({' or '.join(option for option, _ in plan.program.readings[reading].options)})"


def _asked(plan: Plan) -> list[str]:
    """What a developer reads of a question: what it answers, on what it rests, what it raises."""
    answered = ", ".join(f"`{plan.answers[name]}`" for name in plan.question.answers)
    found = [plan.question.label, f"Answers {answered}."]
    if plan.question.readings:
        readings = [_options(name, plan) for name in plan.question.readings]
        found.append(f"Can rest on the readings {', '.join(readings)}.")
    if plan.question.needs_as_of:
        found.append("Depends on the day for which it is asked: `as_of` is required.")
    found.append(
        "`decide` raises MissingFacts, which names them, a Fault of the law, or CaseImpossible; `explore` "
        "reports the first two as verdicts; `explain` tells why, and why not otherwise."
    )
    return found
