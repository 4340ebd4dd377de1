"""What there is: laws, provisions, questions, situations, and the service itself."""

from typing import Any

from qanun.runtime.values.json_schema import case_schema
from qanun.service.asking import fact_as_dict
from qanun.service.finding import found_in
from qanun.service.requests import Reply, Request, day_of, reading_parameters, said, words_of
from qanun.service.served import Served


def laws(served: Served, _: Request) -> Reply:
    """All laws."""
    return said({"laws": [served.law_as_dict(module) for module in served.laws]})


def law(served: Served, request: Request) -> Reply:
    """A law."""
    return said(served.law_as_dict(request.at["law"]))


def provisions(served: Served, request: Request) -> Reply:
    """The provisions of a law."""
    return said({"provisions": served.provisions_of(request.at["law"], day_of(request, "on"))})


def provision(served: Served, request: Request) -> Reply:
    """A provision."""
    return said(served.provision(request.at["law"], request.at["provision"], day_of(request, "on")))


def questions(served: Served, request: Request) -> Reply:
    """All questions, or those that fit some words, the best first."""
    words = words_of(request, "search", 500)
    names = list(served.questions.labels) if words is None else found_in(served, words)
    return said({"questions": [_brief(served, name) for name in names]})


def _brief(served: Served, name: str) -> dict[str, object]:
    question: Any = served.questions[name]
    return {
        "question": name,
        "label": question.label,
        "law": question.law,
        "needs_as_of": question.needs_as_of,
        "facts": len(question.facts.FACTS),
    }


def question(served: Served, request: Request) -> Reply:
    """A question: its facts in the order of the law, what it answers, its readings, a case."""
    return said(question_as_dict(served, request.at["question"]))


def question_as_dict(served: Served, name: str) -> dict[str, Any]:
    """All that is said of a question."""
    asked, example = served.question(name), served.example(name)
    return {
        **_brief(served, name),
        "facts": [fact_as_dict(fact, asked) for fact in asked.facts.FACTS],
        "answers": [
            {"name": one.name, "subject": one.subject, "label": one.label, "kind": one.kind.word}
            for one in asked.answers_type.ANSWERED
        ],
        "readings": _readings(asked),
        "example": {
            "title": example.title,
            "facts": example.facts,
            "as_of": example.as_of,
            "readings": example.readings,
        },
        "notice": asked.making.table.notice,
    }


def _readings(asked: Any) -> list[dict[str, object]]:
    return [
        {
            "name": one.reading,
            "parameter": parameter,
            "label": asked.readings[one.reading].label,
            "because": asked.readings[one.reading].because,
            "options": [
                {"option": option, "label": label} for option, label in asked.readings[one.reading].options
            ],
        }
        for parameter, one in reading_parameters(asked).items()
    ]


def schema(served: Served, request: Request) -> Reply:
    """The JSON Schemas of the facts and of the answers of a question."""
    asked = served.question(request.at["question"])
    return said({"facts": case_schema(asked.facts), "answers": asked.answers_type.json_schema()})


def situations(served: Served, _: Request) -> Reply:
    """What a person may be in: facts that it states, questions that it opens."""
    return said(
        {
            "situations": [
                {
                    "name": one.name,
                    "label": one.label,
                    "given": one.given,
                    "asks": list(one.asks),
                    "questions": list(one.questions),
                }
                for one in served.questions.situations
            ]
        }
    )


def version(served: Served, _: Request) -> Reply:
    """What is served."""
    return said(served.version())
