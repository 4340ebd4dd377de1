"""What the schema accepts is what the reader reads: valid data, and data with slips, of every facts class.

The validator is another program than the reader. Two things of it are set right here: `$` ends a text, as in
ECMAScript, also before a line end; and `date-time` looks at the day.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from json_documents import documents, near
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from qanun.runtime.answers.answers import Answers
from qanun.runtime.faults import Conflict, DivisionByZero, FactsRefused, Gap, Mistake
from qanun.runtime.questions.questions import AnyQuestion
from qanun.runtime.values.durations import MonthsAndDays
from qanun.runtime.values.facts import AnyCase
from qanun.runtime.values.json_mistakes import in_case
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import PenaltyRange
from runtime_case import EveryAnswers, EveryFacts
from test_runtime_answers import ANSWERS, LEAVE

LAWS = ("criminal_code", "departure_entry", "expulsion_rules")
QUESTIONS: list[AnyQuestion[Any, Any]] = [
    value
    for law in LAWS
    for value in vars(import_module(f"qanun_azerbaijan.{law}")).values()
    if isinstance(value, AnyQuestion)
]
FORMATS = FormatChecker(["date"])


@FORMATS.checks("date-time", raises=ValueError)
def _has_a_day(text: object) -> bool:
    return not isinstance(text, str) or bool(date.fromisoformat(text[:10]))


def _pattern(_: object, pattern: str, text: object, __: Mapping[str, Any]) -> Iterator[ValidationError]:
    if isinstance(text, str) and not re.search(pattern.removesuffix("$") + r"\Z", text):
        yield ValidationError(f"{text!r} does not match")


Validator = extend(Draft202012Validator, {"pattern": _pattern})
BEYOND = ("cannot end on", "lies outside the years 2 to 9998", "half of a character", "does not go with")
"""What the reader refuses and a schema cannot say."""


def needs_no_check(case: AnyCase, data: Any) -> None:
    """What was read is what the constructor would have made of it, and nothing is wrong with the data."""
    checked = type(case)(**case.known())
    assert (repr(case), case.is_complete) == (repr(checked), checked.is_complete)
    assert case == checked
    mistakes: list[Mistake] = []
    in_case(type(case), data, "", mistakes)
    assert mistakes == []


def compare(cls: type[AnyCase] | type[Answers], validator: Any, data: object) -> None:
    """Schema and reader say the same of the data, and of their text."""
    accepted = validator.is_valid(data)
    read: Callable[..., AnyCase | Answers] = cls.from_json
    mistakes: tuple[Mistake, ...] = ()
    try:
        found = read(data)
    except FactsRefused as error:
        mistakes = error.mistakes
    else:
        if isinstance(found, AnyCase):
            needs_no_check(found, data)
        written = found.to_json()
        assert read(json.dumps(written)) == found
        assert read(json.dumps(data)) == found
        assert validator.is_valid(written)
    if mistakes and isinstance(data, dict):
        with pytest.raises(FactsRefused) as caught:
            read(json.dumps(data))
        assert [(m.path, m.nearest) for m in caught.value.mistakes] == [(m.path, m.nearest) for m in mistakes]
    assert [one.path for one in mistakes if one.path and not one.path.startswith("/")] == []
    said = [one.sentence for one in mistakes if not any(words in one.sentence for words in BEYOND)]
    assert accepted == (not said), (mistakes, [error.message for error in validator.iter_errors(data)])


def tried(cls: type[AnyCase] | type[Answers], whole: st.SearchStrategy[Any], count: int) -> None:
    """Put valid and nearly valid data to both."""
    schema = cls.json_schema()
    Draft202012Validator.check_schema(schema)
    validator = Validator(schema, format_checker=FORMATS)

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(whole | near(whole))
    def try_data(data: object) -> None:
        compare(cls, validator, data)

    try_data()


def test_facts_of_every_kind() -> None:
    """Each kind of value, well and badly written."""
    tried(EveryFacts, documents(EveryFacts), 600)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_facts_of_every_question(question: AnyQuestion[Any, Any]) -> None:
    """The committed laws' facts."""
    tried(question.facts, documents(question.facts), 60)


