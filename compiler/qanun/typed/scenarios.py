"""Scenarios and claims: what is given, under which readings, and what is expected."""

from qanun.diagnostics.model import Related
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import respelt
from qanun.resolved.kinds import hint
from qanun.resolved.lookup import spoken as spoken_kind
from qanun.resolved.model import Declaration
from qanun.resolved.names import ANSWERED
from qanun.resolved.stated import Place, place_of, within
from qanun.resolved.versions import ruled_by
from qanun.resolved.walk import asked_name, every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import kinds, norm_kinds
from qanun.typed.agree import agrees, spoken, strip
from qanun.typed.expectations import check_expectation
from qanun.typed.expressions import Checker
from qanun.typed.narrow import key_of
from qanun.typed.references import no_field
from qanun.typed.states import STATES, check_state
from qanun.typed.things import answered_list
from qanun.typed.types import (
    BROKEN,
    DATE,
    LIMIT,
    MOMENT,
    YES_NO,
    ListType,
    RecordType,
    SetType,
    Type,
)


def check_scenario(item: tree.Scenario, checker: Checker) -> None:
    """Every value of the type of its fact, written out, and every expectation about something answered."""
    check_under(item.under, checker)
    check_givens(item.givens, checker)
    for expect in item.expects:
        _expect(expect, checker)


def check_cases(item: tree.Cases, checker: Checker) -> None:
    """What each row says, and columns of what a question can answer."""
    check_under(item.under, checker)
    check_givens(item.givens, checker)
    for column in item.columns:
        subject = column.subject
        if subject is None or not _is_answered(tree.Expect(column.span, "verdict", subject, "yes"), checker):
            continue
        if not _is_of_things(subject, checker):
            checker.infer(subject)


def check_givens(givens: tuple[tree.Given, ...], checker: Checker) -> None:
    """Each value of the type of its fact, and each fact given once; a whole record, or fields of it."""
    first: dict[Place, tree.Given] = {}
    for given in givens:
        place = place_of(given, checker.context.resolved)
        if place is not None:
            known = (one for other, one in first.items() if within(place, other) or within(other, place))
            if (before := next(known, None)) is not None:
                related = (Related(before.span, "first given here"),)
                name = given.name or given.how
                checker.context.report(norm_kinds.GIVEN_TWICE, _named_at(given), related=related, name=name)
            first.setdefault(place, given)
        _given(given, checker)


def _named_at(said: tree.Given | tree.Under) -> Span:
    """The place of what is said; where its name stands in the head of a table, of the name there."""
    name = said.name if isinstance(said, tree.Given) else said.reading
    within = name is None or said.span.start <= name.span.start <= said.span.end
    return said.span if name is None or within else name.span


def check_under(under: tuple[tree.Under, ...], checker: Checker) -> None:
    """Each reading has the option that is chosen, and is chosen once."""
    first: dict[Declaration, tree.Under] = {}
    for one in under:
        target = checker.context.resolved.target(one.reading)
        if target is not None and first.setdefault(target, one) is not one:
            related = (Related(first[target].span, "first chosen here"),)
            checker.context.report(norm_kinds.CHOSEN_TWICE, _named_at(one), related=related, name=one.reading)
        type_ = checker.context.declared(target) if target is not None else None
        if type_ is not None:
            checker.option(one.option, type_)


def _wanted(given: tree.Given, checker: Checker) -> Type:
    """The type of the fact that is given, or of the field of one."""
    meaning = checker.context.resolved.meaning.get(given.name) if given.name is not None else None
    if given.name is None or meaning is None or not isinstance(meaning.target, Declaration):
        return BROKEN
    found, owner = checker.context.declared(meaning.target) or BROKEN, f"`{meaning.target.short}`"
    for part in meaning.fields:
        record = strip(found)
        fields = dict(record.fields) if isinstance(record, RecordType) else {}
        if record == BROKEN or part not in fields:
            return (
                BROKEN
                if record == BROKEN
                else no_field(given.name, owner, part, tuple(fields), checker.context)
            )
        found, owner = fields[part], f"`{part}`"
    return found


