"""Generated JavaScript means what the reference means, and says it as generated Python does."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import javascript
import pages_of_law
import pytest
from agreement import Laws, cases, facts_of, generated, said
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from javascript import Request
from pages_of_law import EXAMPLES, SPEC, STATUTES
from qanun.core.rules import Program, Question, RecordValue, Scenario
from qanun.core.scenarios import completed
from qanun.runtime.answers.answer_writing import answer_to_json
from qanun.runtime.answers.answers import Answer
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.nearest import nearest
from qanun.runtime.values.json_writing import to_json
from qanun.runtime.values.moments import last_instant, local_day, parse_moment, start_of_day
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN
from qanun.targets import TARGETS
from qanun.targets.javascript.generate import FIRST, LAST, SECOND, first_script, script_data, second_script
from qanun.tools.asking import AskedCase
from qanun.tools.fields import Misread, field_of
from qanun.verify.scenarios import run
from reference.answering import answer

ROOT = Path(__file__).parent.parent
PAGES = {
    "statutes": STATUTES,
    **{page.stem: (page,) for page in EXAMPLES},
    **{f"spec {page.stem}": (page,) for page in SPEC},
}


def program_of(name: str) -> Program:
    return pages_of_law.program_of(*PAGES[name])


# --- scenarios ----------------------------------------------------------------------------------------------


SOME_DAY = datetime(2012, 3, 1, 12, tzinfo=UTC)
"""Asked about where a scenario names no day because its outcome does not depend on it."""


def asked_by(scenarios: Iterator[tuple[int, Scenario]]) -> dict[str, Question]:
    """The question of each scenario, which nobody has declared, under a name of its own."""
    return {
        f"{scenario.module}.scenario_{number}": evolve(
            scenario.asked, name=f"{scenario.module}.scenario_{number}"
        )
        for number, scenario in scenarios
    }


@pytest.mark.parametrize("name", PAGES)
def test_every_scenario(name: str) -> None:
    """Of the rules that a scenario expects something of, the script says what is told in memory."""
    program = program_of(name)
    asked = asked_by(enumerate(program.scenarios))
    alone = evolve(program, questions=asked)
    for scenario, question in zip(program.scenarios, asked.values(), strict=True):
        facts = completed(program, question, scenario)
        readings = {reading: option for reading, option in scenario.readings if reading in question.readings}
        as_of = scenario.as_of or (SOME_DAY if question.needs_as_of else None)
        assert as_of is None or isinstance(as_of, datetime)
        request = Request(
            question.name,
            {key.partition(".")[2]: _data(value) for key, value in facts.items()},
            None if as_of is None else as_of.isoformat(),
            readings,
        )
        found = javascript.answer(alone, request)
        try:
            answer(alone, question.name, facts, as_of, readings)
        except CaseImpossible as error:
            sentence = error.sentence
        else:
            sentence = None
        if sentence is not None:
            assert found == {"impossible": sentence}
            continue
        assert "answers" in found, (scenario.title, found)
        names = {fact: fact.partition(".")[2] for fact in question.facts}
        expected = run(program, scenario).answers
        wanted = javascript.unsaid(answer_to_json(said(one, names)) for one in expected.values())
        assert javascript.unsaid(found["answers"].values()) == wanted, scenario.title
        assert said_by(found) == sentences_of(run(program, scenario).answers.values()), scenario.title


def said_by(found: Any) -> list[str]:
    """The sentences of the script's answers, of those about things each; but for those that cite a provision,
    of which a program in memory knows the anchor alone."""
    return list(_said_in(found["answers"].values()))


def _said_in(answers: Iterable[Any]) -> Iterator[str]:
    for one in answers:
        value = one.get("value")
        if isinstance(value, list) and value and isinstance(value[0], dict) and "verdict" in value[0]:
            yield from _said_in(value)
        elif not any("#" in other for other in one["conflicts_with"]):
            yield one["sentence"]


def sentences_of(answers: Iterable[Any]) -> list[str]:
    """The same of the answers of a program in memory."""
    found: list[str] = []
    for one in answers:
        each = isinstance(one.value, tuple) and one.value and isinstance(one.value[0], Answer)
        if each:
            found += sentences_of(one.value)
        elif not any("#" in other for other in one.conflicts_with):
            found.append(one.sentence)
    return found


def _data(value: object) -> object:
    """A value of a scenario as JSON data."""
    if isinstance(value, RecordValue):
        return {cell: _data(inner) for cell, inner in value.cells if inner is not UNKNOWN}
    if isinstance(value, tuple):
        return [_data(part) for part in value]
    return to_json(value)


# --- what the scripts are -----------------------------------------------------------------------------------


def test_the_same_program_makes_the_same_scripts() -> None:
    program = program_of("statutes")
    assert TARGETS["javascript"](program, "qanun") == TARGETS["javascript"](program, "qanun")


def test_the_runtime_adds_one_name() -> None:
    """It runs where there is nothing but the language, and fetches, stores and evaluates nothing."""
    files = {path.stem for path in (ROOT / "compiler" / "qanun" / "runtime_js").glob("*.js")}
    assert files == {*FIRST, *SECOND, LAST, "module"}
    assert javascript.names_added(first_script() + second_script()) == ["qanun"]
    forbidden = (
        r"\b(eval|Function|import|require|fetch|XMLHttpRequest|WebSocket|sendBeacon|document\.cookie)\b"
    )
    code = re.sub(r"//.*|/\*[^]*?\*/".replace("[^]", "[\\s\\S]"), "", first_script() + second_script())
    assert re.findall(forbidden, code) == []


def test_what_a_statute_says_stays_data() -> None:
    """No text of a page can end the script or the element in which it stands."""
    hostile = "</script><!-- ' \" ` ${x} \u2028 \u2029 \\ */ ]]> &amp; __proto__"
    written = script_data({"label": hostile})
    assert written.isascii()
    assert not set("<>&") & set(written)
    assert javascript.evaluated(written) == {"label": hostile}
    for script in TARGETS["javascript"](program_of("statutes"), "qanun").values():
        assert "</script" not in script


# --- the calendar -------------------------------------------------------------------------------------------

ZONES = ("Asia/Baku", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "+04:00")

LOCAL_TIMES = (
    "2012-03-25 03:59",
    "2012-03-25 04:00",  # the clocks in Baku go from 4 to 5
    "2012-03-25 04:30",
    "2012-03-25 05:00",
    "2012-10-28 03:59",
    "2012-10-28 04:00",  # and from 5 back to 4
    "2012-10-28 04:59",
    "2012-10-28 05:00",
    "2016-03-27 04:30",  # no more
    "1997-03-30 00:30",
    "1992-09-27 02:30",
    "1991-03-31 02:30",
    "1924-05-02 00:00",
    "1900-01-01 12:00",
    "0002-01-01 00:00",
    "9998-12-31 23:59",
    "0001-06-01 00:00",
    "2012-02-30 00:00",
    "2011-02-29 24:00",
)


@pytest.mark.parametrize("zone", ZONES)
def test_local_times_are_read_alike(zone: str) -> None:
    """The instant of each; where the clocks skip or repeat it, the same sentence."""
    for local in LOCAL_TIMES:
        found = javascript.function("(text, zone) => parseMoment(text, zone).iso", local, zone)
        try:
            expected: object = parse_moment(local, zone).isoformat()
        except ValueError as error:
            expected = {"thrown": str(error)}
        assert found == expected, local


@pytest.mark.parametrize("zone", ZONES)
def test_moments_have_the_same_day_and_are_shown_alike(zone: str) -> None:
    """Around each change of the clocks in Baku from 1990 to 2016, and at random."""
    random = Random(zone)
    moments = [
        datetime(year, month, 24, tzinfo=UTC) + timedelta(minutes=30 * step)
        for year in (1991, 1992, 1997, 2011, 2012, 2015, 2016)
        for month in (3, 9, 10)
        for step in range(0, 8 * 48, 7)
    ]
    moments += [
        datetime(1950, 1, 1, tzinfo=UTC) + timedelta(seconds=random.randrange(4_000_000_000))
        for _ in range(200)
    ]
    shown = "(zone) => (moment) => [`${localDay(moment, zone)}`, show(moment, zone)]"
    each = f"(texts, zone) => texts.map((text) => parseMoment(text)).map(({shown})(zone))"
    found = javascript.function(each, [moment.isoformat() for moment in moments], zone)
    assert found == [[local_day(m, zone).isoformat(), show(m, zone)] for m in moments]


@pytest.mark.parametrize("zone", ZONES)
def test_days_begin_and_end_at_the_same_instant(zone: str) -> None:
    """Also a day on which the clocks change, and one that does not begin at midnight."""
    days = [datetime(2012, 3, 20) + timedelta(days=n) for n in range(230)]
    days += [datetime(1997, 3, 30), datetime(1997, 10, 26), datetime(1992, 9, 27)]
    ends = "(zone) => (day) => [startOfDay(day, zone).iso, lastInstant(day, zone).iso]"
    each = f"(texts, zone) => texts.map(parseDay).map(({ends})(zone))"
    found = javascript.function(each, [day.date().isoformat() for day in days], zone)
    assert found == [
        [start_of_day(d.date(), zone).isoformat(), last_instant(d.date(), zone).isoformat()] for d in days
    ]


# --- facts as JSON data -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Laws]:
    """The generated Python of each program that answers questions."""
    folder = tmp_path_factory.mktemp("as_python")
    names = ("statutes", "child_benefit", "nationalities", "contract_penalty", *SPEC_OF_VALUES)
    return {name: generated(program_of(name), folder, f"as_{name.replace(' ', '_')}") for name in names}


SPEC_OF_VALUES = tuple(
    f"spec {page}"
    for page in (
        *("numbers", "money", "dates", "moments", "durations", "periods", "penalties", "sets", "records"),
        *("lists", "options", "words", "nothing", "readings"),
    )
)
ODD = (
    *(None, True, False, 0, 1, -3, 1.5, 1e300, 10**16, "", "x", "GE", "ge", "Gee", "1/3", "1/0", "0.14"),
    *("2012-03-01", "2012-02-30", "2012-3-1", "0000-01-01", "9" * 1001, "9" * 4001, "1 AZN", "1.5 EUR"),
    *("2 weeks", "1.5 days", "1/2 hours", "3 months", "3 fortnights", "60 months 1 days"),
    *("2012-03-01T10:00:00+04:00", "2012-03-01T10:00:00Z", "2012-03-01T10:00", "0001-01-01T00:00:00+00:00"),
    *([], ["GE", "TR"], ["GE", 3], [None], [{}], [{"odd": 1}], {}, {"GE": True, "TR": False}, {"GE": 1}),
    *({"from": "2012-03-01", "to": None}, {"from": "2012-03-02", "to": "2012-03-01"}, {"from": 1, "to": 2}),
    *(
        {"kind": "fine", "amount": "300 AZN"},
        {"kind": "fine", "amount": "300"},
        {"kind": 1, "amount": "1 AZN"},
    ),
    {"kind": "fine", "amount": "1 AZN", "also": [{"kind": "arrest", "amount": "3 days"}]},
    {"kind": "fine", "amount": "1 AZN", "also": [{"kind": "arrest", "amount": "3 days", "also": []}]},
)
"""Values right for some facts and wrong for others."""


def test_mistakes_in_facts_are_the_same(laws: dict[str, Laws]) -> None:
    """Each odd value for a fact of each type, with a misspelt fact beside it: what is wrong, and where."""
    tried = set()
    for name, law in laws.items():
        for question in law.program.questions.values():
            for fact in question.facts:
                sort = (name, law.program.facts[fact].type)
                if sort not in tried:
                    tried.add(sort)
                    _mistakes_are_the_same(law, question, fact.partition(".")[2])
    assert len(tried) > 50


def test_very_many_misspelt_facts_are_refused_at_once(laws: dict[str, Laws]) -> None:
    """What was meant is looked for a hundred times, and never for what is too long to be a misspelt name."""
    law = laws["statutes"]
    asked = law.question("criminal_code.crossing")
    key = asked.facts.FACTS[0].key
    data = {"x" * 200_000: 1, **{f"{key}{n}": 1 for n in range(100_000)}}
    with pytest.raises(FactsRefused) as caught:
        asked.facts.from_json(data)
    mistakes = caught.value.mistakes
    assert len(mistakes) == 100_001
    assert [m.nearest is not None for m in mistakes] == [False, *[True] * 99, *[False] * 99_901]
    request = Request("criminal_code.crossing", data, "2012-03-01", {})
    found = javascript.answer(law.program, request)["mistakes"]
    assert [m["nearest"] for m in found] == [m.nearest for m in mistakes]


def _mistakes_are_the_same(law: Laws, question: Question, key: str) -> None:
    asked = law.question(question.name)
    kinds = {fact.key: fact.kind.word for fact in asked.facts.FACTS}
    for value in (*ODD, *(["\ud800"] if kinds[key] == "text" else [])):
        data = {key: value, f"{key[:-1]}s/~": 1}
        expected: list[list[object]] = []
        try:
            asked.facts.from_json(data)
        except FactsRefused as error:
            expected = [[m.path, m.sentence, m.nearest] for m in error.mistakes]
        found = javascript.answer(law.program, Request(question.name, data, "2012-03-01", {}))["mistakes"]
        assert [[m["path"], m["sentence"], m["nearest"]] for m in found] == expected, data


TEXTS = (
    *(
        "",
        " ",
        "{",
        "[1,]",
        '{"a" 1}',
        '{"a": 1,}',
        "{'a': 1}",
        "nul",
        '"',
        '"\\x"',
        '"\\u12"',
        '"\n"',
        "[1] 2",
    ),
    *(
        '{"is_az_citizen": true, "is_az_citizen": false}',
        "[]",
        "1.50",
        "1e3",
        "NaN",
        "\ufeff{}",
        "[" * 100_000,
    ),
    *(
        '{"is_az_citizen": 1.0, "a": {"b": 1, "b": 2}}',
        '{"is_az_citizen": 1e400}',
        '{"is_az_citizen": [1.5, 2]}',
    ),
    '{"is_az_citizen": 123456789012345678901234567890}',
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:30]))
def test_json_texts_are_read_alike(text: str, laws: dict[str, Laws]) -> None:
    """What is no JSON, what is stated twice, what loses digits: the same mistakes."""
    law = laws["statutes"]
    asked = law.question("criminal_code.crossing")
    try:
        asked.facts.from_json(text)
        expected: list[list[object]] = []
    except FactsRefused as error:
        expected = [[m.path, m.sentence, m.nearest] for m in error.mistakes]
    request = Request("criminal_code.crossing", text, None, {})
    found = javascript.answer(law.program, request)
    assert [[m["path"], m["sentence"], m["nearest"]] for m in found.get("mistakes", [])] == expected


def test_the_nearest_name_is_the_same() -> None:
    """Among the names of all facts, of every name with a letter changed, added or left out."""
    names = [fact.partition(".")[2] for fact in program_of("statutes").facts]
    random = Random(2012)
    for _ in range(300):
        name = random.choice(names)
        at = random.randrange(len(name))
        wrong = name[:at] + random.choice(("", "x", "_", name[at:][::-1])) + name[at + random.randrange(3) :]
        assert javascript.function("nearest", wrong, names) == nearest(wrong, names), wrong


def test_facts_come_back_as_they_went_in(laws: dict[str, Laws]) -> None:
    """Random facts, read and written again."""
    for law in laws.values():
        for question in law.program.questions.values():
            _round_trip(question, law)


def _round_trip(question: Question, law: Laws) -> None:
    @settings(max_examples=4, deadline=None, suppress_health_check=[*HealthCheck])
    @given(st.data())
    def there_and_back(data: st.DataObject) -> None:
        facts = facts_of(data.draw(cases(question, law)), question, law).to_json()
        again = javascript.function(
            "(name, facts) => ((q) => factsData(q.facts, readFacts(q, facts)))(question(name))",
            *(question.name, facts),
        )
        assert again == facts

    javascript.known_to_parts(law.program)
    there_and_back()


# --- what is typed, and the interview -----------------------------------------------------------------------

TYPED = (
    *(
        "yes",
        "N",
        "maybe",
        "",
        "none",
        "unknown",
        "0",
        "12",
        "1,200",
        "1,20",
        "-3",
        "+4",
        "3.5",
        "1/3",
        "9" * 31,
    ),
    *(
        "2012-03-01",
        "2012-02-30",
        "1 March",
        "2012-03-01 10:00",
        "2012-03-25 04:30",
        "2012-03-01T10:00+01:00",
    ),
    *("2010-05-01 to 2012-03-01", "2010-05-01 to now", "2010-05-01", "2012-03-01 to 2010-05-01", "to now"),
    *("250.50", "250.50 AZN", "1,250 AZN", "250 EUR", "-1", "3", "3 hours", "3 days", "2 weeks", "3 months"),
    *(
        "fine 300 AZN",
        "imprisonment 3 years 6 months",
        "fine 300 AZN and arrest 3 days",
        "fine",
        "1",
        "2",
        "9",
    ),
    *("az", "GE", "Azerbaijan", "a word", "one", "two"),
)


def test_typed_words_are_read_alike(laws: dict[str, Laws]) -> None:
    """For a fact of each type without parts: the same JSON value, or the same sentence."""
    tried = set()
    for law in laws.values():
        javascript.known_to_parts(law.program)
        for question in law.program.questions.values():
            table = law.question(question.name).making.table
            for fact in law.question(question.name).facts.FACTS:
                field = field_of(fact, table.words, table.zone)
                sort = (law.package, field.kind, field.unit, field.options, field.or_none)
                if field.kind in ("records", "several", "record", "choices") or sort in tried:
                    continue
                tried.add(sort)
                for words in TYPED:
                    found = javascript.function(
                        "(name, key, words) => question(name).read(key, words)",
                        *(question.name, fact.key, words),
                    )
                    try:
                        expected: object = field.read(words)
                    except Misread as error:
                        expected = {"thrown": str(error)}
                    assert found == expected, (question.name, fact.key, words)


def test_the_interview_asks_the_same_for_the_same_reasons(laws: dict[str, Laws]) -> None:
    """On random cases: what is asked next, and why."""
    for name in ("statutes", "nationalities"):
        for question in laws[name].program.questions.values():
            _interview(question, laws[name])


def _interview(question: Question, law: Laws) -> None:
    @settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        case = data.draw(cases(question, law))
        facts = facts_of(case, question, law).to_json()
        asked = AskedCase(law.question(question.name), case.as_of, case.readings)
        request = Request(question.name, facts, case.as_of.isoformat(), case.readings)
        needs = javascript.call(law.program, request, "needs")
        if isinstance(needs, dict):
            return
        assert needs == list(asked.needs(facts))
        for need in needs[:2]:
            why = javascript.call(law.program, request, "why", need)
            assert why == asked.why(need, facts).splitlines()

    agree()
