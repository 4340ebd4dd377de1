"""The statement of a question: from a table of cases to its answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from qanun.columns import calls, clocks, plan
from qanun.columns.always import Settling
from qanun.columns.answers import AnswerColumns, answer_columns
from qanun.columns.asking import Question
from qanun.columns.constants import constant
from qanun.columns.found import Bits, Found, undecided
from qanun.columns.layers import Layers
from qanun.columns.plan import BOOLEAN, FALSE, Expr
from qanun.columns.reading import Reader
from qanun.columns.sorts import MOMENT, TEXT, NotInColumns, none_of
from qanun.columns.types import Type, usual, value_of
from qanun.runtime.evaluation.always import few
from qanun.runtime.evaluation.core import core_of
from qanun.runtime.values.spec import Fact

WAY = "other way"
"""The column that says that a row is for the general evaluation: to be answered, or to be refused."""
CASE = "case"
"""The column that has the facts of such a row."""


@frozen(eq=False)
class Asked:
    """A question about a table. `columns` are the table's, by name, with their types; `nulls` of a fact
    that may be none what NULL means, where no column beside it tells. `as_of` and the options of
    readings are one value for all, or the name of a column."""

    question: Question
    columns: Mapping[str, Type]
    as_of: "datetime | Column | None"
    readings: "Mapping[str, str | Column]"
    nulls: Mapping[str, str]
    keep: Sequence[str] = ()
    certain: bool = False
    reasons: bool = False


@frozen
class Column:
    """What each row says for itself."""

    name: str


@frozen(eq=False)
class Statement:
    """`text` has the source's name as `cases`. `causes`: of definitions what is not said in columns.
    `outcomes`: the columns of each."""

    text: str
    causes: Mapping[str, str]
    outcomes: Mapping[str, tuple[str, ...]]
    whole: bool
    """Whether no row, whatever it says, is left to the general evaluation."""


def statement(asked: Asked, source: str = "cases") -> Statement:
    """What is asked of DuckDB."""
    return _Making(asked).made(source)


class _Making:
    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        question = asked.question
        self.core = core_of(question.home)
        self.data = self.core.question(question.module, question.name)
        self.table = question.making.table
        self.specs: dict[str, Fact] = {fact.name: fact for fact in question.facts.FACTS}
        self.order = tuple(self.specs)
        self.bits = Bits(self.order)
        self.layers = Layers(list(asked.columns))
        self.names: dict[str, str] = dict(self.data["facts"])
        self.left: list[Expr] = []
        self.causes: dict[str, str] = {}
        self.cited = {
            name: self._comment(entry.label, entry.provisions) for name, entry in self.table.entries.items()
        }

    def _comment(self, label: str, provisions: Sequence[str]) -> str:
        cited = "; ".join(self.table.cited(anchor) for anchor in provisions)
        return f"{cited}: {label}" if cited else label

    def made(self, source: str) -> Statement:
        facts = {name: self._fact(self.specs[attribute]) for name, attribute in self.names.items()}
        settling = Settling(
            [condition for _, _, _, condition in self.data["constraints"]],
            {name: few(self.specs[a]) for name, a in self.names.items() if a in self.data["constrained"]},
            self._reader,
            self.bits,
            self.layers,
        )
        order = {a: place for place, a in enumerate(self.data["constrained"])}
        settling.waiting = dict(sorted(settling.waiting.items(), key=lambda item: order[self.names[item[0]]]))
        settled = settling.settled(facts)
        self.left.append(settled.left)
        reader = self._reader(settled.facts, "")
        self.left += self._left_by_choice(reader)
        answers = self._answers(reader)
        self.causes.update(reader.causes)
        return self._statement(answers, source)

    # --- what is given ------------------------------------------------------------------------------------

    def _fact(self, fact: Fact) -> Found:
        bit = 1 << self.order.index(fact.name)
        bits, asked = self.bits, self.asked
        given = asked.columns.get(fact.name) or usual(fact.kind)
        raw = plan.column(fact.name, str(given)) if fact.name in asked.columns else plan.null(str(given))
        value = value_of(raw, fact.kind, given)
        if value.wrong != FALSE:
            self.left.append(self.layers.share(value.wrong))
        if value.beyond != FALSE:
            self.left.append(self.layers.share(value.beyond))
        first, *more = (
            (self.layers.column(part) for part in value.parts) if value.sort is not None else (raw,)
        )
        missing = plan.is_null(first)
        or_none = False
        if fact.or_none:
            missing, or_none = self._unless_none(fact, first, missing)
        mask = plan.choice((missing, bits.mask(bit)), otherwise=bits.mask(0))
        if value.sort is None:
            mask = plan.choice((plan.is_there(raw), bits.mask(bits.other)), otherwise=mask)
            unsaid = undecided(bit | bits.other, bits, None)
            return evolve(unsaid, mask=mask, may_be_none=or_none)
        return Found((first, *more), value.sort, mask, 0 if missing == FALSE else bit, or_none)

    def _unless_none(self, fact: Fact, value: Expr, missing: Expr) -> tuple[Expr, bool]:
        """Whether it is missing that a fact has a value, or is none; and whether it may be none."""
        if none_of(fact.name) in self.asked.columns:
            mark = plan.column(none_of(fact.name), BOOLEAN)
            is_none = plan.every(plan.is_there(mark), mark)
            self.left.append(plan.every(is_none, plan.is_there(value)))
            return plan.every(missing, plan.negated(is_none)), True
        if fact.name in self.asked.columns and self.asked.nulls.get(fact.name) == "none":
            return FALSE, True
        return missing, False

    def _reader(self, facts: Mapping[str, Found], label: str) -> Reader:
        asked, bits = self.asked, self.bits
        readings = {
            name: constant(option, bits)
            if isinstance(option, str)
            else Found((plan.column(option.name, "VARCHAR"),), TEXT, bits.mask(0))
            for name, option in asked.readings.items()
        }
        as_of: Found | None = None
        if isinstance(asked.as_of, Column):
            given = asked.columns[asked.as_of.name]
            value = self._moment(plan.column(asked.as_of.name, str(given)), given)
            as_of = Found((value,), MOMENT, bits.mask(0))
        elif asked.as_of is not None:
            as_of = constant(asked.as_of, bits)
        places = {name: self.order.index(attribute) for name, attribute in self.names.items()}
        return Reader(self.core, bits, self.layers, facts, places, readings, as_of, self.cited, label)

    def _left_by_choice(self, reader: Reader) -> list[Expr]:
        """Rows that state no day, or one beyond the clocks that columns have; or no option of a reading."""
        found: list[Expr] = []
        for name, option in self.asked.readings.items():
            if isinstance(option, Column):
                options = [word for word, _ in self.table.readings[name].options]
                chosen = reader.readings[name].value
                found.append(plan.negated(plan.every(plan.is_there(chosen), calls.among(chosen, options))))
        if isinstance(self.asked.as_of, Column) and reader.as_of is not None:
            at = reader.as_of.value
            beyond = plan.every(plan.is_there(at), plan.negated(clocks.is_foreseen(at)))
            found.append(plan.some(plan.is_null(at), beyond))
        return [self.layers.share(one) for one in found]

    def _moment(self, raw: Expr, given: Type) -> Expr:
        if given.name == "DATE":
            return self.layers.column(clocks.end_of_day(raw, self.table.zone), "as of")
        at = plan.call("make_timestamp", plan.call("epoch_us", raw, type_="BIGINT"), type_="TIMESTAMP")
        return self.layers.column(at, "as of")

    # --- what is asked ------------------------------------------------------------------------------------

    def _answers(self, reader: Reader) -> list[AnswerColumns]:
        found: list[AnswerColumns] = []
        for subject, answered in zip(
            self.table.subjects, self.asked.question.answers_type.ANSWERED, strict=True
        ):
            parts = {}
            if subject.each is not None:
                self.causes[subject.name] = "an answer about each thing of a list"
                parts = {"answer": undecided(self.bits.other, self.bits, None)}
            else:
                parts = {aspect: reader.define(name) for aspect, name in subject.aspects.items()}
            try:
                made = answer_columns(subject, answered, parts, self.bits, self.layers.share)
            except NotInColumns as cause:
                self.causes[subject.name] = str(cause)
                unsaid = undecided(self.bits.other, self.bits, None)
                made = answer_columns(
                    subject, answered, {**parts, "answer": unsaid}, self.bits, self.layers.share
                )
            found.append(made)
        return found

    def _statement(self, answers: Sequence[AnswerColumns], source: str) -> Statement:
        asked, bits = self.asked, self.bits
        wanted = bits.other | (bits.needs if asked.certain else 0)
        unsaid = [plan.has_bits(one.lacking, wanted) for one in answers if one.can & wanted]
        left = plan.TRUE if asked.reasons else self.layers.share(plan.some(*self.left, *unsaid))
        given = [name for name in asked.columns if name not in asked.keep or name in self.specs]
        cells = {name: plan.column(name, str(asked.columns[name])) for name in given}
        case = calls.struct(**(cells or {"no fact": plan.TRUE}))
        last: list[tuple[str, Expr]] = [
            (name, plan.column(name, str(asked.columns[name]))) for name in asked.keep
        ]
        last += [pair for one in answers for pair in one.columns]
        if left != FALSE:
            last += [(WAY, left), (CASE, plan.choice((left, case), otherwise=plan.null(case.type)))]
        outcomes = {
            answered.name: tuple(name for name, _ in one.columns)
            for answered, one in zip(asked.question.answers_type.ANSWERED, answers, strict=True)
        }
        return Statement(self.layers.sql(source, last), self.causes, outcomes, left == FALSE)
