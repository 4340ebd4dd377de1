"""The closed core: what every target must be able to say. Compared by value.

A program is a network of *definitions*, each one expression. Grounds, exceptions, priorities, collisions,
silences, terms and states are spelled out as definitions before a target sees them; a *subject* (a rule,
norm,
options or silence that a question can answer) says which definitions its answer is made of.

Every expression yields a value or an *undecided* outcome: unknown, a fault, in conflict, silent. How these
pass
through each node is fixed by the reference, `tests/reference`.
"""

from datetime import date
from typing import Any as Any_
from typing import Literal, get_args

from attrs import Factory, field, frozen

from qanun.core.names import Name
from qanun.runtime import citing
from qanun.runtime.operators.calendar import Rounding
from qanun.runtime.operators.operator_rows import OperatorName
from qanun.runtime.values.records import Record
from qanun.syntax.tree import NormKind
from qanun.typed.types import BROKEN, OneOfType, Type
from qanun.typed.value_types import type_of_value

Quantifier = Literal["some", "every", "count", "sum", "largest", "smallest"]


_TOLD: Any_ = field(default=BROKEN, eq=False, repr=False)
"""The type of what is named, which `core.typing` puts there; BROKEN until then."""


@frozen
class Const:
    """A value of the runtime; its type tells of a text what it stands for.

    These are bool, int, Fraction, Money, date, datetime, Hours, Days, Months, MonthsAndDays, Period, Penalty,
    str (a text, a country, an authority, an option), None, a State, Penalties, and the names of bodies as a
    tuple. A float is a TypeError.
    """

    value: object
    type: Type = field(default=Factory(lambda const: type_of_value(const.value), takes_self=True))


@frozen
class FactOf:
    """A fact of the case, by its qualified name."""

    name: str
    type: Type = _TOLD


@frozen
class Reading:
    """The option that the application chose for a reading, as text. Its type is one of the options."""

    name: str
    type: Type = _TOLD


@frozen
class AsOf:
    """The moment for which the question is asked."""


@frozen
class Ref:
    """The value of another definition. `about` are the things that it is asked about (`allowance of c`)."""

    name: Name
    about: "tuple[Expr, ...]" = ()
    type: Type = _TOLD


@frozen
class Local:
    """The thing a quantifier ranges over, or a definition is about."""

    name: str
    type: Type = _TOLD


@frozen
class FieldOf:
    record: "Expr"
    name: str


@frozen
class All:
    """`and`: no if a part is no; yes if every part is yes."""

    parts: "tuple[Expr, ...]"


@frozen
class Any:
    """`or`: yes if a part is yes; no if every part is no."""

    parts: "tuple[Expr, ...]"


@frozen
class Not:
    part: "Expr"


@frozen
class If:
    """Where the condition is undecided: the value on which both branches agree, else undecided."""

    condition: "Expr"
    then: "Expr"
    otherwise: "Expr"


@frozen
class Case:
    """One candidate of `Agree`: `name` is a ground's or an exception's definition."""

    name: Name
    condition: "Expr"
    value: "Expr"


@frozen
class DeclaredWhen:
    """Of two cases of `Agree`, by name: they pull apart where the condition holds."""

    one: Name
    other: Name
    condition: "Expr"


@frozen
class Agree:
    """The one value of all cases that hold; different values are a Conflict; none: `otherwise`.

    Of the pairs of case names `declared` both are in conflict where both hold, whatever their values; of
    those of `declared_when`, where a condition holds too.
    """

    subject: str
    cases: tuple[Case, ...]
    otherwise: "Expr"
    declared: tuple[tuple[Name, Name], ...] = ()
    declared_when: tuple[DeclaredWhen, ...] = ()


@frozen
class Apply:
    """An operator, which has a row in `runtime.operator_rows` and one in `typed.operators`.

    While a program is made also the mark "as of": of `core.as_of`, which takes every one away.
    """

    operator: OperatorName | Literal["as of"]
    operands: "tuple[Expr, ...]"
    made: Type | None = field(default=None, eq=False, repr=False)  # where the operands do not tell


@frozen
class HowMany:
    """How many of the yes/no parts are yes: an integer, with bounds while some are undecided."""

    parts: "tuple[Expr, ...]"


@frozen
class Over:
    """A quantifier over a list.

    `body` is the condition of some and every, the summand or key of the others, Const(1) for count; `where`
    keeps
    the things it ranges over; `if_none` answers for largest and smallest where nothing is left.
    """

    kind: Quantifier
    local: str
    items: "Expr"
    where: "Expr"
    body: "Expr"
    if_none: "Expr | None" = None


@frozen
class Member:
    """One option of a set: it is in the set where the condition holds."""

    name: str
    condition: "Expr"
    value: "Expr"


@frozen
class SetOf:
    """A set each of whose members has its own condition; equal values are one member with several grounds."""

    members: tuple[Member, ...]


@frozen
class Silent:
    """The law gives no answer here: the name of the silence."""

    silence: str


@frozen
class InConflict:
    """Two that pull apart both apply: the names of the others."""

    others: tuple[str, ...]


