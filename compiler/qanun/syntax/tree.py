"""The tree of what a drafter wrote in the rule blocks. Nodes are frozen and compared by identity.

What later passes find out about a node stands in their own tables keyed by the node; nothing is added here.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, TypeVar, get_args
from typing import Literal as Words

from attrs import field, frozen

from qanun.document.model import Block, Document
from qanun.text import Span

# --- names, types -----------------------------------------------------------------------------------------


@frozen(eq=False)
class Node:
    """Every node knows its place."""

    span: Span = field(repr=False)


@frozen(eq=False)
class Name(Node):
    """A name as written where something is declared or referred to, split at its dots."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.parts)

    def place(self, index: int) -> Span:
        """The place of one of its parts; of the whole name where that is written otherwise."""
        start = self.span.start + sum(len(part) + 1 for part in self.parts[:index])
        place = self.span.text.span(start, start + len(self.parts[index]))
        return place if place.words == self.parts[index] else self.span


@frozen(eq=False)
class TypeName(Node):
    """A type as written.

    `kind` is one of: yes/no, integer, number, money, date, moment, duration, period, text, country,
    authority, penalty, named (see `name`), one of (see `name`), set of, list of (see `element`).
    """

    kind: str
    unit: str | None = None  # duration: hours, days, months, years; money: AZN
    name: Name | None = None
    element: "TypeName | None" = None
    or_none: bool = False


# --- words that are all known ------------------------------------------------------------------------------

Word = TypeVar("Word", bound=str)

Junction = Words["and", "or", "implies"]

JUNCTIONS: tuple[Junction, ...] = get_args(Junction)

Quantifier = Words["some", "every", "sum", "count", "largest", "smallest"]

QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)

NormKind = Words["obligation", "prohibition", "permission", "right", "power", "offence", "status"]

NORM_KINDS: tuple[NormKind, ...] = get_args(NormKind)

Listing = Words["all", "any", "none", "exactly", "at least"]

LISTINGS: tuple[Listing, ...] = get_args(Listing)
"""How many of the bullets below must hold."""

Comparison = Words["=", "!=", "<", "<=", ">", ">=", "contains", "in", "overlap"]

COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)

Sign = Words["+", "-", "*", "/"]

SIGNS: tuple[Sign, ...] = get_args(Sign)

RoundingMode = Words["up", "down", "half away from zero"]

ROUNDING_MODES: tuple[RoundingMode, ...] = get_args(RoundingMode)

TermForm = Words["within", "until after", "until", "before", "no later than"]

TERM_FORMS: tuple[TermForm, ...] = get_args(TermForm)
"""How a term is written. The last three have no duration."""

How = Words["value", "yes", "no", "unknown", "members", "as_of", "all others no"]
"""How a line under `given` says something."""

ColumnKind = Words["given", "as_of", "under", "then", "because"]

Related = Words["barred by", "in conflict with", "silent by", "has ground", "has no ground", "unknown needs"]

RELATED: tuple[Related, ...] = get_args(Related)

Aim = Words[
    "state",
    "not state",
    "verdict",
    "value",
    "members",
    "compared",
    "rests on",
    "authority",
    "conflict",
    "gap",
    Related,
]
"""What kind of thing is expected."""


def among(words: tuple[Word, ...], written: str) -> Word:
    """The written word, known to be one of these. ValueError: an omission of the compiler."""
    return words[words.index(written)]


def comparison(written: str) -> Comparison:
    """The comparison that is written so; one and several overlap alike."""
    return among(COMPARISONS, "overlap" if written == "overlaps" else written)


# --- expressions ------------------------------------------------------------------------------------------


@frozen(eq=False)
class Refer(Node):
    """A name used as a value: fact, define, rule, norm, ground, exception, option, record field, local."""

    name: Name


@frozen(eq=False)
class YesNo(Node):
    value: bool


@frozen(eq=False)
class Number(Node):
    """A numeral without separators, in exact decimal digits: `2500`, `0.14`. `percent` for `14 %`."""

    digits: str
    percent: bool = False


@frozen(eq=False)
class MoneyAmount(Node):
    digits: str
    currency: str


@frozen(eq=False)
class DateText(Node):
    """`2012-03-01`, as written."""

    iso: str


@frozen(eq=False)
class MomentText(Node):
    """`2012-03-01 10:00 Asia/Baku` or `2012-03-01 10:00 +04:00`, as written."""

    iso_date: str
    clock: str
    zone: str


