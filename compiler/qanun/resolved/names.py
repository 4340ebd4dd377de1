"""The names in one item, each looked up in its place: what a clause wants and which locals stand there."""

import re
from collections.abc import Collection, Mapping
from typing import assert_never

from qanun.diagnostics.model import Fix, Related
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import same_anchor
from qanun.document.links import near_anchors
from qanun.resolved import kinds
from qanun.resolved.kinds import hint
from qanun.resolved.laws import DocumentsOf
from qanun.resolved.lookup import BODIES, VALUES, Lookup, spoken
from qanun.resolved.model import NORM_KINDS, Declaration, Local, full_anchor
from qanun.resolved.walk import asked_name, inside
from qanun.syntax import tree
from qanun.text import Span

RULES = NORM_KINDS | {"rule"}
EXCEPTABLE = RULES | {"ground", "limb", "exception", "silence", "options", "member"}
RANKED = RULES | {"ground", "exception"}
ANSWERED = RULES | {"define", "parameter", "options", "silence"}
SILENCED = RULES | {"options", "fact"}
DETERMINING = frozenset({"authority", "party"})
_RECORDS = frozenset({"fact", "define"})


def names_of(item: tree.AnyItem, lookup: Lookup, anchors: Collection[str]) -> None:
    """Look up every name of an item that does not declare it."""
    match item:
        case tree.Party(who=who):
            _maybe(lookup, who)
        case tree.Fact(type=written, judged_by=bodies):
            _type(lookup, written)
            _bodies(lookup, bodies)
        case tree.Always(condition=condition):
            _expression(lookup, condition, lookup.scope)
        case tree.Record(fields=fields):
            for one in fields:
                _type(lookup, one.type)
        case tree.Define(type=written, value=value, clauses=clauses, about=about):
            _type(lookup, written)
            _within(lookup, about)
            _expression(lookup, value, lookup.scope)
            _clauses(lookup, clauses, anchors)
        case (
            tree.Parameter(type=written, values=parts, clauses=clauses)
            | tree.Table(type=written, bands=parts, clauses=clauses)
        ):
            _type(lookup, written)
            for part in parts:
                _expression(lookup, part, lookup.scope)
            _clauses(lookup, clauses, anchors)
        case tree.Rule(type=written, clauses=clauses, about=about, left_to=bodies):
            _type(lookup, written)
            _within(lookup, about)
            _authorities(lookup, bodies)
            _clauses(lookup, clauses, anchors)
        case tree.Norm(clauses=clauses, about=about):
            _within(lookup, about)
            _clauses(lookup, clauses, anchors)
        case tree.Ground() | tree.Exception_():
            _added(item, lookup, anchors)
        case tree.Priority() | tree.Collision() | tree.Silence():
            _ranks(item, lookup, anchors)
        case tree.Options(type=written, members=members, clauses=clauses, about=about):
            _type(lookup, written)
            _within(lookup, about)
            for member in members:
                _expression(lookup, member.value, lookup.scope)
                _maybe(lookup, member.when)
            _clauses(lookup, clauses, anchors)
        case tree.Question():
            _question(item, lookup)
        case tree.Situation():
            _situation(item, lookup)
        case tree.Background() | tree.Scenario() | tree.Cases():
            _told(item, lookup, anchors)
        case tree.Claim(under=under, condition=condition):
            _under(lookup, under)
            _expression(lookup, condition, lookup.scope)
        case tree.Authority() | tree.Act() | tree.OneOf() | tree.Reading() | tree.NotEncoded():
            pass  # they refer to nothing
        case never:
            assert_never(never)


def _added(item: tree.Ground | tree.Exception_, lookup: Lookup, anchors: Collection[str]) -> None:
    """The names in what is added to a rule or norm."""
    if item.clauses.of_act is not None:
        lookup.refer(item.clauses.of_act, {"act", "record"}, "an act")
    if isinstance(item, tree.Ground):
        _authorities(lookup, item.filled_by)
    _clauses(lookup, item.clauses, anchors)


