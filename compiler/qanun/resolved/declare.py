"""What the pages declare, and what stands under each name: the first half of the pass."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from attrs import define, field, frozen

from qanun.diagnostics.model import Diagnostic, Related
from qanun.document.days import said
from qanun.resolved import kinds
from qanun.resolved.model import Declaration, Kind, names
from qanun.resolved.versions import VERSIONED, marked, own_days, several
from qanun.resolved.walk import clauses_of, lettered
from qanun.syntax import tree
from qanun.text import Span

_KINDS: dict[type[tree.Item], Kind] = {
    tree.Authority: "authority",
    tree.Party: "party",
    tree.Act: "act",
    tree.Fact: "fact",
    tree.OneOf: "one_of",
    tree.Record: "record",
    tree.Define: "define",
    tree.Parameter: "parameter",
    tree.Table: "table",
    tree.Rule: "rule",
    tree.Exception_: "exception",
    tree.Silence: "silence",
    tree.Reading: "reading",
    tree.Options: "options",
    tree.Question: "question",
    tree.Situation: "situation",
    tree.Background: "background",
}


@frozen(eq=False)
class Placed:
    """An item and the page on which it stands."""

    item: tree.AnyItem
    module: str

    @property
    def article(self) -> str:
        """The breadcrumb of the item, or nothing."""
        article = self.item.block.article
        return article.name if article is not None else ""


@define(eq=False)
class Table:
    """Everything declared. `members` has what may stand after a declaration's dot: grounds, bullets, options.

    `bare` has every declaration under the last part of its name.
    `laws` has the page of every law, also of those that are not looked at now. `left_out` are the bare names
    that unreadable entries of a law would have declared, `unread` all that such entries may name, `partial`
    their beginnings; `near` keeps the nearest spelling of each mistaken name, `few` the few facts of some
    type that a page has, in words.
    """

    modules: dict[str, tree.Page] = field(factory=dict)
    placed: list[Placed] = field(factory=list)
    declarations: dict[str, Declaration] = field(factory=dict)
    bare: dict[str, list[Declaration]] = field(factory=dict)
    by_node: dict[tree.Node, Declaration] = field(factory=dict)
    members: dict[Declaration, dict[str, Declaration]] = field(factory=dict)
    limbs: dict[Declaration, list[Declaration]] = field(factory=dict)
    versions: dict[Declaration, list[Declaration]] = field(factory=dict)
    head_of: dict[Declaration, Declaration] = field(factory=dict)
    laws: Mapping[str, tree.Page] = field(factory=dict)
    left_out: dict[str, set[str]] = field(factory=dict)
    unread: set[str] = field(factory=set)
    partial: set[tree.AnyItem] = field(factory=set)
    near: dict[tuple[str, str, frozenset[str], frozenset[str]], str | None] = field(factory=dict)
    few: dict[tuple[str, frozenset[str]], str] = field(factory=dict)
    broken: set[Declaration] = field(factory=set)
    diagnostics: list[Diagnostic] = field(factory=list)

    def add(self, declaration: Declaration, node: tree.Node, article: str) -> None:
        """Enter a declaration; a name that is taken is reported, and the first keeps it."""
        self.by_node[node] = declaration
        self.members[declaration] = {}
        first = self.declarations.setdefault(declaration.name, declaration)
        if first is declaration:
            self.bare.setdefault(declaration.short, []).append(declaration)
        else:
            self.broken.add(declaration)
            owner = declaration.owner
            short = f"{owner.short}.{declaration.short}" if owner is not None else declaration.short
            self.twice(short, declaration.span, first.span, article, _how(declaration))
        if declaration.owner is not None:
            self.members[declaration.owner].setdefault(declaration.short, declaration)

    def twice(self, name: str, span: Span, first: Span, article: str, how: str = "") -> None:
        """Report a name that is declared for the second time; `how` one of the two gets another."""
        related = (Related(first, "first declared here"),)
        self.diagnostics.append(
            kinds.DECLARED_TWICE.at(span, article=article, related=related, name=name, how=how)
        )

    def alias(self, owner: Declaration, letter: str, meant: Declaration, article: str) -> None:
        """Let `owner.letter` mean an exception that bears a letter."""
        first = self.members[owner].setdefault(letter, meant)
        if first is not meant:
            self.twice(f"{owner.short}.{letter}", meant.span, first.span, article)


def _how(declaration: Declaration) -> str:
    """How one of two gets another name; what fills a value without one is called as its law."""
    item = declaration.item
    if isinstance(item, tree.Ground) and item.filled_by is not None and item.name.span == item.of.span:
        return f": `fills {item.of} as NAME`"
    return ""


def declare(pages: Sequence[tree.Page], laws: Mapping[str, tree.Page] | None = None) -> Table:
    """Enter every declaration of every page but the grounds, whose names hang on another name.

    Of two pages with one name, which were reported with the documents, the first is read. `laws` has the page
    of every law where these are not all.
    """
    table = Table()
    table.laws = table.modules if laws is None else laws
    for page in pages:
        module = page.document.module
        if module in table.modules:
            continue
        table.modules[module] = page
        for law in (module, page.document.front_matter.module):
            table.left_out.setdefault(law, set()).update(page.left_out)
        written = {word for _, words in page.unread for word in words}
        table.unread.update(name for word in written for name in names(word.split("."), module))
        table.partial.update(page.partial)
        versions = several(page.items)
        for item in page.items:
            placed = Placed(item, module)
            table.placed.append(placed)
            _declare(table, placed, versions)
    _one_authority_each(table)
    return table


def kind_of(item: tree.AnyItem) -> Kind | None:
    """What an entry declares; None where that is nothing with a name of its own."""
    return item.kind if isinstance(item, tree.Norm) else _KINDS.get(type(item))


def _declare(table: Table, placed: Placed, versions: set[str]) -> None:
    item = placed.item
    kind = kind_of(item)
    name = getattr(item, "name", None)
    if kind is None or not isinstance(name, tree.Name):
        return
    label = getattr(item, "label", None)
    full, days = f"{placed.module}.{name}", own_days(item)
    head = None
    if str(name) in versions and isinstance(item, VERSIONED) and days is not None:
        head = _head(table, Declaration(full, kind, placed.module, item, None, label, name.span), placed)
        full = marked(full, days, table.declarations)
        label = f"{label or str(name).replace('_', ' ')} ({said((days,))})"
    made = Declaration(full, kind, placed.module, item, None, label, name.span)
    _can_be_asked(table, made, placed)
    table.add(made, item, placed.article)
    match item:
        case tree.OneOf(options=options) | tree.Reading(options=options):
            for option in options:
                _declare_part(table, made, option, option.name, "option", placed)
        case tree.Options(members=members):
            for member in members:
                _declare_part(table, made, member, member.name, "member", placed)
        case tree.Record(fields=fields):
            _fields_once(table, made, fields, placed)
        case tree.Rule() | tree.Norm() | tree.Ground() | tree.Exception_():
            declare_limbs(table, made, placed)
        case tree.Authority() | tree.Party() | tree.Act() | tree.Fact() | tree.Record() | tree.Define():
            pass
        case tree.Parameter() | tree.Table() | tree.Silence() | tree.Question() | tree.Background():
            pass
        case tree.Situation():
            pass
        case tree.Always() | tree.Priority() | tree.Collision():  # they declare nothing
            pass
        case tree.Scenario() | tree.Cases() | tree.Claim() | tree.NotEncoded():
            pass
        case never:
            assert_never(never)
    if head is not None:
        _version_of(table, head, made)


ASKING = frozenset(
    word
    for line in ("all any none count date year month day weekday", "start end due age sum largest smallest")
    for word in line.split()
)
"""The words behind which `of` has a meaning of its own."""


def _can_be_asked(table: Table, made: Declaration, placed: Placed) -> None:
    """Report a table, or a rule about each thing, that `NAME of …` could never mean."""
    item = made.item
    about = isinstance(item, tree.Define | tree.Rule | tree.Norm | tree.Options) and item.about is not None
    if made.short in ASKING and (about or isinstance(item, tree.Table)):
        table.broken.add(made)
        table.diagnostics.append(kinds.WORD_OF_ASKING.at(made.span, article=placed.article, name=made.short))


def _fields_once(
    table: Table, record: Declaration, fields: tuple[tree.RecordField, ...], placed: Placed
) -> None:
    """Report a field that a record has already."""
    first: dict[str, Span] = {}
    for one in fields:
        place = _own_name(one.span, one.name)
        known = first.setdefault(one.name, place)
        if known is not place:
            table.broken.add(record)
            table.twice(f"{record.short}.{one.name}", place, known, placed.article)


def _own_name(span: Span, name: str) -> Span:
    """The place of a name in what declares it."""
    start = span.words.find(name)
    return span.text.span(span.start + start, span.start + start + len(name)) if start >= 0 else span


def _head(table: Table, head: Declaration, placed: Placed) -> Declaration:
    """What the name of a rule with versions means; declared with the first of them."""
    known = table.declarations.get(head.name)
    if known is not None and known in table.versions:
        return known
    assert isinstance(placed.item, (*VERSIONED, tree.Ground))
    table.add(head, placed.item.name, placed.article)
    table.versions[head] = []
    return head


def _declare_part(
    table: Table,
    owner: Declaration,
    node: tree.Option | tree.Member | tree.Bullet,
    name: str,
    kind: Kind,
    placed: Placed,
) -> Declaration:
    span = _own_name(node.span, name)
    made = Declaration(f"{owner.name}.{name}", kind, placed.module, node, owner, node.label, span)
    table.add(made, node, placed.article)
    return made


def declare_limbs(table: Table, owner: Declaration, placed: Placed) -> None:
    """Enter the lettered bullets in the conditions of a rule, norm, ground or exception."""
    clauses = clauses_of(placed.item)
    if clauses is not None:
        _limbs_in(table, owner, clauses.when, placed)


def _limbs_in(table: Table, owner: Declaration, condition: tree.Node | None, placed: Placed) -> None:
    for bullet in lettered(condition):
        limb = _declare_part(table, owner, bullet, bullet.letter or "", "limb", placed)
        table.limbs.setdefault(owner, []).append(limb)
        _limbs_in(table, limb, bullet.value, placed)


def declare_ground(
    table: Table, placed: Placed, item: tree.Ground, rule: Declaration, several: bool
) -> Declaration:
    """Enter a ground below its rule; where there are several of its name, as a version.

    What fills a value that was left to it is called as its law is, if it has no label.
    """
    name, label, days, head = f"{rule.name}.{item.name}", item.label, own_days(item), None
    if item.filled_by is not None and label is None:
        label = table.modules[placed.module].document.front_matter.law
    if several and days is not None:
        named = Declaration(name, "ground", placed.module, item, rule, label, item.name.span)
        head = _head(table, named, placed)
        name = marked(name, days, table.declarations)
        label = f"{label or str(item.name).replace('_', ' ')} ({said((days,))})"
    made = Declaration(name, "ground", placed.module, item, rule, label, item.name.span)
    table.add(made, item, placed.article)
    declare_limbs(table, made, placed)
    if head is not None:
        _version_of(table, head, made)
    return made


def _version_of(table: Table, head: Declaration, made: Declaration) -> None:
    """Let what a name means lead to one more version, and to its parts."""
    table.versions[head].append(made)
    table.head_of[made] = head
    for short, part in table.members[made].items():
        table.members[head].setdefault(short, part)


def _one_authority_each(table: Table) -> None:
    first: dict[str, Declaration] = {}
    for found in table.declarations.values():
        if found.kind != "authority":
            continue
        kept = first.setdefault(found.short, found)
        if kept is not found:
            related = (Related(kept.span, "first declared here"),)
            table.diagnostics.append(
                kinds.SAME_AUTHORITY.at(found.span, related=related, name=found.short, qualified=kept.name)
            )
