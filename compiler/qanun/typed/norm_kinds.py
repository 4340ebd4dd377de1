"""The mistakes of rules and norms, Q04xx, and of questions, Q05xx."""

from qanun.diagnostics.model import Kind, Severity

NO_VALUE_STATED = Kind(
    code="Q0401",
    title="`{name}` never says its value",
    why="A rule of this type answers with a value, and nothing here gives one.",
    remedy="write `is …`, here or in a ground",
)

CLAUSE_OUT_OF_PLACE = Kind(
    code="Q0402",
    title="`{clause}` has no place in {what}",
    why="Each kind of rule has its own clauses; one that it does not have would decide nothing.",
    remedy="take it out, or choose the kind of rule that has it",
)

REPLACES_NOTHING = Kind(
    code="Q0403",
    title="`{target}` has no `{clause}` that this exception could replace",
    why="An exception with a clause puts it in the place of the same clause; without one it defeats.",
    remedy="{remedy}",
)

STATE_NEVER_TOLD = Kind(
    code="Q0404",
    title="nothing can tell whether `{name}` is {state}: {why}",
    why="A state is told by the clauses of a norm: its term, what fulfils it, what breaks it, when it ends.",
    remedy="{remedy}",
)

HAS_NO_STATE = Kind(
    code="Q0405",
    title="`{name}` is {what} and is never {state}",
    why="Only norms have a state in time; a condition holds or it does not.",
    remedy="name a norm, or ask for the condition itself",
)

NOBODY_BOUND = Kind(
    code="Q0406",
    title="nobody is named whom `{name}` concerns",
    why="A duty, a ban or a power belongs to somebody; where the text names nobody, the rule says so.",
    remedy="add `on …` or `by …`, or `on nobody named`",
)

WITH_ITSELF = Kind(
    code="Q0407",
    title="`{name}` collides with itself",
    why="A collision is between two.",
    remedy="name the other one",
)

NO_BODY = Kind(
    code="Q0408",
    title="`{name}` is {found}, and names no authority",
    why="Who acts is a party, an authority, or a fact that records which authority acts.",
    remedy="name a party or an authority, or declare the fact with `: authority`",
)

NO_TERM = Kind(
    code="Q0409",
    title="`{name}` has no {what}",
    why="`due of` asks for the end of `within`, `before` or `no later than`, `end of` for that of `until`.",
    remedy="ask for what it has: with `due of` the end of its term, with `end of` that of its `until`",
)

TAKES_A_CONDITION = Kind(
    code="Q0415",
    title="where this exception holds, `{rule}` never applies: `{bullet}` counts as not met",
    why="The bullets of `all of` must all hold, so an exception to one of them makes the whole fail. That a "
    "condition is *not required* is the contrary.",
    remedy="{remedy}",
)

NOT_DETERMINED = Kind(
    code="Q0417",
    title="`{name}` is {found}; what is determined here is {wanted}, or none",
    why="A determination stands in the place of what the rule comes to, so it is a value of the same kind; "
    "where nothing is determined it is none.",
    remedy="name a fact or a definition of that type, declared with `or none`",
)

PENALTY_ORDER = Kind(
    code="Q0410",
    title="the least {penalty} is more than the most",
    why="A range goes from the smaller to the larger.",
    remedy="exchange the two",
)

EMPTY_OUT_OF_PLACE = Kind(
    code="Q0411",
    title="`{name}` cannot be asked whether it is empty",
    why="A set or a list may be empty; of a rule this is asked only in its own silence.",
    remedy="ask for the condition that is meant",
)

TERM_OF_NOTHING = Kind(
    code="Q0412",
    title="a term counts from or ends with {wanted}; here stands {found}",
    why="A term runs on the calendar or the clock.",
    remedy="name a date or a moment",
)

NO_SUCH_VERDICT = Kind(
    code="Q0661",
    title="`{name}` is {what}, of which it is never said `{word}`",
    why="A duty is a *must*, a prohibition a *must not*, a permission or right a *may*; a rule has a value.",
    remedy="write {ways}, or name the norm that is meant",
)

NOT_ITS_OWN = Kind(
    code="Q0662",
    title="`{other}` is {what}, and can never {role} `{name}`",
    why="A scenario that expects what cannot be fails for ever, or hides that another rule was meant.",
    remedy="name one of `{name}`, or expect it of the rule to which `{other}` belongs",
)

