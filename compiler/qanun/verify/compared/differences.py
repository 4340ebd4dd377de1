"""What two laws declare otherwise, beside what they answer: facts, questions, readings, articles."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from qanun.core.names import Name
from qanun.core.rules import Program
from qanun.verify.compared.comparing import Comparing
from qanun.verify.compared.matching import BEFORE, Matched
from qanun.verify.compared.model import Compared


@frozen
class Declared:
    """What came, went, or is declared otherwise: what it is, its name, its label, and how it is otherwise."""

    what: str
    name: str
    label: str
    how: str


@frozen
class Article:
    """An article of a law, and what is otherwise in it: its text, its rules, or all of it."""

    law: str
    article: str
    otherwise: tuple[str, ...]
    answers_change: bool


CAME, WENT = "came", "went"


def declared(laws: Matched) -> tuple[Declared, ...]:
    """The facts, readings and questions that are not in both laws, or not as they were."""
    return (*_facts(laws), *_readings(laws), *_questions(laws))


def _facts(laws: Matched) -> Iterable[Declared]:
    before, after = laws.before.program.facts, laws.after.program.facts
    for name, fact in after.items():
        earlier = before.get(name)
        apart = before.get(f"{name}{BEFORE}")
        if earlier is None and apart is None:
            yield Declared("fact", name, fact.label, CAME)
        elif apart is not None:
            how = f"was {apart.type}, is {fact.type}: compared as two facts"
            yield Declared("fact", name, fact.label, how)
        elif earlier is not None and earlier.type != fact.type:
            yield Declared("fact", name, fact.label, _otherwise(earlier.type, fact.type))
    for name, fact in before.items():
        if name not in after and not name.endswith(BEFORE):
            yield Declared("fact", name, fact.label, WENT)


def _otherwise(before: object, after: object) -> str:
    if str(before) != str(after):
        return f"was {before}, is {after}"
    own, other = (set(getattr(type_, "options", ())) for type_ in (before, after))
    came, went = sorted(other - own), sorted(own - other)
    parts = [f"can be {', '.join(came)} now"] if came else []
    parts += [f"can no longer be {', '.join(went)}"] if went else []
    return "; ".join(parts) or f"the type {after} has other parts"


def _readings(laws: Matched) -> Iterable[Declared]:
    before, after = laws.before.program.readings, laws.after.program.readings
    for name, reading in after.items():
        if name not in before:
            yield Declared("reading", name, reading.label, CAME)
        elif before[name].options[0][0] != reading.options[0][0]:
            taken = dict(reading.options)[reading.options[0][0]]
            yield Declared("reading", name, reading.label, f"is taken as “{taken}” now where none is chosen")
    for name, reading in before.items():
        if name not in after:
            yield Declared("reading", name, reading.label, WENT)


def _questions(laws: Matched) -> Iterable[Declared]:
    before, after = laws.before.program, laws.after.program
    for name, question in after.questions.items():
        earlier = before.questions.get(name)
        if earlier is None:
            yield Declared("question", name, question.label, CAME)
            continue
        more = [after.subjects[one].label for one in question.answers if one not in earlier.answers]
        less = [before.subjects[one].label for one in earlier.answers if one not in question.answers]
        parts = [f"also answers {_quoted(more)}"] if more else []
        parts += [f"does not answer {_quoted(less)}"] if less else []
        if parts:
            yield Declared("question", name, question.label, "; ".join(parts))
    for name, question in before.questions.items():
        if name not in after.questions:
            yield Declared("question", name, question.label, WENT)


def _quoted(labels: Sequence[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)


# --- articles ---------------------------------------------------------------------------------------------

Texts = Mapping[tuple[str, str], Mapping[str, tuple[str, str, str]]]
"""By law and article the texts by anchor: number, text, heading."""


def articles(comparing: Comparing, results: Iterable[Compared]) -> tuple[Article, ...]:
    """The articles that say something otherwise, and whether an answer that rests on one changes."""
    before, after = comparing.laws.before.program, comparing.laws.after.program
    texts = _texts(before), _texts(after)
    rules = _rules(before, comparing.unlike), _rules(after, comparing.unlike)
    changing = _changing(comparing, results)
    found = []
    for law, article in dict.fromkeys((*texts[1], *texts[0])):
        key = law, article
        names = rules[0].get(key, frozenset()) | rules[1].get(key, frozenset())
        otherwise = tuple(_what(key, texts)) + (("rules",) if names else ())
        if otherwise:
            title = (after.laws.get(law) or before.laws[law]).title
            found.append(Article(title, article, otherwise, bool(names & changing)))
    return tuple(found)


def _what(key: tuple[str, str], texts: tuple[Texts, Texts]) -> Iterable[str]:
    earlier, later = texts[0].get(key), texts[1].get(key)
    if earlier is None or later is None:
        yield CAME if earlier is None else WENT
    elif earlier != later:
        yield "text"


def _texts(program: Program) -> Texts:
    found: dict[tuple[str, str], dict[str, tuple[str, str, str]]] = {}
    for name, law in program.laws.items():
        for one in law.provisions:
            found.setdefault((name, one.article), {})[one.anchor] = one.number, one.text, one.heading
    return found


def _rules(program: Program, unlike: frozenset[Name]) -> Mapping[tuple[str, str], frozenset[Name]]:
    """By law and article the definitions that are written otherwise."""
    places = {one.anchor: (name, one.article) for name, law in program.laws.items() for one in law.provisions}
    found: dict[tuple[str, str], set[Name]] = {}
    for name in unlike & program.definitions.keys():
        for anchor in program.definitions[name].provisions:
            if anchor in places:
                found.setdefault(places[anchor], set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _changing(comparing: Comparing, results: Iterable[Compared]) -> frozenset[Name]:
    """The definitions on which an answer rests of which it is not proved that it does not change."""
    open_ = [comparing.pairs[one.subject] for one in results if not one.is_same]
    return frozenset(name for pair in open_ for name in (*pair.before.order, *pair.after.order))