@frozen(eq=False)
class DurationText(Node):
    """`48 hours`, `7 days`, `2 weeks`, `1 month 2 days`: (count, unit) with the unit in the plural.

    Hours may be a fraction; minutes are hours: `1 hour 30 minutes` is one and a half.
    """

    parts: tuple[tuple[int | Fraction, str], ...]


@frozen(eq=False)
class PenaltyAmount(Node):
    """`imprisonment 1 year`, `fine 300 AZN and imprisonment 3 years`: (kind, amount), imposed together."""

    parts: "tuple[tuple[str, Expression], ...]"


@frozen(eq=False)
class TextLiteral(Node):
    value: str


@frozen(eq=False)
class NoneLiteral(Node):
    pass


@frozen(eq=False)
class Today(Node):
    """`today`: the date of `as_of`."""


@frozen(eq=False)
class AsOf(Node):
    """`as_of`: the moment for which the question is asked."""


@frozen(eq=False)
class Not(Node):
    part: "Expression"


@frozen(eq=False)
class Joined(Node):
    """`and`, `or`, `implies` between parts; brackets are kept in `bracketed` so that mixing can be judged."""

    word: Junction
    parts: "tuple[Expression, ...]"


@frozen(eq=False)
class Bracketed(Node):
    inner: "Expression"


@frozen(eq=False)
class Compare(Node):
    operator: Comparison
    left: "Expression"
    right: "Expression"


@frozen(eq=False)
class Is(Node):
    """`X is none`, `X is not host`, `N is breached`, `N is not applicable`; `words` is what follows."""

    subject: "Expression"
    negated: bool
    what: "Expression | StateWord"


@frozen(eq=False)
class StateWord(Node):
    """A state as written after `is`: not applicable, pending, in force, fulfilled late, barred, empty …"""

    word: str


@frozen(eq=False)
class Between(Node):
    """`X between A and B`, both ends included."""

    subject: "Expression"
    low: "Expression"
    high: "Expression"


@frozen(eq=False)
class Arithmetic(Node):
    operator: Sign
    left: "Expression"
    right: "Expression"


@frozen(eq=False)
class Negative(Node):
    part: "Expression"


