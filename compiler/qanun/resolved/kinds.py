"""The mistakes that names can make: Q02xx."""

from qanun.diagnostics.model import Kind, Severity
from qanun.syntax.kinds import SECOND_BLOCK

UNKNOWN_NAME = Kind(
    code="Q0201",
    title="nothing here is called `{name}`",
    why="A rule may rest only on what the law's files declare.",
    remedy="declare it, or correct the spelling{nearest}",
)

NO_SUCH_STATE = Kind(
    code="Q0215",
    title="`{word}` is no state of a norm",
    why="How a norm stands is told by its clauses: its term, what fulfils it, what breaks it, when it ends.",
    remedy="{remedy}",
)

OTHER_LAW = Kind(
    code="Q0202",
    title="`{name}` is declared by another law, as `{qualified}`",
    why="A name of another law is written with its law, so that a reader knows where to look.",
    remedy="write `{qualified}`",
)

DECLARED_TWICE = Kind(
    code="Q0203",
    title="`{name}` is declared twice",
    why="A name that stands for two things makes every sentence with it doubtful.",
    remedy="give one of the two another name{how}",
)

AMBIGUOUS = Kind(
    code="Q0204",
    title="`{name}` may mean {meanings}",
    why="The compiler never chooses between two meanings in silence.",
    remedy="write out the one that is meant, or rename one of them",
)

WRONG_KIND = Kind(
    code="Q0205",
    title="`{name}` is {found}; {wanted} is needed here",
    why="Each clause speaks of one kind of thing: a body acts, a fact is recorded, a rule is excepted from.",
    remedy="{remedy}",
)

NO_MEMBER = Kind(
    code="Q0206",
    title="{owner} has no {what} `{name}`",
    why="After a dot stands a rule's ground or bullet, a type's option, a record's field or a law's name.",
    remedy="correct the spelling{nearest}, or declare it there",
)

CYCLE = Kind(
    code="Q0207",
    title="{path}: each rests on the next, in a circle",
    why="Where a thing rests on itself, no order of reasoning gives an answer.",
    remedy="break the circle: {remedy}",
)

ON_ITSELF = Kind(
    code="Q0262",
    title="`{name}` {how}",
    why="Where a thing rests on itself, no order of reasoning gives an answer.",
    remedy="name what it is really about, or take it out here",
)

EXCEPTION_TOWER = Kind(
    code="Q0290",
    title="`{name}` is the thirty-first exception that stands upon another",
    why="Where each exception is made to the one before it, nobody can tell any more what holds.",
    remedy="say in one rule when it applies, and make exceptions to that",
)

TOO_DEEP = Kind(
    code="Q0722",
    title="`{name}` rests on so many definitions, one upon the other, that no program could follow them",
    why="Each stands within the one that rests on it; neither reader nor program finds the way down.",
    remedy="say with fewer steps what it rests on",
)

TITLE_TWICE = Kind(
    code="Q0723",
    title='two scenarios of this law have the title "{said}"',
    why="A test that fails is told by its title; nobody sees which of the two is meant.",
    remedy="say in the title of one of them in what its case differs",
    severity=Severity.WARNING,
)

LABEL_TWICE = Kind(
    code="Q0724",
    title='two facts of this law have the label "{said}"',
    why="A form asks for a fact by its label; whoever fills it in could not tell the two questions apart.",
    remedy="say in the label of one of them in what it differs, or use one fact for both",
    severity=Severity.WARNING,
)

OF_A_PAGE = (TITLE_TWICE, LABEL_TWICE, SECOND_BLOCK)
"""What entries of one page in several blocks have together: it stays while the page stays."""

NO_CASE = Kind(
    code="Q0210",
    title="no scenario starts from `{name}`",
    why="A background alone tries nothing; perhaps a scenario was meant to start from it.",
    remedy="let a scenario begin with `as {name}`, or take it out",
    severity=Severity.WARNING,
)

WORD_TAKEN = Kind(
    code="Q0383",
    title="`{name}` is {what} already",
    why="One word for two things makes a sentence doubtful: nobody sees which of them is meant.",
    remedy="call it by another word",
)

WORD_OF_ASKING = Kind(
    code="Q0393",
    title="`{name} of` is a word of the language, so nobody could ask for `{name}`",
    why="A table, and a rule about each thing, is asked for with `of`, which means something else behind it.",
    remedy="give it another name, such as `{name}_by_law`",
)

UNKNOWN_ANCHOR = Kind(
    code="Q0208",
    title="no provision has the anchor `{anchor}`",
    why="What a rule also states, and what a scenario rests on, must be found on a page.",
    remedy="correct the anchor{nearest}",
)

NEVER_USED = Kind(
    code="Q0209",
    title="no rule and no question uses `{name}`",
    why="What nothing rests on changes no answer; perhaps a condition was forgotten.",
    remedy="use it in a rule, or take it out",
    severity=Severity.WARNING,
)

SAME_AUTHORITY = Kind(
    code="Q0211",
    title="two laws declare the authority `{name}`",
    why="A body is one body in every law; a case names it by this word alone.",
    remedy="keep one declaration and refer to it as `{qualified}`",
)


def hint(near: str | None, also: str = "") -> str:
    """The end of a remedy that names the nearest right spelling, or nothing."""
    return f" (the nearest is `{near}`{also})" if near is not None else ""