@frozen
class Gap:
    """No ground applies and nothing covers it: a fault. `candidates` are the grounds' definitions."""

    subject: str
    candidates: tuple[Name, ...]


@frozen
class NoVersion:
    """No version of a rule was in force at `as_of`: a fault. `days` says when one was."""

    subject: str
    days: str


Role = Literal[
    "define",
    "parameter",
    "table",
    "party",
    "ground",
    "limb",  # a lettered bullet
    "exception",
    "silence",
    "applies",  # a norm as conditions see it
    "value",
    "state",
    "due",
    "end",
    "penalties",
    "authority",
    "exercised",
    "opened",
    "defeated",
    "bites",
    "priority",  # one prevails over another
    "raw",  # as a collision's test sees it
]
"""What a definition is for those who read of it."""

SubjectKind = Literal[NormKind, "define", "parameter", "table", "party", "rule", "options", "silence"]
SUBJECT_KINDS: tuple[SubjectKind, ...] = get_args(SubjectKind)
"""What a question can answer."""

Expr = (
    Const
    | FactOf
    | Reading
    | AsOf
    | Ref
    | Local
    | FieldOf
    | All
    | Any
    | Not
    | If
    | Agree
    | Apply
    | HowMany
    | Over
    | SetOf
    | Silent
    | InConflict
    | Gap
    | NoVersion
)

Plain = (
    Const
    | FactOf
    | Reading
    | AsOf
    | FieldOf
    | All
    | Any
    | Not
    | If
    | Agree
    | Apply
    | HowMany
    | SetOf
    | Silent
    | InConflict
    | Gap
    | NoVersion
)
"""What names no other definition, speaks of no local and binds none: a walk need but look at its parts."""


@frozen
class Site:
    """Where something stands in the statutes, for messages: path and line."""

    path: str
    line: int


@frozen
class Definition:
    """One named expression. `things` are the things, and the moment, that it is about."""

    name: Name
    role: Role
    label: str
    type: Type
    body: Expr
    provisions: tuple[str, ...]
    site: Site
    things: tuple[Local, ...] = ()

    @property
    def locals(self) -> tuple[str, ...]:
        """The names of what it is about."""
        return tuple(thing.name for thing in self.things)


@frozen
class DatedValue:
    """What a parameter was from `start` to `end`, both included, either side open; `written` on the page."""

    start: date | None
    end: date | None
    value: Expr
    written: str


@frozen
class Parameter:
    """A value that the law fixes, with its history, earliest first. Its definition has the same name."""

    name: str
    label: str
    type: Type
    values: tuple[DatedValue, ...]
    provisions: tuple[str, ...]
    site: Site


@frozen
class FactDeclaration:
    name: str
    label: str
    type: Type
    judged_by: tuple[str, ...] | None  # None: not open texture; (): nobody named
    site: Site
    you: str = ""  # the label as it is said to the person concerned
    help: str = ""


@frozen
class ReadingDeclaration:
    name: str
    label: str
    options: tuple[tuple[str, str], ...]  # name, label; the first is the default
    because: str
    site: Site

    @property
    def type(self) -> OneOfType:
        """A reading is one of its options."""
        return OneOfType(self.name, tuple(option for option, _ in self.options))


@frozen
class Constraint:
    """`always`: a case in which this is no is refused with the sentence."""

    condition: Expr
    sentence: str
    site: Site


@frozen
class About:
    """The things of which a subject is asked: the local that stands for one, its type, and their list.

    `items` is None where no list holds them all, or several could.
    """

    local: str
    type: Type
    items: Expr | None


AnswerAspect = Literal["answer", "state", "due", "end", "penalties", "authority", "exercised"]
ASPECTS: tuple[AnswerAspect, ...] = get_args(AnswerAspect)
"""The definitions of which an answer is made, as a subject names them."""


@frozen
class Bearer:
    """Whose a norm is, by label: who acts, else whom it binds or concerns; both empty, nobody is named.

    `bodies` are the authorities, and the facts that tell one.
    """

    parties: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@frozen
class Subject:
    """What a question can answer, and the definitions its answer is made of (None: no such clause).

    `answer` is the definition that gives its value; of a norm yes/no. `opened` and `barring` tell not
    applicable from barred. `grounds` are the definitions an answer may list. An exception it lists where it
    bites: where one of those definitions holds that tell whether what it carves out of is open (`carved`).
    """

    name: str
    kind: SubjectKind
    label: str
    type: Type
    provisions: tuple[str, ...]
    site: Site
    answer: Name
    act: str | None = None  # what a norm is about
    about: About | None = None
    opened: Name | None = None
    barring: tuple[Name, ...] = ()
    grounds: tuple[Name, ...] = ()
    exceptions: tuple[Name, ...] = ()
    carved: tuple[tuple[Name, tuple[Name, ...]], ...] = ()
    silences: tuple[str, ...] = ()
    collisions: tuple[str, ...] = ()
    state: Name | None = None
    due: Name | None = None
    end: Name | None = None
    penalties: Name | None = None
    authority: Name | None = None
    weighing: tuple[str, ...] = ()
    exercised: Name | None = None
    bearer: Bearer | None = None  # None: no clause speaks of any
    bearers: tuple[tuple[str, Bearer], ...] = ()  # of grounds that name their own
    determined: tuple[tuple[str, str], ...] = ()  # grounds that are determinations, each in words

    def definition_of(self, aspect: AnswerAspect) -> Name | None:
        """The definition of an aspect of the answer, where it has one."""
        name: Name | None = getattr(self, aspect)
        return name


