"""Tables of the book: the laws, worked cases, readings, silences."""

from collections.abc import Iterable, Sequence

from qanun.core.rules import Expectation, Program, Scenario
from qanun.document.model import InForce
from qanun.runtime.show import show
from qanun.targets.cross_references import CrossReferences
from qanun.targets.safe_html import escape, link


def laws(program: Program) -> str:
    """Every law with its source."""
    rows = (
        (
            link(f"{law.module}.html", law.title),
            escape(law.jurisdiction),
            escape(law.in_force),
            escape(law.source),
        )
        for law in program.laws.values()
    )
    return f"# The law\n\n{_table(('Law', 'Jurisdiction', 'In force', 'Source'), rows)}\n"


def readings(program: Program, known: CrossReferences) -> str:
    """The register of readings: where the law is ambiguous, how it is read, and why."""
    parts = [
        "# Readings",
        "Where the text can be read in more than one way. The first option is the default.",
    ]
    for name, reading in sorted(program.readings.items()):
        options = "".join(
            f"<li><code>{escape(option)}</code> {escape(label)}</li>" for option, label in reading.options
        )
        because = f"<p>Because {escape(reading.because)}.</p>" if reading.because else ""
        used = _links(known.used_by(name), known)
        parts.append(f"## {escape(reading.label or name)}")
        parts.append(
            f"<div><p>{link(known.place_of(name, '') or '', name)}</p><ol>{options}</ol>{because}"
            f"<p>Used by {used or 'nothing'}</p></div>"
        )
    return "\n\n".join(parts) + "\n"


def silences(program: Program, known: CrossReferences) -> str:
    """The register of silences: where the law gives no answer."""
    rows = (
        (
            link(known.place_of(name, "") or "", name),
            escape(subject.label),
            ", ".join(provision_link(anchor) for anchor in subject.provisions),
        )
        for name, subject in sorted(program.subjects.items())
        if subject.kind == "silence"
    )
    return f"# Silences\n\nWhere the law gives no answer.\n\n{_table(('Silence', 'What', 'Where'), rows)}\n"


def scenarios(program: Program, cases: Sequence[Scenario], known: CrossReferences) -> str:
    """The worked cases of a page: what is given, what follows, why."""
    rows = []
    for case in cases:
        zone = program.laws[case.module].time_zone if case.module in program.laws else ""
        rows.append(
            (
                escape(case.title),
                _lines(_given(case, zone)),
                _lines(expected(expectation, zone) for expectation in case.expects),
                ", ".join(provision_link(anchor) for anchor in case.because),
            )
        )
    return _table(("Case", "Given", "Then", "Because"), rows)


def expected(expectation: Expectation, zone: str = "") -> str:
    """What a scenario expects, in the language's own words."""
    subject = asked(expectation)
    targets = ", ".join(expectation.targets)
    match expectation.how:
        case "state":
            return f"{subject} is {expectation.word}"
        case "verdict":
            plain = {"yes": subject, "no": f"not {subject}"}
            return plain.get(expectation.word or "", f"{subject} {expectation.word}")
        case "value":
            return f"{subject} = {show(expectation.value, zone)}"
        case "not state":
            return f"{subject} is not {expectation.word}"
        case "compared":
            word = "contains" if expectation.word == "has member" else expectation.word
            return f"{subject} {word} {show(expectation.value, zone)}"
        case "rests on":
            return f"{subject} rests on {expectation.anchor}"
        case "unknown needs":
            return f"{subject} is unknown needs {targets}"
        case "conflict" | "gap":
            return f"{subject}: {expectation.how}"
    return f"{subject} {expectation.how} {targets}"


def asked(expectation: Expectation) -> str:
    """Of what a scenario expects something: a subject, a term of it, of one thing."""
    subject = expectation.subject
    if expectation.place is not None:
        subject = f"{subject} (no. {expectation.place})"
    return subject if expectation.aspect == "answer" else f"{expectation.aspect} of {subject}"


def provision_link(anchor: str) -> str:
    """A link to a provision by its anchor, `criminal_code#318.1`."""
    page, _, place = anchor.partition("#")
    return link(f"{page}.html#{place}", anchor)


def in_force(days: InForce | None) -> str:
    """The days on which a page is law, in words."""
    if days is None:
        return "not stated"
    start, end = (show(day) if day else "" for day in (days.start, days.end))
    return " ".join(filter(None, [start and f"from {start}", end and f"until {end}"])) or "always"


def _given(case: Scenario, zone: str) -> Iterable[str]:
    for name, value in case.facts:
        yield f"{name} = {show(value, zone)}"
    for name in case.unknown:
        yield f"{name} is unknown"
    if case.all_others_no:
        yield "all others no"
    if case.as_of is not None:
        yield f"as of {show(case.as_of, zone)}"
    for name, option in case.readings:
        yield f"reading {name}: {option}"


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(map(escape, texts))


def _links(names: Sequence[str], known: CrossReferences) -> str:
    return ", ".join(link(known.place_of(name, "") or "", name) for name in names)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are HTML."""
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