FINE = PenaltyRange("fine", None, Money(300, "AZN"))
PRISON = PenaltyRange("imprisonment", MonthsAndDays(60, 1), MonthsAndDays(72, 1))
FAULTS = [
    Gap(("rules.leave",), "rules.leave", ("rules#1",), "rules.md:3"),
    Conflict((("a", "1", ("rules#1",)), ("b", "2", ())), "rules.leave"),
    DivisionByZero("members", "rules.leave", (), "rules.md:3"),
]
WHOLE = [answers.to_json() for answers in ANSWERS]
for fault in FAULTS:
    data: Any = ANSWERS[0].to_json()
    answer: Any = LEAVE.to_json()
    answer["fault"] = {
        "kind": type(fault).__name__,
        "message": str(fault),
        **json.loads(json.dumps(dict(zip(fault.__match_args__, fault.args, strict=True)))),
    }
    data["answers"]["leave"] = answer
    WHOLE.append(data)
WITH_PENALTIES: Any = ANSWERS[0].to_json()
WITH_PENALTIES["answers"]["leave"]["penalties"] = [
    [{"kind": "fine", "low": None, "high": "300 AZN"}],
    [{"kind": "imprisonment", "low": "60 months 1 days", "high": "72 months"}],
]
WHOLE.append(WITH_PENALTIES)


def test_answers() -> None:
    """With due days, penalties, faults, sets of which a part is known."""
    tried(EveryAnswers, st.sampled_from(WHOLE), 600)


class TestText:
    """What only the text of JSON tells."""

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('{"crossed": true, "crossed": true}', ["/crossed: is stated twice"]),
            (
                '{"stays": [{"lawful": true, "lawful": false}, {"x": 1}]}',
                ["/stays/0/lawful: is stated twice", "/stays/1/x: there is no such fact"],
            ),
            ('{"members": 1.00000000000000000001}', ["/members: expected a whole number, not 1.0000"]),
            ('{"members": 9007199254740992}', ["/members: write a whole number beyond 9007199254740991"]),
            ('{"members": ' + "9" * 9000 + "}", ["/members: write a whole number beyond 9007199254740991"]),
            ('{"members": 1e99999999999999999999}', ["/members: write a whole number beyond"]),
            ('{"members": 1e-999999999}', ["/members: expected a whole number, not 1E-999999999"]),
            ('{"members": NaN}', ["/members: expected a whole number, not NaN"]),
            ('{"share": 0.14}', ['/share: write 0.14 as text, like "0.14", so that no digit is lost']),
            ('{"name": 1.5}', ["/name: expected a text, not 1.5"]),
            ('{"a/b~c": 1}', ["/a~1b~0c: there is no such fact"]),
            ('{"crossed": true', ["is not JSON: Expecting ',' delimiter: line 1 column 17 (char 16)"]),
            ("[" * 100_000, ["is not JSON that can be read: it is nested too deeply"]),
            ("[1]", ["expected an object with facts, not [1]"]),
            (b'{"name": "\xff"}', ["is not UTF-8: invalid start byte at byte 10"]),
        ],
    )
    def test_what_is_refused(self, text: str | bytes, told: list[str]) -> None:
        """All mistakes at once, each where it is."""
        with pytest.raises(FactsRefused) as caught:
            EveryFacts.from_json(text)
        mistakes = [str(mistake) for mistake in caught.value.mistakes]
        assert [m[: len(t)] for m, t in zip(mistakes, told, strict=True)] == told

    def test_what_is_read(self) -> None:
        """A byte-order mark does no harm; 3.0 and 30e-1 are whole."""
        text = '\ufeff{"members": 30e-1, "share": 3.0, "name": "Əli"}'.encode()
        assert EveryFacts.from_json(text) == EveryFacts.from_json({"members": 3, "share": "3", "name": "Əli"})

    def test_a_whole_number_of_any_size_travels(self) -> None:
        """Beyond 2**53 - 1 it is written as a text."""
        assert EveryFacts(members=2**53 - 1).to_json() == {"members": 9007199254740991}
        assert EveryFacts(members=2**53).to_json() == {"members": "9007199254740992"}
