"""What a scenario expects, in the language's own words."""

from typing import assert_never

from qanun.core.rules import Expectation
from qanun.runtime.values.show import NO_LABELS, Labels, show


def expected(expectation: Expectation, zone: str = "", labels: Labels = NO_LABELS) -> str:
    """What a scenario expects, in the language's own words; `labels` says how options and bodies are read."""
    subject = asked(expectation)
    targets = ", ".join(expectation.targets)
    match expectation.how:
        case "state":
            return f"{subject} is {expectation.word}"
        case "verdict":
            plain = {"yes": subject, "no": f"not {subject}"}
            return plain.get(expectation.word or "", f"{subject} {expectation.word}")
        case "value":
            return f"{subject} = {show(expectation.value, zone, labels)}"
        case "not state":
            return f"{subject} is not {expectation.word}"
        case "compared":
            word = "contains" if expectation.word == "has member" else expectation.word
            return f"{subject} {word} {show(expectation.value, zone, labels)}"
        case "rests on":
            return f"{subject} rests on {expectation.anchor}"
        case "unknown needs":
            return f"{subject} is unknown needs {targets}"
        case "conflict" | "gap":
            return f"{subject}: {expectation.how}"
        case "authority":
            return f"authority of {subject} is {' or '.join(expectation.targets) or 'nobody named'}"
        case "bullet":
            plain = {"yes": targets, "no": f"not {targets}"}
            return plain.get(expectation.word or "", f"{targets} is {expectation.word}")
        case "barred by" | "in conflict with" | "silent by" | "has ground" | "has no ground":
            return f"{subject} {expectation.how} {targets}"
        case never:
            assert_never(never)


def asked(expectation: Expectation) -> str:
    """Of what a scenario expects something: a subject, a term of it, of one thing."""
    subject = expectation.subject
    if expectation.place is not None:
        subject = f"{subject} (no. {expectation.place})"
    return subject if expectation.aspect == "answer" else f"{expectation.aspect} of {subject}"