def _given(given: tree.Given, checker: Checker) -> None:
    wanted = _wanted(given, checker)
    if given.how in ("yes", "no") and not agrees(YES_NO, wanted) and given.name is not None:
        checker.context.report(
            kinds.WRONG_TYPE, given.span, found=f"a yes or no for `{given.name}`", wanted=spoken(wanted)
        )
    if given.how == "as_of" and given.value is not None:
        found = checker.infer(given.value)
        if found not in (DATE, MOMENT, BROKEN):
            checker.mismatch(given.value, found, MOMENT)
        elif found != BROKEN:
            _written_out(given.value, checker)
    elif given.value is not None:
        _stated(given.value, wanted, checker)
    for row in given.rows:
        _row(row, strip(wanted), checker)
    if isinstance(strip(wanted), RecordType) and len(given.rows) > 1:
        bullets, one = f"{len(given.rows)} bullets", "one bullet with its fields"
        checker.context.report(kinds.WRONG_TYPE, given.span, found=bullets, wanted=one)


def _stated(node: tree.Expression, wanted: Type, checker: Checker) -> None:
    """A value of the wanted type, or one member of the wanted set or list, that asks for no fact."""
    inner = strip(wanted)
    if isinstance(inner, ListType) and isinstance(node, tree.Several):
        for item in node.items:
            _stated(item, inner.element, checker)
        checker.context.set_type(node, inner)
        return
    if isinstance(inner, SetType | ListType) and not isinstance(node, tree.Several | tree.NoneLiteral):
        wanted = inner.element
    if checker.require(node, wanted) != BROKEN:
        _written_out(node, checker)


def _written_out(node: tree.Expression, checker: Checker) -> None:
    """Report what asks for a fact or for the day of the case."""
    for part in every(node):
        asks = isinstance(part, tree.Today | tree.AsOf)
        if isinstance(part, tree.Refer):
            asks = part.name not in checker.context.typed.values
        if asks:
            checker.context.report(norm_kinds.NOT_STATED, part.span, name=part.span.words)
            return


def _row(row: tree.Row, wanted: Type, checker: Checker) -> None:
    element: Type = wanted if isinstance(wanted, RecordType) else BROKEN
    if isinstance(wanted, SetType | ListType):
        element = wanted.element
    if row.value is not None:
        _stated(row.value, element, checker)
    fields = dict(element.fields) if isinstance(element, RecordType) else {}
    first: dict[str, Span] = {}
    for name, value in row.cells:
        place = _of_cell(name, value, row)
        known = first.setdefault(name, place)
        if known is not place:
            related = (Related(known, "first given here"),)
            checker.context.report(norm_kinds.GIVEN_TWICE, place, related=related, name=name)
        elif name not in fields and element != BROKEN:
            near = nearest(name, fields)
            checker.context.report(
                kinds.NO_FIELD,
                place,
                fix=respelt(place, name, near, fields),
                owner=f"`{element}`",
                name=name,
                nearest=hint(near),
            )
        else:
            _stated(value, fields.get(name, BROKEN), checker)


def _of_cell(name: str, value: tree.Expression, row: tree.Row) -> Span:
    """The place of the field's name before its value."""
    text = value.span.text
    start = text.content.rfind(name, row.span.start, value.span.start)
    return text.span(start, start + len(name)) if start >= 0 else value.span


def _expect(expect: tree.Expect, checker: Checker) -> None:
    subject = expect.subject
    if not _is_answered(expect, checker) or _of_all(expect, checker):
        return
    if expect.test is not None and expect.value is not None:
        _compared(expect.test, expect, checker)
        return
    found = checker.infer(subject)
    for row in expect.rows:
        _row(row, strip(found), checker)
    members = bool(expect.rows) or expect.word == "empty"
    if members and not isinstance(strip(found), SetType | ListType) and found != BROKEN:
        checker.context.report(kinds.WRONG_TYPE, subject.span, found=spoken(found), wanted="a set or a list")
    check_expectation(expect, subject, checker.context)
    if expect.how in ("state", "not state") and expect.word in STATES:
        check_state(subject, expect.word, checker)
    elif expect.how in ("verdict", "state") and expect.word in ("yes", "no") and not agrees(found, YES_NO):
        checker.mismatch(subject, found, YES_NO)
    elif expect.value is not None:
        _stated(expect.value, _expected(expect.value, strip(found), checker), checker)


