"""The emitted evaluation for any case: the definitions through the operations of a `Weigh`."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.questions import opening
from qanun.core.rules import Definition, Expr, Subject
from qanun.core.walk import walk
from qanun.targets.python.about import GIVEN, Things, sources_of, things_among, things_of
from qanun.targets.python.layout import INDENT, Call, Code, Item, Text, comment, lines, quoted
from qanun.targets.python.module import Module
from qanun.targets.python.names import Names
from qanun.targets.python.plan import Plan, aspects, lists, reached, record_fields, references
from qanun.targets.python.types import bare, type_of, type_of_definition
from qanun.typed.types import AUTHORITY, OneOfType, RecordType, SetType, Type


@define(eq=False)
class Weighed:
    """Writes expressions; `things` tells of the things that locals stand for, `called` their identifiers."""

    plan: Plan
    module: Module
    locals: dict[Name, str]
    names: Names
    things: Things = field(factory=Things)
    called: dict[str, str] = field(factory=dict)

    def expression(self, expr: Expr, wanted: Type | None = None) -> Code:
        """The call that weighs an expression; `wanted` is the type of its value, if it has options."""
        match expr:
            case rules.Const(value):
                return Call("w.const", (self.module.value(value, wanted),))
            case rules.FactOf(name):
                return self.plan.stated[name]
            case rules.Reading(name):
                return Call("w.reading", (Text(name),))
            case rules.AsOf():
                return "w.as_of()"
            case rules.Ref(name, about):
                if about:
                    things = tuple(self.expression(part) for part in about)
                    led = things_among(self.plan.program.definitions[name], about)
                    return Call(self.locals[name], (*things, *self._sources(*led)))
                return self.locals[name]
            case rules.Local(name):
                return self.called[name]
            case rules.FieldOf(record, name):
                called = Text(self._attribute(record, name))
                return Call("w.field", (self.expression(record), called, *self._sources(record)))
            case rules.All(parts):
                return Call("w.all", tuple(self.expression(part) for part in parts))
            case rules.Any(parts):
                return Call("w.any", tuple(self.expression(part) for part in parts))
            case rules.Not(part):
                return Call("w.not_", (self.expression(part),))
            case rules.If(condition, then, otherwise):
                branches = (self.expression(then, wanted), self.expression(otherwise, wanted))
                return Call("w.if_", (self.expression(condition), *branches))
            case rules.Agree():
                return self._agree(expr, wanted)
            case rules.Apply(operator, operands):
                return self._apply(operator, operands)
            case rules.HowMany(parts):
                return Call("w.how_many", tuple(self.expression(part) for part in parts))
            case rules.Over():
                return self._over(expr, wanted)
            case rules.SetOf(members):
                return Call("w.set_of", tuple(self._member(member, wanted) for member in members))
            case rules.Silent(silence):
                return Call("w.silent", (Text(silence),))
            case rules.InConflict(others):
                return Call("w.in_conflict", tuple(Text(other) for other in others))
            case rules.Gap(subject, candidates):
                return Call("w.gap", (Text(subject), *(Text(name) for name in candidates)))
            case rules.NoVersion(subject, days):
                return Call("w.no_version", (Text(subject), Text(days)))

    def _type(self, expr: Expr) -> Type | None:
        return type_of(expr, self.plan.program, self.things.types)

    def _attribute(self, record: Expr, name: str) -> str:
        """What a record's field is called in Python."""
        kind = self._type(record)
        inner = None if kind is None else bare(kind)
        return record_fields(inner)[name] if isinstance(inner, RecordType) else name

    def _agree(self, expr: rules.Agree, wanted: Type | None) -> Code:
        cases = [
            Call("", (Text(c.name), self.expression(c.condition), self.expression(c.value, wanted)))
            for c in expr.cases
        ]
        items: list[Item | Code] = [Text(expr.subject), self.expression(expr.otherwise, wanted), *cases]
        if expr.declared:
            pairs = Call("", tuple(Call("", (Text(one), Text(two))) for one, two in expr.declared))
            items.append(Item(pairs, "declared="))
        if expr.declared_when:
            when = tuple(
                Call("", (Text(pair.one), Text(pair.other), self.expression(pair.condition)))
                for pair in expr.declared_when
            )
            items.append(Item(Call("", when), "declared_when="))
        return Call("w.agree", tuple(items))

    def _apply(self, operator: str, operands: tuple[Expr, ...]) -> Code:
        found = [self._type(operand) for operand in operands]
        hints = [bare(type_) for type_ in found if type_ is not None and is_named(bare(type_))]
        hint = hints[0] if hints else None
        parts: list[Item | Code] = [Text(operator), *(self.expression(operand, hint) for operand in operands)]
        return Call("w.apply", tuple(parts))

    def _over(self, expr: rules.Over, wanted: Type | None) -> Code:
        items = self.expression(expr.items)
        inner, name = self.inside(expr.local, expr.items)
        where, body = inner.expression(expr.where), inner.expression(expr.body, wanted)
        parts = [
            Text(expr.kind),
            Text(expr.local),
            items,
            Item(where, f"lambda {name}: "),
            Item(body, f"lambda {name}: "),
        ]
        if expr.if_none is not None:
            parts.append(self.expression(expr.if_none, wanted))
        return Call("w.over", tuple(parts))

    def inside(self, local: str, items: Expr) -> tuple["Weighed", str]:
        """A writer of what is said of each thing of a list, and the identifier of the thing."""
        inner = Weighed(self.plan, self.module, self.locals, self.names.inner())
        name = inner.names.take(local)
        inner.things = self.things.with_thing(local, items, self.plan.program)
        inner.called = {**self.called, local: name}
        return inner, name

    def _member(self, member: rules.Member, wanted: Type | None) -> Code:
        element = wanted.element if isinstance(wanted, SetType) else None
        value = self.expression(member.value, element)
        return Call("", (Text(member.name), self.expression(member.condition), value))

    def _sources(self, *exprs: Expr) -> tuple[Code, ...]:
        """The attributes of the facts through which expressions reach records, lists or sets."""
        found = [name for expr in exprs for name in sources_of(expr, self.things.sources, self.plan.program)]
        return tuple(GIVEN if n == GIVEN else Text(self.plan.facts[n]) for n in dict.fromkeys(found))