@frozen(eq=False)
class Choice(Node):
    """`if C then A else B`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


@frozen(eq=False)
class MatchCase(Node):
    """`- a, b : value` (several options may share a value)."""

    options: tuple[Name, ...]
    value: "Expression"


@frozen(eq=False)
class Match(Node):
    subject: "Expression"
    cases: tuple[MatchCase, ...]


@frozen(eq=False)
class Bullet(Node):
    """One bullet of a list of conditions; `letter` is `a` for `- (a) …`; `label` is a text in quotes."""

    letter: str | None
    value: "Expression"
    label: str | None = None


@frozen(eq=False)
class Bullets(Node):
    """`all of`, `any of`, `none of`, `exactly N of`, `at least N of` with bullets."""

    word: Listing
    number: "Expression | None"
    bullets: tuple[Bullet, ...]


@frozen(eq=False)
class Quantified(Node):
    """`some x in xs satisfies C`, `every …`, `sum of E for x in xs where C`, `count of x in xs where C`,
    `largest of E for …`, `smallest of E for … or if none V`.

    `kind` is one of some, every, sum, count, largest, smallest. `body` is C for some and every, E for the
    others, None for count.
    """

    kind: Quantifier
    local: str
    over: "Expression"
    body: "Expression | None"
    where: "Expression | None" = None
    if_none: "Expression | None" = None


@frozen(eq=False)
class Several(Node):
    """`(a, b, c)` on the right of `in`."""

    items: "tuple[Expression, ...]"


@frozen(eq=False)
class Phrase(Node):
    """A built-in phrase with its arguments in order. `word` is one of:

    age (birth, date); later, earlier, larger, smaller (two or more); due, end (a norm's name);
    count (a set or list); days in, full months in, full years in (period or list of periods);
    clipped to (period, period); in common (set, set); together with (list, list); period (from, to);
    date of, year of, month of, day of,
    weekday of; first day of month, last day of month, first day of year, last day of year;
    start of, end of day; calendar months of, calendar years of (period); years before (count, date): `the 5
    years before D`; allows (offence name, penalty).
    """

    word: str
    arguments: "tuple[Expression, ...]"


@frozen(eq=False)
class OfOne(Node):
    """`allowance of c`: what a rule about each thing says of one, or a table of an amount."""

    subject: "Refer"
    thing: "Expression"


@frozen(eq=False)
class Bands(Node):
    """`income by bands of rate`: the part of an amount in each band of a table, times what the band says."""

    amount: "Expression"
    table: Name


@frozen(eq=False)
class ThingAt(Node):
    """`child 2` in `allowance of child 2`: the thing at this place, from 1; only in an `Expect`."""

    name: str
    place: int


@frozen(eq=False)
class AsOfDay(Node):
    """`X as of DATE`."""

    inner: "Expression"
    day: "Expression"


@frozen(eq=False)
class Rounded(Node):
    """`E rounded up|down|half away from zero to STEP`; `step` is None for whole numbers."""

    inner: "Expression"
    mode: RoundingMode
    step: "Expression | None"


Expression = (
    Refer
    | YesNo
    | Number
    | MoneyAmount
    | DateText
    | MomentText
    | DurationText
    | PenaltyAmount
    | TextLiteral
    | NoneLiteral
    | Today
    | AsOf
    | Not
    | Joined
    | Bracketed
    | Compare
    | Is
    | Between
    | Arithmetic
    | Negative
    | Choice
    | Match
    | Bullets
    | Quantified
    | Several
    | Phrase
    | OfOne
    | Bands
    | ThingAt
    | AsOfDay
    | Rounded
)

Literal = (
    YesNo
    | Number
    | MoneyAmount
    | DateText
    | MomentText
    | DurationText
    | PenaltyAmount
    | TextLiteral
    | NoneLiteral
)
"""What stands for itself."""

Condition = Not | Joined | Compare | Is | Between | Bullets
"""What is yes or no by its form."""

# --- clauses ----------------------------------------------------------------------------------------------


@frozen(eq=False)
class Bodies(Node):
    """`A or B`: parties, authorities or facts of type authority. `names` empty: nobody named."""

    names: tuple[Name, ...]


@frozen(eq=False)
class Term(Node):
    """`within D after E`, `until D after E`, `until E`, `before E`, `no later than E`."""

    form: TermForm
    duration: Expression | None
    event: Expression


@frozen(eq=False)
class PenaltyRange(Node):
    """`fine 200 AZN to 500 AZN`; `low` is None for `up to`, equal to `high` for a fixed one."""

    kind: str
    low: Expression | None
    high: Expression


@frozen(eq=False)
class Penalties(Node):
    """Alternatives joined by `or`; inside one, penalties joined by `and` come together."""

    alternatives: tuple[tuple[PenaltyRange, ...], ...]


@frozen(eq=False)
class Weighed(Node):
    """One item under `weighing`: a quoted label, or a finding's name (never a needed fact)."""

    letter: str | None
    label: str | None
    finding: Name | None


@frozen(eq=False)
class On(Node):
    """`on foreigner or stateless`: whom it concerns."""

    WORD: ClassVar[str] = "on"
    bodies: Bodies


@frozen(eq=False)
class By(Node):
    """`by court`: who acts."""

    WORD: ClassVar[str] = "by"
    bodies: Bodies


@frozen(eq=False)
class Towards(Node):
    """`towards family`: to whom it is owed."""

    WORD: ClassVar[str] = "towards"
    bodies: Bodies


@frozen(eq=False)
class OfAct(Node):
    """`of expulsion`: the act that it is about."""

    WORD: ClassVar[str] = "of"
    act: Name


@frozen(eq=False)
class When(Node):
    """`when C`."""

    WORD: ClassVar[str] = "when"
    condition: Expression


@frozen(eq=False)
class Value(Node):
    """`is V`."""

    WORD: ClassVar[str] = "is"
    value: Expression


@frozen(eq=False)
class FirstRow(Node):
    """`is the first row that fits A, B`: the value of the table below; each of its rows is a `Ground`.

    `states`: where it says that the last column has the provisions that each row states.
    """

    WORD: ClassVar[str] = "is the first row that fits"
    columns: tuple[Expression, ...]
    states: Span | None = None


@frozen(eq=False)
class Otherwise(Node):
    """`otherwise V`."""

    WORD: ClassVar[str] = "otherwise"
    value: Expression


@frozen(eq=False)
class Within(Node):
    """`within D after E`, `before E`, `no later than E`."""

    WORD: ClassVar[str] = "within"
    term: Term


@frozen(eq=False)
class Until(Node):
    """`until E`, `until D after E`."""

    WORD: ClassVar[str] = "until"
    term: Term


@frozen(eq=False)
class Punishable(Node):
    """`punishable by fine 200 AZN to 500 AZN or …`."""

    WORD: ClassVar[str] = "punishable by"
    penalties: Penalties


@frozen(eq=False)
class Weighing(Node):
    """`weighing` with bullets."""

    WORD: ClassVar[str] = "weighing"
    items: tuple[Weighed, ...]


@frozen(eq=False)
class ExercisedBy(Node):
    """`exercised by F`: what records that a power was used; `F of thing` where it is about a thing."""

    WORD: ClassVar[str] = "exercised by"
    name: Name
    thing: Name | None = None


@frozen(eq=False)
class FulfilledBy(Node):
    """`fulfilled by F`, `fulfilled by F of thing`."""

    WORD: ClassVar[str] = "fulfilled by"
    name: Name
    thing: Name | None = None


@frozen(eq=False)
class BreachedBy(Node):
    """`breached by F`, `breached by F of thing`."""

    WORD: ClassVar[str] = "breached by"
    name: Name
    thing: Name | None = None


@frozen(eq=False)
class Determined(Node):
    """`as determined by court in F`, `in F of thing`: who determines what the rule is; what tells it."""

    WORD: ClassVar[str] = "as determined by"
    bodies: Bodies
    name: Name
    thing: Name | None = None


@frozen(eq=False)
class AlsoStates(Node):
    """`also states #11.2, law#note`: anchors as written, with #."""

    WORD: ClassVar[str] = "also states"
    anchors: tuple[str, ...]


@frozen(eq=False)
class InForceClause(Node):
    """`in_force from D until D`, either side optional."""

    WORD: ClassVar[str] = "in_force"
    start: str | None
    end: str | None


Clause = (
    On
    | By
    | Towards
    | OfAct
    | When
    | Value
    | FirstRow
    | Otherwise
    | Within
    | Until
    | Punishable
    | Weighing
    | ExercisedBy
    | FulfilledBy
    | BreachedBy
    | Determined
    | AlsoStates
    | InForceClause
)

CLAUSES: tuple[type[Clause], ...] = get_args(Clause)

Replaceable = Value | Within | Until | Punishable
"""What an exception can put another in the place of."""

Recording = ExercisedBy | FulfilledBy | BreachedBy
"""What names the record of a deed."""

Telling = Recording | Determined
"""What names a fact or a definition, perhaps of a thing, that tells something of the norm."""

REPLACEABLE: tuple[type[Replaceable], ...] = get_args(Replaceable)

OneClause = TypeVar("OneClause", bound=Clause)


def _in_order(written: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(sorted(written, key=lambda clause: CLAUSES.index(type(clause))))


@frozen(eq=False)
class Clauses(Node):
    """The clauses of an entry, each at most once, in the order of `Clause`."""

    written: tuple[Clause, ...] = field(default=(), converter=_in_order)

    def one(self, kind: type[OneClause]) -> OneClause | None:
        """The clause of this kind, if it is written."""
        return next((clause for clause in self.written if isinstance(clause, kind)), None)

    @property
    def on(self) -> Bodies | None:
        return None if (clause := self.one(On)) is None else clause.bodies

    @property
    def by(self) -> Bodies | None:
        return None if (clause := self.one(By)) is None else clause.bodies

    @property
    def towards(self) -> Bodies | None:
        return None if (clause := self.one(Towards)) is None else clause.bodies

    @property
    def of_act(self) -> Name | None:
        return None if (clause := self.one(OfAct)) is None else clause.act

    @property
    def when(self) -> Expression | None:
        return None if (clause := self.one(When)) is None else clause.condition

    @property
    def value(self) -> Expression | None:
        return None if (clause := self.one(Value)) is None else clause.value

    @property
    def first_row(self) -> FirstRow | None:
        return self.one(FirstRow)

    @property
    def otherwise(self) -> Expression | None:
        return None if (clause := self.one(Otherwise)) is None else clause.value

    @property
    def term(self) -> Term | None:
        return None if (clause := self.one(Within)) is None else clause.term

    @property
    def until(self) -> Term | None:
        return None if (clause := self.one(Until)) is None else clause.term

    @property
    def punishable(self) -> Penalties | None:
        return None if (clause := self.one(Punishable)) is None else clause.penalties

    @property
    def weighing(self) -> tuple[Weighed, ...]:
        return () if (clause := self.one(Weighing)) is None else clause.items

    @property
    def fulfilled_by(self) -> Name | None:
        return None if (clause := self.one(FulfilledBy)) is None else clause.name

    @property
    def breached_by(self) -> Name | None:
        return None if (clause := self.one(BreachedBy)) is None else clause.name

    @property
    def determined(self) -> Determined | None:
        return self.one(Determined)

    @property
    def also_states(self) -> tuple[str, ...]:
        return () if (clause := self.one(AlsoStates)) is None else clause.anchors

    @property
    def in_force(self) -> InForceClause | None:
        return self.one(InForceClause)


# --- items ------------------------------------------------------------------------------------------------


@frozen(eq=False)
class OfEach(Node):
    """`of child`, `of child in household`: the thing that a rule is about, and the list that holds them.

    Of a norm it may instead be the act that it is about: `prohibition stay_out of entering`.
    """

    name: Name
    within: Refer | None


@frozen(eq=False)
class OfAmount(Node):
    """`of (income : money)`: the word for the amount of which a rule is asked, and its type."""

    word: str
    type: TypeName


Heading = OfEach | OfAmount
"""What a rule is about, as its head says it."""


@frozen(eq=False)
class Item(Node):
    """A declaration or a rule: one entry of a block. `block` ties it to its provisions."""

    block: Block = field(repr=False)


@frozen(eq=False)
class Authority(Item):
    name: Name
    label: str | None


@frozen(eq=False)
class Party(Item):
    name: Name
    label: str | None
    who: Expression | None
    in_force: "InForceClause | None" = None


@frozen(eq=False)
class Act(Item):
    name: Name
    label: str | None


@frozen(eq=False)
class Spoken(Node):
    """Words for whoever is asked."""

    text: str


@frozen(eq=False)
class Fact(Item):
    name: Name
    type: TypeName | None  # None: yes/no
    label: str | None
    judged_by: Bodies | None
    you: Spoken | None = None  # as it is said to the person concerned
    help: Spoken | None = None


@frozen(eq=False)
class Always(Item):
    condition: Expression
    label: str | None


@frozen(eq=False)
class Option(Node):
    name: str
    label: str | None


@frozen(eq=False)
class OneOf(Item):
    """`type T is one of` with options."""

    name: Name
    label: str | None
    options: tuple[Option, ...]


@frozen(eq=False)
class RecordField(Node):
    name: str
    type: TypeName
    label: str | None


@frozen(eq=False)
class Record(Item):
    name: Name
    label: str | None
    fields: tuple[RecordField, ...]


@frozen(eq=False)
class Define(Item):
    name: Name
    type: TypeName | None
    label: str | None
    value: Expression
    clauses: Clauses  # only also_states and in_force
    about: Heading | None = None


@frozen(eq=False)
class DatedValue(Node):
    """`is V from D until D`; either side of the days may be left open."""

    value: Expression
    start: str | None
    end: str | None


@frozen(eq=False)
class Parameter(Item):
    """A value that the law fixes, with the days on which it did."""

    name: Name
    type: TypeName
    label: str | None
    values: tuple[DatedValue, ...]
    clauses: Clauses  # only also_states and in_force


@frozen(eq=False)
class Band(Node):
    """`- up to A : V` (no `low`), `- from A to B : V`, `- above : V` (no `high`; `low` if it is written).

    `- A : V` is of A `alone`, which stands in `high`.
    """

    low: Expression | None
    high: Expression | None
    value: Expression
    label: str | None
    alone: bool = False

    @property
    def begins(self) -> Expression | None:
        """From where on it is, where that is written."""
        return self.high if self.alone else self.low


@frozen(eq=False)
class Table(Item):
    """`table T of KEY : TYPE` with bands; `key` is what people call the amount that is looked up."""

    name: Name
    key: str
    type: TypeName
    label: str | None
    bands: tuple[Band, ...]
    clauses: Clauses  # only also_states and in_force


@frozen(eq=False)
class Rule(Item):
    """`rule`: a value that grounds and exceptions decide.

    `left_to`: who may fill it, where the law leaves it open for another to fill; None where it does not.
    """

    name: Name
    type: TypeName | None
    label: str | None
    clauses: Clauses
    about: Heading | None = None
    left_to: Bodies | None = None


@frozen(eq=False)
class Norm(Item):
    kind: NormKind
    name: Name
    label: str | None
    clauses: Clauses
    about: OfEach | None = None


@frozen(eq=False)
class Ground(Item):
    """`ground G of R`, or a row of a table that stands below its block.

    `columns` are those, by number, of which the condition of a row asks: one test for each.
    Or `fills R as G by A`, with `filled_by` whose law it is (nobody: it is not said). What fills a value
    without a name of its own is called as the module of the law in which it stands.
    """

    name: Name
    of: Name
    label: str | None
    clauses: Clauses
    columns: tuple[int, ...] = ()
    filled_by: Bodies | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a row, which holds only where no row above it fits."""
        return self.span.start >= self.block.span.end


@frozen(eq=False)
class Exception_(Item):
    """`exception E to R1, R2`; `letter` for `exception (a) E to R`."""

    name: Name
    letter: str | None
    to: tuple[Name, ...]
    label: str | None
    clauses: Clauses


@frozen(eq=False)
class Priority(Item):
    """`A prevails over B1, B2 when …`."""

    winner: Name
    losers: tuple[Name, ...]
    when: Expression | None
    in_force: "InForceClause | None" = None


@frozen(eq=False)
class Collision(Item):
    """`collision A with B "…" when …`; a side may be `#anchor` of a provision without a rule."""

    left: Name
    right: "Name | str"
    label: str | None
    when: Expression | None
    in_force: "InForceClause | None" = None


@frozen(eq=False)
class Silence(Item):
    """`silence S on R "…" when … stated|noticed`; `on` is None for a silence that stands alone."""

    name: Name
    on: Name | None
    label: str | None
    when: Expression | None
    manner: str | None
    clauses: Clauses  # only also_states and in_force


@frozen(eq=False)
class Reading(Item):
    name: Name
    label: str | None
    options: tuple[Option, ...]
    because: str | None


@frozen(eq=False)
class Member(Node):
    """`- citizenship is citizenship_country when …` of an options declaration."""

    name: str
    label: str | None
    value: Expression
    when: Expression | None


@frozen(eq=False)
class Options(Item):
    name: Name
    type: TypeName
    label: str | None
    members: tuple[Member, ...]
    clauses: Clauses  # only also_states and in_force
    about: OfEach | None = None


@frozen(eq=False)
class Headline(Node):
    """`parts` alternates plain text and expressions: `"must leave by {due of N}"`."""

    parts: tuple[str | Expression, ...]
    when: Expression | None


@frozen(eq=False)
class Question(Item):
    name: Name
    label: str | None
    answers: tuple[Name, ...]
    headlines: tuple[Headline, ...]


@frozen(eq=False)
class Given(Node):
    """One line under `given`.

    `how` is one of: value (`F = V`), yes (`F`), no (`not F`), unknown (`F is unknown`), members
    (bulleted list of records or of values, in `rows`), as_of (`as_of = …`), all others no.
    """

    how: How
    name: Name | None = None
    value: Expression | None = None
    rows: "tuple[Row, ...]" = ()


@frozen(eq=False)
class Row(Node):
    """One bullet of a given list: of a record (`cells`), or one plain `value`.

    `- born = 2001-02-03, citizen = yes`, `- 2011-03-01`.
    """

    cells: tuple[tuple[str, Expression], ...] = ()
    value: Expression | None = None


@frozen(eq=False)
class Expect(Node):
    """One thing after `then`.

    `how` is one of: state (`N is pending`; `word`), verdict (`N may`, see below; `word`), value (`N is host`,
    `due of N = …`; `subject` and `value`), barred by, in conflict with, silent by, has ground, has no ground
    (`targets`), rests on (`anchor`), authority (`authority of N is`; `targets`), unknown needs (`targets`),
    conflict, gap, members (`N =` and bullets; `rows`),
    compared (`N contains V`, `N > V`; `word`, `value`, and the whole as `test`). A bare `N` is how="verdict",
    word="yes"; `not N` word="no". `N is V` is how="state" where the words after `is` are a state or verdict
    word ("not state" for `N is not W`), else "value".
    """

    how: Aim
    subject: Expression
    word: str | None = None
    value: Expression | None = None
    targets: tuple[Name, ...] = ()
    anchor: str | None = None
    rows: tuple[Row, ...] = ()
    test: Expression | None = None


@frozen(eq=False)
class Under(Node):
    """`under READING is OPTION`."""

    reading: Name
    option: Name


@frozen(eq=False)
class Situation(Item):
    """`situation S "…"`: what a person is in: facts that it states, facts that are asked first, the questions
    that it opens, in order."""

    name: Name
    label: str | None
    givens: tuple[Given, ...]
    asks: tuple[Name, ...]
    opens: tuple[Name, ...]


@frozen(eq=False)
class Background(Item):
    """`background B "…"`: what the scenarios of its page that begin with `as B` have in common."""

    name: Name
    label: str | None
    givens: tuple[Given, ...]
    under: tuple[Under, ...]


@frozen(eq=False)
class Scenario(Item):
    """`givens` and `under` are its own; what its background says beside them is in `resolved/stated`."""

    title: str
    background: Name | None
    givens: tuple[Given, ...]
    under: tuple[Under, ...]
    expects: tuple[Expect, ...]
    because: tuple[str, ...]  # anchors

    @property
    def in_table(self) -> bool:
        """Whether it is a row of a table, which stands below its block."""
        return self.span.start >= self.block.span.end


@frozen(eq=False)
class Column(Node):
    """What a table of cases has in one of its columns; `name` and `subject` as the kind has them.

    `kind` is one of: given (`name` of a fact or of a field), as_of, under (`name` of a reading), then
    (`subject`; its span is wider where it is the authority that is expected), because.
    """

    kind: ColumnKind
    name: Name | None = None
    subject: Expression | None = None


@frozen(eq=False)
class Cases(Item):
    """`cases` above a table: what its columns are, and what each of its rows says beside its own cells.

    Each row is a `Scenario` of the same block; they follow on the page.
    """

    title: str | None
    background: Name | None
    columns: tuple[Column, ...]
    givens: tuple[Given, ...]
    under: tuple[Under, ...]
    because: tuple[str, ...]  # anchors


@frozen(eq=False)
class Claim(Item):
    title: str
    under: tuple[Under, ...]
    condition: Expression


@frozen(eq=False)
class NotEncoded(Item):
    """`not encoded "reason"`: the provisions above have no rule, and why."""

    reason: str


Inner = (
    Expression
    | StateWord
    | MatchCase
    | Bullet
    | Term
    | PenaltyRange
    | Penalties
    | DatedValue
    | Band
    | Headline
    | Row
)
"""What can stand between an item and the names of its expressions."""

Plain = (
    Literal
    | Condition
    | Today
    | AsOf
    | Bracketed
    | Arithmetic
    | Negative
    | Choice
    | Match
    | Several
    | Phrase
    | OfOne
    | ThingAt
    | AsOfDay
    | Rounded
    | StateWord
    | Bullet
    | Term
    | PenaltyRange
    | Penalties
    | DatedValue
    | Band
    | Headline
    | Row
)
"""What names nothing itself and binds no local: all that it says of names is said by what is in it."""

AnyItem = (
    Authority
    | Party
    | Act
    | Fact
    | Always
    | OneOf
    | Record
    | Define
    | Parameter
    | Table
    | Rule
    | Norm
    | Ground
    | Exception_
    | Priority
    | Collision
    | Silence
    | Reading
    | Options
    | Question
    | Situation
    | Background
    | Scenario
    | Cases
    | Claim
    | NotEncoded
)


AnyNode = (
    AnyItem
    | Inner
    | Clause
    | Clauses
    | Name
    | TypeName
    | Bodies
    | Weighed
    | OfEach
    | OfAmount
    | Option
    | RecordField
    | Member
    | Given
    | Expect
    | Under
    | Column
)
"""What a walk can meet."""


@frozen(eq=False)
class Page:
    """One statute file and the items read from its blocks, in order.

    `left_out` are the names that unreadable entries would have declared: to refer to one is no mistake. An
    empty one stands for an entry whose name is missing: any unknown name may be its. `unread` has of
    each such entry, with its block, the names of what it may add something to.
    `partial` are those of the items that are the beginning of such an entry: what they declare is known.
    """

    document: Document
    items: tuple[AnyItem, ...]
    left_out: tuple[str, ...] = ()
    unread: tuple[tuple[Block, frozenset[str]], ...] = ()
    partial: frozenset[AnyItem] = frozenset()
