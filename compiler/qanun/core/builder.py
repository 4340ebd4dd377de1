"""The program while it is being lowered: what is written once and read by every part of the lowering."""

from collections.abc import Iterable, Sequence

from attrs import define, evolve, field

from qanun.core.citing import own_items, stated
from qanun.core.names import AnyAspect, Aspect, Name
from qanun.core.rules import (
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Definition,
    Expr,
    If,
    Local,
    Not,
    NoVersion,
    Parameter,
    Ref,
    Role,
    Site,
    Subject,
)
from qanun.core.translate import Setting, translate
from qanun.document.days import ALWAYS, in_order, is_empty, meet, said
from qanun.document.model import InForce
from qanun.resolved.model import Declaration
from qanun.resolved.versions import ADDED, outer, own_days
from qanun.runtime.values.words import listed
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed.model import Typed, type_of_thing
from qanun.typed.types import YES_NO, Type

YES = Const(True)
NO = Const(False)


@define(eq=False)
class Builder:
    """Collects the definitions and subjects of all laws.

    `keys` has the type of what a table is asked about; `dated` the definitions that depend on `as_of`, where
    anything is asked as of another day, and `seconds` those about a moment; `instances` the definitions that
    stand for what is asked of one thing, `counts` how many of each, `kept` such things, and `unclosed` the
    definitions before instances stood in them; `cited` the
    provisions of each declaration; `turned` the definitions by which one of two norms prevails that can each
    prevail over the other, each with the loser and the definitions by which that does.
    """

    typed: Typed
    definitions: dict[str, Definition] = field(factory=dict)
    subjects: dict[str, Subject] = field(factory=dict)
    parameters: dict[str, Parameter] = field(factory=dict)
    keys: dict[str, Type] = field(factory=dict)
    dated: set[str] = field(factory=set)
    seconds: dict[str, Name] = field(factory=dict)
    instances: dict[Ref, Ref] = field(factory=dict)
    counts: dict[str, int] = field(factory=dict)
    unclosed: dict[str, Definition] = field(factory=dict)
    kept: dict[Expr, Ref] = field(factory=dict)
    cited: dict[Declaration, tuple[str, ...]] = field(factory=dict)
    turned: dict[Name, tuple[str, frozenset[Name]]] = field(factory=dict)
    pages: dict[str, tree.Page] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.pages = {page.document.text.path: page for page in self.typed.resolved.laws.values()}

    def setting(self, declaration: Declaration, silenced: Declaration | None = None) -> Setting:
        """The calendar of the law in which a declaration stands."""
        return evolve(self.page_setting(self.page(declaration)), silenced=silenced)

    def page_setting(self, page: tree.Page) -> Setting:
        """The calendar of a law."""
        front = page.document.front_matter
        return Setting(self.typed, front.time_zone, front.rounding)

    def page(self, declaration: Declaration) -> tree.Page:
        return self.typed.resolved.laws[declaration.module]

    def exceptions(self, declaration: Declaration) -> tuple[Declaration, ...]:
        return self.typed.resolved.exceptions_to.get(declaration, ())

    def fact_label(self, name: str) -> str:
        """What people call a fact."""
        return label_of(self.typed.resolved.declarations[name], self.typed)

    def type_of(self, declaration: Declaration) -> Type:
        return self.typed.declared[declaration]

    def define(
        self,
        declaration: Declaration,
        role: Role,
        body: Expr,
        aspect: AnyAspect = Aspect.ITSELF,
        *,
        type_: Type = YES_NO,
        provisions: tuple[str, ...] | None = None,
        label: str | None = None,
        about: Declaration | None = None,
    ) -> Ref:
        """Add the definition of an aspect, which stands where `declaration` does, and refer to it.

        It is about the thing that `declaration` is about, or that `about` is.
        """
        name = Name(declaration.name, aspect)
        stated = self.provisions(declaration) if provisions is None else provisions
        text = label_of(declaration, self.typed) if label is None else label
        thing = self.typed.resolved.about.get(about or declaration)
        things = () if thing is None else (Local(thing.name, type_of_thing(thing, self.typed)),)
        place = site(declaration.span)
        self.definitions[name] = Definition(name, role, text, type_, body, stated, place, things)
        return Ref(name)

    def provisions(self, declaration: Declaration) -> tuple[str, ...]:
        """The anchors that a declaration states."""
        if declaration not in self.cited:
            self.cited[declaration] = stated(declaration, self.typed.resolved)
        return self.cited[declaration]

    def in_force(self, declaration: Declaration) -> tuple[Expr, ...]:
        """That it and its law are in force on the day asked about; nothing where that is not stated."""
        zone = self.page(declaration).document.front_matter.time_zone
        days = [both(on_days(days, zone)) for days in self.days(declaration)]
        return () if YES in days else (either(days),)

    def days(self, declaration: Declaration) -> list[InForce]:
        """The days on which it and its law are in force: a range for each version."""
        law = self.page(declaration).document.front_matter.in_force or ALWAYS
        resolved = self.typed.resolved
        if declaration in resolved.head_of and not isinstance(declaration.item, ADDED):
            return [law]  # its own days are asked about where one of the versions is chosen
        versions = resolved.versions.get(declaration, (declaration,))
        ranges = sorted((own_days(outer(one).item) or ALWAYS for one in versions), key=in_order)
        return [days for own in ranges if not is_empty(days := meet(law, own))]

    def versioned(self, declaration: Declaration, body: Expr) -> Expr:
        """The body on the days on which it is in force; on others a fault that names them."""
        conditions = self.in_force(declaration)
        if not conditions:
            return body
        return If(both(conditions), body, self.no_version(declaration))

    def no_version(self, declaration: Declaration) -> NoVersion:
        """The fault that names the days on which it is in force."""
        return NoVersion(declaration.name, said(self.days(declaration)) or "on no day")

    def belongs(self, bodies: tree.Bodies | None, at: Setting) -> tuple[Expr, ...]:
        """The condition that the person belongs to one of the parties named, if any has a `who`."""
        if bodies is None:
            return ()
        parties = [d for d in at.typed.resolved.targets(bodies.names) if d.kind == "party"]
        conditions = [
            Ref(Name(d.name)) for d in parties if isinstance(d.item, tree.Party) and d.item.who is not None
        ]
        if not conditions or len(conditions) < len(parties):
            return ()
        return (conditions[0],) if len(conditions) == 1 else (Any(tuple(conditions)),)

    def holds(self, rank: tree.Priority | tree.Collision) -> tuple[Expr, ...]:
        """That a priority or collision and its law are in force, and its condition."""
        page = self.page_with(rank)
        return (*self.item_in_force(rank), *self.when(rank.when, self.page_setting(page)))

    def item_in_force(self, item: tree.AnyItem) -> tuple[Expr, ...]:
        """That what declares nothing, and its law, are in force; nothing where that is not stated."""
        front = self.page_with(item).document.front_matter
        days = meet(front.in_force or ALWAYS, own_days(item) or ALWAYS)
        return (NO,) if is_empty(days) else on_days(days, front.time_zone)

    def page_with(self, item: tree.AnyItem) -> tree.Page:
        """The page on which an item stands."""
        return self.pages[item.block.span.text.path]

    def when(self, condition: tree.Expression | None, at: Setting) -> tuple[Expr, ...]:
        return () if condition is None else (translate(condition, at),)


