"""What a program needs to use compiled law: `from qanun.runtime import Days, Money, MissingFacts`.

Each name is loaded when it is first asked for. The rooms below are for generated code and the compiler.
"""

from typing import TYPE_CHECKING

from qanun.runtime.late import late

if TYPE_CHECKING:
    from qanun.runtime.answers.answers import Answer, Answers, Decided, Explored, Verdict
    from qanun.runtime.answers.changes import Altered, Change, Changes
    from qanun.runtime.answers.receipts import Receipt
    from qanun.runtime.answers.short import Short
    from qanun.runtime.answers.under_readings import Read, Under, UnderReadings
    from qanun.runtime.explaining.explain import Explanation
    from qanun.runtime.faults import (
        AsOfMissing,
        CaseGone,
        CaseImpossible,
        Conflict,
        DivisionByZero,
        FactsRefused,
        Fault,
        Gap,
        MissingFacts,
        Mistake,
        NameUnknown,
        NotComparable,
        NoVersion,
        NumberTooLong,
        OutOfCalendar,
        PeriodOpen,
        PeriodReversed,
        Problem,
        QuestionUnknown,
        ReceiptRefused,
        SituationUnknown,
        StepNotAboveZero,
    )
    from qanun.runtime.questions.about import About
    from qanun.runtime.questions.again import Again
    from qanun.runtime.questions.catalogue import Catalogue
    from qanun.runtime.questions.directory import Situation
    from qanun.runtime.questions.questions import DatedQuestion, Question
    from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
    from qanun.runtime.values.facts import CaseFacts, CaseRecord
    from qanun.runtime.values.money import Money
    from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
    from qanun.runtime.values.periods import Period
    from qanun.runtime.values.sets import PartialSet
    from qanun.runtime.values.spec import Fact
    from qanun.runtime.values.states import State
    from qanun.runtime.values.unknown import UNKNOWN, Unknown

__all__ = [
    "UNKNOWN",
    "About",
    "Again",
    "Altered",
    "Answer",
    "Answers",
    "AsOfMissing",
    "CaseFacts",
    "CaseGone",
    "CaseImpossible",
    "CaseRecord",
    "Catalogue",
    "Change",
    "Changes",
    "Conflict",
    "DatedQuestion",
    "Days",
    "Decided",
    "DivisionByZero",
    "Explanation",
    "Explored",
    "Fact",
    "FactsRefused",
    "Fault",
    "Gap",
    "Hours",
    "MissingFacts",
    "Mistake",
    "Money",
    "Months",
    "MonthsAndDays",
    "NameUnknown",
    "NoVersion",
    "NotComparable",
    "NumberTooLong",
    "OutOfCalendar",
    "PartialSet",
    "Penalties",
    "Penalty",
    "PenaltyRange",
    "Period",
    "PeriodOpen",
    "PeriodReversed",
    "Problem",
    "Question",
    "QuestionUnknown",
    "Read",
    "Receipt",
    "ReceiptRefused",
    "Short",
    "Situation",
    "SituationUnknown",
    "State",
    "StepNotAboveZero",
    "Under",
    "UnderReadings",
    "Unknown",
    "Verdict",
]

_HOMES = {
    name: home
    for home, names in {
        "explaining.explain": ("Explanation",),
        "answers.answers": ("Answer", "Answers", "Decided", "Explored", "Verdict"),
        "answers.changes": ("Altered", "Change", "Changes"),
        "answers.receipts": ("Receipt",),
        "answers.short": ("Short",),
        "answers.under_readings": ("Read", "Under", "UnderReadings"),
        "questions.about": ("About",),
        "questions.again": ("Again",),
        "questions.catalogue": ("Catalogue",),
        "questions.directory": ("Situation",),
        "questions.questions": ("DatedQuestion", "Question"),
        "values.durations": ("Days", "Hours", "Months", "MonthsAndDays"),
        "values.facts": ("CaseFacts", "CaseRecord"),
        "values.money": ("Money",),
        "values.penalties": ("Penalties", "Penalty", "PenaltyRange"),
        "values.periods": ("Period",),
        "values.sets": ("PartialSet",),
        "values.spec": ("Fact",),
        "values.states": ("State",),
        "values.unknown": ("UNKNOWN", "Unknown"),
    }.items()
    for name in names
}
"""Where each name stands; one that is not named here, in `faults`."""

if not TYPE_CHECKING:
    __getattr__ = late(__name__, {name: _HOMES.get(name, "faults") for name in __all__})


def __dir__() -> list[str]:
    """The names, those not yet loaded among them."""
    return sorted({*globals(), *__all__})
