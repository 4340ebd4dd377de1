"""Writes the definitions of a law that are functions: a class an article, in the order of the text.

So a question that calls one cites it: `criminal_code.Article52.resided_without_break(…)`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import evolve

from qanun.core import rules
from qanun.core.names import (
    AnyAspect,
    AnyMoment,
    Argument,
    Aspect,
    BitesOn,
    Name,
    OneMoment,
    OneThing,
    PrevailsOver,
)
from qanun.core.question import index
from qanun.core.rules import Definition, Program
from qanun.core.typing import type_of, type_of_definition
from qanun.runtime.qualified import law_of, within_law
from qanun.runtime.values.states import State
from qanun.targets.attributes import short
from qanun.targets.names import Names, attribute, identifier
from qanun.targets.python.classes import sentence
from qanun.targets.python.defined import Function, Operand, is_day, operands
from qanun.targets.python.known import MOST_BRANCHES, branches, returned
from qanun.targets.python.known import short as shortened
from qanun.targets.python.layout import INDENT, Call, docstring, lines
from qanun.targets.python.loops import open_fields
from qanun.targets.python.module import Module
from qanun.targets.python.pieces import Unsupported
from qanun.targets.python.plain import RESULT
from qanun.targets.python.statements import FunctionWriter
from qanun.typed.agree import strip
from qanun.typed.types import RecordType

ELSEWHERE = "Definitions"
"""The class of what stands in no article."""


def functions(
    program: Program, candidates: Iterable[Definition], modules: Mapping[str, Module]
) -> dict[Name, Function]:
    """Those of the candidates that are worth a function, and can be written as one.

    `modules` are those of the laws; each takes the names of its classes.
    """
    found: dict[Name, Function] = {}
    by_law: dict[str, list[Definition]] = {}
    for one in candidates:
        if _is_worth_it(one, modules[law_of(one.name)]):
            by_law.setdefault(law_of(one.name), []).append(one)
    for law, definitions in by_law.items():
        found |= _named(program, definitions, modules[law])
    return found


def _is_worth_it(definition: Definition, module: Module) -> bool:
    """Whether it takes more lines than a call of it, of which a type checker sees through each."""
    called = _class_of(_article(definition, module.program), module), attribute(within_law(definition.name))
    one = Function(definition, module.name, *called, operands(definition.body))
    try:
        takes, body = _body(one, module.copied())
    except Unsupported:
        return False
    given = tuple(parameter.partition(":")[0] for parameter in takes)
    call = lines(Call(".".join(called), given, packed=True), 1, f"{one.name} = ")
    return len(body) > len(call) and branches(body) <= MOST_BRANCHES


def _named(program: Program, definitions: Iterable[Definition], module: Module) -> dict[Name, Function]:
    """The functions of a law in the order of the text, in the class of their article."""
    places = index.provisions(program)
    inside: dict[tuple[str, str], Names] = {}
    classes: dict[tuple[str, str], str] = {}
    found: dict[Name, Function] = {}

    def place(one: Definition) -> int:
        return min((places[anchor][0] for anchor in one.provisions if anchor in places), default=len(places))

    for one in sorted(definitions, key=place):
        at = _article(one, program)
        if at not in classes:
            classes[at] = module.names.take(_class_of(at, module))
            inside[at] = Names(module.names.reserved)
        name = inside[at].take(within_law(one.name))
        found[one.name] = Function(one, module.name, classes[at], name, operands(one.body))
    return found


def _article(definition: Definition, program: Program) -> tuple[str, str]:
    """The law and the article in which it stands first; both empty where it stands in none."""
    places = index.provisions(program)
    cited = (places[anchor] for anchor in definition.provisions if anchor in places)
    return next(
        ((law.module, provision.article) for _, law, provision in cited if provision.article), ("", "")
    )


def _class_of(at: tuple[str, str], module: Module) -> str:
    """`Article 52` as `Article52`, `Section 2.2.1` as `Section2_2_1`."""
    law, article = at
    if not article:
        return ELSEWHERE
    parts = identifier(article if law == module.name else f"{law} {article}").split("_")
    return re.sub(r"_(?!\d)|(?<!\d)_", "", "_".join(part[:1].upper() + part[1:] for part in parts))


# --- their text -------------------------------------------------------------------------------------------


def namespaces(program: Program, found: Iterable[Function], module: Module) -> list[str]:
    """The classes of a law, in which these functions stand, each after a blank line."""
    text: list[str] = []
    last = ""
    cited: set[str] = set()
    for one in found:
        if one.namespace != last:
            text += ["", "", f"class {one.namespace}:", *docstring([_heading(one.definition, program)], 1)]
            last, cited = one.namespace, set()
        text += ["", f"{INDENT}@staticmethod", *_text(one, module, cited)]
    return text


def _heading(definition: Definition, program: Program) -> str:
    """The law, the article and its heading."""
    places = index.provisions(program)
    for anchor in definition.provisions:
        if anchor in places and places[anchor][2].article:
            _, law, provision = places[anchor]
            return sentence(
                ". ".join(
                    part for part in (law.citation(evolve(provision, number="")), provision.heading) if part
                )
            )
    return "What is defined outside of the articles."


def _text(function: Function, module: Module, cited: set[str]) -> list[str]:
    takes, body = _body(function, module)
    definition = function.definition
    gives = _gives(definition, module)
    head = lines(Call(f"def {function.name}", takes, packed=True), 1, after=f" -> {gives}:")
    return [*head, *docstring(_about(definition, module.program, cited), 2), *body]


def _about(definition: Definition, program: Program, cited: set[str]) -> list[str]:
    """What it says, and the provisions that state it: the text of each once in a class.

    In the class of their article they need no more than their number.
    """
    places = index.provisions(program)
    stated = [anchor for anchor in definition.provisions if anchor in places]
    home = _article(definition, program)
    named: dict[str, str] = {}
    for anchor in stated:
        _, law, provision = places[anchor]
        own = (law.module, provision.article) == home
        named[anchor] = (provision.number if own else "") or law.citation(provision)
    known = ", ".join(named[anchor] for anchor in stated if anchor in cited)
    said = (sentence(definition.label), _aspect(definition.name), known and f"Stated by {known}.")
    texts = {a: " ".join(places[a][2].text.split()) for a in stated if a not in cited}
    cited.update(stated)
    return [" ".join(part for part in said if part), *(f"{named[a]}: {text}" for a, text in texts.items())]


def _gives(definition: Definition, module: Module) -> str:
    return _writer(module, {}).annotation(definition.body, type_of_definition(definition))


def _writer(module: Module, called: Mapping[Operand, str]) -> FunctionWriter:
    """What writes the body of a function; `called` has the name of each operand."""
    return FunctionWriter(
        module,
        Names(module.names.reserved),
        stated={expr.name: name for expr, name in called.items() if isinstance(expr, rules.FactOf)},
        readings={expr.name: name for expr, name in called.items() if isinstance(expr, rules.Reading)},
        locals={expr.name: name for expr, name in called.items() if isinstance(expr, rules.Ref)},
        days={expr: name for expr, name in called.items() if is_day(expr)},
        depth=2,
        within=True,
    )


def _body(function: Function, module: Module) -> tuple[list[str], list[str]]:
    """What the function takes, with types, and its statements."""
    names = Names(module.names.reserved)
    moment = names.take("as_of")
    called = {
        one: moment if isinstance(one, rules.AsOf) else names.take(_hint(one)) for one in function.operands
    }
    writer = _writer(module, called)
    writer.names = names
    takes = [f"{name}: {_annotation(one, writer)}" for one, name in called.items()]
    definition = function.definition
    for one in called:
        if isinstance(strip(type_of(one)), RecordType):
            open_fields(writer, [definition.body], one)
    writer.assign(definition.body, RESULT, type_of_definition(definition))
    return takes, returned(shortened(writer.written))


def _hint(operand: Operand) -> str:
    """The name that a question's function has for it, too."""
    if isinstance(operand, rules.FactOf | rules.Ref):
        return short(operand.name)
    return within_law(operand.name) if isinstance(operand, rules.Reading) else "today"