@frozen
class Headline:
    """`parts` are texts and expressions."""

    parts: tuple[str | Expr, ...]
    condition: Expr


@frozen
class Question:
    """`facts` in the order in which the answers first ask for them; `order` the definitions, each after its
    own."""

    name: str
    label: str
    answers: tuple[str, ...]  # subjects
    headlines: tuple[Headline, ...]
    facts: tuple[str, ...]
    readings: tuple[str, ...]
    order: tuple[Name, ...]
    constraints: tuple[Constraint, ...]
    needs_as_of: bool
    site: Site


@frozen
class Situation:
    """What a person may be in: facts that it states, those that are asked first, the questions that it opens,
    in order, all by qualified name."""

    name: str
    label: str
    given: tuple[tuple[str, object], ...]
    asks: tuple[str, ...]
    opens: tuple[str, ...]
    site: Site


Aim = Literal[
    "state",
    "not state",
    "verdict",
    "value",
    "compared",
    "barred by",
    "in conflict with",
    "silent by",
    "has ground",
    "has no ground",
    "unknown needs",
    "rests on",
    "authority",
    "bullet",
    "conflict",
    "gap",
]
"""What kind of thing is expected."""


ExpectedAspect = Literal["answer", "due", "end", "penalties"]


@frozen
class Expectation:
    """What a scenario expects of a subject. `how` as in `syntax.tree.Expect`; `value` a runtime value.

    `word` of what is compared is the row of `typed.operators`.
    Of a lettered bullet (`bullet`) the subject is its rule, and `targets` names it.
    `place`: of which thing of the list that the subject is about, from 1; None: of the answer as a whole.
    """

    how: Aim
    subject: str
    aspect: ExpectedAspect
    word: str | None
    value: object
    targets: tuple[str, ...]
    anchor: str | None
    site: Site
    place: int | None = None


@frozen
class RecordValue(Record):
    """A record in a scenario: its type's qualified name and its fields. UNKNOWN where left out.

    A field `f` is read as attribute `f`; by whoever reads just any field as `of f`, which no attribute of its
    own can be called.
    """

    type: str
    cells: tuple[tuple[str, object], ...]

    def __getattr__(self, name: str) -> object:
        wanted = name.removeprefix("of ")
        for cell, value in self.cells:
            if cell == wanted:
                return value
        raise AttributeError(name)


@frozen
class Scenario:
    """A case worked out by hand. `asked` is the question of just the subjects that it expects something
    of. `unsound` tells what it states that has no value, and where; then it is no case. `begins` is where its
    background stands, or else the block above the table of which it is a row."""

    title: str
    module: str
    facts: tuple[tuple[str, object], ...]
    all_others_no: bool
    unknown: tuple[str, ...]
    as_of: object | None
    readings: tuple[tuple[str, str], ...]
    expects: tuple[Expectation, ...]
    because: tuple[str, ...]
    provisions: tuple[str, ...]
    site: Site
    asked: Question
    unsound: tuple[str, Site] | None = None
    begins: Site | None = None


@frozen
class Claim:
    """A sentence about every fully known case. `asked` holds the facts that it depends on."""

    title: str
    module: str
    condition: Expr
    readings: tuple[tuple[str, str], ...]
    site: Site
    asked: Question


@frozen
class ProvisionText:
    """A piece of law as the page has it. `number` has in brackets what is the page's own: `318[.1.a]`;
    `heading` is what follows the name of the article."""

    anchor: str
    number: str
    text: str
    article: str
    site: Site
    heading: str = ""


@frozen
class Law:
    """One statute file's own data; its definitions stand in the program."""

    module: str
    title: str
    jurisdiction: str
    source: str
    time_zone: str
    rounding: Rounding
    in_force: str
    provisions: tuple[ProvisionText, ...]

    def citation(self, provision: ProvisionText) -> str:
        """How one of its provisions is cited: `Criminal Code, Article 318, 318[.1.a]`."""
        return citing.citation(self.title, provision.article, provision.number)


@frozen(eq=False)
class Program:
    """All statutes together. Keys are qualified names."""

    laws: dict[str, Law]
    types: dict[
        str, tuple[Type, str, tuple[tuple[str, str], ...]]
    ]  # one-of and record: type, label, (name, label)
    authorities: dict[str, str]
    facts: dict[str, FactDeclaration]
    readings: dict[str, ReadingDeclaration]
    constraints: tuple[Constraint, ...]
    definitions: dict[str, Definition]
    subjects: dict[str, Subject]
    questions: dict[str, Question]
    scenarios: tuple[Scenario, ...]
    claims: tuple[Claim, ...]
    fingerprint: str
    parameters: dict[str, Parameter] = field(factory=dict)
    situations: tuple[Situation, ...] = ()
