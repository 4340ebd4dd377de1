"""The columns of an answer: verdict, value, state, due, end, needs."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from qanun.columns import calls, plan, sums
from qanun.columns.found import Bits, Found, joined_bits, undecided
from qanun.columns.plan import FALSE, TRUE, VARCHAR, Expr
from qanun.columns.ratios import as_number
from qanun.columns.sorts import YES_NO, NotInColumns, number_type
from qanun.columns.types import answer_type
from qanun.runtime.answers.assembling import APPLIES
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.evaluation.tables import Subject
from qanun.runtime.values.currencies import decimals
from qanun.runtime.values.spec import Answered
from qanun.runtime.values.states import State

FEW_BITS = 6
"""Of so many facts each list of those that are missing is written out."""
ONLY_IF_APPLIES = ("due", "end", "penalties", "authority")


@frozen(eq=False)
class AnswerColumns:
    """Of one subject its columns, each with its expression; and the mask of what is not told, and lacking."""

    columns: Sequence[tuple[str, Expr]]
    lacking: Expr
    can: int


def answer_columns(
    subject: Subject, answered: Answered, found: Mapping[str, Found], bits: Bits, share: "object"
) -> AnswerColumns:
    """The answer about a subject, of what its parts come to, by aspect."""
    assert callable(share)
    answer = found["answer"]
    if answer.sort.name == "ratio":
        answer = as_number(answer, bits)
    parts = {
        name: _of_one_kind(one, bits) if name in ("due", "end") else one
        for name, one in found.items()
        if name not in ("answer", "exercised")
    }
    said = _Said(subject, answered, answer, parts, bits)
    lacking = share(said.lacking())
    columns = [("verdict", share(said.verdict())), ("value", said.value())]
    if "state" in parts:
        columns.append(("state", _text(parts["state"])))
    for name in ("due", "end"):
        if name in parts:
            columns.append((name, said.day(parts[name])))
    columns.append(("needs", _names(lacking, bits, joined_bits([answer, *parts.values()]))))
    return AnswerColumns(
        [(f"{answered.name}_{name}", expr) for name, expr in columns],
        said.unsaid(lacking),
        joined_bits([answer, *parts.values()]),
    )


def _of_one_kind(limit: Found, bits: Bits) -> Found:
    """The end of a term; one of which not all is said may be a day or a moment, and is left."""
    if not limit.bits & bits.other or limit.sort.name == "nothing":
        return limit
    mask = plan.choice((limit.open, limit.mask), (limit.none, bits.mask(0)), otherwise=bits.mask(bits.other))
    return evolve(
        undecided(bits.other, bits, None), mask=mask, bits=limit.bits, may_be_none=limit.may_be_none
    )


@frozen(eq=False)
class _Said:
    subject: Subject
    answered: Answered
    answer: Found
    parts: Mapping[str, Found]
    bits: Bits

    @property
    def yes(self) -> Expr:
        return self._is(TRUE)

    @property
    def no(self) -> Expr:
        return self._is(FALSE)

    def _is(self, value: Expr) -> Expr:
        if self.answer.sort != YES_NO:
            return FALSE
        return plan.same(self.answer.value, value)

    def _undecided(self, mask: Expr, can: int) -> list[tuple[Expr, Expr]]:
        """The verdict of what stands in the place of a value: the strongest. `can` are the bits that the
        mask can have."""
        bits = self.bits
        kinds = (
            (bits.needs, Verdict.UNKNOWN),
            (bits.fault, Verdict.FAULT),
            (bits.conflict, Verdict.IN_CONFLICT),
            (bits.silent, Verdict.SILENT),
        )
        return [(plan.has_bits(mask, bit) if can & bit else FALSE, _said(verdict)) for bit, verdict in kinds]

    def verdict(self) -> Expr:
        bits, answer = self.bits, self.answer
        is_state = self._state
        obligation = self.subject.kind == "obligation"
        no = _said(Verdict.NEED_NOT if obligation else Verdict.NO)
        refused = plan.choice((is_state(State.BARRED), _said(Verdict.BARRED)), otherwise=no)
        pairs = self._undecided(answer.mask, answer.bits)
        pairs.append((self.no, refused))
        if answer.sort != YES_NO:
            return plan.choice(*pairs, otherwise=_said(Verdict.VALUE))
        if answer.may_be_none:
            pairs.append((answer.none, _said(Verdict.VALUE)))
        lacking = plan.either_bits(*(part.mask for part in self.parts.values()), bits.mask(0))
        can = joined_bits(list(self.parts.values()))
        worse = plan.negated(plan.has_bits(lacking, bits.needs | bits.other))
        for when, verdict in self._undecided(lacking, can)[1:]:
            pairs.append((plan.every(worse, when), verdict))
        if not obligation and "state" in self.parts:
            state, end = self.parts["state"], self.parts.get("end")
            if end is not None:
                timed = plan.every(
                    state.open, plan.negated(end.none) if end.sort.name != "nothing" or end.bits else FALSE
                )
                pairs += [
                    (plan.every(timed, when), verdict)
                    for when, verdict in self._undecided(state.mask, state.bits)
                ]
            pairs.append((is_state(State.EXPIRED), _said(Verdict.NO)))
        return plan.choice(*pairs, otherwise=_said(APPLIES.get(self.subject.kind, Verdict.YES)))

    def _state(self, state: State) -> Expr:
        found = self.parts.get("state")
        if found is None or found.sort.name != "text":
            return FALSE
        return plan.same(found.value, plan.literal(str(state)))

    def lacking(self) -> Expr:
        """The mask of the facts that are needed, and of what is not said: nothing more where it does not
        apply."""
        bits, answer = self.bits, self.answer
        wanted = bits.needs | bits.other
        parts = plan.either_bits(*(_only(part, wanted) for part in self.parts.values()), bits.mask(0))
        if not answer.bits:
            return plan.choice((self.no, bits.mask(0)), otherwise=parts)
        own = _only(answer, wanted)
        both = plan.either_bits(own, parts)
        worse = FALSE
        if answer.bits & ~wanted:
            worse = plan.every(answer.open, plan.negated(plan.has_bits(own, wanted)))
        return plan.choice((plan.some(worse, self.no), bits.mask(0)), otherwise=both)

    def unsaid(self, lacking: Expr) -> Expr:
        """All that keeps the answer from being told; also of parts that only say what there is beside it."""
        shown = [self.parts[name] for name in ("state", "due", "end") if name in self.parts]
        every = [self.answer, *self.parts.values()]
        if not joined_bits(every) & self.bits.other:
            return plan.both_bits(lacking, self.bits.needs)
        return plan.either_bits(lacking, *(_only(part, self.bits.other) for part in shown))

    def value(self) -> Expr:
        found = self.answer
        match found.sort.name:
            case "nothing":
                return plan.null(answer_type(self.answered))
            case "money" | "number" | "hours":
                exact = _exact(found, decimals(found.sort.of) if found.sort.name == "money" else None)
                if found.bits & self.bits.other:  # what columns do not say may have more digits
                    return plan.cast(exact, VARCHAR)
                return exact
            case "moment":
                return calls.zoned(found.value)
            case "period":
                start, end = found.parts
                return plan.choice(
                    (plan.is_null(start), plan.null(_PERIOD)),
                    otherwise=calls.struct(**{"from": start, "to": end, "is_running": plan.is_null(end)}),
                )
            case "integer" | "days" | "months" | "yes/no" | "date" | "text" | "set":
                return found.value
            case name:
                raise NotInColumns(f"an answer that is a {name}")

    def day(self, limit: Found) -> Expr:
        """When a term ends; nothing where it does not apply."""
        if limit.sort.name == "nothing":
            return plan.null(VARCHAR)  # of a day or of a moment
        at = limit.parts[0] if limit.parts[0].type == plan.DATE else calls.zoned(limit.parts[0])
        if self.answer.sort != YES_NO:
            return at
        return plan.choice((self.no, plan.null(at.type)), otherwise=at)


def _only(found: Found, bits: int) -> Expr:
    """These bits of a mask."""
    if not found.bits & bits:
        return plan.literal(0, found.mask.type)
    return found.mask if not found.bits & ~bits else plan.both_bits(found.mask, bits)


_PERIOD = calls.struct_type({"from": plan.DATE, "to": plan.DATE, "is_running": plan.BOOLEAN})


def _text(found: Found) -> Expr:
    return plan.null(VARCHAR) if found.sort.name == "nothing" else found.value


def _said(verdict: Verdict) -> Expr:
    return plan.literal(str(verdict))


def _exact(found: Found, least: int | None) -> Expr:
    """A number of parts as a decimal number. NotInColumns where it has no last digit."""
    per, places = found.sort.per, 0
    while per > 1:
        if 10**places % per == 0:
            break
        places += 1
        if places > 18:
            raise NotInColumns("an answer that may be a fraction without a last digit")
    places = max(places, least or 0)
    factor = 10**places // found.sort.per
    most = found.sort.most * factor
    value = sums.times(plan.cast(found.value, number_type(most)), plan.literal(factor, number_type(most)))
    return calls.decimal(value, places, most)


def _names(lacking: Expr, bits: Bits, can: int) -> Expr:
    """The facts for which bits of a mask stand, in the order of the law; `can` has those that there can be.
    Where these are few, all lists that there are stand in a list."""
    can &= bits.needs
    if not can:
        return calls.listed((), VARCHAR)
    least = (can & -can).bit_length() - 1
    facts = bits.facts[least : can.bit_length()]
    if len(facts) <= FEW_BITS:
        lists = [
            calls.listed(
                (plan.literal(name) for place, name in enumerate(facts) if mask >> place & 1), VARCHAR
            )
            for mask in range(1 << len(facts))
        ]
        mask = plan.cast(plan.both_bits(lacking, (1 << can.bit_length()) - (1 << least)), plan.BIGINT)
        place = sums.added(sums.whole(mask, 1 << least), plan.literal(1))
        every = calls.listed(lists, f"{VARCHAR}[]")
        named = plan.call("list_extract", every, place, type_=f"{VARCHAR}[]")
        if len(facts) == 1:
            named = lists[1]
        return plan.choice((plan.compared("=", mask, plan.literal(0)), lists[0]), otherwise=named)
    masks = plan.both_bits(lacking, bits.needs)
    none = plan.null(VARCHAR)
    each = [
        plan.choice((plan.has_bits(lacking, 1 << place), plan.literal(name)), otherwise=none)
        for place, name in enumerate(bits.facts)
    ]
    thing = plan.local("fact", VARCHAR)
    named = calls.of_each("list_filter", calls.listed(each, VARCHAR), "fact", plan.is_there(thing))
    nothing = calls.listed((), VARCHAR)
    return plan.choice((plan.compared("=", masks, bits.mask(0)), nothing), otherwise=named)
