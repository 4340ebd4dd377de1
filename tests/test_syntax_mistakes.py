"""Each mistake makes one diagnostic, in its place; what was plainly meant is read; other entries stand."""

import pytest
from qanun.syntax import tree
from qanun.syntax.parse import parse
from syntax_pages import codes, document, mistakes, outline

CASES = {
    # an entry that can't be read
    "offence o\n  when a\n  punishable by\n    fine 20 AZN and 50 AZN\n": ("Q0100", "50"),
    "fact x label\n": ("Q0172", "x label"),
    "exception to r when x\n": ("Q0100", "to"),
    "obligation o fulfiled by left\n": ("Q0100", "fulfiled"),
    "fakt x\n  judged by court\n": ("Q0101", "fakt"),
    "widget x\nfoo y\n": ("Q0101", "widget"),
    "parameter p : money\n": ("Q0133", "parameter p : money"),
    "parameter p : money is 5 AZN since 2012-01-01\n": ("Q0136", "since"),
    "table rate of income : number\n  - below 2,500 AZN : 14 %\n": ("Q0100", ":"),
    "table rate : number\n  - above : 14 %\n": ("Q0100", ":"),
    "rule allowance : money of child\n": ("Q0180", "of child"),
    'define x "of each" of child is 5\n': ("Q0180", "of child"),
    "fact within\n": ("Q0103", "within"),
    "record r\n  - until : date\n": ("Q0103", "until"),
    "type date is one of\n  - a\n": ("Q0103", "date"),
    "type t is one of\n  - unknown\n": ("Q0103", "unknown"),
    "type t is one of\n  - pending\n": ("Q0103", "pending"),
    "fact a.b\n": ("Q0104", "a.b"),
    "obligation o when\n": ("Q0105", "when"),
    "not encoded\n": ("Q0105", "encoded"),
    # a line that should begin a clause
    "obligation o on p\n  done by x\n": ("Q0106", "done"),
    "obligation o\n  when a\n  done by x\n": ("Q0106", "done"),
    "obligation o\n  when any of\n    - a\n    - b\n  done by x\n": ("Q0106", "done"),
    "obligation o\n  when a\n  judged by court\n": ("Q0106", "judged"),
    "obligation o on p\n  urgent\n": ("Q0106", "urgent"),
    "rule r : number\n  if a\n": ("Q0106", "if"),
    "rule r : number\n  when a\n  value 5\n": ("Q0106", "value"),
    "status s\n  whn a\n": ("Q0106", "whn"),
    "fact f\n  decided by court\n": ("Q0106", "decided"),
    'scenario "s"\n  given a\n  expect b is pending\n': ("Q0106", "expect"),
    "question q answers a\n  title x\n": ("Q0106", "title"),
    "status s\n  when a\n  b\n": ("Q0136", "b"),
    "status s\n  when a\n    b c\n": ("Q0136", "b"),
    "status s\n  when a\n  b is c\n": ("Q0136", "b"),
    # slips
    "define x is a and b or c\n": ("Q0110", "a and b or c"),
    "exception e to r = host when x\n": ("Q0111", "="),
    "define x is a == b\n": ("Q0112", "=="),
    "define x is a && b\n": ("Q0112", "&&"),
    "define x is a || b\n": ("Q0112", "||"),
    "define x is !a\n": ("Q0112", "!"),
    "define x is a ≤ b\n": ("Q0112", "≤"),
    "define x is a − b\n": ("Q0112", "−"),
    "define x is a <> b\n": ("Q0112", "<>"),
    "fact x;\n": ("Q0113", ";"),
    "define x is (a and b\n": ("Q0114", "("),
    "define x is ((a and (b)\n": ("Q0114", "("),
    "define x is a and b)\n": ("Q0115", ")"),
    'fact x "never closed\n  judged by court\n': ("Q0116", '"never closed'),
    "fact x “smart”\n": ("Q0117", "“smart”"),
    "fact x 'single'\n": ("Q0117", "'single'"),
    'fact x\u00a0"label"\n': ("Q0118", "\u00a0"),
    "fact x\n\u00a0\u00a0judged by court\n": ("Q0118", "\u00a0\u00a0"),
    "fact x\n\tjudged by court\n": ("Q0119", "\t"),
    "type t is one of\n  – a\n": ("Q0120", "–"),
    "type t is one of\n  • a\n": ("Q0120", "•"),
    "type t is one of\n  -a\n": ("Q0120", "-"),
    "define x is y in (a,b)\n": ("Q0121", ","),
    "define x is 2,5\n": ("Q0122", "2,5"),
    "define x is 48h\n": ("Q0122", "48h"),
    "define x is 01.03.2012\n": ("Q0165", "01.03.2012"),
    "define x is 2012-02-30\n": ("Q0123", "2012-02-30"),
    "define x is 2012-02-20 25:00 UTC\n": ("Q0123", "2012-02-20 25:00 UTC"),
    "define x is 2012-02-20 10:00\n": ("Q0124", "2012-02-20 10:00"),
    "Fact x\n": ("Q0125", "Fact"),
    "obligation o\n  When a\n": ("Q0125", "When"),
    "define x is a AND b\n": ("Q0125", "AND"),
    "define x is NOT a\n": ("Q0125", "NOT"),
    "define x is if a then b elif c then d else e\n": ("Q0126", "elif"),
    "obligation o\n  when: a\n": ("Q0127", ":"),
    "obligation o\nwhen a\n": ("Q0128", "when"),
    # bullets and brackets
    "define x is all of\n    - a\n  - b\n": ("Q0129", "-"),
    "obligation o when\n  - a\n  - b\n": ("Q0130", "-"),
    "obligation o when a and\n  - a\n  - b\n": ("Q0130", "-"),
    "define x is every d in ds satisfies d.a\n  and b\n": ("Q0139", "and"),
    "define x is if a then b else c\n  + d\n": ("Q0139", "+"),
    # clauses
    "obligation o when a when b\n": ("Q0131", "when b"),
    "obligation o within 2 days after a no later than b\n": ("Q0131", "no later than b"),
    "offence o punishable by fine 20 to 50 AZN\n": ("Q0100", "to"),
    "rule r is 1 otherwise 2 otherwise 3\n": ("Q0131", "otherwise 3"),
    'rule r "a" when b "c"\n': ("Q0131", '"c"'),
    'obligation o weighing\n  - "a"\n': ("Q0132", 'weighing\n  - "a"'),
    "power p punishable by fine 2 AZN\n": ("Q0132", "punishable by fine 2 AZN"),
    "obligation o otherwise no\n": ("Q0132", "otherwise no"),
    "right r exercised by x\n": ("Q0132", "exercised by x"),
    "prohibition p fulfilled by x\n": ("Q0132", "fulfilled by x"),
    "obligation p breached by x\n": ("Q0132", "breached by x"),
    "define x is a when b\n": ("Q0132", "when b"),
    "define x : yes/no\n": ("Q0133", "define x : yes/no"),
    "define x is y is unknown\n": ("Q0134", "unknown"),
    "define x is y is not unknown\n": ("Q0134", "unknown"),
    "define x is " + "(" * 130 + "a" + ")" * 130 + "\n": ("Q0135", ""),
    "define x is " + "not " * 5000 + "a\n": ("Q0135", ""),
    "define x is a" + " + b" * 5000 + "\n": ("Q0135", ""),
    "obligation o when a b\n": ("Q0136", "b"),
    "fact x : duration\n": ("Q0137", "duration"),
    'scenario "s"\n  given a\n': ("Q0137", 'scenario "s"\n  given a'),
    "collision #1 with #2\n": ("Q0137", "collision #1 with #2"),
    "status s in_force\n": ("Q0137", "in_force"),
    'question q answers a headline "x {}"\n': ("Q0137", ""),
    'question q answers a headline "x {due of n"\n': ("Q0138", "{"),
    'question q answers a headline "x {due of}"\n': ("Q0105", "of"),
    'question q answers a headline "x {a && b}"\n': ("Q0112", "&&"),
    "define x is the 5 months before d\n": ("Q0140", "months"),
    "define x is 1.5 months\n": ("Q0141", "1.5"),
}


