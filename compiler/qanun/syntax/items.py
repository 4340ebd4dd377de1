"""Parse trees -> the entries of a block."""

from collections.abc import Callable

from attrs import evolve
from lark import Token, Tree

from qanun.document.front_matter import module_of
from qanun.document.model import Block
from qanun.syntax import kinds, tree
from qanun.syntax.clauses import Parts
from qanun.syntax.expressions import rule_of, tokens, trees
from qanun.syntax.scenarios import ScenarioMaker
from qanun.text import Span, Text

_TYPES = frozenset(
    ("integer", "number", "money", "date", "moment", "duration", "period", "text", "country", "penalty")
)

_HEAD = frozenset(("norm_kind", "of_each", "of_amount", "typed"))


class ItemMaker(ScenarioMaker):
    """Makes one entry of a block."""

    def __init__(self, text: Text, block: Block) -> None:
        super().__init__(text, block.article.name if block.article else "")
        self.block = block

    def item(self, branch: Tree[Token]) -> tree.AnyItem:
        made = _MAKERS[rule_of(branch)](self, branch)
        self.all_read()
        return made

    def declared(self, branch: Tree[Token]) -> tree.Name:
        """The name that an entry declares."""
        token = tokens(branch, "NAME")[0]
        self.local(token)
        return self.name(token)

    def declared_type(self, branch: Tree[Token]) -> tree.Name:
        """The name of a type: none that the language has itself."""
        name = self.declared(branch)
        if str(name) in _TYPES:
            meant = f"kind_of_{name}"
            remedy = f"choose another name, such as `{meant}`"
            self.report(kinds.KEYWORD_AS_NAME, name.span, meant, word=str(name), remedy=remedy)
        return name

    def only_label(self, branch: Tree[Token]) -> str | None:
        labels = [part for part in trees(branch) if rule_of(part) == "label"]
        return self.label(labels[0]) if labels else None

    def type_of(self, branch: Tree[Token]) -> tree.TypeName | None:
        written = [part for part in trees(branch) if rule_of(part) == "typed"]
        return self.type(written[0]) if written else None

    # --- declarations

    def authority(self, branch: Tree[Token]) -> tree.AnyItem:
        return tree.Authority(self.span(branch), self.block, self.declared(branch), self.only_label(branch))

    def act(self, branch: Tree[Token]) -> tree.AnyItem:
        return tree.Act(self.span(branch), self.block, self.declared(branch), self.only_label(branch))

    def party(self, branch: Tree[Token]) -> tree.AnyItem:
        parts = self.gather("party", trees(branch))
        who = self.parts(said)[0] if (said := parts.take("who")) else None
        days = self.in_force(said) if (said := parts.take("in_force")) else None
        if days is not None and who is None:
            self.report(
                kinds.NO_PART,
                days.span,
                kind="a party that is law on certain days",
                part="`who` and a condition",
            )
        return tree.Party(self.span(branch), self.block, self.declared(branch), parts.label, who, days)

    def fact(self, branch: Tree[Token]) -> tree.AnyItem:
        type_ = self.type_of(branch)
        parts = self.gather("fact", [part for part in trees(branch) if rule_of(part) != "typed"])
        judged = self.bodies(trees(said)[0]) if (said := parts.take("judged")) else None
        you, help_ = (self.spoken(parts.take(word)) for word in ("you", "help"))
        name = self.declared(branch)
        return tree.Fact(self.span(branch), self.block, name, type_, parts.label, judged, you, help_)

    def spoken(self, branch: Tree[Token] | None) -> tree.Spoken | None:
        """The words of a part that is nothing but words."""
        return None if branch is None else tree.Spoken(self.span(branch), self.label(trees(branch)[0]))

    def always(self, branch: Tree[Token]) -> tree.AnyItem:
        condition, *label = trees(branch)
        said = self.label(label[0]) if label else None
        return tree.Always(self.span(branch), self.block, self.expression(condition), said)

    def option_list(self, branch: Tree[Token]) -> tuple[tree.Option, ...]:
        written = next(part for part in trees(branch) if rule_of(part) == "option_list")
        return tuple(
            tree.Option(self.span(each), self.local(tokens(each, "NAME")[0]), self.only_label(each))
            for each in trees(written)
        )

    def one_of(self, branch: Tree[Token]) -> tree.AnyItem:
        name, label = self.declared_type(branch), self.only_label(branch)
        return tree.OneOf(self.span(branch), self.block, name, label, self.option_list(branch))

    def record(self, branch: Tree[Token]) -> tree.AnyItem:
        name, label = self.declared_type(branch), self.only_label(branch)
        fields = tuple(self.record_field(each) for each in trees(branch) if rule_of(each) == "record_field")
        return tree.Record(self.span(branch), self.block, name, label, fields)

    def record_field(self, branch: Tree[Token]) -> tree.RecordField:
        typed = trees(branch)[0]
        name = self.local(tokens(branch, "NAME")[0])
        return tree.RecordField(self.span(branch), name, self.type(typed), self.only_label(branch))

    def not_encoded(self, branch: Tree[Token]) -> tree.AnyItem:
        return tree.NotEncoded(self.span(branch), self.block, self.label(trees(branch)[0]))

    # --- rules

    def about(self, branch: Tree[Token]) -> tree.OfEach | None:
        """What a rule is about, from its head."""
        written = [part for part in trees(branch) if rule_of(part) == "of_each"]
        if not written:
            return None
        name, *within = (self.name(part) for part in trees(written[0]))
        listed = tree.Refer(within[0].span, within[0]) if within else None
        return tree.OfEach(self.span(written[0]), name, listed)

    def asked_of(self, branch: Tree[Token]) -> tree.Heading | None:
        """What a rule is about that may be about an amount."""
        written = [part for part in trees(branch) if rule_of(part) == "of_amount"]
        if not written:
            return self.about(branch)
        word = self.local(tokens(written[0], "NAME")[0])
        return tree.OfAmount(self.span(written[0]), word, self.type(trees(written[0])[0]))

    def body(self, branch: Tree[Token]) -> list[Tree[Token]]:
        """What follows the head: its name, what it is about and its type."""
        return [part for part in trees(branch) if rule_of(part) not in _HEAD]

    def define(self, branch: Tree[Token]) -> tree.AnyItem:
        name, type_ = self.declared(branch), self.type_of(branch)
        parts = self.gather("define", self.body(branch))
        value: tree.Expression = tree.NoneLiteral(self.span(branch))
        if said := parts.take("is"):
            value = self.parts(said)[0]
        elif not any(rule_of(part) == "first_row" for part in trees(branch)):
            self.report(kinds.VALUE_MISSING, self.span(branch), name=str(name))
        clauses = self.clauses(parts, branch)
        about = self.asked_of(branch)
        return tree.Define(self.span(branch), self.block, name, type_, parts.label, value, clauses, about)

    def parameter(self, branch: Tree[Token]) -> tree.AnyItem:
        typed, *written = trees(branch)
        values = tuple(self.dated_value(part) for part in written if rule_of(part) == "dated_value")
        parts = self.gather("parameter", [part for part in written if rule_of(part) != "dated_value"])
        name = self.declared(branch)
        if not values:
            self.report(kinds.VALUE_MISSING, self.span(branch), name=str(name))
        clauses = self.clauses(parts, branch)
        type_ = self.type(typed)
        return tree.Parameter(self.span(branch), self.block, name, type_, parts.label, values, clauses)

    def dated_value(self, branch: Tree[Token]) -> tree.DatedValue:
        value, *sides = trees(branch)
        days = {rule_of(side): str(tokens(side, "DAY")[0]) for side in sides}
        return tree.DatedValue(
            self.span(branch), self.expression(value), days.get("value_from"), days.get("value_until")
        )

    def table(self, branch: Tree[Token]) -> tree.AnyItem:
        typed, *written = trees(branch)
        bands = next(part for part in written if rule_of(part) == "band_list")
        parts = self.gather("table", [part for part in written if part is not bands])
        return tree.Table(
            self.span(branch),
            self.block,
            self.declared(branch),
            self.local(tokens(branch, "NAME")[1]),
            self.type(typed),
            parts.label,
            tuple(self.band(each) for each in trees(bands)),
            self.clauses(parts, branch),
        )

    def band(self, branch: Tree[Token]) -> tree.Band:
        span, value, *label = trees(branch)
        bounds = self.parts(span)
        low = bounds[0] if rule_of(span) in ("from_to", "above") and bounds else None
        high = bounds[-1] if rule_of(span) != "above" else None
        said = self.label(label[0]) if label else None
        return tree.Band(self.span(branch), low, high, self.expression(value), said, rule_of(span) == "alone")

    def rule(self, branch: Tree[Token]) -> tree.AnyItem:
        name, type_ = self.declared(branch), self.type_of(branch)
        parts = self.gather("rule", self.body(branch))
        states = self._column_of_provisions(parts)
        left = parts.take("left to")
        clauses = self.clauses(parts, branch)
        if states is not None:
            written = [
                evolve(one, states=states) if isinstance(one, tree.FirstRow) else one
                for one in clauses.written
            ]
            clauses = evolve(clauses, written=tuple(written))
        about = self.asked_of(branch)
        to = self.bodies(trees(left)[0]) if left else None
        return tree.Rule(self.span(branch), self.block, name, type_, parts.label, clauses, about, to)

    def _column_of_provisions(self, parts: Parts) -> Span | None:
        """`also states` without an anchor, in a rule with a table: a column says what each row states."""
        said = parts.found.get("also states")
        if said is None or tokens(said) or "is the first row that fits" not in parts.found:
            return None
        parts.take("also states")
        return self.span(said)

    def norm(self, branch: Tree[Token]) -> tree.AnyItem:
        kind = tree.among(tree.NORM_KINDS, str(tokens(trees(branch)[0])[0]))
        parts = self.gather(kind, self.body(branch))
        clauses = self.clauses(parts, branch)
        name, about = self.declared(branch), self.about(branch)
        return tree.Norm(self.span(branch), self.block, kind, name, parts.label, clauses, about)

    def ground(self, branch: Tree[Token]) -> tree.AnyItem:
        of, *written = trees(branch)
        parts = self.gather("ground", written)
        clauses = self.clauses(parts, branch)
        name = self.declared(branch)
        return tree.Ground(self.span(branch), self.block, name, self.name(of), parts.label, clauses)

    def fills(self, branch: Tree[Token]) -> tree.AnyItem:
        of, *written = trees(branch)
        own = [part for part in written if rule_of(part) == "filled_as"]
        parts = self.gather("fills", [part for part in written if part not in own])
        by = parts.take("by")
        clauses = self.clauses(parts, branch)
        filled = self.name(of)
        name = self.declared(own[0]) if own else tree.Name(filled.span, (module_of(self.text.path),))
        bodies = self.bodies(trees(by)[0]) if by else tree.Bodies(filled.span, ())
        return tree.Ground(
            self.span(branch), self.block, name, filled, parts.label, clauses, filled_by=bodies
        )

    def exception(self, branch: Tree[Token]) -> tree.AnyItem:
        to, *written = trees(branch)
        letters = tokens(branch, "LETTER")
        parts = self.gather("exception", written)
        return tree.Exception_(
            self.span(branch),
            self.block,
            self.declared(branch),
            str(letters[0]) if letters else None,
            self.names(to),
            parts.label,
            self.clauses(parts, branch),
        )

    def priority(self, branch: Tree[Token]) -> tree.AnyItem:
        winner, losers, *written = trees(branch)
        parts = self.gather("priority", written)
        condition = self.parts(said)[0] if (said := parts.take("when")) else None
        days = self.in_force(said) if (said := parts.take("in_force")) else None
        first, others = self.name(winner), self.names(losers)
        return tree.Priority(self.span(branch), self.block, first, others, condition, days)

    def collision(self, branch: Tree[Token]) -> tree.AnyItem:
        left, right, *written = trees(branch)
        parts = self.gather("collision", written)
        when = self.parts(said)[0] if (said := parts.take("when")) else None
        days = self.in_force(said) if (said := parts.take("in_force")) else None
        if not trees(left):  # a provision without a rule is named last
            left, right = right, left
        if not trees(left):
            self.report(
                kinds.NO_PART, self.span(branch), kind="a collision", part="a rule on one side at least"
            )
            return tree.NotEncoded(self.span(branch), self.block, "")
        other = self.name(trees(right)[0]) if trees(right) else str(tokens(right)[0])
        return tree.Collision(
            self.span(branch),
            self.block,
            self.name(trees(left)[0]),
            other,
            parts.label,
            when,
            days,
        )

    def silence(self, branch: Tree[Token]) -> tree.AnyItem:
        parts = self.gather("silence", trees(branch))
        on = parts.take("on")
        when = parts.take("when")
        manner = parts.take("manner")
        return tree.Silence(
            self.span(branch),
            self.block,
            self.declared(branch),
            self.name(trees(on)[0]) if on else None,
            parts.label,
            self.parts(when)[0] if when else None,
            str(tokens(manner)[0]) if manner else None,
            self.clauses(parts, branch),
        )

    def reading(self, branch: Tree[Token]) -> tree.AnyItem:
        reasons = [part for part in trees(branch) if rule_of(part) == "because"]
        if len(reasons) > 1:
            self._twice("because", reasons[1], reasons[0])
        because = self.label(trees(reasons[0])[0]) if reasons else None
        name, label = self.declared(branch), self.only_label(branch)
        return tree.Reading(self.span(branch), self.block, name, label, self.option_list(branch), because)

    def options(self, branch: Tree[Token]) -> tree.AnyItem:
        typed = next(part for part in trees(branch) if rule_of(part) == "typed")
        members = next(part for part in trees(branch) if rule_of(part) == "member_list")
        parts = self.gather("options", [part for part in self.body(branch) if part is not members])
        return tree.Options(
            self.span(branch),
            self.block,
            self.declared(branch),
            self.type(typed),
            parts.label,
            tuple(self.member(each) for each in trees(members)),
            self.clauses(parts, branch),
            self.about(branch),
        )

    def member(self, branch: Tree[Token]) -> tree.Member:
        value, *when = [part for part in trees(branch) if rule_of(part) != "label"]
        name = self.local(tokens(branch, "NAME")[0])
        condition = self.parts(when[0])[0] if when else None
        label = self.only_label(branch)
        return tree.Member(self.span(branch), name, label, self.expression(value), condition)