CANNOT_FAIL = Kind(
    code="Q0663",
    title="what is expected of `{name}` hangs on no fact: it is the same in every case",
    why="A scenario that cannot come out otherwise tests nothing.",
    remedy="expect something of a rule that rests on what is given",
    severity=Severity.WARNING,
)

NO_RECORD = Kind(
    code="Q0413",
    title="`{clause}` needs {wanted}; `{name}` is {found}",
    why="That something was done is recorded by when it was done, or by a yes or no.",
    remedy="name such a fact",
)

OTHER_THING = Kind(
    code="Q0480",
    title="`{one}` and `{other}` are not about the same thing",
    why="What is said of each thing of a list meets only what is said of the same one.",
    remedy="declare both about one record",
)

OF_WHICH_LIST = Kind(
    code="Q0580",
    title="`{name}` is about each `{thing}`; of which list it is answered is not clear: {lists}",
    why="The answer has one answer for each thing of a list, in its order, so there must be one list.",
    remedy="name the list in the head of the rule: `of {thing} in …`",
)

OF_NO_AMOUNT = Kind(
    code="Q0581",
    title="`{name}` is about an amount, and there is no answer of all amounts",
    why="A rule about an amount is asked by other rules, each of an amount of its own; a question has none.",
    remedy="answer a definition that asks it: `define … is {name} of …`",
)

PLACE_OUTSIDE = Kind(
    code="Q0680",
    title="`{written}` names a thing by its place in a list, which only what a scenario expects may do",
    why="A rule holds of every thing, wherever it stands; which one stands second is a matter of the case.",
    remedy="range over the list: `some x in … satisfies …`, `sum of … for x in …`",
)

EXPECTED_OF_WHICH = Kind(
    code="Q0681",
    title="`{name}` is about each `{thing}`; of which one this is expected is not said",
    why="The answer has one answer for each thing of the list.",
    remedy="name it by its place, such as `{name} of {thing} 1`",
)

ANSWERED_TWICE = Kind(
    code="Q0501",
    title="`{name}` is answered twice",
    why="An answer bears the name of its rule, so each may stand once.",
    remedy="take one of them out",
)

SAME_FACT_NAME = Kind(
    code="Q0502",
    title="the question needs two facts called `{short}`: `{one}` and `{other}`",
    why="The facts of a case are named by their own words alone.",
    remedy="rename one of them",
)

SAME_ANSWER_NAME = Kind(
    code="Q0503",
    title="the question answers two things called `{short}`: `{one}` and `{other}`",
    why="An answer bears the rule's own word alone.",
    remedy="rename one of them, or ask two questions",
)

NOT_STATED = Kind(
    code="Q0601",
    title="`{name}` is not a value that a scenario can state",
    why="A scenario is one case worked out by hand: its facts and results are written out.",
    remedy="write the value itself",
)

NOT_ANSWERED = Kind(
    code="Q0602",
    title="`{name}` is {found}, of which nothing {more}can be expected",
    why="A scenario expects answers of rules, norms, definitions, options, silences; that a bullet holds.",
    remedy="{remedy}",
)

GIVEN_TWICE = Kind(
    code="Q0603",
    title="`{name}` is given twice",
    why="Two values for one fact make two cases.",
    remedy="take one of them out",
)

NAMED_TWICE = Kind(
    code="Q0604",
    title="`{name}` is named twice in this situation",
    why="A fact is stated or asked for once, and a question is answered once.",
    remedy="take one of them out",
)

ASKED_BY_NONE = Kind(
    code="Q0605",
    title="none of the questions of this situation asks for `{name}`",
    why="What no answer depends on tells nobody anything; perhaps a question was forgotten.",
    remedy="open a question that depends on it, or take it out",
)

TERM_LENGTH = Kind(
    code="Q0493",
    title="a term of `{length}` {fault}",
    why="A term is the time in which something is done; this one leaves none, or never ends.",
    remedy="write how long it runs; what has to be done by a day is `no later than` that day",
)

CHOSEN_TWICE = Kind(
    code="Q0491",
    title="the reading `{name}` is chosen twice",
    why="Law is read in one way at a time; under two options it would be chance which of them counts.",
    remedy="keep one of the two, or write a scenario for each",
)