def _expression(lookup: Lookup, expression: tree.Inner, scope: Mapping[str, Local]) -> None:
    match expression:
        case tree.Refer(name=name):
            lookup.value(name, scope)
        case tree.Quantified():
            _new_word(lookup, expression, scope)
            inner = {**scope, expression.local: Local(expression.local, expression)}
            _expression(lookup, expression.over, scope)
            if expression.body is not None:
                _expression(lookup, expression.body, inner)
            if expression.where is not None:
                _expression(lookup, expression.where, inner)
            if expression.if_none is not None:
                _expression(lookup, expression.if_none, scope)
        case tree.Bands(amount=amount, table=table):
            lookup.refer(table, {"table"}, "a table")
            _expression(lookup, amount, scope)
        case tree.MatchCase(options=options, value=value):
            for option in options:
                _option(lookup, option)
            _expression(lookup, value, scope)
        case rest:
            for part in inside(rest):
                _expression(lookup, part, scope)


def _new_word(lookup: Lookup, quantified: tree.Quantified, scope: Mapping[str, Local]) -> None:
    """Report a word for each thing of a list that means something else already where it stands."""
    word, span = quantified.local, quantified.span
    found = re.search(rf"(?<!\w){re.escape(word)}\s+in(?!\w)", span.words)
    start = span.start + (found.start() if found else 0)
    _free_word(lookup, word, span.text.span(start, start + len(word)), scope)


def _free_word(lookup: Lookup, word: str, place: Span, scope: Mapping[str, Local]) -> None:
    """Report a word that means something else already where it stands."""
    other = lookup.table.declarations.get(f"{lookup.placed.module}.{word}")
    if word in scope:
        what, where = "another thing", Related(scope[word].node.span, "it stands for that one here")
    elif other is not None and other.kind in VALUES:
        what, where = spoken(other.kind), Related(other.span, "declared here")
    else:
        return
    article = lookup.placed.article
    lookup.report(kinds.WORD_TAKEN.at(place, article=article, related=(where,), name=word, what=what))


def _maybe(lookup: Lookup, expression: tree.Expression | None) -> None:
    if expression is not None:
        _expression(lookup, expression, lookup.scope)


def _within(lookup: Lookup, about: tree.Heading | None) -> None:
    """The list that holds the things, which is none of their own; the type of an amount, and its word."""
    if isinstance(about, tree.OfAmount):
        _type(lookup, about.type)
        start = about.span.start + about.span.words.find(about.word, about.span.words.find("("))
        _free_word(lookup, about.word, about.span.text.span(start, start + len(about.word)), {})
    elif about is not None and about.within is not None:
        lookup.value(about.within.name, {})


def _option(lookup: Lookup, name: tree.Name) -> None:
    """An option where the type is known from elsewhere: bare it is left to the type checker."""
    if len(name.parts) == 1:
        lookup.unresolved.add(name)
    else:
        lookup.refer(name, {"option"}, "an option")


def _type(lookup: Lookup, written: tree.TypeName | None) -> None:
    if written is None:
        return
    if written.name is not None:
        lookup.refer(written.name, {"one_of", "record"}, "a type")
    _type(lookup, written.element)


def _bodies(lookup: Lookup, bodies: tree.Bodies | None) -> None:
    for name in bodies.names if bodies is not None else ():
        if not lookup.local(name):
            lookup.refer(name, BODIES, "a party, an authority or a fact that names one")


def _authorities(lookup: Lookup, bodies: tree.Bodies | None) -> None:
    for name in bodies.names if bodies is not None else ():
        lookup.refer(name, {"authority"}, "an authority")