def _compared(test: tree.Expression, expect: tree.Expect, checker: Checker) -> None:
    """A comparison is expected to hold, so that what is compared is there."""
    context = checker.context
    before = len(context.diagnostics)
    key = key_of(expect.subject, context.resolved)
    with context.knowing(frozenset() if key is None else frozenset({key})):
        checker.infer(test)
    if expect.value is not None and len(context.diagnostics) == before:
        _written_out(expect.value, checker)


def _is_answered(expect: tree.Expect, checker: Checker) -> bool:
    """Whether this is what a question can answer, `due` or `end` of it, or a yes or no of a lettered bullet;
    else it is reported."""
    context, subject = checker.context, expect.subject
    found, more = "no rule", ""
    if isinstance(subject, tree.Phrase) and subject.word in ("due", "end"):
        return True
    if isinstance(subject, tree.Refer | tree.OfOne):
        name = subject.name if isinstance(subject, tree.Refer) else subject.subject.name
        target = context.resolved.target(name)
        if name not in context.resolved.meaning and name not in context.resolved.unresolved:
            return False
        if target is not None and target.kind in ANSWERED:
            return True
        if target is not None and _can_hold(target, checker):
            if expect.how in ("verdict", "state") and expect.word in ("yes", "no", "unknown"):
                return True
            found, more = "a bullet", "else "
        else:
            found = spoken_kind(target.kind) if target is not None else found
    words = subject.span.words
    remedy = f"name the rule that it belongs to, or write `… has ground {words}`"
    if found == "a fact":
        remedy = "a fact is given, not expected: name a rule that rests on it"
    if more:
        remedy = f"write `{words}` where it holds, `not {words}` where it does not, or `{words} is unknown`"
    context.report(norm_kinds.NOT_ANSWERED, subject.span, name=words, found=found, more=more, remedy=remedy)
    return False


def _can_hold(bullet: Declaration, checker: Checker) -> bool:
    """Whether it is a lettered bullet of a rule that is about no thing of a list: it holds or does not."""
    of_rule = bullet.kind == "limb" and ruled_by(bullet).kind in ANSWERED
    return of_rule and checker.context.resolved.about.get(bullet) is None


def _is_of_things(subject: tree.Expression, checker: Checker) -> bool:
    """Whether it is a rule about each thing, and not said of which."""
    target = checker.context.resolved.target(asked_name(subject))
    return isinstance(subject, tree.Refer) and target in checker.context.resolved.about


_OF_ALL = frozenset(("unknown needs", "rests on", "conflict", "gap", "silent by", "in conflict with"))
_OPEN = frozenset(("unknown", "fault", "silent", "in_conflict", "in conflict"))


def _of_all(expect: tree.Expect, checker: Checker) -> bool:
    """Whether this is about all answers of a rule about each thing; what can be of one alone is reported."""
    name = asked_name(expect.subject)
    if isinstance(expect.subject, tree.Phrase):
        name = asked_name(expect.subject.arguments[0])
    target = checker.context.resolved.target(name)
    thing = checker.context.resolved.about.get(target) if target is not None else None
    if thing is None or name is None:
        return False
    answered_list(name, checker)
    if not isinstance(expect.subject, tree.Refer) or isinstance(thing.node, tree.OfAmount):
        return False
    if expect.how not in _OF_ALL and expect.word not in _OPEN:
        checker.context.report(norm_kinds.EXPECTED_OF_WHICH, expect.subject.span, name=name, thing=thing.name)
    return True


def _expected(value: tree.Expression, found: Type, checker: Checker) -> Type:
    """Of an end that exceptions make a date or a moment, either may be expected; none of an open one."""
    if isinstance(value, tree.NoneLiteral):
        return BROKEN
    return BROKEN if found == LIMIT else found
