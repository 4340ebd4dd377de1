"""The types of expressions: literals, conditions, choices, quantifiers. Operations have their own file."""

from typing import assert_never

from attrs import define, field

from qanun.diagnostics.model import Fix, Related
from qanun.resolved.declare import Placed
from qanun.resolved.walk import asked_name
from qanun.syntax import tree
from qanun.typed import kinds, norm_kinds
from qanun.typed.agree import agrees, join, may_be_none, spoken, strip
from qanun.typed.as_of import as_of_day
from qanun.typed.context import Context
from qanun.typed.figures import by_bands, of_table
from qanun.typed.inference import Inference
from qanun.typed.literals import duration_type, moment_type, money_type
from qanun.typed.narrow import key_of, settled
from qanun.typed.of_one import of_one
from qanun.typed.operations import (
    arithmetic,
    asked_for_none,
    between,
    compare,
    is_measured,
    negative,
    phrase,
    rounded,
    same,
)
from qanun.typed.operators import or_none
from qanun.typed.references import reference
from qanun.typed.states import check_empty, check_state, is_punished, limit_type
from qanun.typed.types import (
    BROKEN,
    DATE,
    INTEGER,
    MOMENT,
    NOTHING,
    NUMBER,
    PENALTY,
    TEXT,
    YES_NO,
    ListType,
    OneOfType,
    OrNone,
    SetType,
    Type,
)


