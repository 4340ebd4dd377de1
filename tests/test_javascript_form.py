"""The form of a question's page: what it asks, shows, carries and forgets, driven step by step."""

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import javascript
import pytest
from agreement import Laws, generated
from qanun.core.rules import Question
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.json_writing import to_json
from qanun.targets.javascript.generate import first_script, second_script
from qanun.tools.asking import AskedCase
from qanun.tools.interview import Interview
from qanun.verify.cases import Pool
from reference.answering import answer
from test_target_javascript import program_of

CROSSING = "criminal_code.crossing"
BORDER = "The person crossed the guarded state border of Azerbaijan"
YES = ["press", "Yes", ".qanun-next"]


def shown(*steps: list[object], question: str = CROSSING, of: str = "statutes", hash: str = "") -> list[str]:
    return javascript.walked(program_of(of), question, steps, hash)


def test_it_asks_what_matters_and_shows_the_answer_firm_up() -> None:
    """Each reply leads to the next question; once nothing can change the answer, it says so."""
    first, open_now, then, done, focused, answers, over = shown(
        ["see", "qanun-next"],
        YES,
        YES,
        ["see", "qanun-bar"],
        ["see", "qanun-next"],
        ["press", "Yes", ".qanun-next"],
        ["see", "qanun-bar"],
        ["focus"],
        ["see", "qanun-answers"],
        ["see", "qanun-next"],
    )
    assert first.startswith("The person crossed the guarded state border of Azerbaijan?")
    assert open_now == (
        "Not certain yetNothing is certain so far.0 of 2 answers certain; 3 facts can still matter."
    )
    assert then.startswith("The person is a citizen of Azerbaijan?")
    offence = "An offence: illegal crossing of the state border."
    assert done.startswith(f"Certain{offence}")
    assert focused == offence
    assert "Yes There is an offence by a person: illegal crossing of the state border" in answers
    assert "Criminal Code, art. 318 [(1) a]" in answers
    assert over == ""


def test_readings_stand_side_by_side() -> None:
    """Whether fine and imprisonment come together is read in two ways, and a reading can be taken over: then
    it stands first. Without an offence nothing turns on it."""
    offence = [YES, YES, ["press", "No", ".qanun-next"], ["press", "No", ".qanun-next"]]
    both, taken = shown(
        *offence, ["see", "qanun-under"], ["press", "Read it so", ".qanun-under"], ["see", "qanun-under"]
    )
    asked = "Can the fine and the imprisonment be imposed together?"
    said = "There is an offence by a person: illegal crossing of the state border; the penalty is "
    one = "a fine of 200 to 500 AZN, or imprisonment for 2 to 5 years."
    rest = "Read it so1 other answer holds under all readings."
    here, other = both.removeprefix("Under each readingAs it is read here").split(asked)
    assert here == said + one
    assert other.startswith(f" “Also both at once”{said}")
    assert " and imprisonment for 2 to 5 years." in other
    assert other.endswith(rest)
    assert taken.endswith(f"{asked} “One of the two, as the word or suggests”{said}{one}{rest}")
    (holds,) = shown(["press", "No", ".qanun-next"], ["see", "qanun-under"])
    assert holds == "Under each readingIt holds under all readings."


def test_what_is_not_known_is_set_aside_and_can_be_stated_later() -> None:
    aside, again = shown(
        ["press", "I do not know", ".qanun-next"],
        ["see", "qanun-others"],
        [
            "press",
            "The person crossed the guarded state border of Azerbaijan (you do not know)",
            ".qanun-others",
        ],
        YES,
        ["see", "qanun-stated"],
    )
    assert "(you do not know)" in aside
    assert "The person crossed the guarded state border of Azerbaijan: yes" in again


