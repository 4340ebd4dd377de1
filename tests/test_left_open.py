"""A value that a law leaves to another, over two laws: what is said of it, cited, shown and checked anew."""

from datetime import date

from in_memory import loaded
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.core.rules import Program
from qanun.diagnostics.render import as_json
from qanun.pipeline import Compiled, compile
from qanun.slices import check
from qanun.text import Text
from qanun.verify.findings import found_in
from qanun.verify.scenarios import run_all
from test_slices import Kept

HEAD = """\
---
law: {law}
jurisdiction: Example Town
module: {module}
in_force: {days}
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: an example
---

# {law}

## Article 1. Fees

> **1.1** Words of the law.

"""
ACT = """\
```qanun
authority government "the Government"
authority ministry "the Ministry"
rule fee : money left to government or ministry "the fee of a permit"
define twice : money "twice the fee" is fee * 2
question fees "What is the fee?"
  answers fee, twice

background now "a day of 2012"
  given as_of = 2012-05-01

scenario "what the order says"
  as now
  then fee {outcome}
```
"""
ORDER = "```qanun\nfills act.fee by act.{body}\n  is {amount} EUR\n```\n"


def law(module: str, body: str, days: str = "not stated") -> Text:
    title = module.replace("_", " ").title()
    return Text(f"{module}.md", HEAD.format(law=title, module=module, days=days) + body)


def act(outcome: str) -> Text:
    return law("act", ACT.replace("{outcome}", outcome))


def order(name: str, amount: int, body: str = "government", days: str = "not stated") -> Text:
    return law(name, ORDER.format(amount=amount, body=body), days)


def compiled(*texts: Text) -> tuple[Compiled, Program]:
    """What they mean, in which every scenario comes out."""
    outcome = compile(texts)
    assert outcome.diagnostics == ()
    program = outcome.value.program
    assert program is not None
    assert [result.failures for result in run_all(program) if not result.passed] == []
    return outcome.value, program


def test_one_law_fills_it_and_both_are_cited() -> None:
    """Also from a law that is in force on some days alone; on others the law is silent."""
    both = "= 30 EUR\n    and fee rests on #1.1\n    and fee rests on fee_order#1.1\n    and twice = 60 EUR"
    compiled(act(both), order("fee_order", 30))
    compiled(act(both), order("fee_order", 30, days="2012-01-01 to 2012-12-31"))
    compiled(act("silent\n    and twice silent"), order("fee_order", 30, days="from 2013-01-01"))
    compiled(act("silent"))


def test_two_laws_conflict_where_they_differ() -> None:
    """Two that say the same do not."""
    agree = act("= 30 EUR\n    and fee rests on one_order#1.1\n    and fee rests on other_order#1.1")
    compiled(agree, order("one_order", 30), order("other_order", 30, "ministry"))
    texts = (act("conflict"), order("one_order", 30), order("other_order", 40, "ministry"))
    _, program = compiled(*texts)
    (warned,) = found_in(program, texts)
    assert warned.kind.code == "Q0460"
    days = ("from 2012-01-01", "2011-01-01 to 2012-12-31")
    texts = (act("conflict"), order("one_order", 30, days=days[0]), order("other_order", 40, days=days[1]))
    outcome = compile(texts)
    (warned,) = outcome.diagnostics
    assert (warned.kind.code, warned.span.text.path) == ("Q0421", "other_order.md")
    assert warned.remedy.endswith("`act.fee.other_order prevails over act.fee.one_order`")


def test_what_is_said_of_it() -> None:
    """In a sentence of its own where nothing fills it, and under the name of the law that does."""
    _, program = compiled(act("= 30 EUR"), order("fee_order", 30, days="2012-01-01 to 2012-12-31"))
    fees = loaded(program, "left_open_fees").question("act.fees")
    silent = fees.explore(fees.facts(), as_of=date(2011, 5, 1))
    assert silent.fee.sentence == (
        "The law leaves this to another, and none that is in force says it: the fee of a permit."
    )
    assert silent.fee.silent_by == silent.twice.silent_by == ("act.fee",)
    assert silent.twice.sentence == "The law does not say: twice the fee (“the fee of a permit”)."
    filled = fees.decide(fees.facts(), as_of=date(2012, 5, 1))
    assert filled.fee.provisions == ("act#1.1", "fee_order#1.1")
    assert filled.fee.grounds == ("act.fee.fee_order",)
    text = fees.explain(fees.facts(), as_of=date(2012, 5, 1)).as_text()
    assert "Fee Order" in text


def test_the_book_shows_both_sides() -> None:
    """On the cards of both laws, and in a register with what fills it; nothing, where nothing does."""
    made, program = compiled(act("= 30 EUR"), order("fee_order", 30))
    book = {page.path: str(page.body) for page in pages(Edition.of(made, program))}
    own, filling = book["law/act/article-1.html"], book["law/fee_order/article-1.html"]
    assert "is left to another law, of <a" in own
    assert '<span class="qanun-key">left to </span>' in own
    assert '<span class="qanun-key">filled by </span>' in filling
    assert 'href="../fee_order/article-1.html#rule-fee.fee_order"' in own
    register = book["registers/left-open.html"]
    assert "Fee Order" in register
    assert "nothing yet" not in register
    made, program = compiled(act("silent"))
    book = {page.path: str(page.body) for page in pages(Edition.of(made, program))}
    assert "nothing yet" in book["registers/left-open.html"]


def test_a_law_that_comes_to_fill_it_is_seen_without_a_whole_check() -> None:
    """By the law that fills it already, and by the cases of the law that leaves it open."""
    kept = Kept()
    texts = [act("= 30 EUR"), order("one_order", 30, days="from 2012-01-01"), order("quiet", 1)]
    texts[-1] = law("quiet", '```qanun\nfact loud "it is loud"\nright stay "stay" when loud\n```\n')
    for number, amount in enumerate((30, 40), 0):
        more = [order("other_order", amount, days="2011-01-01 to 2012-12-31")] if number else []
        named = {text.path: text for text in (*texts, *more)}
        given = check.Law(named, None, {path: text.content for path, text in named.items()})
        assert kept.check(given) == as_json(check.whole(given, "").said)
        assert ("Q0421" in kept.check(given)) == bool(number)
    assert kept.partly >= 1
