"""An expression of the law in plain English, each name a link: "the person is a foreigner"."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeGuard, assert_never

from attrs import field, frozen

from qanun.book import things
from qanun.book.beside import Beside, rows_of
from qanun.book.page import Html, escape, join, tag
from qanun.resolved.model import Declaration, Local
from qanun.runtime.answers.wording import PREDICATES
from qanun.runtime.explaining.phrases import DATED, RELATIONS
from qanun.runtime.values.moments import show_date
from qanun.runtime.values.numbers import show_number
from qanun.syntax import tree
from qanun.typed.agree import strip
from qanun.typed.model import Typed
from qanun.typed.operators import OPERATORS
from qanun.typed.types import DATE, MOMENT, OneOfType

LISTS = {
    "all": ("all of these hold", "not all of these hold"),
    "any": ("at least one of these holds", "none of these holds"),
    "none": ("none of these holds", "at least one of these holds"),
    "exactly": ("exactly {} of these hold", "not exactly {} of these hold"),
    "at least": ("at least {} of these hold", "fewer than {} of these hold"),
}
OF_NORMS = {
    "due": "the end of the term to {0}",
    "end": "the end of {0}",
    "allows": "{1} is within what {0} allows",
}
"""Phrases about a norm, which are no operators."""

CHOOSING = frozenset({"later of", "earlier of", "larger of", "smaller of"})
"""Operators of which a drafter may name more than two operands."""

QUANTIFIED = {
    "some": "of {list} there is a {thing} of which this is so: {body}",
    "every": "of every {thing} among {list} this is so: {body}",
    "sum": "the sum, over {list}, of {body}",
    "count": "the number of {list}",
    "largest": "the largest, over {list}, of {body}",
    "smallest": "the smallest, over {list}, of {body}",
}
ARITHMETIC = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
JOINED = {"and": " and ", "or": " or "}
STATES = {
    "in force": ("{0} holds", "{0} does not hold"),
    "empty": ("nothing is in {0}", "something is in {0}"),
    "none": ("there is no {0}", "there is {0}"),
}
ROUNDED = {"up": "rounded up", "down": "rounded down", "half away from zero": "rounded half away from zero"}


@frozen(eq=False)
class Phrases:
    """Says expressions. `name` makes a link of a declaration and the words for it."""

    typed: Typed
    name: Callable[[Declaration, str], Html]
    beside: Beside | None = None
    """Takes a list whose rows stand beside the items of a provision."""
    _things: dict[str, things.Thing] = field(factory=dict)
    """What the locals of the sentence that is said stand for."""

    def condition(self, node: tree.Expression, wanted: bool = True) -> Html:
        """A condition as a sentence without a full stop; `wanted` False: as its contrary."""
        match node:
            case tree.Bracketed(inner=inner):
                return self.condition(inner, wanted)
            case tree.Not(part=part):
                return self.condition(part, not wanted)
            case tree.Joined(word="implies", parts=(first, second)) if wanted:
                return join(["if ", self.condition(first), ", ", self.condition(second)])
            case tree.Joined(word="implies", parts=(first, second)):
                return join([self.condition(first), " and yet ", self.condition(second, False)])
            case tree.Joined(word=word, parts=parts):
                return self._joined(word if wanted else {"and": "or", "or": "and"}[word], parts, wanted)
            case tree.Bullets(word=word, number=number, bullets=bullets):
                return self._bullets(word, number, bullets, wanted)
            case tree.Compare(operator=operator, left=left, right=right):
                return self._compared(operator, left, right, wanted)
            case tree.Between(subject=subject, low=low, high=high):
                said = "is from {} to {}" if wanted else "is not from {} to {}"
                return join([self.value(subject), " ", Html(said).format(self.value(low), self.value(high))])
            case tree.Is(subject=subject, negated=negated, what=what):
                return self._is(subject, what, wanted != negated)
            case tree.Quantified(kind="some" | "every" as kind):
                return self._quantified(node, kind, wanted)
            case tree.Choice(condition=condition, then=then, otherwise=otherwise):
                return join(
                    [
                        "if ",
                        self.condition(condition),
                        ", ",
                        self.condition(then, wanted),
                        ", else ",
                        self.condition(otherwise, wanted),
                    ]
                )
            case tree.AsOfDay(inner=inner, day=day):
                return join([self.condition(inner, wanted), ", as of ", self.value(day)])
            case tree.Refer() | tree.OfOne():
                return self._asked(node, wanted)
            case tree.YesNo(value=value):
                return Html("always" if value is wanted else "never")
            case rest:
                if isinstance(rest, tree.Condition):
                    assert_never(rest)
                return self.value(rest) if wanted else join(["not: ", self.value(rest)])

    def value(self, node: tree.Expression | tree.StateWord) -> Html:
        """A value as a noun phrase."""
        match node:
            case tree.Bracketed(inner=inner):
                return self.value(inner)
            case tree.Refer(name=name):
                return self.named(name)
            case tree.OfOne(subject=subject, thing=thing):
                return join([self.named(subject.name), " of ", self.value(thing)])
            case tree.Negative(part=part):
                return join(["minus ", self.value(part)])
            case tree.Arithmetic(operator=operator, left=left, right=right):
                return join([self.value(left), f" {ARITHMETIC[operator]} ", self.value(right)])
            case tree.Choice(condition=condition, then=then, otherwise=otherwise):
                return join(
                    [self.value(then), " if ", self.condition(condition), ", else ", self.value(otherwise)]
                )
            case tree.Match(subject=subject, cases=cases):
                return self._match(subject, cases)
            case tree.Phrase():
                return self._phrase(node)
            case tree.Bands(amount=amount, table=table):
                return join([self.value(amount), ", taken band by band of ", self.named(table)])
            case tree.AsOfDay(inner=inner, day=day):
                return join([self.value(inner), " as of ", self.value(day)])
            case tree.Rounded(inner=inner, mode=mode, step=step):
                to = join([" to ", self.value(step)]) if step is not None else Html(" to a whole number")
                return join([self.value(inner), f", {ROUNDED.get(mode, mode)}", to])
            case tree.Several(items=items):
                return listed([self.value(item) for item in items], "or")
            case tree.Quantified(kind=kind):
                return self._quantified(node, kind, True)
            case tree.StateWord(word=word):
                return escape(word)
            case tree.ThingAt(name=name, place=place):
                return escape(f"{name.replace('_', ' ')} no. {place}")
            case rest:
                if isinstance(rest, tree.Condition):
                    return self.condition(rest)
                literal: tree.Literal | tree.Today | tree.AsOf = rest
                return self._literal(literal)

    def _literal(self, node: tree.Literal | tree.Today | tree.AsOf) -> Html:
        match node:
            case tree.Number(digits=digits, percent=percent):
                return escape(digits + (" %" if percent else ""))
            case tree.MoneyAmount(digits=digits, currency=currency):
                return escape(f"{digits} {currency}")
            case tree.DateText(iso=iso):
                return escape(show_date(date.fromisoformat(iso)))
            case tree.MomentText(iso_date=day, clock=clock, zone=zone):
                return escape(f"{show_date(date.fromisoformat(day))}, {clock} ({zone})")
            case tree.DurationText(parts=parts):
                return escape(
                    " and ".join(f"{show_number(n)} {unit[:-1] if n == 1 else unit}" for n, unit in parts)
                )
            case tree.TextLiteral(value=value):
                return escape(f"“{value}”")
            case tree.NoneLiteral():
                return Html("none")
            case tree.YesNo(value=value):
                return Html("yes" if value else "no")
            case tree.Today():
                return Html("today")
            case tree.AsOf():
                return Html("the moment that is asked about")
            case tree.PenaltyAmount(parts=parts):
                return join((join([kind, " of ", self.value(amount)]) for kind, amount in parts), " and ")
            case never:
                assert_never(never)

    def named(self, name: tree.Name) -> Html:
        """What a name is called, as a link; a constant as itself."""
        meaning = self.typed.resolved.meaning.get(name)
        if name in self.typed.values and (meaning is None or isinstance(meaning.target, Local)):
            return escape(self.constant(name))
        if meaning is None:
            return escape(str(name).replace("_", " "))
        if isinstance(meaning.target, Local):
            local = meaning.target.name
            of = self._things.get(local) or things.Thing(local.replace("_", " "))
            return things.part(self.typed.resolved, of, meaning.fields)
        words = self.name(meaning.target, called(meaning.target))
        if things.is_asked(called(meaning.target)):
            words = join(["“", words, "”"])
        return join([words, *(f", its {field.replace('_', ' ')}" for field in meaning.fields)])

    def constant(self, name: tree.Name) -> str:
        """The label of an option or authority; a country's code."""
        written = str(name).rpartition(".")[2]
        target = self.typed.resolved.target(name)
        if target is not None and target.label:
            return target.label
        found = [one for one in self.typed.resolved.bare.get(written, []) if one.kind == "authority"]
        return found[0].label or written if found else written.replace("_", " ")

    def _joined(self, word: str, parts: tuple[tree.Expression, ...], wanted: bool) -> Html:
        """Short parts in a row; with a list among them, the list last."""
        return join((self.condition(part, wanted) for part in parts), JOINED[word])

    def _bullets(
        self, word: str, number: tree.Expression | None, bullets: tuple[tree.Bullet, ...], wanted: bool
    ) -> Html:
        said = LISTS[word][0 if wanted else 1]
        head = Html(said).format(self.value(number)) if number is not None else Html(said)
        rows = (
            join([f"({one.letter}) " if one.letter else "", self.condition(one.value)]) for one in bullets
        )
        return join([head, ":", rows_of(self.beside, [one.letter for one in bullets], rows)])

    def _compared(self, operator: str, left: tree.Expression, right: tree.Expression, wanted: bool) -> Html:
        kind = strip(self.typed.types[left]) if left in self.typed.types else None
        table = DATED if kind in (DATE, MOMENT) and operator in DATED else RELATIONS
        if operator == "in":
            said = ("is one of", "is none of") if isinstance(right, tree.Several) else ("is in", "is not in")
        else:
            said = table[operator]
        return join([self.value(left), f" {said[0 if wanted else 1]} ", self.value(right)])

    def _is(self, subject: tree.Expression, what: tree.Expression | tree.StateWord, wanted: bool) -> Html:
        if isinstance(what, tree.NoneLiteral):
            target, type_ = self._target(subject), self.typed.types.get(subject)
            value = self.value(subject)
            return things.there_is(called(target) if target else str(value), type_, value, not wanted)
        if isinstance(what, tree.StateWord):
            said = STATES.get(what.word, (f"{{0}} is {what.word}", f"{{0}} is not {what.word}"))
            return Html(said[0 if wanted else 1]).format(self._quoted(subject))
        target = self._target(subject)
        if target is not None and target.kind == "reading" and isinstance(what, tree.Refer):
            taken = self._option(target, what.name)
            words = Html(" is read as “{}”" if wanted else " is not read as “{}”").format(taken)
            return join([Html("“{}”").format(self.value(subject)), words])
        said_value = (
            escape(self._value_of(subject, what.name)) if self._is_constant(what) else self.value(what)
        )
        return join([self.value(subject), " is " if wanted else " is not ", said_value])

    def _is_constant(self, node: tree.Expression) -> TypeGuard[tree.Refer]:
        return isinstance(node, tree.Refer) and node.name in self.typed.values

    def _value_of(self, subject: tree.Expression, name: tree.Name) -> str:
        """What an option is called, of which the type of what is asked tells whose it is."""
        type_ = strip(self.typed.types[subject]) if subject in self.typed.types else None
        owner = self.typed.resolved.declarations.get(type_.name) if isinstance(type_, OneOfType) else None
        return self._option(owner, name) if owner is not None else self.constant(name)

    def _option(self, owner: Declaration, name: tree.Name) -> str:
        option = self.typed.resolved.declarations.get(f"{owner.name}.{name.parts[-1]}")
        return called(option) if option is not None else self.constant(name)

    def _quoted(self, node: tree.Expression) -> Html:
        """A norm as the subject of a sentence: its label in quotes."""
        target = self._target(node)
        said = self.value(node)
        return Html("“{}”").format(said) if target is not None and target.is_norm else said

    def _asked(self, node: tree.Refer | tree.OfOne, wanted: bool) -> Html:
        """A yes/no name: a fact's label is a sentence; a norm or an exception applies; one is a party."""
        target = self._target(node)
        said = self.value(node)
        if target is None:
            return said if wanted else contrary(said)
        if target.kind == "party":
            return join(["the person is ", "" if wanted else "not ", said])
        if target.is_norm or target.kind in ("ground", "exception", "silence", "limb", "rule"):
            return join([Html("“{}”").format(said), " applies" if wanted else " does not apply"])
        return said if wanted else contrary(said)

    def _target(self, node: tree.Expression) -> Declaration | None:
        name = node.subject.name if isinstance(node, tree.OfOne) else getattr(node, "name", None)
        return self.typed.resolved.target(name) if isinstance(name, tree.Name) else None

    def _quantified(self, node: tree.Quantified, kind: str, wanted: bool) -> Html:
        listed_ = self.typed.types.get(node.over)
        self._things[node.local] = things.thing(node.local, strip(listed_) if listed_ else None)
        those = self.value(node.over)
        if node.where is not None:
            those = join([those, " where ", self.condition(node.where)])
        body: object = ""
        if node.body is not None:
            body = self.condition(node.body) if kind in ("some", "every") else self.value(node.body)
        said = Html(QUANTIFIED[kind]).format(list=those, body=body, thing=self._things[node.local].called)
        if node.if_none is not None:
            said = join([said, ", or ", self.value(node.if_none), " if there is none"])
        return said if wanted else join(["it is not so that ", said])

    def _match(self, subject: tree.Expression, cases: tuple[tree.MatchCase, ...]) -> Html:
        target = self._target(subject)
        reading = target if target is not None and target.kind == "reading" else None

        def option(name: tree.Name) -> Html:
            return escape(self._option(reading, name) if reading else self._value_of(subject, name))

        rows = (
            join([listed([option(one) for one in case.options], "or"), ": ", self.value(case.value)])
            for case in cases
        )
        said = Html("“{}”" if reading else "{}").format(self.value(subject))
        return join(["depending on ", said, ":", tag("ul", join(tag("li", row) for row in rows))])

    def _phrase(self, node: tree.Phrase) -> Html:
        said = [self.value(one) for one in node.arguments]
        row = self.typed.operators.get(node)
        if row is None:
            return Html(OF_NORMS[node.word]).format(*said)
        pattern = OPERATORS[row].book
        assert pattern is not None, f"the book does not say `{row}`"
        return Html(pattern).format(*([listed(said, "and")] if row in CHOOSING else said))


_SHORT_CLAUSE = re.compile(r"((?:<a [^>]*>)?(?:the|a|an) [\w-]+ (?:is|was|are|were|can|may|must)) ")
"""A clause whose verb stands behind one noun, so that it is surely the clause's own."""


def contrary(clause: Html) -> Html:
    """A clause denied: `the person is not a foreigner`."""
    short = _SHORT_CLAUSE.match(clause)
    if short is None:
        return join(["it is not so that ", clause])
    return Html(f"{short[1]} not {clause[short.end() :]}")


def is_predicate(label: str) -> bool:
    """Whether a label lacks its subject alone: `is exempt`."""
    return label.partition(" ")[0] in PREDICATES


def called(declaration: Declaration) -> str:
    """The label of a declaration; without one, its name with blanks; a bullet as its letter."""
    if declaration.kind == "limb":
        return declaration.label or f"({declaration.short})"
    return declaration.label or declaration.short.replace("_", " ")


def listed(words: list[Html], last: str) -> Html:
    """`a, b and c`."""
    if len(words) < 2:
        return join(words)
    return join([join(words[:-1], ", "), f" {last} ", words[-1]])
