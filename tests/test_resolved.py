"""What names mean, what hangs on what, and which circles there are."""

from qanun.diagnostics.model import Outcome
from qanun.diagnostics.pages import FRAME
from qanun.document.read import read
from qanun.resolved.model import Declaration, Local, Resolved
from qanun.resolved.reach import facts_of, reach
from qanun.resolved.resolve import resolve
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Text


def page(rules: str, module: str = "example") -> tree.Page:
    """A page of law with these rules."""
    source = FRAME.replace("{rules}", rules.strip() + "\n").replace("module: example", f"module: {module}")
    document = read(Text(f"{module}.md", source)).value
    assert document is not None
    parsed = parse(document)
    assert [found.message for found in parsed.diagnostics] == []
    return parsed.value


def resolved(*pages: tree.Page) -> Resolved:
    """The tables of pages without a mistake."""
    outcome = resolve(pages)
    assert [found.message for found in outcome.errors] == []
    return outcome.value


def said(outcome: Outcome[Resolved]) -> list[tuple[str, str]]:
    """Code and place of each error."""
    return [(found.kind.code, found.span.words) for found in outcome.errors]


def names(found: tuple[Declaration, ...]) -> list[str]:
    return [one.name for one in found]


def meanings(tables: Resolved, written: str) -> set[str]:
    """What a name as written means, wherever it stands."""
    return {
        ".".join((meaning.target.name, *meaning.fields))
        for name, meaning in tables.meaning.items()
        if str(name) == written
    }


CROSSING = """
fact crossed
fact no_papers
fact bypassed
fact seeks_asylum
offence crossing on nobody named
  when crossed
    and any of
      - (a) no_papers
      - (b) all of
        - (1) bypassed
        - (2) crossed
exception asylum to crossing, crossing.a
  when seeks_asylum
exception (c) second to crossing
  when seeks_asylum and crossing.b
"""


def test_bullets_are_named_after_their_rule() -> None:
    """A lettered bullet, and one inside it, have their own names; exceptions hang on what they name."""
    tables = resolved(page(CROSSING))
    crossing = tables.declarations["example.crossing"]
    limb = tables.declarations["example.crossing.a"]
    assert names(tables.limbs_of[crossing]) == ["example.crossing.a", "example.crossing.b"]
    assert names(tables.limbs_of[tables.declarations["example.crossing.b"]]) == [
        "example.crossing.b.1",
        "example.crossing.b.2",
    ]
    assert names(tables.exceptions_to[crossing]) == ["example.asylum", "example.second"]
    assert names(tables.exceptions_to[limb]) == ["example.asylum"]
    assert limb.owner is crossing
    assert limb.kind == "limb"


def test_a_lettered_exception_can_be_named_by_its_letter() -> None:
    tables = resolved(page(CROSSING + "exception back to crossing.c when bypassed"))
    assert meanings(tables, "crossing.c") == {"example.second"}


def test_grounds_hang_below_their_rule_in_another_law_too() -> None:
    """A ground bears its rule's name, wherever its text stands."""
    cost = page("rule bearer : integer\nfact rich\nground own of bearer is 1 when rich", "cost")
    other = page(
        "fact poor\nground host of cost.bearer is 2 when poor\nexception e to cost.bearer.host when poor",
        "other",
    )
    tables = resolved(cost, other)
    bearer = tables.declarations["cost.bearer"]
    assert names(tables.grounds_of[bearer]) == ["cost.bearer.own", "cost.bearer.host"]
    assert tables.declarations["cost.bearer.host"].module == "other"
    assert names(tables.exceptions_to[tables.declarations["cost.bearer.host"]]) == ["other.e"]


def test_a_ground_is_seen_only_after_its_rules_dot() -> None:
    wrong = page("rule bearer\nfact rich\nground own of bearer when rich\nexception e to own when rich")
    assert said(resolve([wrong])) == [("Q0201", "own")]


