"""Finding what a name means: locals, then the own law, then another law by its name."""

from collections.abc import Collection, Iterator, Mapping

from attrs import define, field

from qanun.diagnostics.model import Diagnostic, Fix, Related
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import respelt
from qanun.resolved import kinds
from qanun.resolved.declare import Placed, Table, kind_of
from qanun.resolved.expected import YES_NO, Expected, expected_in
from qanun.resolved.kinds import hint
from qanun.resolved.model import NORM_KINDS, Declaration, Kind, Local, Meaning, outermost
from qanun.resolved.states import state_advice
from qanun.syntax import slips, tree
from qanun.syntax.slip_kinds import FOREIGN_WORD
from qanun.syntax.turns import share_before

CONDITIONS = frozenset({"ground", "limb", "exception", "silence"}) | NORM_KINDS
VALUES = CONDITIONS | {
    "authority",
    "party",
    "fact",
    "define",
    "parameter",
    "table",
    "rule",
    "reading",
    "options",
    "member",
    "option",
}
BODIES = frozenset({"party", "authority", "fact"})

SPOKEN: dict[str, str] = {
    "authority": "an authority",
    "party": "a party",
    "act": "an act",
    "fact": "a fact",
    "one_of": "a type",
    "option": "an option",
    "record": "a record",
    "define": "a definition",
    "parameter": "a parameter",
    "table": "a table",
    "rule": "a rule",
    "obligation": "an obligation",
    "offence": "an offence",
    "ground": "a ground",
    "limb": "a bullet",
    "exception": "an exception",
    "silence": "a silence",
    "options": "a set of options",
    "member": "a member of options",
    "question": "a question",
}
_FEW = 4
_NONE: frozenset[str] = frozenset()
MANY = 24
_HAVE_RECORDS = ("fact", "define")
_FIELDS_OF = {"fact", "define", "rule", "parameter"}


def spoken(kind: str) -> str:
    """A kind of declaration with its article: "an authority", "a power"."""
    return SPOKEN.get(kind, f"a {kind}")


@define
class _Found:
    """Where a name leads: to a target and its fields, or down to `at`, which has nothing called `missing`,
    the part of the name at `index`."""

    meaning: Meaning | None
    at: Declaration | None = None
    missing: str = ""
    index: int = 0


