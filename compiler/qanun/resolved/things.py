"""What a rule is about: `rule allowance of child` speaks of each child, `rule taper of (income : money)` of
an amount, and so does all that hangs on it."""

from attrs import define, field

from qanun.resolved.declare import Table
from qanun.resolved.lookup import Lookup
from qanun.resolved.model import Declaration, Local, Meaning
from qanun.syntax import tree


def about_of(item: object) -> tree.Heading | None:
    """What an item says in its head that it is about."""
    return item.about if isinstance(item, tree.Define | tree.Rule | tree.Norm | tree.Options) else None


@define(eq=False)
class Things:
    """The thing of each rule's head, and the act of each norm; the rest follow what they hang on.

    What a rule in `unread` is about has a mistake: nothing is known of the names in it and in what hangs on
    it.
    """

    meaning: dict[tree.Name, Meaning]
    heads: dict[Declaration, Local] = field(factory=dict)
    acts: dict[Declaration, Declaration] = field(factory=dict)
    unread: set[Declaration] = field(factory=set)

    def read(self, declaration: Declaration, lookup: Lookup) -> None:
        """Look up what the head of a rule names: a record, or the act that a norm is about."""
        about = about_of(declaration.item)
        if isinstance(about, tree.OfAmount):
            self.heads[declaration] = Local(about.word, about)
            return
        if isinstance(declaration.item, tree.Norm):
            act = declaration.item.clauses.of_act
            if about is None and act is not None:
                about, act = tree.OfEach(act.span, act, None), None
            if act is not None:
                self._act(declaration, lookup.refer(act, _ACT, "an act"))
            elif about is not None and about.within is None:
                found = lookup.refer(about.name, _ACT | _RECORD, "an act or a record")
                self._act(declaration, found)
                about = about if found is not None and found.kind == "record" else None
        record = None if about is None else lookup.refer(about.name, _RECORD, "a record")
        if about is not None and record is not None:
            self.heads[declaration] = Local(record.short, about)
        if lookup.hurt:
            self.unread.add(declaration)

    def _act(self, declaration: Declaration, found: Declaration | None) -> None:
        if found is not None and found.kind == "act":
            self.acts[declaration] = found

    def of(self, declaration: Declaration) -> Local | None:
        """The thing that a declaration is about: of an exception, that of what it carves out of."""
        if not self.heads:
            return None
        return next((self.heads[one] for one in self._chain(declaration) if one in self.heads), None)

    def _chain(self, declaration: Declaration) -> list[Declaration]:
        """The declaration, what it hangs on, what that hangs on, and so on."""
        found = [declaration]
        for one in found:
            found += [other for other in self._hangs_on(one) if other not in found]
        return found

    def _hangs_on(self, declaration: Declaration) -> list[Declaration]:
        item = declaration.item
        if isinstance(item, tree.Exception_):
            return self.targets(item.to)
        if isinstance(item, tree.Silence) and item.on is not None:
            return self.targets((item.on,))
        return [declaration.owner] if declaration.owner is not None else []

    def targets(self, names: tuple[tree.Name, ...]) -> list[Declaration]:
        """The declarations that names mean."""
        found = [self.meaning[name].target for name in names if name in self.meaning]
        return [one for one in found if isinstance(one, Declaration)]

    def in_scope(self, item: tree.AnyItem, table: Table) -> dict[str, Local] | None:
        """The local that stands in the expressions of an item, by its name; None where it cannot be known."""
        if isinstance(item, tree.Priority):
            on = self.targets(item.losers)
        elif isinstance(item, tree.Collision):
            on = self.targets((item.left,))
        else:
            on = [table.by_node[item]] if item in table.by_node else []
        if self.unread and any(not self.unread.isdisjoint(self._chain(one)) for one in on):
            return None
        found = next((thing for one in on if (thing := self.of(one)) is not None), None)
        return {} if found is None else {found.name: found}


_RECORD = frozenset({"record"})
_ACT = frozenset({"act"})