def _clauses(lookup: Lookup, clauses: tree.Clauses, anchors: Collection[str]) -> None:
    for clause in clauses.written:
        match clause:
            case tree.On(bodies=bodies) | tree.By(bodies=bodies) | tree.Towards(bodies=bodies):
                _bodies(lookup, bodies)
            case (
                tree.When(condition=inner)
                | tree.Value(value=inner)
                | tree.Otherwise(value=inner)
                | tree.Within(term=inner)
                | tree.Until(term=inner)
                | tree.Punishable(penalties=inner)
            ):
                _expression(lookup, inner, lookup.scope)
            case tree.FirstRow(columns=columns):
                for column in columns:
                    _expression(lookup, column, lookup.scope)
            case tree.Weighing(items=items):
                for weighed in items:
                    if weighed.finding is not None:
                        lookup.refer(weighed.finding, {"fact", "define"}, "a fact")
            case tree.ExercisedBy() | tree.FulfilledBy() | tree.BreachedBy() | tree.Determined():
                for body in clause.bodies.names if isinstance(clause, tree.Determined) else ():
                    lookup.refer(body, DETERMINING, "an authority or a party")
                if not lookup.local(clause.name):
                    lookup.refer(clause.name, _RECORDS, "a fact")
                if clause.thing is not None and not lookup.local(clause.thing):
                    lookup.refer(clause.thing, _RECORDS, "a thing")
            case tree.AlsoStates(anchors=written):
                _anchors(lookup, clause, written, anchors)
            case tree.OfAct() | tree.InForceClause():  # with the head: `Things.read`; days name nothing
                pass
            case never:
                assert_never(never)


def hangs_on(item: tree.AnyItem, lookup: Lookup) -> None:
    """What a silence, a priority or a collision is on."""
    words = "a rule or norm, a ground or an exception"
    if isinstance(item, tree.Silence) and item.on is not None:
        lookup.refer(item.on, SILENCED, "a rule, a norm, options or a fact")
    elif isinstance(item, tree.Priority):
        for name in (item.winner, *item.losers):
            lookup.refer(name, RANKED, words)
    elif isinstance(item, tree.Collision):
        for side in (item.left, item.right):
            if isinstance(side, tree.Name):
                lookup.refer(side, RANKED, words)


def _ranks(
    item: tree.Priority | tree.Collision | tree.Silence, lookup: Lookup, anchors: Collection[str]
) -> None:
    if isinstance(item, tree.Collision) and isinstance(item.right, str):
        _anchors(lookup, item, (item.right,), anchors)
    elif isinstance(item, tree.Silence):
        _clauses(lookup, item.clauses, anchors)
    _maybe(lookup, item.when)


def _question(item: tree.Question, lookup: Lookup) -> None:
    for name in item.answers:
        lookup.refer(name, ANSWERED, "a rule, a norm, a definition, options or a silence")
    for headline in item.headlines:
        _expression(lookup, headline, {})


def _under(lookup: Lookup, chosen: tuple[tree.Under, ...]) -> None:
    for one in chosen:
        lookup.refer(one.reading, {"reading"}, "a reading")
        _option(lookup, one.option)


_TARGETS: dict[str, tuple[frozenset[str], str]] = {
    "barred by": (EXCEPTABLE, "an exception or a norm"),
    "in conflict with": (EXCEPTABLE, "a norm, a ground or an exception"),
    "silent by": (frozenset({"silence"}), "a silence"),
    "has ground": (EXCEPTABLE, "a ground, a bullet or an exception"),
    "has no ground": (EXCEPTABLE, "a ground, a bullet or an exception"),
    "authority": (frozenset({"authority"}), "an authority"),
    "unknown needs": (frozenset({"fact"}), "a fact"),
}


def _givens(lookup: Lookup, givens: tuple[tree.Given, ...]) -> None:
    for given in givens:
        if given.name is not None:
            lookup.refer(given.name, {"fact"}, "a fact")
        _maybe(lookup, given.value)
        for row in given.rows:
            _row(lookup, row)


def _situation(item: tree.Situation, lookup: Lookup) -> None:
    _givens(lookup, item.givens)
    for name in item.asks:
        lookup.refer(name, {"fact"}, "a fact")
    for name in item.opens:
        lookup.refer(name, {"question"}, "a question")


def _told(
    item: tree.Background | tree.Scenario | tree.Cases, lookup: Lookup, anchors: Collection[str]
) -> None:
    """What tells of cases: what they start from and state, then what each kind has beside that."""
    if not isinstance(item, tree.Background) and item.background is not None:
        lookup.refer(item.background, {"background"}, "a background")
    _givens(lookup, item.givens)
    _under(lookup, item.under)
    if isinstance(item, tree.Scenario):
        _expects(item, lookup, anchors)
    elif isinstance(item, tree.Cases):
        _columns(item, lookup)
    if not isinstance(item, tree.Background):
        own = tuple(anchor for anchor in item.because if anchor in item.span.words)
        _anchors(lookup, item, own, anchors)  # what a row has of its table is told there, once