def is_named(type_: Type) -> bool:
    """Whether values of the type are members of a generated class."""
    return isinstance(type_, OneOfType) or type_ == AUTHORITY


def weighed_function(plan: Plan, module: Module, name: str) -> list[str]:
    """The function `name(w)`: weighs every definition that answers and headlines need, facts first."""
    writer = Weighed(plan, module, plan.locals, plan.names)
    used = _facts_of(plan)
    head = [f"def {name}(w: Weigh[F]) -> None:"]
    head.append(f'{INDENT}"""{one_line(plan)}, for any case."""')
    body = [line for fact in used for line in fact_line(plan, fact)]
    body += _definitions(plan.definitions, [*headline_parts(plan), *asked_of_each(plan)], writer)
    for subject in plan.subjects:
        if subject.about is not None:
            body += _each(subject, subject.about, writer)
    for headline in plan.question.headlines:
        parts = [Text(p) if isinstance(p, str) else writer.expression(p) for p in headline.parts]
        body += lines(Call("w.headline", (writer.expression(headline.condition), *parts)), 1)
    return [*head, *(body or [f"{INDENT}return"])]


def one_line(plan: Plan) -> str:
    return f"Question `{plan.question.name}`"


def fact_line(plan: Plan, fact: str) -> list[str]:
    return [f'{INDENT}{plan.stated[fact]} = w.fact("{plan.facts[fact]}")']


def headline_parts(plan: Plan) -> list[Expr]:
    """The expressions in the headlines of a question."""
    return [p for h in plan.question.headlines for p in (h.condition, *h.parts) if not isinstance(p, str)]


def asked_of_each(plan: Plan) -> list[Expr]:
    """What the question asks of each thing of the lists about which it answers."""
    found: list[Expr] = []
    for subject in plan.subjects:
        if subject.about is not None and subject.about.items is not None:
            local, items = subject.about.local, subject.about.items
            asked = tuple(rules.Ref(name, (rules.Local(local),)) for name in of_each(subject, plan))
            found.append(rules.Over("every", local, items, rules.Const(True), rules.All(asked)))
    return found