def test_the_address_carries_the_case_and_clearing_forgets_it() -> None:
    """Each reply, and what is not known, goes into the address; whoever opens it has the same case."""
    before, after, copied, cleared, nothing = shown(
        ["address"],
        YES,
        ["press", "I do not know", ".qanun-next"],
        ["address"],
        ["press", "Copy the address of this case"],
        ["see", "qanun-carry"],
        ["press", "Clear all"],
        ["address"],
        ["see", "qanun-stated"],
    )
    assert before == ""
    case, _, unknown = after.partition("&unknown=")
    assert json.loads(unquote(case).removeprefix("#case=")) == {"facts": {"crossed_guarded_border": True}}
    assert unknown == "lacked_required_documents"
    assert "Copied. Whoever has this address can read what you stated." in copied
    assert (cleared, nothing) == ("", "")
    opened, aside = shown(["see", "qanun-stated"], ["see", "qanun-others"], hash=after)
    assert "The person crossed the guarded state border of Azerbaijan: yes" in opened
    assert "The person crossed without the required documents (you do not know)" in aside


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("#case=%7B", "s not JSON"),
        ("#case=%7B%22crossed%22%3Atrue%7D", "“crossed” is no fact that this question asks for."),
        ("#case=%E0%A4%A", "s not JSON"),
        ("#case=%7B%22facts%22%3A%7B%7D%2C%22as_of%22%3A%22soon%22%7D", "is no date"),
        (
            "#case=%7B%22facts%22%3A%7B%7D%2C%22as_off%22%3A%222012-03-01%22%7D",
            "/as_off: is not part of a case; did you mean as_of?",
        ),
        ("#case=%7B%22facts%22%3A%7B%7D%2C%22readings%22%3A%7B%22x%22%3A%22y%22%7D%7D", "no such reading"),
    ],
)
def test_a_link_that_carries_no_case_is_told(fragment: str, said: str) -> None:
    told, first = shown(["see", "qanun-headline"], ["see", "qanun-next"], hash=fragment)
    assert told.startswith("The link carries no case of this question.")
    assert said in told
    assert first.startswith("The person crossed")
    (other,) = shown(["see", "qanun-headline"], hash="#answer")
    assert "link" not in other


def test_json_goes_in_and_comes_out() -> None:
    """With all mistakes at once; what is refused changes nothing."""
    written, refused, kept, taken = shown(
        YES,
        ["press", "Write the case"],
        ["read"],
        ["write", '{"crossed_guarded_border": 3, "crosed": 1}'],
        ["press", "Take over what stands here"],
        ["see", "qanun-carry"],
        ["see", "qanun-stated"],
        ["write", '{"is_az_citizen": true}'],
        ["press", "Take over what stands here"],
        ["see", "qanun-stated"],
    )
    assert json.loads(written) == {"facts": {"crossed_guarded_border": True}}
    assert f"{BORDER}: expected true or false, not 3." in refused
    assert "“crosed” is no fact that this question asks for." in refused
    assert "crossed the guarded state border of Azerbaijan: yes" in kept
    assert "is a citizen of Azerbaijan: yes" in taken


def test_what_if_shows_what_moves() -> None:
    moves, still = shown(
        YES,
        YES,
        ["press", "What if …", ".qanun-stated"],
        ["see", "qanun-whatif"],
        ["see", "qanun-stated"],
    )
    assert "were: No" in moves
    assert "Illegal crossing of the state border: no" in moves
    assert still.count(": yes") == 2


def test_it_says_what_would_change_an_answer_and_takes_it_over() -> None:
    """Who crosses the guarded border without documents commits an offence; who does not cross it, none."""
    would, after, stated = shown(
        YES,
        YES,
        YES,
        ["press", "What would change this?", ".qanun-answers"],
        ["see", "qanun-changes"],
        ["press", "Try it", ".qanun-changes"],
        ["see", "qanun-bar"],
        ["see", "qanun-stated"],
    )
    first, _, _ = would.removeprefix("What would change this?").partition("Try it")
    assert first.startswith(
        "If “the person crossed the guarded state border of Azerbaijan” were no (it is yes): "
    )
    assert first.endswith("There is no offence by a person: illegal crossing of the state border. ")
    assert after.startswith("CertainNo offence under this article.")
    assert "crossed the guarded state border of Azerbaijan: no" in stated


def test_a_reading_can_be_switched() -> None:
    """The answer says which readings it rests on; the case carries those that were chosen."""
    offered, written = shown(
        YES,
        ["see", "qanun-readings"],
        ["choose", 1, ".qanun-readings"],
        ["press", "Write the case"],
        ["read"],
    )
    assert "1 of 1 readings matter here" in offered
    assert json.loads(written)["readings"] == {"criminal_code.fine_or_prison": "cumulative"}


def test_every_page_says_what_it_is() -> None:
    """That it is the law as reported, no advice, of which statutes, how read; that nothing leaves."""
    privacy, notice = shown(YES, ["see", "qanun-privacy"], ["see", "qanun-notice"])
    assert "Can the fine and the imprisonment be imposed together? Here: one of the two" in notice
    assert "Nothing that you enter leaves your browser" in privacy
    assert "Not legal advice" in notice
    assert program_of("statutes").fingerprint in notice


