"""Parse trees -> the clauses of rules and norms; which kind of entry has which."""

from collections.abc import Callable, Sequence

from attrs import define, evolve, field
from lark import Token, Tree

from qanun.diagnostics.model import Related
from qanun.syntax import kinds, slip_kinds, tree
from qanun.syntax.expressions import Branch, Expressions, rule_of, tokens, trees
from qanun.syntax.read import UNITS
from qanun.syntax.turns import share_before
from qanun.text import Span, Text

NORMS = ("obligation", "prohibition", "permission", "right", "power", "offence", "status")
_RULES = (*NORMS, "rule", "ground", "exception", "fills")
_PAGE = (*_RULES, "define", "silence", "options")
_FIGURES = ("parameter", "table")
OWNERS: dict[str, tuple[str, ...]] = {
    "label": (*_PAGE, *_FIGURES),
    "on": (*NORMS, "ground", "exception", "silence"),
    "by": (*NORMS, "ground", "exception", "fills"),
    "left to": ("rule",),
    "towards": (*NORMS, "ground", "exception"),
    "of": (*NORMS, "ground", "exception"),
    "when": (*_RULES, "silence"),
    "is": ("define", "parameter", "rule", "ground", "exception", "fills"),
    "is the first row that fits": ("rule",),
    "otherwise": ("rule",),
    "within": (*NORMS, "ground", "exception"),
    "before": (*NORMS, "ground", "exception"),
    "no later than": (*NORMS, "ground", "exception"),
    "until": (*NORMS, "ground", "exception"),
    "punishable by": ("offence", "ground", "exception"),
    "weighing": ("power",),
    "exercised by": ("power",),
    "fulfilled by": ("obligation",),
    "breached by": ("prohibition",),
    "as determined by": ("ground",),
    "also states": (*_PAGE, *_FIGURES),
    "in_force": (*_PAGE, *_FIGURES, "party"),
}
"""Which kinds of entry have a clause, by the word that begins it."""
_TERMS = ("within", "before", "no later than")

_WRITTEN = {
    "label_piece": "label", "of_act": "of", "is_value": "is", "no_later_than": "no later than",
    "until_after": "until", "punishable": "punishable by", "exercised_by": "exercised by",
    "fulfilled_by": "fulfilled by", "breached_by": "breached by", "determined": "as determined by",
    "also_states": "also states", "silence_on": "on", "left_to": "left to",
    "first_row": "is the first row that fits",
}  # fmt: skip
_SLOTS = {
    "within": "term", "before": "term", "no later than": "term", "is the first row that fits": "is",
}  # fmt: skip


@define
class Parts:
    """The parts of an entry, by the word that begins each."""

    kind: str
    found: dict[str, Tree[Token]] = field(factory=dict)
    labels: list[Tree[Token]] = field(factory=list)
    label: str | None = None

    def take(self, word: str) -> Tree[Token] | None:
        """A part that the entry has a place for."""
        return self.found.pop(word, None)