def of_each(subject: Subject, plan: Plan) -> list[Name]:
    """The definitions of which the answer about one thing is made."""
    listed = (*subject.grounds, *subject.exceptions, *subject.barring, *opening(subject))
    names = [*aspects(subject).values(), *(name for name in listed if name in plan.needed)]
    return list(dict.fromkeys(names))


def _each(subject: Subject, about: rules.About, writer: Weighed) -> list[str]:
    """The findings of each thing, noted for the answer about all."""
    assert about.items is not None
    inner, name = writer.inside(about.local, about.items)
    thing = (rules.Local(about.local),)
    rows = [
        Item(inner.expression(rules.Ref(asked, thing)), f"{quoted(asked)}: ")
        for asked in of_each(subject, writer.plan)
    ]
    found = Item(Call("", tuple(rows), "{}"), f"lambda {name}: ")
    return lines(Call("w.each", (Text(subject.name), writer.expression(about.items), found)), 1)


def _facts_of(plan: Plan) -> list[str]:
    exprs = [*(d.body for d in plan.definitions), *headline_parts(plan), *lists(plan.subjects)]
    found = {node.name for expr in exprs for node in walk(expr) if isinstance(node, rules.FactOf)}
    return [name for name in plan.question.facts if name in found]


def _definitions(definitions: Sequence[Definition], others: Iterable[Expr], writer: Weighed) -> list[str]:
    """Definitions, each under the provisions that state it; a local for each that is referred to."""
    exprs = [*(definition.body for definition in definitions), *others]
    things = things_of(writer.plan.program, definitions, others)
    referred = {name for expr in exprs for name in references(expr)}
    found: list[str] = []
    cited: tuple[str, ...] = ()
    apart = False
    for definition in definitions:
        found += [""] if apart or definition.locals else []
        apart = bool(definition.locals)
        if definition.provisions and definition.provisions != cited:
            found += comment(", ".join(definition.provisions), 1)
            cited = definition.provisions
        local = writer.locals[definition.name]
        if definition.locals:
            found += _about(definition, writer, local, things.get(definition.name, Things()))
            continue
        body = writer.expression(definition.body, type_of_definition(definition))
        call = Call("w.define", (Text(definition.name), body))
        found += lines(call, 1, f"{local} = " if definition.name in referred else "")
    return [*found, ""] if apart else found


def _about(definition: Definition, writer: Weighed, local: str, things: Things) -> list[str]:
    """A definition about things: a function of them."""
    inner = Weighed(writer.plan, writer.module, writer.locals, writer.names.inner())
    called: Mapping[str, str] = {name: inner.names.take(name) for name in definition.locals}
    inner.called = dict(called)
    inner.things = things
    code = Call(
        "w.define",
        (
            Text(definition.name),
            inner.expression(definition.body, type_of_definition(definition)),
            *called.values(),
        ),
    )
    arguments = ", ".join([*(f"{name}: F" for name in called.values()), f"{GIVEN}: str"])
    head = [f"{INDENT}@w.once", f"{INDENT}def {local}({arguments}) -> F:"]
    return [*head, *lines(code, 2, "return ")]


def always_function(plan: Plan, module: Module, name: str) -> list[str]:
    """The function `name(w)`: weighs what `always` holds, after the definitions that it needs."""
    conditions = [constraint.condition for constraint in plan.question.constraints]
    needed = reached(plan.program, plan.question, (), conditions)
    names = plan.names.inner()
    found = {one: plan.locals.get(one) or names.take(one.partition(".")[2]) for one in needed}
    writer = Weighed(plan, module, found, names)
    definitions = [plan.program.definitions[one] for one in needed]
    exprs = [*conditions, *(definition.body for definition in definitions)]
    asked = {node.name for expr in exprs for node in walk(expr) if isinstance(node, rules.FactOf)}
    body = [line for fact in plan.question.facts if fact in asked for line in fact_line(plan, fact)]
    body += _definitions(definitions, conditions, writer)
    for constraint in plan.question.constraints:
        body += lines(
            Call("w.always", (Text(constraint.sentence), writer.expression(constraint.condition))), 1
        )
    head = [
        f"def {name}(w: Weigh[F]) -> None:",
        f'{INDENT}"""What always holds, for `{plan.question.name}`."""',
    ]
    return [*head, *body]