def _columns(item: tree.Cases, lookup: Lookup) -> None:
    """The columns themselves: of one in which all cells are empty, no row says anything."""
    for column in item.columns:
        if column.subject is not None:
            _expression(lookup, column.subject, {})
        elif column.name is not None and column.kind == "given":
            lookup.refer(column.name, {"fact"}, "a fact")
        elif column.name is not None:
            lookup.refer(column.name, {"reading"}, "a reading")


def _expects(item: tree.Scenario, lookup: Lookup, anchors: Collection[str]) -> None:
    for expect in item.expects:
        _expression(lookup, expect.subject, {})
        _maybe(lookup, expect.value)
        for row in expect.rows:
            _row(lookup, row)
        for name in expect.targets:
            if not _own_member(lookup, expect.subject, name):
                lookup.refer(name, *_TARGETS.get(expect.how, (EXCEPTABLE, "a ground or an exception")))
        if expect.anchor is not None:
            _anchors(lookup, expect, (expect.anchor,), anchors)


def _row(lookup: Lookup, row: tree.Row) -> None:
    _expression(lookup, row, {})
    for _, cell in row.cells:
        _expression(lookup, cell, {})


def _own_member(lookup: Lookup, subject: tree.Expression, name: tree.Name) -> bool:
    """After `N has ground`, a ground or bullet of N may be named without N and its dot."""
    asked = asked_name(subject)
    meant = lookup.meaning.get(asked) if asked is not None else None
    if meant is None or not isinstance(meant.target, Declaration) or len(name.parts) != 1:
        return False
    return lookup.member(name, meant.target)


def _anchors(lookup: Lookup, node: tree.Node, written: tuple[str, ...], anchors: Collection[str]) -> None:
    for anchor in written:
        full = full_anchor(anchor, lookup.placed.module)
        if full in anchors:
            continue
        place = _where(node, anchor)
        listed = _range(anchor, lookup.placed.module, anchors)
        if listed:
            remedy = f"; provisions are named one by one: `{listed}`"
            whole = Fix(place, listed, f"write `{listed}`")
            article = lookup.placed.article
            found = kinds.UNKNOWN_ANCHOR.at(place, article=article, fix=whole, anchor=anchor, nearest=remedy)
            lookup.report(found)
            continue
        near = nearest(full, near_anchors(full, DocumentsOf(lookup.table.laws)))
        if near is not None and re.findall(r"\d+", near)[:1] != re.findall(r"\d+", full)[:1]:
            near = None
        fix = None
        if near is not None:
            near = near.removeprefix(lookup.placed.module) if anchor.startswith("#") else near
            fix = Fix(place, near, f"write `{near}`") if same_anchor(anchor, near) else None
        article = lookup.placed.article
        lookup.report(
            kinds.UNKNOWN_ANCHOR.at(place, article=article, fix=fix, anchor=anchor, nearest=hint(near))
        )


def _range(anchor: str, module: str, anchors: Collection[str]) -> str:
    """`#2.1, #2.2, #2.3` for `#2.1-2.3`, where the page has each of them; "" for any other anchor."""
    law, _, places = anchor.partition("#")
    first, _, last = places.partition("-")
    start, end = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"#?(.*?)(\d+)", last)
    if start is None or end is None or end[1] not in ("", start[1]):
        return ""
    low, high = int(start[2]), int(end[2])
    named = [f"{law}#{start[1]}{number}" for number in range(low, min(high, low + 100) + 1)]
    known = all(full_anchor(one, module) in anchors for one in named)
    return ", ".join(named) if known and 1 < len(named) <= 100 else ""


def _where(node: tree.Node, anchor: str) -> Span:
    """The place of the anchor's own words in a node, where they are found."""
    begin = node.span.words.find(anchor)
    start = node.span.start + max(begin, 0)
    return node.span.text.span(start, start + len(anchor)) if begin >= 0 else node.span