class ClauseMaker(Expressions):
    """Makes clauses, and says where one is written twice or does not belong."""

    def __init__(self, text: Text, article: str) -> None:
        super().__init__(text, article)
        self.gathered: list[Parts] = []

    def all_read(self) -> None:
        """ValueError where the entry at hand has a part that nobody has read: an omission of the compiler."""
        for parts in self.gathered:
            if parts.found:
                raise ValueError(f"{parts.kind}: nobody reads `{', '.join(parts.found)}`")
        self.gathered.clear()

    def gather(self, kind: str, written: Sequence[Tree[Token]]) -> Parts:
        """The parts of an entry of this kind; what is astray or twice is reported."""
        parts = Parts(kind)
        self.gathered.append(parts)
        slots: dict[str, Tree[Token]] = {}
        previous: Tree[Token] | None = None
        for part in written:
            word = _WRITTEN.get(rule_of(part), rule_of(part))
            if kind in (*_PAGE, *_FIGURES) and kind not in OWNERS.get(word, (kind,)):
                self._astray(kind, word, part)
            elif word == "label":
                if parts.labels and (previous is None or rule_of(previous) != "label_piece"):
                    self._twice("label", part, parts.labels[0])
                else:
                    parts.labels.append(part)
            elif (first := slots.setdefault(_SLOTS.get(word, word), part)) is not part:
                self._twice(word, part, first)
            else:
                parts.found[word] = part
            previous = part
        if parts.labels:
            parts.label = self.said([tokens(piece)[0] for piece in parts.labels])
        return parts

    def _astray(self, kind: str, word: str, part: Tree[Token]) -> None:
        article = "an" if kind[0] in "aeiou" else "a"
        name = self.span(tokens(part)[-1] if tokens(part) else trees(part)[-1])
        if word == "of" and (share := share_before(name)):
            written, remedy = self.span(part).words, f"multiply: `{share.replacement}`"
            found = slip_kinds.TURN.at(self.span(part), article=self.article, fix=share)
            self.diagnostics.append(evolve(found, values={"written": f"% {written}", "remedy": remedy}))
            return
        if word == "of" and kind in ("define", "rule", "options"):
            self.report(
                kinds.OF_TOO_LATE, self.span(part), kind=f"{article} {kind}", of=self.span(part).words
            )
            return
        owners = ", ".join(OWNERS[word])
        self.report(
            kinds.CLAUSE_ASTRAY, self.span(part), kind=f"{article} {kind}", clause=word, owners=owners
        )

    def _twice(self, word: str, part: Tree[Token], first: Tree[Token]) -> None:
        related = (Related(self.span(first), "first written here"),)
        span = self.span(part)
        self.diagnostics.append(
            kinds.CLAUSE_TWICE.at(
                span, article=self.article, related=related, clause=self._clause(word, span, first)
            )
        )

    def _clause(self, word: str, span: Span, first: Tree[Token]) -> str:
        """The clause, in words; of one that may be written in several ways, that it is a term."""
        ways = {place.words.split()[0] for place in (span, self.span(first))}
        return "a term" if word in _TERMS and len(ways) > 1 else f"`{word}`"

    def clauses(self, parts: Parts, whole: Branch) -> tree.Clauses:
        """The clauses of an entry: all of its parts that are left."""
        span = self._span_of(list(parts.found.values()), whole)
        made = [_MAKERS[word](self, part) for word, part in parts.found.items()]
        parts.found.clear()
        return tree.Clauses(span, made)

    def _span_of(self, parts: list[Tree[Token]], whole: Branch) -> Span:
        spans = [self.span(part) for part in parts]
        if not spans:
            end = self.span(whole).end
            return Span(self.text, end, end)
        return Span(self.text, min(s.start for s in spans), max(s.end for s in spans))

    def term(self, branch: Tree[Token]) -> tree.Term:
        """`within D after E`, `until D after E`, `until E`, `before E`, `no later than E`."""
        parts = self.parts(branch)
        form = tree.among(tree.TERM_FORMS, rule_of(branch).replace("_", " "))
        return tree.Term(self.span(branch), form, parts[0] if len(parts) > 1 else None, parts[-1])

    def bodies(self, branch: Tree[Token]) -> tree.Bodies:
        return tree.Bodies(self.span(branch), self.names(branch))

    def penalties(self, branch: Tree[Token]) -> tree.Penalties:
        alternatives = tuple(
            tuple(self.penalty(each) for each in trees(alternative)) for alternative in trees(branch)
        )
        return tree.Penalties(self.span(branch), alternatives)

    def penalty(self, branch: Tree[Token]) -> tree.PenaltyRange:
        kind = self.local(tokens(branch, "NAME")[0])
        amount = trees(branch)[0]
        match rule_of(amount):
            case "quantity_range":
                low, high = self.parts(amount)
                return tree.PenaltyRange(self.span(branch), kind, low, high)
            case "quantity_limit":
                return tree.PenaltyRange(self.span(branch), kind, None, self.parts(amount)[0])
            case "money" | "duration":
                fixed = self.expression(amount)
                return tree.PenaltyRange(self.span(branch), kind, fixed, fixed)
            case other:
                raise ValueError(f"no penalty is {other!r}")

    def weighing(self, branch: Tree[Token]) -> tuple[tree.Weighed, ...]:
        return tuple(self.weighed(each) for each in trees(branch))

    def weighed(self, branch: Tree[Token]) -> tree.Weighed:
        letters, names = tokens(branch, "LETTER"), tokens(branch, "NAME")
        labels = trees(branch)
        return tree.Weighed(
            self.span(branch),
            str(letters[0]) if letters else None,
            self.label(labels[0]) if labels else None,
            self.name(names[0]) if names else None,
        )

    def anchors(self, branch: Tree[Token]) -> tuple[str, ...]:
        return tuple(str(token) for token in tokens(branch, "ANCHOR"))

    def in_force(self, branch: Tree[Token]) -> tree.InForceClause:
        days = {rule_of(side): str(tokens(side, "DAY")[0]) for side in trees(branch)}
        if not days:
            self.report(
                kinds.NO_PART, self.span(branch), kind="`in_force`", part="`from` a day or `until` a day"
            )
        return tree.InForceClause(self.span(branch), days.get("in_force_from"), days.get("in_force_until"))

    # --- types

    def type(self, branch: Tree[Token]) -> tree.TypeName:
        """The type after a colon: `typed` holds a type and perhaps `or none`."""
        inner, *or_none = trees(trees(branch)[0])
        return self._type(inner, self.span(trees(branch)[0]), or_none=bool(or_none))

    def _type(self, branch: Tree[Token], span: Span, *, or_none: bool = False) -> tree.TypeName:
        written = tokens(branch)
        match rule_of(branch):
            case "simple_type":
                return tree.TypeName(span, str(written[0]), or_none=or_none)
            case "money_type":
                unit = str(written[0]) if written else None
                return tree.TypeName(span, "money", unit=unit, or_none=or_none)
            case "duration_type":
                if not written:
                    self.report(
                        kinds.NO_PART, span, kind="a duration", part="its unit: `in hours`, `in days` …"
                    )
                    return tree.TypeName(span, "duration", unit="days", or_none=or_none)
                unit = {"weeks": "days", "years": "months", "minutes": "hours"}.get(
                    UNITS[str(written[0])], UNITS[str(written[0])]
                )
                return tree.TypeName(span, "duration", unit=unit, or_none=or_none)
            case "set_type" | "list_type":
                inner = trees(branch)[0]
                kind = "set of" if rule_of(branch) == "set_type" else "list of"
                return tree.TypeName(span, kind, element=self._type(inner, self.span(inner)), or_none=or_none)
            case "one_of_type":
                return tree.TypeName(span, "one of", name=self.name(written[0]), or_none=or_none)
            case "named_type":
                return tree.TypeName(span, "named", name=self.name(written[0]), or_none=or_none)
            case other:
                raise ValueError(f"no type is {other!r}")

    # --- each clause

    def on(self, branch: Tree[Token]) -> tree.Clause:
        bodies = self.bodies(trees(branch)[0])
        return tree.On(bodies.span, bodies)

    def by(self, branch: Tree[Token]) -> tree.Clause:
        bodies = self.bodies(trees(branch)[0])
        return tree.By(bodies.span, bodies)

    def towards(self, branch: Tree[Token]) -> tree.Clause:
        bodies = self.bodies(trees(branch)[0])
        return tree.Towards(bodies.span, bodies)

    def of_act(self, branch: Tree[Token]) -> tree.Clause:
        act = self.name(trees(branch)[0])
        return tree.OfAct(act.span, act)

    def when(self, branch: Tree[Token]) -> tree.Clause:
        condition = self.expression(trees(branch)[0])
        return tree.When(condition.span, condition)

    def value(self, branch: Tree[Token]) -> tree.Clause:
        value = self.expression(trees(branch)[0])
        return tree.Value(value.span, value)

    def first_row(self, branch: Tree[Token]) -> tree.Clause:
        return tree.FirstRow(self.span(branch), self.parts(branch))

    def otherwise(self, branch: Tree[Token]) -> tree.Clause:
        value = self.expression(trees(branch)[0])
        return tree.Otherwise(value.span, value)

    def within(self, branch: Tree[Token]) -> tree.Clause:
        return tree.Within(self.span(branch), self.term(branch))

    def until(self, branch: Tree[Token]) -> tree.Clause:
        return tree.Until(self.span(branch), self.term(branch))

    def punishable(self, branch: Tree[Token]) -> tree.Clause:
        return tree.Punishable(self.span(branch), self.penalties(branch))

    def weighing_clause(self, branch: Tree[Token]) -> tree.Clause:
        return tree.Weighing(self.span(branch), self.weighing(branch))

    def recorded(self, branch: Tree[Token]) -> tuple[tree.Name, tree.Name | None]:
        """What is on record, and the thing of which it is."""
        name, *thing = (self.name(each) for each in trees(branch))
        return name, thing[0] if thing else None

    def exercised_by(self, branch: Tree[Token]) -> tree.Clause:
        return tree.ExercisedBy(self.span(branch), *self.recorded(branch))

    def fulfilled_by(self, branch: Tree[Token]) -> tree.Clause:
        return tree.FulfilledBy(self.span(branch), *self.recorded(branch))

    def breached_by(self, branch: Tree[Token]) -> tree.Clause:
        return tree.BreachedBy(self.span(branch), *self.recorded(branch))

    def determined(self, branch: Tree[Token]) -> tree.Clause:
        bodies, *told = trees(branch)
        name, *thing = (self.name(each) for each in told)
        return tree.Determined(self.span(branch), self.bodies(bodies), name, thing[0] if thing else None)

    def also_states(self, branch: Tree[Token]) -> tree.Clause:
        anchors = self.anchors(branch)
        if not anchors:
            part = "the provision that it states, such as `#1.2`"
            self.report(kinds.NO_PART, self.span(branch), kind="`also states`", part=part)
        return tree.AlsoStates(self.span(branch), anchors)


_MAKERS: dict[str, Callable[[ClauseMaker, Tree[Token]], tree.Clause]] = {
    "on": ClauseMaker.on,
    "by": ClauseMaker.by,
    "towards": ClauseMaker.towards,
    "of": ClauseMaker.of_act,
    "when": ClauseMaker.when,
    "is": ClauseMaker.value,
    "is the first row that fits": ClauseMaker.first_row,
    "otherwise": ClauseMaker.otherwise,
    "within": ClauseMaker.within,
    "before": ClauseMaker.within,
    "no later than": ClauseMaker.within,
    "until": ClauseMaker.until,
    "punishable by": ClauseMaker.punishable,
    "weighing": ClauseMaker.weighing_clause,
    "exercised by": ClauseMaker.exercised_by,
    "fulfilled by": ClauseMaker.fulfilled_by,
    "breached by": ClauseMaker.breached_by,
    "as determined by": ClauseMaker.determined,
    "also states": ClauseMaker.also_states,
    "in_force": ClauseMaker.in_force,
}
"""What makes each clause, by the word that begins it. A part without one is a part that is not read."""
