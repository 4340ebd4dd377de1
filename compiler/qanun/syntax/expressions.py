"""Parse trees -> expressions."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve
from lark import Token, Tree

from qanun.diagnostics.model import Diagnostic, Fix, Kind
from qanun.syntax import kinds, tree
from qanun.syntax.mixed import bracketed, groups_of, inner_word, with_brackets
from qanun.syntax.parser import place
from qanun.syntax.read import UNITS
from qanun.text import Span, Text

Branch = Tree[Token] | Token
MOST_CASES = 100  # of a `match`; each stands within the one before it


def trees(branch: Branch) -> list[Tree[Token]]:
    """The children that are trees."""
    return (
        [] if isinstance(branch, Token) else [child for child in branch.children if isinstance(child, Tree)]
    )


def tokens(branch: Branch, kind: str = "") -> list[Token]:
    """The children that are tokens, of one kind if asked."""
    if isinstance(branch, Token):
        return [branch]
    return [
        child for child in branch.children if isinstance(child, Token) and (not kind or child.type == kind)
    ]


def rule_of(branch: Tree[Token]) -> str:
    return str(branch.data)


def unquoted(written: str) -> str:
    """What stands between the quotes; a backslash keeps the sign after it."""
    return re.sub(r"\\(.)", r"\1", written[1:-1])


def text_of(pieces: Sequence[Token]) -> str:
    """The text of pieces in quotes, joined by a blank."""
    return " ".join(unquoted(str(piece)) for piece in pieces)


class Expressions:
    """Makes the nodes of one entry. What cannot stand is kept in `diagnostics`."""

    def __init__(self, text: Text, article: str) -> None:
        self.text = text
        self.article = article
        self.diagnostics: list[Diagnostic] = []

    # --- places, names, texts

    def span(self, branch: Branch) -> Span:
        return Span(self.text, *place(branch))

    def name(self, branch: Branch) -> tree.Name:
        """A name, from its token or from a rule that holds just it."""
        token = branch if isinstance(branch, Token) else tokens(branch, "NAME")[0]
        return tree.Name(self.span(token), tuple(str(token).split(".")))

    def names(self, branch: Tree[Token]) -> tuple[tree.Name, ...]:
        return tuple(self.name(child) for child in trees(branch))

    def label(self, branch: Branch) -> str:
        """Words for a reader in quotes; pieces one below the other are joined by a blank."""
        return self.said(tokens(branch, "STRING"))

    def said(self, pieces: Sequence[Token]) -> str:
        """The words of pieces in quotes; reported where there are none."""
        words = text_of(pieces)
        if not words.strip():
            self.report(kinds.EMPTY_LABEL, self.span(pieces[0]))
        return words

    def local(self, token: Token) -> str:
        """A name that is declared here, without a dot."""
        if "." in token:
            suggestion = token.replace(".", "_")
            self.report(kinds.DOTTED_DECLARATION, self.span(token), suggestion, word=str(token))
            self._everywhere(self.span(token))
        if token == "unknown":
            remedy = "choose another name, such as `not_known`"
            self.report(kinds.KEYWORD_AS_NAME, self.span(token), "not_known", word=str(token), remedy=remedy)
        return str(token)

    def report(self, kind: Kind, span: Span, suggestion: str = "", /, **values: str) -> None:
        fix = Fix(span, suggestion, f"write `{suggestion}`") if suggestion else None
        found = kind.at(span, article=self.article, fix=fix)
        self.diagnostics.append(evolve(found, values={"suggestion": suggestion, **values}))

    def _everywhere(self, span: Span) -> None:
        """Let the fix of the last report change each place at which these words stand."""
        whole = re.compile(rf"(?<![\w.]){re.escape(span.words)}(?![\w.])")
        places = [span.text.span(*found.span()) for found in whole.finditer(span.text.content)]
        last = self.diagnostics[-1]
        if last.fix is not None:
            also = tuple(place for place in places if place != span)
            self.diagnostics[-1] = evolve(last, fix=evolve(last.fix, also=also))

    # --- conditions

    def expression(self, branch: Tree[Token]) -> tree.Expression:
        return _MAKERS[rule_of(branch)](self, branch)

    def parts(self, branch: Tree[Token]) -> tuple[tree.Expression, ...]:
        return tuple(self.expression(child) for child in trees(branch))

    def junction(self, branch: Tree[Token]) -> tree.Expression:
        parts = self.parts(branch)
        if len(parts) == 1:
            return parts[0]
        joins = [token for token in tokens(branch) if token.type in ("AND", "OR")]
        penalties = [part for part in parts if isinstance(part, tree.PenaltyAmount)]
        if len(penalties) == len(parts) and all(token.type == "AND" for token in joins):
            return tree.PenaltyAmount(
                self.span(branch), tuple(one for each in penalties for one in each.parts)
            )
        if len({token.type for token in joins}) == 1:
            return tree.Joined(self.span(branch), tree.among(tree.JUNCTIONS, str(joins[0])), parts)
        return self._mixed(branch, parts, joins)

    def _mixed(
        self, branch: Tree[Token], parts: tuple[tree.Expression, ...], joins: list[Token]
    ) -> tree.Expression:
        """Without brackets it is not clear; reported with both ways, and read on as one of them."""
        said = inner_word(self.text, joins)
        inner: tree.Junction = said or "and"
        ways = " or ".join(f"`{bracketed(parts, joins, word)}`" for word in ("and", "or"))
        groups = groups_of(parts, joins, inner)
        spans = [group[0].span.to(group[-1].span) for group in groups]
        fix = with_brackets(self.span(branch), groups, spans, inner) if said else None
        found = kinds.MIXED.at(self.span(branch), article=self.article, fix=fix)
        self.diagnostics.append(evolve(found, values={"ways": ways}))
        joined = [
            tree.Joined(span, inner, tuple(group)) if len(group) > 1 else group[0]
            for span, group in zip(spans, groups, strict=True)
        ]
        return tree.Joined(self.span(branch), "and" if inner == "or" else "or", tuple(joined))

    def implication(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Joined(self.span(branch), "implies", self.parts(branch))

    def negation(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Not(self.span(branch), self.parts(branch)[0])

    def bullets(self, branch: Tree[Token]) -> tree.Expression:
        word, *items = trees(branch)
        kind = trees(word)[0]
        number = self.number(trees(kind)[0]) if trees(kind) else None
        written = rule_of(kind).removesuffix("_of").removeprefix("at_")
        listing = tree.among(tree.LISTINGS, {"least": "at least"}.get(written, written))
        return tree.Bullets(self.span(branch), listing, number, tuple(self.bullet(item) for item in items))

    def bullet(self, branch: Tree[Token]) -> tree.Bullet:
        letter = tokens(branch, "LETTER")
        value, *label = trees(branch)
        return tree.Bullet(
            self.span(branch),
            str(letter[0]) if letter else None,
            self.expression(value),
            self.label(label[0]) if label else None,
        )

    # --- comparison

    def compare(self, branch: Tree[Token]) -> tree.Expression:
        left, comparator, right = trees(branch)
        word = str(tokens(comparator)[0])
        a, b = self.expression(left), self.expression(right)
        if word == "allows":
            return self._aspect(branch, "allows", a, b)
        return tree.Compare(self.span(branch), tree.comparison(word), a, b)

    def member_of(self, branch: Tree[Token]) -> tree.Expression:
        left, right = self.parts(branch)
        return tree.Compare(self.span(branch), "in", left, right)

    def not_in(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Not(self.span(branch), self.member_of(branch))

    def is_(self, branch: Tree[Token]) -> tree.Expression:
        subject, what = trees(branch)
        state = rule_of(what) == "state"
        found = self.state(what) if state else self.expression(what)
        if isinstance(found, tree.Refer) and found.name.parts == ("unknown",):
            self.report(kinds.ASKS_UNKNOWN, found.span)
        asked = self.expression(subject)
        of_a_norm = state or isinstance(found, tree.YesNo)
        if of_a_norm and (dated := _as_of_day(asked)) is not None:
            told = tree.Is(self.span(branch), dated.inner, "_not_" in rule_of(branch), found)
            return tree.AsOfDay(self.span(branch), told, dated.day)
        return tree.Is(self.span(branch), asked, "_not_" in rule_of(branch), found)

    def state(self, branch: Tree[Token]) -> tree.StateWord:
        return tree.StateWord(self.span(branch), str(tokens(branch)[0]))

    def between(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Between(self.span(branch), *self.parts(branch))

    def several(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Several(self.span(branch), self.parts(branch))

    # --- arithmetic and phrases

    def arithmetic(self, branch: Tree[Token]) -> tree.Expression:
        left, right = self.parts(branch)
        sign = tree.among(tree.SIGNS, str(tokens(branch)[0]))
        return tree.Arithmetic(self.span(branch), sign, left, right)

    def negative(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Negative(self.span(branch), self.parts(branch)[0])

    def period(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Phrase(self.span(branch), "period", self.parts(branch))

    def rounded(self, branch: Tree[Token]) -> tree.Expression:
        inner, mode, *step = trees(branch)
        word = tree.among(tree.ROUNDING_MODES, str(tokens(mode)[0]).removeprefix("rounded "))
        to = self.expression(step[0]) if step else None
        return tree.Rounded(self.span(branch), self.expression(inner), word, to)

    def prefixed(self, branch: Tree[Token]) -> tree.Expression:
        prefix, argument = trees(branch)
        word = str(tokens(prefix)[0])
        if word in _WITHOUT_OF:
            word = word.removesuffix(" of")
        inner = self.expression(argument)
        if word in ("due", "end"):
            return self._aspect(branch, word, inner)
        return tree.Phrase(self.span(branch), word, (inner,))

    def _aspect(
        self, branch: Tree[Token], word: str, norm: tree.Expression, *others: tree.Expression
    ) -> tree.Expression:
        """What a norm says; `due of N as of D` is what it says on that day."""
        dated = _as_of_day(norm)
        if dated is None:
            return tree.Phrase(self.span(branch), word, (norm, *others))
        told = tree.Phrase(self.span(branch), word, (dated.inner, *others))
        return tree.AsOfDay(self.span(branch), told, dated.day)

    def age(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Phrase(self.span(branch), "age", self.parts(branch))

    def choice_of(self, branch: Tree[Token]) -> tree.Expression:
        chooser, *arguments = trees(branch)
        word = str(tokens(chooser)[0]).split()[1]
        return tree.Phrase(self.span(branch), word, tuple(self.expression(each) for each in arguments))

    def as_of_day(self, branch: Tree[Token]) -> tree.Expression:
        return tree.AsOfDay(self.span(branch), *self.parts(branch))

    def of_one(self, branch: Tree[Token]) -> tree.Expression:
        subject, thing = trees(branch)
        asked = tree.Refer(self.span(subject), self.name(subject))
        return tree.OfOne(self.span(branch), asked, self.expression(thing))

    def bands(self, branch: Tree[Token]) -> tree.Expression:
        amount, table = trees(branch)
        return tree.Bands(self.span(branch), self.expression(amount), self.name(table))

    def thing_at(self, branch: Tree[Token]) -> tree.Expression:
        name, numeral = tokens(branch)
        place = digits(numeral)
        if not place.isdigit() or len(place) > 9 or int(place) == 0:
            self.report(kinds.NO_PLACE, self.span(numeral), written=str(numeral))
            place = "1"
        return tree.ThingAt(self.span(branch), self.local(name), int(place))

    def clipped(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Phrase(self.span(branch), "clipped to", self.parts(branch))

    def common(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Phrase(self.span(branch), "in common", self.parts(branch))

    def together(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Phrase(self.span(branch), "together with", self.parts(branch))

    def years_before(self, branch: Tree[Token]) -> tree.Expression:
        numeral, unit = tokens(branch)[:2]
        if UNITS[str(unit)] != "years":
            self.report(kinds.YEARS_ONLY, self.span(unit), "years")
        count = tree.Number(self.span(numeral), digits(numeral))
        return tree.Phrase(self.span(branch), "years before", (count, self.parts(branch)[0]))

    # --- choices and quantifiers

    def if_else(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Choice(self.span(branch), *self.parts(branch))

    def match(self, branch: Tree[Token]) -> tree.Expression:
        subject, *cases = trees(branch)
        if len(cases) > MOST_CASES:
            self.report(kinds.TOO_DEEP, self.span(branch))
        return tree.Match(
            self.span(branch), self.expression(subject), tuple(self.match_case(case) for case in cases)
        )

    def match_case(self, branch: Tree[Token]) -> tree.MatchCase:
        options, value = trees(branch)
        return tree.MatchCase(self.span(branch), self.names(options), self.expression(value))

    def satisfies(self, branch: Tree[Token]) -> tree.Expression:
        word, over, body = trees(branch)
        local = self.local(tokens(branch, "NAME")[0])
        kind = tree.among(tree.QUANTIFIERS, str(tokens(word)[0]))
        return tree.Quantified(self.span(branch), kind, local, self.expression(over), self.expression(body))

    def each(self, branch: Tree[Token]) -> tree.Expression:
        """`sum of E for x in xs where C`, `count of x in xs where C`, `largest of …` in all their forms."""
        head, *more = trees(branch)
        inner = trees(head)
        kind = rule_of(head).removesuffix("_each")
        if kind == "best":
            kind = str(tokens(inner.pop(0))[0]).removesuffix(" of")
        over = self.expression(inner[-1])
        body = self.expression(inner[0]) if len(inner) > 1 else None
        if_none = self.expression(more.pop()) if rule_of(branch).startswith("best") else None
        where = self.expression(more[0]) if more else None
        local = self.local(tokens(head, "NAME")[0])
        word = tree.among(tree.QUANTIFIERS, kind)
        return tree.Quantified(self.span(branch), word, local, over, body, where, if_none)

    # --- what is written as it is

    def ref(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Refer(self.span(branch), self.name(branch))

    def bracketed(self, branch: Tree[Token]) -> tree.Expression:
        return tree.Bracketed(self.span(branch), self.parts(branch)[0])

    def number(self, branch: Tree[Token]) -> tree.Number:
        return tree.Number(self.span(branch), digits(tokens(branch)[0]), percent=bool(trees(branch)))

    def money(self, branch: Tree[Token]) -> tree.MoneyAmount:
        amount, currency = tokens(branch)
        return tree.MoneyAmount(self.span(branch), digits(amount), str(currency))

    def duration(self, branch: Tree[Token]) -> tree.Expression:
        written = tokens(branch)
        parts: list[tuple[int | Fraction, str]] = []
        for count, word in zip(written[::2], written[1::2], strict=True):
            number, unit = Fraction(digits(count)), UNITS[str(word)]
            if number.denominator > 1 and unit != "hours":
                self.report(kinds.BROKEN_DURATION, self.span(count), written=f"{count} {word}")
                number = Fraction(int(number))
            if unit == "minutes":
                number, unit = number / 60, "hours"
                if parts and parts[-1][1] == "hours":
                    number += parts.pop()[0]
            parts.append((int(number) if number.denominator == 1 else number, unit))
        return tree.DurationText(self.span(branch), tuple(parts))

    def penalty_amount(self, branch: Tree[Token]) -> tree.Expression:
        each = trees(branch) if rule_of(branch) == "penalties_together" else [branch]
        parts = tuple((self.local(tokens(one, "NAME")[0]), self.parts(one)[0]) for one in each)
        return tree.PenaltyAmount(self.span(branch), parts)

    def plain(self, branch: Tree[Token]) -> tree.Expression:
        """What stands for itself."""
        span = self.span(branch)
        match rule_of(branch):
            case "yes" | "no":
                return tree.YesNo(span, rule_of(branch) == "yes")
            case "none":
                return tree.NoneLiteral(span)
            case "today":
                return tree.Today(span)
            case "as_of":
                return tree.AsOf(span)
            case "day":
                return tree.DateText(span, str(tokens(branch)[0]))
            case "moment":
                day, clock, zone = str(tokens(branch)[0]).split()
                return tree.MomentText(span, day, clock, zone)
            case _:
                return tree.TextLiteral(span, text_of(tokens(branch, "STRING")))


def _as_of_day(expression: tree.Expression) -> tree.AsOfDay | None:
    """The `X as of D` that an expression is, in brackets or not."""
    while isinstance(expression, tree.Bracketed):
        expression = expression.inner
    return expression if isinstance(expression, tree.AsOfDay) else None


def digits(numeral: Token) -> str:
    """A numeral without the commas that set off its thousands."""
    return numeral.replace(",", "")


_WITHOUT_OF = frozenset(
    (
        *("due of", "end of", "count of"),
        *("first day of month of", "last day of month of", "first day of year of", "last day of year of"),
    )
)
"""Prefixes that the tree calls by what stands before `of`."""

Maker = Callable[[Expressions, Tree[Token]], tree.Expression]
_MAKERS: dict[str, Maker] = {
    "junction": Expressions.junction,
    "open_junction": Expressions.junction,
    "implication": Expressions.implication,
    "negation": Expressions.negation,
    "bullets": Expressions.bullets,
    "compare": Expressions.compare,
    "member_of": Expressions.member_of,
    "not_in": Expressions.not_in,
    "is_state": Expressions.is_,
    "is_not_state": Expressions.is_,
    "is_what": Expressions.is_,
    "is_not_what": Expressions.is_,
    "between": Expressions.between,
    "several": Expressions.several,
    "added": Expressions.arithmetic,
    "multiplied": Expressions.arithmetic,
    "negative": Expressions.negative,
    "period": Expressions.period,
    "rounded": Expressions.rounded,
    "prefixed": Expressions.prefixed,
    "age": Expressions.age,
    "choice_of": Expressions.choice_of,
    "as_of_day": Expressions.as_of_day,
    "of_one": Expressions.of_one,
    "bands": Expressions.bands,
    "thing_at": Expressions.thing_at,
    "clipped": Expressions.clipped,
    "common": Expressions.common,
    "together": Expressions.together,
    "years_before": Expressions.years_before,
    "if_else": Expressions.if_else,
    "match": Expressions.match,
    "satisfies": Expressions.satisfies,
    "quantity_each": Expressions.each,
    "each_where": Expressions.each,
    "best": Expressions.each,
    "best_of_those": Expressions.each,
    "ref": Expressions.ref,
    "bracketed": Expressions.bracketed,
    "number": Expressions.number,
    "penalty_amount": Expressions.penalty_amount,
    "penalties_together": Expressions.penalty_amount,
    "money": Expressions.money,
    "duration": Expressions.duration,
    "yes": Expressions.plain,
    "no": Expressions.plain,
    "none": Expressions.plain,
    "today": Expressions.plain,
    "as_of": Expressions.plain,
    "day": Expressions.plain,
    "moment": Expressions.plain,
    "text": Expressions.plain,
}
