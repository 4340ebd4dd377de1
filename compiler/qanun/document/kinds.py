"""Every mistake that a page as a page can have, before its rules are read."""

from qanun.diagnostics import Kind, Severity

NO_FRONT_MATTER = Kind(
    code="Q0001",
    title="this page has no front matter",
    why="The lines between `---` and `---` at the top say which law this is, where and when it holds.",
    remedy="begin the page with a line `---`, then `law`, `jurisdiction`, `module`, `in_force`, `time_zone`, "
    "`rounding`, `source`, then another `---`",
)
UNREADABLE_FRONT_MATTER = Kind(
    code="Q0002",
    title="the front matter cannot be read: {problem}",
    why="The front matter is YAML: one `key: value` a line.",
    remedy="write one `key: value` a line; put a value that holds `: ` or starts with a sign in quotes",
)
UNKNOWN_KEY = Kind(
    code="Q0003",
    title="the front matter has no key `{key}`",
    why="A key that nobody reads would promise what the compiler does not do.",
    remedy="{advice}",
)
MISSING_KEY = Kind(
    code="Q0004",
    title="the front matter does not say `{key}`",
    why="Terms, dates and citations rest on what the front matter says, so nothing in it is guessed.",
    remedy="add `{key}: {example}`",
)
WRONG_VALUE = Kind(
    code="Q0005",
    title="`{key}` cannot be {value}",
    why="Terms, dates and citations rest on what the front matter says, so each of its values is checked.",
    remedy="`{key}` is {expected}",
)
OTHER_MODULE = Kind(
    code="Q0006",
    title="the page calls itself `{module}`, but its file is called `{file}`",
    why="Other laws refer to this one by its module, and a reader finds the file by the same name.",
    remedy="write `module: {file}`, or rename the file to `{module}.md`",
)
SYNONYM_OF_NOTHING = Kind(
    code="Q0014",
    title="nothing on the page says `{words}`",
    why="Who searches for a synonym is led to where the words themselves stand; this would lead nowhere.",
    remedy="write words as the page has them before the colon, or remove the line",
    severity=Severity.WARNING,
)
KEY_TWICE = Kind(
    code="Q0007",
    title="the front matter says `{key}` twice",
    why="With two values it would be chance which of them counts.",
    remedy="keep one of the two lines",
)
FILE_NAME = Kind(
    code="Q0008",
    title="`{file}` cannot be the name of a module",
    why="The module is the file's name, and rules write it before a dot: `criminal_code.illegal_crossing`.",
    remedy="name the file with letters, digits and underscores, a letter first, such as `criminal_code.md`; "
    "letters drawn as one, such as `\ufb01`, are typed apart; "
    "words of Python such as `class` are taken, and so are `about`, `authorities`, `catalogue`, `directory`, "
    "`labels`, `questions`, `situations`, `strategies`, `FINGERPRINT` and `MODULES`",
)
FRONT_MATTER_NOT_CLOSED = Kind(
    code="Q0009",
    title="the front matter is not closed",
    why="Without its closing line the whole page would be front matter.",
    remedy="put a line `---` below the last key",
)
ARTICLE_TWICE = Kind(
    code="Q0010",
    title="{name} stands twice on this page",
    why="An article is cited by its number, so the number must lead to one place.",
    remedy="join the two, or correct the number of one of them",
)
WRONG_DAYS = Kind(
    code="Q0085",
    title="`{written}` does not say on which days the article is in force",
    why="An article that was law for a time only is law on the days in its heading, both included.",
    remedy="write `(in force from 2012-01-01 until 2013-12-31)`; one of the two may be left out",
)
FOREIGN_ARTICLE = Kind(
    code="Q0495",
    title="`{word}` opens no article in this project",
    why="Provisions are cited by their article; below a heading that opens none they count to the one above.",
    remedy='add `articles = ["{word}"]` to [tool.qanun] in pyproject.toml, or write `Article`',
)
UNREAD_ARTICLE = Kind(
    code="Q0496",
    title="`{heading}` looks like the heading of an article, and cannot be read as one",
    why="Provisions are cited by the number of their article; below a heading that opens none they count to "
    "the one above.",
    remedy="write a heading of its own with one number in plain digits: `## Article 5. Fees`",
)
DAYS_OF_NO_ARTICLE = Kind(
    code="Q0497",
    title="`{heading}` states days, but opens no article",
    why="Only an article, an entry or a whole page is law on certain days; these would be passed over.",
    remedy="write the days into the heading of each article, or `in_force` at the head of the page",
)
ANCHOR_TWICE = Kind(
    code="Q0011",
    title="two provisions have the anchor `#{anchor}`",
    why="A provision is cited by its anchor, so the anchor must lead to one place.",
    remedy="give each a bold label of its own at the start of its paragraph",
)
PLAIN_LABEL = Kind(
    code="Q0191",
    title="`{label}` is not in bold, so it names no provision",
    why="A provision is cited by its label, and only a bold one is read as a label.",
    remedy="write `**{label}**`",
)
NO_OFFICIAL_TEXT = Kind(
    code="Q0199",
    title="the label `{label}` leads to no place where a text can be read",
    why="A label's link names where the official text is published, and readers of the book may follow it.",
    remedy="link to a page of the web, `https://` or `http://`, or write the label without a link",
)
NOT_QUOTED = Kind(
    code="Q0193",
    title="`{label}` stands in no quote, so it is commentary and not law",
    why="Only what stands in a quote is the text of the law; rules below would be tied to another provision.",
    remedy="write `> ` before each of its lines",
)
OTHER_ARTICLE = Kind(
    code="Q0192",
    title="`{label}` is no number of a provision in {name}",
    why="A provision is cited by its article's number and its own, and both must lead to one place.",
    remedy="correct the number of the article, or that of the label; a number that counts within the article "
    "stands in brackets: `({label})`",
)
BLOCK_NOT_CLOSED = Kind(
    code="Q0012",
    title="this rule block is not closed",
    why="Without its closing line everything below, law and commentary, would be read as rules.",
    remedy="close it: a line with nothing but {fence} below its last rule",
)
FENCE_MISWRITTEN = Kind(
    code="Q0187",
    title="a rule block stands between two lines with {fence}; here other signs are written",
    why="Only equal fences show where the rules begin and where the law goes on.",
    remedy="write {fence} at the left margin",
)
FENCE_BEHIND_A_RULE = Kind(
    code="Q0045",
    title="{fence} stands behind a rule",
    why="Only on a line of its own does a fence close the block; all below would be read as rules.",
    remedy="{remedy}",
)
BLOCK_NOT_MARKED = Kind(
    code="Q0188",
    title="this block holds rules, but is not marked `qanun`",
    why="A block without the mark is an illustration; its rules would not be read.",
    remedy="write `qanun` behind the opening fence; mark an illustration `text`",
)
BLOCK_NOT_OPENED = Kind(
    code="Q0189",
    title="rules begin here, but no line opens their block",
    why="Outside a block rules are commentary, and the line that should close the block opens another one.",
    remedy="put a line with nothing but ```qanun above them",
)
BLOCK_OFF_MARGIN = Kind(
    code="Q0013",
    title="a rule block stands at the left margin, not {where}",
    why="In a rule block the indentation says what belongs to what, so the block itself may not be indented.",
    remedy="move the block, with its fences, to the left margin, below the quote or list",
)
OTHER_MARK = Kind(
    code="Q0060",
    title="a rule block is marked `qanun`, not `{word}`",
    why="A block with another mark is an illustration; its rules would not be read.",
    remedy="write `qanun` behind the opening fence",
)
NO_SUCH_FOOTNOTE = Kind(
    code="Q0020",
    title="there is no footnote `[^{label}]`",
    why="A footnote carries the source, and a reader must be able to follow it.",
    remedy="add a line `[^{label}]: …` to the page, or correct the mark",
)
UNUSED_FOOTNOTE = Kind(
    code="Q0021",
    title="nothing on the page refers to footnote `[^{label}]`",
    why="A source that no sentence claims cannot be checked.",
    remedy="put `[^{label}]` behind the sentence that it supports, or remove the footnote",
    severity=Severity.WARNING,
)
FOOTNOTE_TWICE = Kind(
    code="Q0022",
    title="footnote `[^{label}]` is written twice",
    why="A mark must lead to one footnote.",
    remedy="give one of the two another label",
)
BROKEN_LINK = Kind(
    code="Q0030",
    title="the link `{target}` leads nowhere",
    why="A reader who follows a citation must arrive at the provision.",
    remedy="{advice}",
)
NO_RULE = Kind(
    code="Q0031",
    title="no rule states provision {label}",
    why="A provision that silently has no rule looks as if it had been encoded.",
    remedy='put a rule block below it, or a block that says `not encoded "reason"`; a rule elsewhere '
    "can name it with `also states #{anchor}`",
    severity=Severity.WARNING,
)
MODULE_TWICE = Kind(
    code="Q0032",
    title="two pages are called `{module}`",
    why="Rules and citations name a law by its module, so the module must lead to one page.",
    remedy="rename one of the two files, and its `module`",
)
STALE_RULE = Kind(
    code="Q0040",
    title="the rule of provision {label} is stale: {changed} changed since both were accepted",
    why="Text and rule are faithful to each other only as somebody compared them.",
    remedy="compare rule and text, change what must change, then run `qanun accept {anchor}`",
)
NEVER_ACCEPTED = Kind(
    code="Q0041",
    title="nobody has accepted the rules of {labels}",
    why="`qanun accept` records that somebody compared rule and text; later changes are then noticed.",
    remedy="compare the rules with the text, then run `qanun accept {anchors}`",
    severity=Severity.WARNING,
)
ACCEPTED_IS_GONE = Kind(
    code="Q0042",
    title="`{anchor}` was accepted, but no rule states such a provision any more",
    why="A provision that has vanished or been renamed may take its rule out of somebody's sight.",
    remedy="{advice}",
    severity=Severity.WARNING,
)
ACCEPTED_UNREADABLE = Kind(
    code="Q0043",
    title="this line of the accepted provisions cannot be read",
    why="Each line is an anchor, the fingerprint of the text and the fingerprint of the rule.",
    remedy="settle the merge that left the line, or remove it; `qanun check` then names what to compare",
)
CHANGED_SINCE = Kind(
    code="Q0044",
    title="text and rule of provision {label} have both changed since they were accepted",
    why="Somebody has to compare the new rule with the new text before the rule counts as accepted.",
    remedy="compare them, then run `qanun accept {anchor}`",
)
STALE = (STALE_RULE, CHANGED_SINCE)
"""The errors that leave the law its meaning: text and rule stand, but nobody has compared them."""
HIDDEN_CHARACTER = Kind(
    code="Q0090",
    title="a hidden character stands here: {name}",
    why="It shows nothing, or turns the direction of writing, so that the page reads otherwise than it is.",
    remedy="remove it",
)
CASES_WITHOUT_LAW = Kind(
    code="Q0050",
    title="there is no page of law `{page}` beside this page of cases",
    why="A page of cases tries the law of the page that is called as it is, in the same folder.",
    remedy="{advice}",
)
NOT_ON_CASES = Kind(
    code="Q0051",
    title="{what} has no place on a page of cases",
    why="Whoever reads the page of a law finds all of the law there; a page of cases only tries it.",
    remedy="{advice}",
)
NO_SUCH_ARTICLE = Kind(
    code="Q0052",
    title="`{page}` has no {name}",
    why="The cases below the heading would belong to no article, and be found below none.",
    remedy="{advice}",
)
