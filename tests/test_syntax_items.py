"""Every kind of entry is read as the language page says. Trees are written out by hand."""

import pytest
from qanun.syntax import tree
from syntax_pages import items, only, outline

CASES = {
    'authority sms "the State Migration Service"       # a body that acts\n': (
        "authority(sms, the State Migration Service)"
    ),
    "authority court\n": "authority(court)",
    'party foreigner "a foreigner" who person.is_foreigner\n': (
        "party(foreigner, a foreigner, person.is_foreigner)"
    ),
    'party foreigner "a foreigner"\n  who is_foreigner or is_stateless\n': (
        "party(foreigner, a foreigner, or(is_foreigner, is_stateless))"
    ),
    'act expulsion "administrative expulsion"\n': "act(expulsion, administrative expulsion)",
    "fact x\n": "fact(x)",
    'fact x : moment or none "when"\n': "fact(x, type name(moment, True), when)",
    'fact x "likely"\n  judged by court\n': "fact(x, likely, bodies([court]))",
    "fact x judged by nobody named\n": "fact(x, bodies())",
    'fact x "it"\n  you "you"\n  help "a"\n    "line"\n': "fact(x, it, spoken(you), spoken(a line))",
    'fact help\n  help "a"\n  judged by you or b\n': "fact(help, bodies([you, b]), spoken(a))",
    "fact x : money in AZN\n": "fact(x, type name(money, AZN))",
    "fact x : duration in weeks\n": "fact(x, type name(duration, days))",
    "fact x : duration in years or none\n": "fact(x, type name(duration, months, True))",
    "fact x : set of country\n": "fact(x, type name(set of, type name(country)))",
    "fact x : list of stay\n": "fact(x, type name(list of, type name(named, stay)))",
    "fact x : one of payer\n": "fact(x, type name(one of, payer))",
    "fact x : other_law.payer or none\n": "fact(x, type name(named, other_law.payer, True))",
    'always not (a and b) "nobody is both"\n': "always(not((and(a, b))), nobody is both)",
    'type t is one of\n  - a "first"\n  - b\n': "one of(t, [option(a, first), option(b)])",
    'type t "kinds" is one of\n  - a\n': "one of(t, kinds, [option(a)])",
    'record d "a dependant"\n  - born : date "date of birth"\n  - citizen : yes/no\n': (
        "record(d, a dependant, "
        "[record field(born, type name(date), date of birth), record field(citizen, type name(yes/no))])"
    ),
    "define x is 1\n": "define(x, 1, clauses())",
    'define x : yes/no "said" is a and b\n': "define(x, type name(yes/no), said, and(a, b), clauses())",
    "define x : yes/no\n  is a\n    and b\n  also states #3\n": (
        "define(x, type name(yes/no), and(a, b), clauses(also_states=[#3]))"
    ),
    'rule r : payer "who pays"\n': "rule(r, type name(named, payer), who pays, clauses())",
    "rule r : money is 5 AZN when a otherwise 0 AZN\n": (
        "rule(r, type name(money), clauses(when=a, value=5 AZN, otherwise=0 AZN))"
    ),
    "rule r when a\n": "rule(r, clauses(when=a))",
    "rule r of child : money is 5 AZN\n": ("rule(r, type name(money), clauses(value=5 AZN), of each(child))"),
    "define d of child in household is b of child\n": (
        "define(d, of one(b, child), clauses(), of each(child, household))"
    ),
    "status n\n  of child\n  when e.a of (f) is barred\n  of entering\n": (
        "norm(status, n, clauses(of_act=entering, when={of one(e.a, (f)) is <barred>}), of each(child))"
    ),
    "options s of child : country\n  - a is b of child\n": (
        "options(s, type name(country), [member(a, of one(b, child))], clauses(), of each(child))"
    ),
    "ground g of r is host when not a\n": "ground(g, r, clauses(when=not(a), value=host))",
    "ground g of r as determined by court or office in found when a\n": (
        "ground(g, r, clauses(when=a, determined=bodies([court, office])))"
    ),
    'ground g of other.r "why" on foreigner when a\n': (
        "ground(g, other.r, why, clauses(on=bodies([foreigner]), when=a))"
    ),
    "exception e to r\n  when a\n  is host\n": "exception(e, [r], clauses(when=a, value=host))",
    "exception e to r.host is state when a\n": "exception(e, [r.host], clauses(when=a, value=state))",
    'exception (a) long to expulsion, other.ban "resided long" when a\n': (
        "exception(long, a, [expulsion, other.ban], resided long, clauses(when=a))"
    ),
    "exception e to r on foreigner is host when a\n": (
        "exception(e, [r], clauses(on=bodies([foreigner]), when=a, value=host))"
    ),
    "a prevails over b, c.d\n": "priority(a, [b, c.d])",
    "a prevails over b when reading_x is option_y\n": "priority(a, [b], {reading_x is option_y})",
    'collision a with b.c "not said"\n  when d\n': "collision(a, b.c, not said, d)",
    "collision a with #11\n": "collision(a, #11)",
    "collision law#11 with a\n": "collision(a, law#11)",
    'silence s on r "nobody" when a noticed\n': "silence(s, r, nobody, a, noticed, clauses())",
    'silence s "no appeal"\n  stated\n  also states #4\n': (
        "silence(s, no appeal, stated, clauses(also_states=[#4]))"
    ),
    'reading five "How?"\n  - one "first"\n  - two\n  because "it says so"\n': (
        "reading(five, How?, [option(one, first), option(two)], it says so)"
    ),
    'options d : country "where to"\n  - home is home_country when a\n  - else_where "any" is x\n': (
        "options(d, type name(country), where to, "
        "[member(home, home_country, a), member(else_where, any, x)], clauses())"
    ),
    'question q "Who?"\n  answers a, b.c\n': "question(q, Who?, [a, b.c])",
    'not encoded "a definition"\n': "not encoded(a definition)",
    'claim "nobody"\n  a implies not law.b\n': "claim(nobody, implies(a, not(law.b)))",
    'claim "nobody"\n  under r is o, r2 is o2\n  not a\n': (
        "claim(nobody, [under(r, o), under(r2, o2)], not(a))"
    ),
}