@pytest.mark.parametrize("block", CASES, ids=lambda block: block.strip()[:40])
def test_one_mistake_makes_one_diagnostic(block: str) -> None:
    """Its place is exact; the entry beside it stands."""
    expected = CASES[block]
    outcome = parse(document("fact above\n" + block + "fact below\n"))
    (said,) = outcome.diagnostics
    assert said.kind.code == expected[0]
    if expected[1]:
        assert said.span.words == expected[1]
    names = [str(item.name) for item in outcome.value.items if isinstance(item, tree.Fact)]
    assert names[:1] == ["above"]
    assert names[-1:] == ["below"]


MENDED = {
    "exception e to r = host when x\n": "exception e to r is host when x\n",
    "define x is a == b && !c\n": "define x is a = b and not c\n",
    "define x is a ≤ b\n": "define x is a <= b\n",
    "fact x “smart”\n": 'fact x "smart"\n',
    'fact x "open\n': 'fact x "open"\n',
    "fact\u00a0x\n": "fact x\n",
    "fact x\n\tjudged by court\n": "fact x\n    judged by court\n",
    "type t is one of\n  – a\n  -b\n": "type t is one of\n  - a\n  - b\n",
    "define x is y in (a,b,c)\n": "define x is y in (a, b, c)\n",
    "define x is 2,5 EUR\n": "define x is 2.5 EUR\n",
    "define x is 1.234.567,80 EUR\n": "define x is 1,234,567.80 EUR\n",
    "define x is 48h\n": "define x is 48 hours\n",
    "define x is 200AZN\n": "define x is 200 AZN\n",
    "define x is €3 + 2€\n": "define x is 3 EUR + 2 EUR\n",
    "define x is 4 manats\n": "define x is 4 AZN\n",
    "define x is 31/12/2012\n": "define x is 2012-12-31\n",
    "define x is 01.03.2012\n": "define x is 2012-03-01\n",
    "define x is 2012-3-1\n": "define x is 2012-03-01\n",
    "define x is d\u2019accord\n": "define x is d_accord\n",
    "define x is has_\u200bcard\n": "define x is has_card\n",
    "define x is conge\u0301\n": "define x is congé\n",
    "define x is has_c\u0430rd\n": "define x is has_card\n",
    "define x is a // why\n": "define x is a # why\n",
    "define x is a /* why */\n": "define x is a # why\n",
    "define x is a;\n": "define x is a\n",
    "define x is match k\n  - a => 1\n  - b -> 2\n": "define x is match k\n  - a : 1\n  - b : 2\n",
    "obligation o\n  unless a or b\n": "obligation o\n  when not (a or b)\n",
    "obligation o within 2 Wochen after e\n": "obligation o within 2 weeks after e\n",
    "Rule r\n  When a AND b\n": "rule r\n  when a and b\n",
    "define x is if a then b elif c then d else e\n": "define x is if a then b else if c then d else e\n",
    "obligation o\n  when: a\n": "obligation o\n  when a\n",
    "obligation o\nwhen a\n": "obligation o\n  when a\n",
    "define x is a or b\n  and c\n": "define x is (a or b)\n  and c\n",
}