def test_a_day_is_asked_for_first() -> None:
    """Where the answer depends on it; it is shown with the answer."""
    asked, notice, stated = shown(
        ["see", "qanun-next"],
        ["type", "2012-03-01"],
        ["send"],
        ["see", "qanun-notice"],
        ["see", "qanun-stated"],
        question="child_benefit.child_benefit_for",
        of="child_benefit",
    )
    assert asked.startswith("For which day is this asked?")
    assert "Asked for 2012-03-01." in notice
    assert "Asked for: 1 March 2012" in stated


def test_what_cannot_be_is_said() -> None:
    """Facts that break what always holds: the sentence, and no answer."""
    program = program_of("statutes")
    question = next(q for q in program.questions.values() if q.constraints and not q.needs_as_of)
    pool = Pool(program, question, Random(2012))
    while True:
        facts = pool.draw().facts
        try:
            answer(program, question.name, facts)
        except CaseImpossible as error:
            sentence = error.sentence
            break
    data = {name.partition(".")[2]: to_json(value) for name, value in facts.items()}
    taken = [["write", json.dumps(data)], ["press", "Take over what stands here"]]
    said, answers = shown(*taken, ["see", "qanun-headline"], ["see", "qanun-answers"], question=question.name)
    assert said == f"These facts cannot all be true: {sentence}"
    assert answers == ""


INPUTS = {
    "penalties.punishment": ("the penalty that was imposed", ["fine 300 EUR"], "a fine of 300 EUR"),
    "periods.membership": ("the stay", ["2012-03-01", "2012-04-01"], "1 March 2012 to 1 April 2012"),
    "moments.hours": (
        "when the letter was handed over",
        ["2012-03-01", "10:00", "+04:00"],
        "1 March 2012 at 07:00 (Europe/Berlin)",
    ),
}


@pytest.mark.parametrize("question", INPUTS)
def test_inputs_of_many_kinds(question: str) -> None:
    """What is typed is stated, and shown as people read it."""
    label, words, read = INPUTS[question]
    of = f"spec {question.partition('.')[0]}"
    (first,) = shown(["see", "qanun-next"], question=question, of=of)
    other: list[list[object]] = [
        ["open", "Also still needed", ".qanun-next"],
        ["press", label[0].upper() + label[1:], ".qanun-next"],
    ]
    pick = [] if first.lower().startswith(label) else other
    (stated,) = shown(*pick, ["type", *words], ["send"], ["see", "qanun-stated"], question=question, of=of)
    assert f"{label}: {read}".lower() in stated.lower()


def test_what_ends_it_soonest_is_asked_for_when_somebody_wants_that() -> None:
    """Whether the person is likely to evade: nobody else is placed."""
    (told,) = shown(
        ["open", "Also still needed", ".qanun-next"],
        ["press", "Ask what ends it soonest", ".qanun-next"],
        ["see", "qanun-next"],
        question="administrative_offences.placement_by_court",
        hash="#case=" + quote(json.dumps({"facts": {}, "as_of": "2012-03-01"})),
    )
    assert "evade" in told.partition("?")[0]


def test_what_cannot_be_read_is_said_beside_it() -> None:
    (told,) = shown(
        ["type", "2012-03-01", "2012-02-01"],
        ["send"],
        ["see", "qanun-wrong"],
        question="periods.membership",
        of="spec periods",
    )
    assert told == "A period that starts on 2012-03-01 cannot end on 2012-02-01"


# --- against the interview in the terminal ------------------------------------------------------------------


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    return generated(program_of("statutes"), tmp_path_factory.mktemp("asked"), "asked_laws")


def test_it_asks_as_the_terminal_does(laws: Laws) -> None:
    """Of questions whose facts are yes or no: whatever the replies, the same question comes next."""
    tried = 0
    for question in laws.program.questions.values():
        if all(str(laws.program.facts[fact].type) == "yes/no" for fact in question.facts):
            for seed in range(3):
                tried += _asks_alike(question, laws, Random(f"{question.name} {seed}"))
    assert tried >= 6