@pytest.mark.parametrize("block", CASES)
def test_an_entry(block: str) -> None:
    assert outline(only(block)) == CASES[block]


NORMS = ["obligation", "prohibition", "permission", "right", "power", "offence", "status"]


@pytest.mark.parametrize("kind", NORMS)
def test_the_kinds_of_norm(kind: str) -> None:
    norm = only(f'{kind} n "label"\n  when a\n')
    assert outline(norm) == f"norm({kind}, n, label, clauses(when=a))"


CLAUSES = {
    "obligation n on foreigner or stateless by court towards family": (
        "on=bodies([foreigner, stateless]), by=bodies([court]), towards=bodies([family])"
    ),
    "obligation n by nobody named": "by=bodies()",
    'prohibition n "no" of expulsion breached by expelled': "of_act=expulsion, breached_by=expelled",
    "obligation n within 48 hours after served fulfilled by left": (
        "term=term(within, 48 hours, served), fulfilled_by=left"
    ),
    "obligation n before a": "term=term(before, a)",
    "obligation n no later than the later of a and b": "term=term(no later than, later(a, b))",
    "permission n until 1 year after a": "until=term(until after, 1 years, a)",
    "permission n until a": "until=term(until, a)",
    "right n until last_day + 3 days when b": "when=b, until=term(until, {last_day + 3 days})",
    "offence n punishable by fine 5 AZN": "punishable=penalties([[penalty range(fine, 5 AZN, 5 AZN)]])",
    "offence n punishable by prison up to 2 days": "punishable=penalties([[penalty range(prison, 2 days)]])",
    "offence n punishable by fine 2 AZN to 5 AZN and prison 1 year or labour 3 months": (
        "punishable=penalties([[penalty range(fine, 2 AZN, 5 AZN), penalty range(prison, 1 years, 1 years)], "
        "[penalty range(labour, 3 months, 3 months)]])"
    ),
    "power n exercised by done_at": "exercised_by=done_at",
    'power n weighing\n    - (a) ties "family ties"\n    - (b) "the crime"\n    - danger\n  when b': (
        "when=b, weighing=[weighed(a, family ties, ties), weighed(b, the crime), weighed(danger)]"
    ),
    "status n also states #a.1, law#note": "also_states=[#a.1, law#note]",
    "status n in_force from 2000-01-01 until 2010-12-31": "in_force=in force clause(2000-01-01, 2010-12-31)",
    "status n in_force until 2010-12-31\n  until a": (
        "until=term(until, a), in_force=in force clause(2010-12-31)"
    ),
}


@pytest.mark.parametrize("block", CLAUSES)
def test_a_clause(block: str) -> None:
    norm = only(block + "\n")
    assert isinstance(norm, tree.Norm)
    assert outline(norm.clauses) == f"clauses({CLAUSES[block]})"


def test_clauses_stand_on_one_line_or_on_their_own() -> None:
    """The same entry, spread and in one line, and in another order."""
    spread = only(
        'power n "label"\n  by court\n  when a\n    and b\n  within 5 days after c\n  exercised by d\n'
    )
    line = only('power n by court within 5 days after c exercised by d "label" when a and b\n')
    assert outline(spread) == outline(line)


def test_a_label_may_go_on_below() -> None:
    """A long label is several quotations one below the other."""
    fact = only('fact x "the person has left"\n  "and not come back"\n')
    assert isinstance(fact, tree.Fact)
    assert fact.label == "the person has left and not come back"


def test_a_headline_alternates_text_and_values() -> None:
    block = (
        'question q answers n\n  headline "by {due of n}, {a + 1}!" when n is pending\n  headline "stay"\n'
    )
    question = only(block)
    assert isinstance(question, tree.Question)
    assert outline(question.headlines) == (
        "[headline([by , due(n), , , {a + 1}, !], {n is <pending>}), headline([stay])]"
    )