def _annotation(operand: Operand, writer: FunctionWriter) -> str:
    if isinstance(operand, rules.FactOf):
        return writer.module.annotation(operand.type)
    if isinstance(operand, rules.Ref):
        return writer.annotation(operand, operand.type)
    if isinstance(operand, rules.Reading):
        return "str"
    return writer.module.use("datetime", "datetime" if isinstance(operand, rules.AsOf) else "date")


# --- what a definition says -------------------------------------------------------------------------------


def _aspect(name: Name) -> str:
    """What of its declaration a definition says; nothing where it is the declaration itself."""
    found = [_of_declaration(name.aspect)]
    match name.about:
        case None:
            pass
        case AnyMoment():
            found.append("As of a moment.")
        case OneThing(number):
            found.append(f"Of the {_ordinal(number)} thing of which it is asked.")
        case OneMoment(number):
            found.append(f"As of the {_ordinal(number)} moment as of which it is asked.")
        case never:
            assert_never(never)
    found += [f"As if `{norm}` never prevailed." for norm in name.unless]
    found += ["As if nothing collided."] if name.raw else []
    return " ".join(part for part in found if part)


def _ordinal(number: int) -> str:
    return f"{number}{'st' if number == 1 else 'nd' if number == 2 else 'rd' if number == 3 else 'th'}"


def _of_declaration(aspect: AnyAspect) -> str:
    match aspect:
        case Aspect():
            return ASPECTS[aspect]
        case State():
            return f"Whether it is {aspect.value}."
        case BitesOn(target):
            return f"Whether it excepts from `{target}`."
        case PrevailsOver(loser):
            return f"Whether it prevails over `{loser}`."
        case Argument(local):
            return f"The {local} of which it is asked."
        case never:
            assert_never(never)


ASPECTS: dict[Aspect, str] = {
    Aspect.ITSELF: "",
    Aspect.OPENED: "Whether a ground of it holds.",
    Aspect.FITS: "Whether the row fits, whatever stands above it.",
    Aspect.OWN: "Whether the ground in its head holds.",
    Aspect.SEEN: "As conditions see it.",
    Aspect.BITES: "Whether it excepts from anything.",
    Aspect.DEFEATED: "Whether an exception or a norm that prevails defeats it.",
    Aspect.APPLIES: "Whether it applies.",
    Aspect.DETERMINED: "Whether anything is determined in its place.",
    Aspect.UNDETERMINED: "Whether a ground of it holds, and nothing is determined in its place.",
    Aspect.BEFORE: "Before a silence is asked.",
    Aspect.SILENT: "Whether the law is silent.",
    Aspect.ANSWER: "What it answers by itself.",
    Aspect.BANDS: "The sum over the bands.",
    Aspect.DUE: "By when.",
    Aspect.END: "Until when.",
    Aspect.PENALTIES: "How it is punished.",
    Aspect.AUTHORITY: "Who acts.",
    Aspect.EXERCISED: "What is known of its exercise.",
    Aspect.STATE: "In which state it is.",
}
