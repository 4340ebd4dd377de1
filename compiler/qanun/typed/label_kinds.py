"""What is said of labels that will not read well in the sentences of answers."""

from qanun.diagnostics.model import Kind, Severity

NO_ACT = Kind(
    code="Q0416",
    title="the label of `{name}` begins with “{first}”, and will not read well in the answers' sentences",
    why="An answer is a sentence, *the visitor must …*; the label stands where the dots are.",
    remedy="{remedy}",
    severity=Severity.WARNING,
)

ENDS = Kind(
    code="Q0424",
    title="the label of `{name}` ends with “{mark}”, which would stand within the answers' sentences",
    why="A label is a part of a sentence: “still needed: …; …”, “…: yes”. The sentence has its own end.",
    remedy="{remedy}",
    severity=Severity.WARNING,
)

CAPITAL = Kind(
    code="Q0425",
    title="the label of `{name}` begins with a capital, and stands within the answers' sentences",
    why="A label stands within a sentence; where one begins with it, it gets a capital by itself.",
    remedy="begin with “{meant}”",
    severity=Severity.WARNING,
)

CODE = Kind(
    code="Q0426",
    title="people would read the code “{code}”, for want of a label in words",
    why="What the answers' sentences show of a value, an option or a fact is its label, for people to read.",
    remedy="{remedy}",
    severity=Severity.WARNING,
)

BY_ITSELF = Kind(
    code="Q0427",
    title="`{name}` has the label of `{target}`: it would be barred by itself",
    why="An answer says of what is barred by what it is barred, by their labels.",
    remedy="say in the label of `{name}` why, or where, it goes before `{target}`",
    severity=Severity.WARNING,
)

DENIES = Kind(
    code="Q0428",
    title="the label of `{name}` denies something, so that its no would be a denial of a denial",
    why="Facts and conditions are shown as “…: no”, and asked for as questions; of what is not, nobody knows "
    "at once what a no says.",
    remedy="say in the label what is so where `{name}` is yes, without “{denial}”",
    severity=Severity.WARNING,
)