def on_days(days: InForce, zone: str) -> tuple[Expr, ...]:
    """That the day asked about is one of a range."""
    today = Apply("date of", (AsOf(), Const(zone)))
    start = () if days.start is None else (Apply("<=", (Const(days.start), today)),)
    end = () if days.end is None else (Apply("<=", (today, Const(days.end))),)
    return (*start, *end)


def both(parts: Iterable[Expr]) -> Expr:
    """`and` of parts, flattened: YES of none, the part itself of one, NO where a part never holds."""
    flat: list[Expr] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else (part,))
    if NO in flat:
        return NO
    kept = tuple(part for part in flat if part != YES)
    return YES if not kept else kept[0] if len(kept) == 1 else All(kept)


def either(parts: Sequence[Expr]) -> Expr:
    """`or` of parts: NO of none, the part itself of one."""
    return NO if not parts else parts[0] if len(parts) == 1 else Any(tuple(parts))


def unless(defeaters: Sequence[Expr]) -> tuple[Expr, ...]:
    """That none of the defeaters holds, as parts of a conjunction."""
    return tuple(Not(defeater) for defeater in defeaters if defeater != NO)


def site(span: Span) -> Site:
    return Site(span.text.path, span.line)


def label_of(declaration: Declaration, typed: Typed) -> str:
    """What people call it: its label; a bullet without one, the label of the fact it consists of, else the
    words of
    the list item that bears its letter, else its own."""
    if declaration.label:
        return declaration.label
    if isinstance(declaration.item, tree.Bullet):
        value = declaration.item.value
        if isinstance(value, tree.Refer):
            target = typed.resolved.target(value.name)
            if target is not None and target.label:
                return target.label
        return _item_text(declaration, typed) or " ".join(value.span.words.split())
    return determined_words(declaration, typed) or declaration.short.replace("_", " ")


def determined_words(declaration: Declaration, typed: Typed) -> str:
    """Of a ground that is a determination, whose it is: `as the court determined`; "" of any other."""
    item = declaration.item
    clause = item.clauses.determined if isinstance(item, tree.Ground) else None
    if clause is None:
        return ""
    bodies = [label_of(body, typed) for body in typed.resolved.targets(clause.bodies.names)]
    return f"as {listed(bodies, 'or')} determined" if bodies else "as was determined"


def _item_text(limb: Declaration, typed: Typed) -> str:
    """The text of the list item above a lettered bullet that bears its letter; "" where there is none."""
    item = outer(limb).item
    assert isinstance(item, tree.Item)
    own = own_items(limb, typed.resolved)[:1]
    texts = [p.text for p in item.block.provisions if p.anchor in own]
    return " ".join(" ".join(texts).split()).rstrip(" ;,.")