def test_locals_hide_facts_and_lead_to_fields() -> None:
    tables = resolved(
        page(
            "record stay\n  - began : date\nfact stays : list of stay\n"
            "define long : yes/no is some s in stays satisfies s.began < today"
        )
    )
    (meaning,) = [meaning for name, meaning in tables.meaning.items() if str(name) == "s.began"]
    assert isinstance(meaning.target, Local)
    assert meaning.fields == ("began",)


def test_a_name_of_another_law_is_qualified() -> None:
    """A bare name that one other law declares is refused, with the qualified name as the fix."""
    person = page("fact foreign\nparty person\nstatus alien when foreign", "person")
    outcome = resolve([person, page("status x when foreign", "law")])
    assert said(outcome) == [("Q0202", "foreign")]
    (found,) = outcome.errors
    assert found.fix is not None
    assert found.fix.replacement == "person.foreign"


def test_the_name_of_a_law_means_what_it_declares_by_that_name() -> None:
    """`on person` is the party `person` of law `person`; `person.foreign` its fact."""
    person = page("fact foreign\nparty person", "person")
    tables = resolved(person, page("status x on person when person.foreign", "law"))
    assert meanings(tables, "person") == {"person.person"}
    assert meanings(tables, "person.foreign") == {"person.foreign"}


def test_bare_options_authorities_and_countries_are_left_to_the_types() -> None:
    person = page("authority court\ntype payer is one of\n  - host\n  - guest", "person")
    law = page(
        "fact who_pays : one of person.payer\nfact by_whom : authority\nfact from_where : country\n"
        "status x when who_pays is host and by_whom is court and from_where is AZ",
        "law",
    )
    tables = resolved(person, law)
    assert {str(name) for name in tables.unresolved} == {"host", "court", "AZ"}


def test_a_name_that_an_unreadable_entry_would_declare_is_no_second_mistake() -> None:
    document = read(Text("example.md", FRAME.replace("{rules}", "fact a b c\nstatus x when a\n"))).value
    assert document is not None
    parsed = parse(document)
    assert parsed.diagnostics
    assert resolve([parsed.value]).diagnostics == ()


def test_mistaken_names_do_not_stop_the_others() -> None:
    """Each mistake is told once, in the order of the page."""
    wrong = page("status x when nowhere\nstatus y when elsewhere\nfact given_\nstatus z when given_")
    outcome = resolve([wrong])
    assert said(outcome) == [("Q0201", "nowhere"), ("Q0201", "elsewhere")]
    assert meanings(outcome.value, "given_") == {"example.given_"}


# --- circles ----------------------------------------------------------------------------------------------


def circles(rules: str) -> list[str]:
    """The circles in some rules."""
    found = [one for one in resolve([page(rules)]).errors if one.kind.code in ("Q0207", "Q0262")]
    return [
        one.values["path"] if "path" in one.values else "`{name}` → `{name}`".format(**one.values)
        for one in found
    ]


def test_a_circle_is_told_once_with_its_path() -> None:
    assert circles("define a : yes/no is b\ndefine b : yes/no is c\ndefine c : yes/no is a") == [
        "`a` → `b` → `c` → `a`"
    ]


def test_a_rule_that_names_itself_is_a_circle() -> None:
    assert circles("define a : yes/no is not a") == ["`a` → `a`"]


def test_exceptions_in_a_circle() -> None:
    assert circles("fact f\nexception a to b when f\nexception b to a when f") == ["`a` → `b` → `a`"]
    assert circles("fact f\nexception a to a when f") == ["`a` → `a`"]


def test_an_exception_that_asks_for_the_state_of_its_target_is_a_circle() -> None:
    duty = (
        "fact served : moment or none\nfact gone : moment or none\n"
        "obligation leave on nobody named\n  within 48 hours after served\n  fulfilled by gone\n"
    )
    assert circles(duty + "exception e to leave when leave is breached") == ["`leave` → `e` → `leave`"]
    later = "exception e to leave when leave and gone is none\n  no later than served + 50 hours"
    assert circles(duty + later) == []