GIVEN = """scenario "title"
  given a, not b
    c = 2012-03-01
    d is none
    e is unknown, f = (x, y)
    g is host
    stays =
      - days = period from 2011-01-01 to none, lawful = yes
      - days = period from 2011-01-01 to 2012-01-01
        lawful = no
    births =
      - 2001-02-03
    nothing is empty
    imposed = fine 300 AZN and prison 3 years
    as_of = 2012-03-03 10:00 Asia/Baku
    all others no
  under r is o, r2 is o2
  then n
  because #1, law#2.(a)
"""


def test_what_is_given() -> None:
    scenario = only(GIVEN)
    assert isinstance(scenario, tree.Scenario)
    assert [outline(given) for given in scenario.givens] == [
        "given(yes, a)",
        "given(no, b)",
        "given(value, c, 2012-03-01)",
        "given(value, d, none)",
        "given(unknown, e)",
        "given(value, f, several([x, y]))",
        "given(value, g, host)",
        "given(members, stays, [row([[days, period(2011-01-01, none)], [lawful, yes]]), "
        "row([[days, period(2011-01-01, 2012-01-01)], [lawful, no]])])",
        "given(members, births, [row(2001-02-03)])",
        "given(members, nothing)",
        "given(value, imposed, penalty amount([[fine, 300 AZN], [prison, 3 years]]))",
        "given(as_of, 2012-03-03 10:00 Asia/Baku)",
        "given(all others no)",
    ]
    assert outline(scenario.under) == "[under(r, o), under(r2, o2)]"
    assert scenario.because == ("#1", "law#2.(a)")


EXPECTED = {
    "n": "expect(verdict, n, yes)",
    "not n": "expect(verdict, n, no)",
    "n is pending": "expect(state, n, pending)",
    "n is not applicable": "expect(state, n, not applicable)",
    "n is must": "expect(state, n, must)",
    "n is unknown": "expect(state, n, unknown)",
    "n is yes": "expect(state, n, yes)",
    "n may": "expect(verdict, n, may)",
    "n barred": "expect(verdict, n, barred)",
    "n no": "expect(state, n, no)",
    "n must not": "expect(verdict, n, must_not)",
    "n need_not": "expect(verdict, n, need_not)",
    "n at discretion": "expect(verdict, n, discretion)",
    "n is host": "expect(value, n, host)",
    "n is none": "expect(value, n, none)",
    "n is 200 AZN": "expect(value, n, 200 AZN)",
    "n = (a, b)": "expect(value, n, several([a, b]))",
    "due of n = 2012-03-01": "expect(value, due(n), 2012-03-01)",
    "end of n = none": "expect(value, end(n), none)",
    "n = \n      - a\n      - b": "expect(members, n, [row(a), row(b)])",
    "n contains a": "expect(compared, n, contains, a, {n contains a})",
    "n allows fine 5 AZN": (
        "expect(compared, n, allows, penalty amount([[fine, 5 AZN]]), "
        "allows(n, penalty amount([[fine, 5 AZN]])))"
    ),
    "n is not pending": "expect(not state, n, pending)",
    "n is not host": "expect(compared, n, !=, host, {n != host})",
    "n is not may": "expect(not state, n, may)",
    "n barred by e": "expect(barred by, n, [e])",
    "n barred by e, f": "expect(barred by, n, [e, f])",
    "n in conflict with b": "expect(in conflict with, n, [b])",
    "n is in conflict": "expect(state, n, in conflict)",
    "n silent by s": "expect(silent by, n, [s])",
    "n unknown needs f, g": "expect(unknown needs, n, [f, g])",
    "n has ground g": "expect(has ground, n, [g])",
    "n rests on law#3": "expect(rests on, n, law#3)",
    "n conflict": "expect(conflict, n)",
    "n gap": "expect(gap, n)",
}


@pytest.mark.parametrize("words", EXPECTED)
def test_what_is_expected(words: str) -> None:
    scenario = only(f'scenario "t"\n  then {words}\n    and other\n')
    assert isinstance(scenario, tree.Scenario)
    assert outline(scenario.expects) == f"[{EXPECTED[words]}, expect(verdict, other, yes)]"


def test_expectations_are_joined_by_commas_too() -> None:
    scenario = only('scenario "t" given a then n is breached, m may, not o and p unknown needs f, g\n')
    assert isinstance(scenario, tree.Scenario)
    assert outline(scenario.expects) == (
        "[expect(state, n, breached), expect(verdict, m, may), expect(verdict, o, no), "
        "expect(unknown needs, p, [f, g])]"
    )


def test_entries_follow_each_other_over_blocks() -> None:
    found = items("fact a\n\n# a comment\nfact b\n", "  fact c\n  fact d\n    judged by e\n")
    assert [str(item.name) for item in found if isinstance(item, tree.Fact)] == ["a", "b", "c", "d"]


def test_an_entry_knows_its_block() -> None:
    first, second = items("fact a\n", "fact b\n")
    assert first.block is not second.block
    assert first.block.span.words == "fact a\n"