@define(eq=False)
class Lookup:
    """Looks names up for one item after another; `placed` is the item at hand, `scope` the thing that it is
    about, `hurt` says that it has a mistake."""

    table: Table
    placed: Placed
    meaning: dict[tree.Name, Meaning] = field(factory=dict)
    unresolved: set[tree.Name] = field(factory=set)
    scope: Mapping[str, Local] = field(factory=dict)
    hurt: bool = False
    expected: dict[tree.Name, Expected] | None = None

    def _expected(self, name: tree.Name) -> Expected:
        """What the place of a name says of it; worked out where a name is unknown."""
        if self.expected is None:
            self.expected = expected_in(self.placed.item)
        return self.expected.get(name, Expected())

    def value(self, name: tree.Name, locals_: Mapping[str, Local]) -> None:
        """A name in an expression: something with a value, or a bare option, authority or country."""
        if name.parts[0] in locals_:
            self.meaning[name] = Meaning(locals_[name.parts[0]], name.parts[1:])
            return
        found = self._candidates(name)
        valued = any(one.meaning is not None and _kind(one.meaning) in VALUES for one in found)
        if not valued and len(name.parts) == 1 and self.is_constant(name.parts[0]):
            self.unresolved.add(name)
            return
        if not found and len(name.parts) == 1 and self._option_expected(name):
            return
        self._settle(name, found, VALUES, "a value or condition")

    def local(self, name: tree.Name) -> bool:
        """Let a name mean the thing that the item at hand is about, or a field of it, if it begins so."""
        thing = self.scope.get(name.parts[0])
        if thing is not None:
            self.meaning[name] = Meaning(thing, name.parts[1:])
        return thing is not None

    def refer(self, name: tree.Name, wanted: Collection[str], words: str) -> Declaration | None:
        """A name in a clause that wants certain kinds of things, in `words`; a mistake is reported."""
        found = self._settle(name, self._candidates(name), wanted, words)
        meant = self.meaning.get(name)
        if found is not None and meant is not None and meant.fields and found.kind not in _HAVE_RECORDS:
            at = _Found(None, found, meant.fields[0], len(name.parts) - len(meant.fields))
            self._no_member(name, at)
            return None
        return found

    def _option_expected(self, name: tree.Name) -> bool:
        """Whether an unknown word stands where an option does: the type checker knows which are meant.

        Where the type could not be read, nothing more is said.
        """
        like = self._expected(name).like
        if like is None:
            return False
        if self._left_out(like):
            self.hurt = True
            return True
        found = [one.meaning.target for one in self._candidates(like) if one.meaning is not None]
        kept = [one for one in found if isinstance(one, Declaration) and self._has_options(one)]
        if kept:
            self.unresolved.add(name)
        return bool(kept)

    def _left_out(self, name: tree.Name) -> bool:
        """Whether an entry that could not be read may have declared it, or a part of it.

        A single word may be an option of any law.
        """
        laws = self.table.left_out if len(name.parts) == 1 else (self.placed.module, name.parts[0])
        return any(not self.table.left_out.get(law, _NONE).isdisjoint(name.parts) for law in laws)

    def _may_have_more(self, declaration: Declaration) -> bool:
        """Whether an entry that could not be read may have added something below a declaration."""
        return outermost(declaration) in self.table.unread

    def _has_options(self, declaration: Declaration) -> bool:
        at: Declaration | None = declaration
        while at is not None and at.kind in ("ground", "limb"):
            at = at.owner
        if at is None or at.kind == "reading":
            return at is not None
        return may_have_fields(at) and not self._may_be_record(at)

    def _may_be_record(self, declaration: Declaration) -> bool:
        """Whether a named type may be a record's; what nobody declared may be."""
        written = written_type(declaration)
        named = written.name if written is not None else None
        if named is None:
            return False
        found = [self.table.declarations.get(f"{declaration.module}.{named}")]
        found.append(self.table.declarations.get(str(named)))
        return all(one is None or one.kind != "one_of" for one in found)

    def member(self, name: tree.Name, owner: Declaration) -> bool:
        """Let a bare name mean the ground or bullet of `owner`, if there is one of this name."""
        inner = self.table.members[owner].get(name.parts[0])
        if inner is not None:
            self.meaning[name] = Meaning(inner, below=owner if inner.kind == "exception" else None)
        return inner is not None

    def is_constant(self, word: str) -> bool:
        """Whether a bare word is an option or an authority of some law, or reads like a country's code."""
        declared = any(one.kind in ("option", "authority") for one in self.table.bare.get(word, ()))
        return declared or (len(word) == 2 and word.isascii() and word.isalpha() and word.isupper())

    def _candidates(self, name: tree.Name) -> list[_Found]:
        first, *rest = name.parts
        found = []
        own = self.table.declarations.get(f"{self.placed.module}.{first}")
        if own is not None:
            found.append(self._descend(own, tuple(rest)))
        if first in self.table.modules:
            inner, *below = rest or [first]
            other = self.table.declarations.get(f"{first}.{inner}")
            if other is not None and other is not own:
                found.append(self._descend(other, tuple(below), len(name.parts) - len(below)))
        return found

    def _descend(self, start: Declaration, rest: tuple[str, ...], read: int = 1) -> _Found:
        """Down the parts that follow the first `read` ones."""
        at, above = start, None
        for index, part in enumerate(rest):
            inner = self.table.members[at].get(part)
            if inner is not None:
                at, above = inner, at if inner.kind == "exception" else None
            elif at.kind in _FIELDS_OF and may_have_fields(at) and self._may_be_record(at):
                return _Found(Meaning(at, rest[index:]))
            else:
                return _Found(None, at, part, read + index)
        return _Found(Meaning(at, below=above))

    def _settle(
        self, name: tree.Name, found: list[_Found], wanted: Collection[str], words: str
    ) -> Declaration | None:
        meant = [one.meaning for one in found if one.meaning is not None]
        fitting = [one for one in meant if _kind(one) in wanted]
        if len(fitting) == 1 or (fitting and len(name.parts) == 1):  # a bare one is the page's own first
            self.meaning[name] = fitting[0]
            return fitting[0].target if isinstance(fitting[0].target, Declaration) else None
        self.hurt = True
        if self._left_out(name) or any(one.at is not None and self._may_have_more(one.at) for one in found):
            return None
        if len(fitting) > 1:
            self._ambiguous(name, [one.target for one in fitting if isinstance(one.target, Declaration)])
        elif meant:
            self._wrong_kind(name, meant[0], wanted, words)
        elif found:
            self._no_member(name, found[-1])
        elif "" not in self.table.modules[self.placed.module].left_out:
            self._unknown(name, wanted)
        return None

    def _ambiguous(self, name: tree.Name, targets: list[Declaration]) -> None:
        meanings = " or ".join(f"{spoken(one.kind)} `{one.name}`" for one in targets)
        related = tuple(Related(one.span, f"{spoken(one.kind)} of this name") for one in targets)
        self.report(
            kinds.AMBIGUOUS.at(
                name.span, article=self.placed.article, related=related, name=name, meanings=meanings
            )
        )

    def _wrong_kind(self, name: tree.Name, meant: Meaning, wanted: Collection[str], words: str) -> None:
        target = meant.target
        if not isinstance(target, Declaration):
            return
        remedy, fix = f"name {words}{hint(self._nearest(str(name), wanted))}", None
        if "act" in wanted and (share := share_before(name.span)):
            remedy, fix = f"multiply: `{share.replacement}`", share
        stating = tree.Situation | tree.Background | tree.Scenario | tree.Cases
        if isinstance(self.placed.item, stating) and "fact" in wanted:
            remedy = f"give the facts on which `{name}` rests; what the law makes of them stands under `then`"
        if isinstance(self.placed.item, tree.Priority) and target.kind == "limb":
            winner, losers = self.placed.item.winner, self.placed.item.losers
            remedy = f"write an exception: `exception NAME to {losers[0]} when {winner}`"
        self.report(
            kinds.WRONG_KIND.at(
                name.span,
                article=self.placed.article,
                related=(Related(target.span, "declared here"),),
                fix=fix,
                name=name,
                found=spoken(target.kind),
                wanted=words,
                remedy=remedy,
            )
        )

    def _no_member(self, name: tree.Name, found: _Found) -> None:
        if found.at is None:
            return
        near = nearest(found.missing, self.table.members[found.at])
        place = name.place(found.index)
        what = "option" if found.at.kind in ("one_of", "reading") else "ground or bullet"
        self.report(
            kinds.NO_MEMBER.at(
                place,
                article=self.placed.article,
                related=(Related(found.at.span, "declared here"),),
                fix=respelt(place, found.missing, near, self.table.members[found.at]),
                owner=f"`{found.at.short}`",
                what=what,
                name=found.missing,
                nearest=hint(near),
            )
        )

    def _unknown(self, name: tree.Name, wanted: Collection[str]) -> None:
        if (norm := self._asked_norm(name)) is not None:
            remedy, state = state_advice(str(name), norm)
            fix = respelt(name.span, str(name), state)
            where = self.placed.article
            self.report(
                kinds.NO_SUCH_STATE.at(name.span, article=where, fix=fix, word=str(name), remedy=remedy)
            )
            return
        if len(name.parts) == 1:
            others = [
                one
                for one in self.table.bare.get(name.parts[0], ())
                if one.kind in wanted and one.kind != "background" and one.name.count(".") == 1
            ]
            if len(others) == 1:
                self._other_law(name, others[0])
                return
            if others:
                self._ambiguous(name, others)
                return
            if meant := self._other_language(name.parts[0], wanted):
                article, fix = self.placed.article, _write(name, meant)
                self.report(FOREIGN_WORD.at(name.span, article=article, fix=fix, written=name, meant=meant))
                return
        types = self._expected(name).types
        spelt = self._nearest(str(name), wanted)
        inner = self._inner(name, wanted)
        near = inner or self._nearest(str(name), wanted, types) or spelt
        also = f", in spelling alone `{spelt}`" if spelt not in (near, None) and inner is None else ""
        self.report(
            kinds.UNKNOWN_NAME.at(
                name.span,
                article=self.placed.article,
                fix=_write(name, inner) if inner else self._fix(name, near, wanted),
                name=name,
                nearest=hint(near, also) or self._of_type(types),
            )
        )

    def _asked_norm(self, name: tree.Name) -> Declaration | None:
        """The norm of which something is asked with an unknown word: `bring_back is late`."""
        like = self._expected(name).like
        if like is None or len(name.parts) > 1:
            return None
        found = [one.meaning.target for one in self._candidates(like) if one.meaning is not None]
        norms = [one for one in found if isinstance(one, Declaration) and one.is_norm]
        return norms[0] if len(norms) == 1 else None

    def _inner(self, name: tree.Name, wanted: Collection[str]) -> str | None:
        """The whole name of the one ground, bullet or member on this page of which this is the end."""
        own = f"{self.placed.module}."
        found = [
            one.name.removeprefix(own)
            for one in self.table.bare.get(name.parts[-1], ())
            if one.kind in wanted and one.owner is not None
            if one.name.startswith(own) and one.name.endswith(f".{name}")
        ]
        return found[0] if len(found) == 1 else None

    def _of_type(self, types: Collection[str]) -> str:
        """The few facts of the page that have the type needed, where none is near in spelling."""
        key = (self.placed.module, frozenset(types))
        if not types or YES_NO & set(types):
            return ""
        if key not in self.table.few:
            named = [
                one.short
                for one in self.table.declarations.values()
                if one.module == self.placed.module
                and one.kind in ("fact", "define")
                and type_words(one) in types
            ]
            listed = ", ".join(f"`{word}`" for word in named)
            few = 0 < len(named) <= _FEW
            self.table.few[key] = f" (of the kind needed here there is {listed})" if few else ""
        return self.table.few[key]

    def _other_language(self, word: str, wanted: Collection[str]) -> str | None:
        """What is meant by `true`, `null` or `int`."""
        return (
            slips.value_meant(word)
            if "fact" in wanted
            else slips.type_meant(word)
            if "record" in wanted
            else None
        )

    def _other_law(self, name: tree.Name, other: Declaration) -> None:
        self.report(
            kinds.OTHER_LAW.at(
                name.span,
                article=self.placed.article,
                related=(Related(other.span, "declared here"),),
                fix=_write(name, other.name),
                name=name,
                qualified=other.name,
            )
        )

    def _fix(self, name: tree.Name, near: str | None, wanted: Collection[str]) -> Fix | None:
        return (
            respelt(name.span, str(name), near, self._named(str(name), wanted)) if near is not None else None
        )

    def _named(self, word: str, wanted: Collection[str], types: Collection[str] = frozenset()) -> list[str]:
        """The names that may be meant by a word, of these kinds, and of these types where any are given.

        Those of the own law as this page writes them, and of another law where the word names one, almost.
        """
        own = f"{self.placed.module}."
        here = [
            one.name.removeprefix(own)
            for one in self.table.declarations.values()
            if one.name.startswith(own) and one.kind in wanted and (not types or type_words(one) in types)
        ]
        return [*here, *self._elsewhere(word, wanted, types)]

    def _elsewhere(self, word: str, wanted: Collection[str], types: Collection[str]) -> Iterator[str]:
        """The names of entries of the law that a word with a dot names."""
        first, dot, _ = word.partition(".")
        law = (first if first in self.table.laws else nearest(first, self.table.laws)) if dot else None
        if law is None or law == self.placed.module:
            return
        for item in self.table.laws[law].items:
            kind, name = kind_of(item), getattr(item, "name", None)
            if kind is None or kind not in wanted or not isinstance(name, tree.Name):
                continue
            if not types or words_of(item, kind) in types:
                yield f"{law}.{name}"

    def _nearest(
        self, word: str, wanted: Collection[str], types: Collection[str] = frozenset()
    ) -> str | None:
        """The nearest name in spelling, of these kinds, and of these types where any are given.

        Of very many mistaken names, only the first are compared.
        """
        own = f"{self.placed.module}."
        key = (word, own, frozenset(wanted), frozenset(types))
        if key not in self.table.near:
            if len(self.table.near) >= MANY:
                return None
            names = (one for one in self._named(word, wanted, types) if one != word)
            self.table.near[key] = nearest(word, names)
        return self.table.near[key]

    def report(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic; the item at hand has a mistake."""
        self.hurt = True
        self.table.diagnostics.append(diagnostic)


def _write(name: tree.Name, meant: str) -> Fix:
    return Fix(name.span, meant, f"write `{meant}`")


def _kind(meaning: Meaning) -> str:
    return meaning.target.kind if isinstance(meaning.target, Declaration) else "local"


def written_type(declaration: Declaration) -> tree.TypeName | None:
    """The type with which a fact, define, rule or parameter is declared, if any."""
    return _written(declaration.item)


def _written(item: tree.Node) -> tree.TypeName | None:
    return item.type if isinstance(item, (tree.Fact, tree.Define, tree.Rule, tree.Parameter)) else None


def may_have_fields(declaration: Declaration) -> bool:
    """Whether a fact, define or rule is declared with a named type, so that a record's fields may follow."""
    written = written_type(declaration)
    return written is not None and written.kind in ("named", "one of")


def type_words(declaration: Declaration) -> str:
    """The kind of type that a declaration has, as written; conditions are yes/no."""
    return words_of(declaration.item, declaration.kind)


def words_of(item: tree.Node, kind: Kind) -> str:
    written = _written(item)
    if written is not None:
        return written.kind
    if kind in CONDITIONS or kind in ("fact", "define", "rule", "party"):
        return next(iter(YES_NO))
    return kind