def test_norms_that_prevail_over_each_other_are_a_circle() -> None:
    norms = "fact f\nprohibition a on nobody named when f\npermission b on nobody named when f\n"
    assert circles(norms + "a prevails over b\nb prevails over a") == ["`a` → `b` → `a`"]
    assert circles(norms + "collision a with b") == []


def test_a_rule_that_rests_on_a_norms_mere_application_is_no_circle() -> None:
    """What follows from a breach does not make the breach follow from itself."""
    assert (
        circles(
            "fact gone : moment or none\nfact served : moment or none\nfact f\n"
            "obligation leave on nobody named when f\n  within 48 hours after served\n  fulfilled by gone\n"
            "obligation remove on nobody named when leave is breached\n"
            "prohibition stay on nobody named when leave and remove"
        )
        == []
    )


def test_is_empty_in_the_own_silence_is_no_circle() -> None:
    where = (
        "fact home : country\nfact free\noptions destination : country\n  - home_country is home when free\n"
    )
    assert circles(where + "silence nowhere on destination when destination is empty noticed") == []
    assert circles(where + "silence nowhere on destination when count of destination = 0 noticed") == [
        "`destination` → `nowhere` → `destination`"
    ]


# --- what an answer rests on -------------------------------------------------------------------------------


def test_reach_follows_what_an_answer_rests_on() -> None:
    """Conditions, exceptions, priorities and collisions count; the term of a norm that is a condition not."""
    tables = resolved(
        page(
            "fact a\nfact b\nfact c\nfact d\nfact e\nfact served : moment or none\nfact unused_here\n"
            "obligation leave on nobody named\n  when a\n  within 48 hours after served\n"
            "permission stay on nobody named when leave and b\n"
            "exception ill to stay when c\n"
            "prohibition ban on nobody named when d\n"
            "ban prevails over stay\n"
            "prohibition other on nobody named when e\n"
            "collision stay with other\n"
            "status last when unused_here"
        )
    )
    stay, leave = tables.declarations["example.stay"], tables.declarations["example.leave"]
    assert names(facts_of(tables, [stay])) == [f"example.{one}" for one in "abcde"]
    assert names(facts_of(tables, [leave])) == ["example.a", "example.served"]
    assert "example.ill" in names(reach(tables, [stay]))


# --- warnings ---------------------------------------------------------------------------------------------


def test_a_bare_name_is_the_page_s_own_first() -> None:
    """Whatever other laws are called; behind their own name and a dot their declarations can be said."""
    tax = page("fact earned : integer\ndefine tax : integer is earned", module="tax")
    own = "fact rent : integer\ndefine tax : integer is rent\ndefine both : integer is tax + tax.tax"
    tables = resolved(tax, page(own, module="family"))
    assert meanings(tables, "tax") == {"family.tax"}
    assert meanings(tables, "tax.tax") == {"tax.tax"}


def test_idle_facts_are_warned_of_only_where_nothing_is_wrong() -> None:
    idle = resolve([page("fact a\nfact b\nfact d\ndefine c : yes/no is a\nalways not d\nstatus x when a")])
    assert [(found.kind.code, found.span.words) for found in idle.diagnostics] == [
        ("Q0209", "b"),
        ("Q0209", "c"),
    ]
    assert idle.errors == ()
    assert said(resolve([page("fact a\nstatus x when nothing_like_it")])) == [("Q0201", "nothing_like_it")]


def test_every_name_means_something_or_is_left_over() -> None:
    """In a page without a mistake no name that refers is without an entry."""
    law = page(CROSSING)
    tables = resolved(law)
    for item in law.items:
        declares = getattr(item, "name", None)
        for node in every(item):
            if isinstance(node, tree.Name) and node is not declares:
                assert node in tables.meaning or node in tables.unresolved