_MAKERS: dict[str, Callable[[ItemMaker, Tree[Token]], tree.AnyItem]] = {
    "authority": ItemMaker.authority,
    "party": ItemMaker.party,
    "act": ItemMaker.act,
    "fact": ItemMaker.fact,
    "always": ItemMaker.always,
    "one_of": ItemMaker.one_of,
    "record": ItemMaker.record,
    "define": ItemMaker.define,
    "parameter": ItemMaker.parameter,
    "table": ItemMaker.table,
    "rule": ItemMaker.rule,
    "norm": ItemMaker.norm,
    "ground": ItemMaker.ground,
    "fills": ItemMaker.fills,
    "exception": ItemMaker.exception,
    "priority": ItemMaker.priority,
    "collision": ItemMaker.collision,
    "silence": ItemMaker.silence,
    "reading": ItemMaker.reading,
    "options": ItemMaker.options,
    "question": lambda make, branch: make.question(branch, make.block),
    "situation": lambda make, branch: make.situation(branch, make.block),
    "background": lambda make, branch: make.background(branch, make.block),
    "scenario": lambda make, branch: make.scenario(branch, make.block),
    "cases": lambda make, branch: make.cases(branch, make.block),
    "claim": lambda make, branch: make.claim(branch, make.block),
    "not_encoded": ItemMaker.not_encoded,
}