@pytest.mark.parametrize("block", MENDED)
def test_a_fix_gives_what_was_meant(block: str) -> None:
    """Applying all fixes gives the mended text, which has no mistake."""
    text = document(block).text.content
    fixes = [said.fix for said in mistakes(block)]
    changes = [(place, fix.replacement) for fix in fixes if fix is not None for place in fix.places]
    assert None not in fixes
    for place, replacement in sorted(changes, key=lambda change: -change[0].start):
        text = text[: place.start] + replacement + text[place.end :]
    assert text == f"```qanun\n{MENDED[block]}```\n"
    assert codes(MENDED[block]) == []


def test_a_slip_is_read_as_meant() -> None:
    slipped = parse(document("define x is a == b && !c\n")).value.items
    meant = parse(document("define x is a = b and not c\n")).value.items
    assert outline(slipped) == outline(meant)


def test_a_broken_entry_hides_no_other() -> None:
    """The names that were to be declared are kept, so that referring to them is no second mistake."""
    blocks = ("fact a\nrule b when (\nfact c\n", "obligation d when\n", "fact e\n")
    outcome = parse(document(*blocks))
    assert [said.kind.code for said in outcome.diagnostics] == ["Q0114", "Q0105"]
    page = outcome.value
    whole = tuple(one for one in page.items if one not in page.partial)
    assert outline(whole) == "[fact(a), fact(c), fact(e)]"
    assert page.left_out == ("b", "d")
    assert sorted(one.span.words for one in page.partial) == ["obligation d", "rule b"]


def test_a_wrong_clause_names_the_kinds_that_have_it() -> None:
    (said,) = mistakes('obligation o weighing\n  - "a"\n')
    assert said.message == "an obligation has no `weighing`"
    assert said.remedy == "`weighing` belongs to: power"


def test_a_clause_written_twice_shows_the_first() -> None:
    (said,) = mistakes("obligation o\n  when a\n  when b\n")
    assert [(related.span.words, related.role) for related in said.related] == [
        ("when a", "first written here")
    ]


def test_what_could_come_next_is_said() -> None:
    assert [said.remedy for said in mistakes("define x is\n")] == ["expected: a condition or a value"]
    assert [said.remedy for said in mistakes("fact x : moment for\n")] == [
        "expected: a text in quotes, `help`, `judged by`, `or`, `you`, the end of the entry"
    ]
    assert [said.remedy for said in mistakes("fact 5\n")] == ["expected: a name"]


def test_the_nearest_word_is_offered() -> None:
    (said,) = mistakes("obligacion o when a\n")
    assert (said.kind.code, said.remedy) == ("Q0101", "did you mean `obligation`?")
    assert said.fix is not None
    assert said.fix.replacement == "obligation"


def test_a_hash_is_a_comment_except_where_a_provision_is_named() -> None:
    assert codes("define x is a #comment\n  and b #318.1\n") == []
    assert codes("collision a with b #comment\n") == []
