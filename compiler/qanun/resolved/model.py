"""What each name of the statutes means, over all pages. Side tables keyed by tree nodes; no tree is changed.

A mistaken name has no entry in `Resolved.meaning`; whoever reads the table must bear its absence.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import field, frozen

from qanun.document.model import Provision
from qanun.syntax import tree
from qanun.text import Span

NORM_KINDS = frozenset(tree.NORM_KINDS)

Kind = Literal[
    tree.NormKind,
    "authority",
    "party",
    "act",
    "fact",
    "one_of",
    "record",
    "define",
    "parameter",
    "table",
    "rule",
    "ground",
    "limb",
    "exception",
    "silence",
    "reading",
    "options",
    "question",
    "situation",
    "background",
    "option",  # of a one-of type or a reading
    "member",  # of an options declaration
]
"""What a declaration declares."""


@frozen(eq=False)
class Declaration:
    """One thing with a name of its own; compared by identity, `name` is unique over all pages.

    `name`: `criminal_code.illegal_crossing`; a limb `criminal_code.illegal_crossing.a` (nested:
    `criminal_code.illegal_crossing.a.1`); a ground `costs.cost_bearer.host`, under its rule's name even where
    it stands in another law; an option `person.disability.group_1`; an exception
    `criminal_code.asylum_seeker`.

    `item` is the tree's item; for a limb its Bullet, for an option its Option, for a member its Member.
    `owner` is the rule of a ground or limb (the outer limb of a nested one), the type or reading of an
    option, the options declaration of a member; else None. `module` is the law in which the text stands.
    """

    name: str
    kind: Kind
    module: str
    item: tree.AnyItem | tree.Bullet | tree.Option | tree.Member = field(repr=False)
    owner: "Declaration | None" = field(repr=False)
    label: str | None = field(repr=False)
    span: Span = field(repr=False)

    @property
    def short(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]

    @property
    def is_norm(self) -> bool:
        return self.kind in NORM_KINDS


@frozen(eq=False)
class Local:
    """The thing that a quantifier ranges over, or that a rule is about."""

    name: str
    node: tree.Quantified | tree.Heading = field(repr=False)


@frozen(eq=False)
class Meaning:
    """What a name refers to, and the record's fields that it goes on to ask for.

    `below`: what stands before the dot, where that does not declare the target: the letter of an exception is
    known below each thing that it excepts from.
    """

    target: Declaration | Local
    fields: tuple[str, ...] = ()
    below: Declaration | None = None


@frozen(eq=False)
class Resolved:
    """All pages with the tables of their names. Tuples are in the order of the pages.

    `bare` has the declarations under the last part of their names, `laws` the page of each law's name.
    `meaning` has an entry for every Name that refers to something and is no mistake; a name in `unresolved`
    is left for the type checker (a bare option, authority or country) and has none. `by_node` leads from an
    item (a Bullet, an Option, a Member) to what it declares. `exceptions_to` is keyed by any target: rule,
    norm, ground, limb, exception, silence, options, member. `limbs_of` is keyed by a rule, norm, ground,
    exception or an outer limb and holds the lettered bullets standing directly in it, under `all of`, `any
    of`, `none of`, `exactly` and `at least` alike. `priorities_over` has the priorities that name the key as
    a loser, `collisions_of` the collisions that name it on either side. `about` has the thing of each rule
    about things, and of its grounds, bullets, members, exceptions and silences; `acts` the act that a norm is
    about.

    `versions` leads from what the name of a rule with versions means to these, each a declaration of its own
    (`law.rule@2012-01-01`) on which all hangs that hangs on the rule; `head_of` leads back. `broken` are
    declarations with a mistaken name in them: no further pass reports more about those names. `unread` are
    the names that entries which could not be read may have: what these seem to lack may stand there.
    `sure`: no name is mistaken and no entry unread, so that what nothing names is named nowhere.
    """

    pages: tuple[tree.Page, ...]
    declarations: dict[str, Declaration]
    bare: dict[str, list[Declaration]]
    laws: dict[str, tree.Page]
    by_node: dict[tree.Node, Declaration]
    meaning: dict[tree.Name, Meaning]
    unresolved: set[tree.Name]
    anchors: dict[str, Provision]
    grounds_of: dict[Declaration, tuple[Declaration, ...]]
    limbs_of: dict[Declaration, tuple[Declaration, ...]]
    exceptions_to: dict[Declaration, tuple[Declaration, ...]]
    silences_on: dict[Declaration, tuple[Declaration, ...]]
    priorities_over: dict[Declaration, tuple[tree.Priority, ...]]
    collisions_of: dict[Declaration, tuple[tree.Collision, ...]]
    about: dict[Declaration, Local]
    acts: dict[Declaration, Declaration]
    versions: dict[Declaration, tuple[Declaration, ...]]
    head_of: dict[Declaration, Declaration]
    broken: set[Declaration]
    unread: frozenset[str]
    sure: bool = True

    def may_say_more(self, *declarations: Declaration) -> bool:
        """Whether an entry that could not be read may say more of one of these, or of what it belongs to."""
        return bool(self.unread) and any(outermost(one) in self.unread for one in declarations)

    def target(self, name: tree.Name | None) -> Declaration | None:
        """The declaration that a name means, or None (a mistake, a local, a bare option)."""
        meaning = self.meaning.get(name) if name is not None else None
        return meaning.target if meaning is not None and isinstance(meaning.target, Declaration) else None

    def rows_of(self, rule: Declaration) -> tuple[Declaration, ...]:
        """The rows of the table below the rule's own block, of which the first that fits decides; in their
        order."""
        return tuple(
            one
            for one in self.grounds_of.get(rule, ())
            if isinstance(one.item, tree.Ground)
            and one.item.is_row
            and isinstance(rule.item, tree.Rule)
            and one.item.block is rule.item.block
        )

    def rows_above(self, row: Declaration) -> tuple[Declaration, ...]:
        """The rows of the same table above a row."""
        if not isinstance(row.item, tree.Ground) or not row.item.is_row or row.owner is None:
            return ()
        block = row.item.block
        rows = [one for one in self.grounds_of.get(row.owner, ()) if isinstance(one.item, tree.Ground)]
        return tuple(
            one
            for one in rows
            if isinstance(one.item, tree.Ground)
            and one.item.is_row
            and one.item.block is block
            and one.item.span.start < row.item.span.start
        )

    def anchor(self, written: str, module: str) -> str:
        """The anchor that is meant by `#11` or `law#11`, with its day where it has one."""
        full = full_anchor(written, module)
        return self.anchors[full].anchor if full in self.anchors else full

    def targets(self, names: Iterable[tree.Name]) -> tuple[Declaration, ...]:
        """The declarations that names mean, mistaken names left out."""
        return tuple(found for name in names if (found := self.target(name)) is not None)


def outermost(declaration: Declaration) -> str:
    """The name of the entry to which a declaration belongs, without the day of a version."""
    return ".".join(declaration.name.split(".")[:2]).partition("@")[0]


def names(parts: Sequence[str], module: str) -> tuple[str, ...]:
    """The declarations that a name may lead through: of the own law, of a law called like its first part."""
    first, *rest = parts
    return f"{module}.{first}", f"{first}.{rest[0] if rest else first}"


def full_anchor(written: str, module: str) -> str:
    """The anchor of a provision from how it is written on a page: `#11` and `law#11` alike."""
    return module + written if written.startswith("#") else written