@define(eq=False)
class Checker(Inference):
    """Infers types; `under_way` are the expressions being looked at aside, against circles."""

    under_way: set[tree.Node] = field(factory=set)

    def aside(self, placed: Placed) -> "Checker":
        """A checker in the place of another item; what it reports is dropped, that item reports it itself."""
        return Checker(Context(self.context.typed, placed), self.under_way)

    def infer(self, node: tree.Expression, expected: Type | None = None) -> Type:
        """The type of an expression; BROKEN where it has a mistake, which is reported once."""
        if node in self.under_way:
            return BROKEN
        self.under_way.add(node)
        found = self._infer(node, expected)
        self.under_way.discard(node)
        return self.context.set_type(node, found)

    def _infer(self, node: tree.Expression, expected: Type | None) -> Type:
        match node:
            case tree.Refer(name=name):
                return reference(name, expected, self.context)
            case tree.Bracketed(inner=inner):
                return self.infer(inner, expected)
            case tree.Not(part=part):
                self.condition(part)
                return YES_NO
            case tree.Joined():
                return self._joined(node)
            case tree.Bullets():
                return self._bullets(node)
            case tree.Compare():
                return compare(node, self)
            case tree.Is():
                return self._is(node)
            case tree.Between():
                return between(node, self)
            case tree.Arithmetic():
                return arithmetic(node, self)
            case tree.Negative():
                return negative(node, self)
            case tree.Rounded():
                return rounded(node, self)
            case tree.Choice():
                return self._choice(node, expected)
            case tree.Match():
                return self._match(node, expected)
            case tree.Quantified():
                return self._quantified(node, expected)
            case tree.Phrase():
                return self._phrase(node)
            case tree.OfOne(subject=subject):
                asked = self.context.resolved.target(subject.name)
                table = asked is not None and asked.kind == "table"
                return of_table(node, self) if table else of_one(node, self)
            case tree.ThingAt():
                return self.context.report(norm_kinds.PLACE_OUTSIDE, node.span, written=node.span.words)
            case tree.Several(items=items):
                return self._several(node, items, expected)
            case tree.Bands():
                return by_bands(node, self)
            case tree.AsOfDay():
                return as_of_day(node, expected, self)
            case rest:
                literal: tree.Literal | tree.Today | tree.AsOf = rest
                return self._literal(literal)

    def _literal(self, node: tree.Literal | tree.Today | tree.AsOf) -> Type:
        match node:
            case tree.PenaltyAmount(parts=parts):
                for kind, amount in parts:
                    self.amount(kind, amount, self.infer(amount), mixed=True)
                return PENALTY
            case tree.YesNo():
                return YES_NO
            case tree.Number(digits=digits, percent=percent):
                return INTEGER if digits.isdecimal() and not percent else NUMBER
            case tree.MoneyAmount(currency=currency):
                return money_type(currency, node.span, self.context)
            case tree.TextLiteral():
                return TEXT
            case tree.NoneLiteral():
                return NOTHING
            case tree.Today() | tree.DateText():
                return DATE
            case tree.AsOf():
                return MOMENT
            case tree.MomentText():
                return moment_type(node, self.context)
            case tree.DurationText():
                return duration_type(node, self.context)
            case never:
                assert_never(never)

    # --- conditions -------------------------------------------------------------------------------------

    def _joined(self, node: tree.Joined) -> Type:
        before = self.context.known
        for part in node.parts:
            self.condition(part)
            self.context.known |= settled(part, node.word != "or", self.context.resolved)
        self.context.known = before
        return YES_NO

    def _bullets(self, node: tree.Bullets) -> Type:
        if node.number is not None:
            self.require(node.number, INTEGER)
        before = self.context.known
        for bullet in node.bullets:
            self.condition(bullet.value)
            if node.word in ("all", "any", "none"):
                alone = tree.Bullets(node.span, node.word, None, (bullet,))
                self.context.known |= settled(alone, node.word != "any", self.context.resolved)
        self.context.known = before
        return YES_NO

    def _is(self, node: tree.Is) -> Type:
        match node.what:
            case tree.StateWord(word="empty"):
                if check_empty(node.subject, self):
                    self.context.typed.operators[node] = "is empty"
            case tree.StateWord(word=word):
                check_state(node.subject, word, self)
            case tree.NoneLiteral() as nothing:
                asked_for_none(node.subject, self)
                self.infer(nothing)
                self.context.typed.operators[node] = "is none"
            case value:
                same(node, node.subject, value, self)
        return YES_NO

    # --- choices ----------------------------------------------------------------------------------------

    def _choice(self, node: tree.Choice, expected: Type | None) -> Type:
        self.condition(node.condition)
        resolved = self.context.resolved
        with self.context.knowing(settled(node.condition, True, resolved)):
            then = self.infer(node.then, expected)
        with self.context.knowing(settled(node.condition, False, resolved)):
            otherwise = self.infer(node.otherwise, expected)
        return self._joint([(node.then, then), (node.otherwise, otherwise)])

    def _match(self, node: tree.Match, expected: Type | None) -> Type:
        subject = self.definite(node.subject)
        if subject != BROKEN and not isinstance(subject, OneOfType):
            wanted = "a reading or a value of a one-of type"
            found = spoken(subject)
            subject = self.context.report(kinds.WRONG_TYPE, node.subject.span, found=found, wanted=wanted)
        self._cases(node, subject)
        return self._joint([(case.value, self.infer(case.value, expected)) for case in node.cases])

    def _cases(self, node: tree.Match, subject: Type) -> None:
        seen: set[str] = set()
        mistaken = False
        for name in (name for case in node.cases for name in case.options):
            word = self.option(name, subject)
            mistaken = mistaken or word is None
            if word in seen:
                self.context.report(kinds.CASE_TWICE, name.span, name=name)
            elif word is not None:
                seen.add(word)
        missing = (
            [one for one in subject.options if one not in seen] if isinstance(subject, OneOfType) else []
        )
        if missing and not mistaken:
            words = ", ".join(f"`{one}`" for one in missing)
            self.context.report(kinds.NOT_EXHAUSTIVE, node.span, missing=words)

    def _joint(self, branches: list[tuple[tree.Expression, Type]]) -> Type:
        """The one type of several branches; integers become numbers beside numbers."""
        first, found = branches[0]
        for branch, type_ in branches[1:]:
            joined = join(found, type_)
            if joined is None:
                related = (Related(first.span, "one way"),)
                return self.context.report(
                    kinds.BRANCHES, branch.span, related=related, one=spoken(found), other=spoken(type_)
                )
            found = joined
        if strip(found) == NUMBER:
            self.context.typed.to_number.update(one for one, type_ in branches if type_ == INTEGER)
        return found

    # --- lists, sets, phrases ---------------------------------------------------------------------------

    def _quantified(self, node: tree.Quantified, expected: Type | None) -> Type:
        over = self.definite(node.over)
        if over != BROKEN and not isinstance(over, ListType):
            self.context.report(kinds.WRONG_TYPE, node.over.span, found=spoken(over), wanted="a list")
            self.context.typed.types[node.over] = BROKEN
        before = self.context.known
        if node.where is not None:
            if expected == YES_NO and (slip := self._reaches_too_far(node, node.where)) is not None:
                return slip
            self.condition(node.where)
            self.context.known |= settled(node.where, True, self.context.resolved)
        found = self._body(node, expected)
        self.context.known = before
        return found

    def _reaches_too_far(self, node: tree.Quantified, where: tree.Expression) -> Type | None:
        """BROKEN for `count of x in xs where C > 1`, where `> 1` was meant of the count; else None."""
        last = where
        while isinstance(last, tree.Joined):
            last = last.parts[-1]
        left = _compared(last)
        if left is None or self.aside(self.context.placed).infer(left) != YES_NO:
            return None
        whole, words = node.span, last.span.words[len(left.span.words) :].strip()
        place = whole.text.span(last.span.end - len(words), last.span.end)
        meant = f"({whole.text.content[whole.start : left.span.end]}) {words}"
        return self.context.report(
            kinds.REACHES_TOO_FAR,
            place,
            fix=Fix(whole, meant, "put in the brackets"),
            comparison=words,
            each=" ".join(whole.text.content[whole.start : where.span.start].split()).removesuffix(" where"),
        )

    def _body(self, node: tree.Quantified, expected: Type | None) -> Type:
        if node.body is None:
            return INTEGER
        if node.kind in ("some", "every"):
            self.condition(node.body)
            return YES_NO
        found = self.definite(node.body, expected)
        fits = is_measured(found) or (node.kind != "sum" and found in (DATE, MOMENT))
        if not fits:
            wanted = "a number, a sum of money or a duration" + (
                "" if node.kind == "sum" else ", a date or a moment"
            )
            return self.context.report(kinds.WRONG_TYPE, node.body.span, found=spoken(found), wanted=wanted)
        return found if node.kind == "sum" else self._or_if_none(node, found)

    def _or_if_none(self, node: tree.Quantified, found: Type) -> Type:
        if node.if_none is None:
            return found
        other = self.infer(node.if_none, found)
        if other == NOTHING:
            return or_none(found)
        if not agrees(other, or_none(found)):
            return self.mismatch(node.if_none, other, found)
        if other == INTEGER and found == NUMBER:
            self.context.typed.to_number.add(node.if_none)
        return or_none(found) if may_be_none(other) else found

    def _several(self, node: tree.Several, items: tuple[tree.Expression, ...], expected: Type | None) -> Type:
        wanted = strip(expected) if expected is not None else BROKEN
        if not isinstance(wanted, SetType):
            for item in items:
                self.infer(item)
            if wanted == BROKEN:
                return BROKEN
            return self.context.report(
                kinds.WRONG_TYPE, node.span, found="several in brackets", wanted=spoken(wanted)
            )
        for item in items:
            self.require(item, wanted.element)
        return wanted

    def _phrase(self, node: tree.Phrase) -> Type:
        if node.word in ("due", "end"):
            found = limit_type(node, self)
            known = isinstance(found, OrNone) and key_of(node, self.context.resolved) in self.context.known
            return strip(found) if known else found
        if node.word == "allows":
            return self._allows(*node.arguments)
        return phrase(node, self)

    def _allows(self, norm: tree.Expression, penalty: tree.Expression) -> Type:
        self.condition(norm)
        target = self.context.resolved.target(asked_name(norm))
        if target is not None and target.kind != "offence":
            found = f"`{target.short}`, no offence"
            self.context.report(kinds.WRONG_TYPE, norm.span, found=found, wanted="an offence")
        elif target is not None and not is_punished(target, self.context.resolved):
            found, wanted = f"`{target.short}`, which nothing punishes", "an offence with `punishable by`"
            self.context.report(kinds.WRONG_TYPE, norm.span, found=found, wanted=wanted)
        self.require(penalty, PENALTY)
        return YES_NO


def _compared(condition: tree.Expression) -> tree.Expression | None:
    """What stands on the left of a comparison with a value; None where nothing is compared."""
    if isinstance(condition, tree.Compare):
        return condition.left if condition.operator not in ("in", "contains") else None
    if isinstance(condition, tree.Between):
        return condition.subject
    if isinstance(condition, tree.Is) and not isinstance(condition.what, tree.StateWord | tree.NoneLiteral):
        return condition.subject
    return None