def _asks_alike(question: Question, laws: Laws, random: Random) -> bool:
    """False where the facts of the case cannot be, of which the form speaks otherwise."""
    day = date(2012, 3, 1) if question.needs_as_of else None
    interview = Interview(AskedCase(laws.question(question.name), day, {}))
    steps: list[list[object]] = [["type", "2012-03-01"], ["send"]] if day else []
    expected: list[str] = []
    while interview.prompt is not None:
        if interview.prompt.problem:
            return False
        expected.append(interview.prompt.label)
        reply, pressed = random.choice((("yes", "Yes"), ("no", "No"), ("unknown", "I do not know")))
        assert interview.reply(reply) == ""
        steps += [["see", "qanun-next"], ["press", pressed, ".qanun-next"]]
    told = javascript.walked(laws.program, question.name, steps)
    assert [head.partition("?")[0].lower() for head in told] == [label.lower() for label in expected]
    return True


def test_the_form_writes_no_markup() -> None:
    """Whatever a label says is text: no element is made of a string."""
    script = first_script() + second_script()
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc", script) == []
    )
    assert re.findall(r"localStorage|sessionStorage|indexedDB|cookie|navigator", script) == []


def test_the_forms_classes_are_its_own() -> None:
    """No style of the book's pages reaches into the form by its name."""
    folder = Path(__file__).parent.parent / "compiler" / "qanun"
    of_book = re.findall(r"\.(qanun-[\w-]+)", (folder / "book/assets/book.css").read_text(encoding="utf-8"))
    of_form = re.findall(r"\bqanun-[\w-]+", first_script() + second_script())
    assert set(of_book) & set(of_form) <= {"qanun-form"}
    style = (folder / "runtime_js/form.css").read_text(encoding="utf-8")
    assert style.count("{") == style.count("}")


def test_a_day_that_most_people_mean_is_a_button() -> None:
    """Today, as the law's clocks show it: in Baku it is at most a day later than in UTC."""
    asked, stated = shown(
        ["see", "qanun-next"],
        ["press", "Today", ".qanun-next"],
        ["see", "qanun-stated"],
        question="trafficking.return_of_child",
    )
    assert "Today" in asked
    day = datetime.now(ZoneInfo("Asia/Baku")).date()
    near = (day - timedelta(days=1), day)
    assert any(f"Asked for: {one.day} {one:%B} {one.year}" in stated for one in near)


def test_options_that_make_no_difference_stand_behind_a_word() -> None:
    """By paragraph 2 of the Rules three bodies decide on expulsion; the law knows eight others."""
    (asked,) = shown(["see", "qanun-next"], question="expulsion_rules.competence_to_expel")
    first, others = asked.split("Others, which make no difference as far as is known (8)")
    assert all(body in first for body in ("The court", "Ministry of Interior", "State Migration Service"))
    assert "The President of Azerbaijan" in others


def test_provisions_are_called_as_lawyers_cite_them() -> None:
    """With the title of the law, not with the name of its module."""
    (answers,) = shown(["see", "qanun-answers"])
    assert "Criminal Code, art. 318 [(1)]" in answers
    assert "criminal_code" not in answers


def test_the_form_speaks_to_the_person_concerned() -> None:
    """A box says that the person concerned answers; what helps stands below the question."""
    before, after = shown(
        ["see", "qanun-next"],
        ["tick", 0],
        ["see", "qanun-next"],
        question="departure_entry.departure",
    )
    assert before.startswith("The person is a citizen of Azerbaijan?Also whoever holds another citizenship")
    assert after.startswith("You are a citizen of Azerbaijan?")


def test_a_huge_case_is_refused_before_it_is_read() -> None:
    """More than a million characters, which would keep the page from answering; nothing is changed."""
    refused, kept = shown(
        ["write", "[" * 1_000_001],
        ["press", "Take over what stands here"],
        ["see", "qanun-carry"],
        ["see", "qanun-stated"],
    )
    assert "longer than a million characters" in refused
    assert kept == ""


def test_an_open_silence_is_counted_only_where_it_surely_arises() -> None:
    """By article 12 nobody is banned of whom nothing is known: no silence on the ban arises yet. Once the
    person was expelled before and is not stateless, three do: how long, by whom, with what appeal."""
    before, after = shown(
        ["see", "qanun-bar"],
        ["write", '{"previously_expelled": true, "is_stateless": false}'],
        ["press", "Take over what stands here"],
        ["see", "qanun-bar"],
        question="departure_entry.ban_on_entry",
    )
    assert "the law leaves" not in before
    assert after == "CertainEntry is banned.The law leaves 3 points open."
