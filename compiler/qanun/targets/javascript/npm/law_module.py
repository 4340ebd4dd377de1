"""The module of one law: its questions as data, and the types of what they take and answer."""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from qanun.core.question import index
from qanun.core.question.plan import is_answerable
from qanun.core.rules import Law, Program, Question, Subject
from qanun.runtime.qualified import law_of
from qanun.targets.attributes import attributes, class_names, short
from qanun.targets.javascript.generate import script_data
from qanun.targets.javascript.npm.types import Written, comment, key, quoted, union, written
from qanun.targets.javascript.question import question_data
from qanun.targets.names import RESERVED, Names, class_name
from qanun.typed.types import OneOfType, RecordType, Simple, Type

RUNTIME = "../qanun.js"
_WORDS = """
    arguments await break case catch const continue debugger default delete do else enum eval export extends
    false finally for function if implements import in instanceof interface let new null package private
    protected public return static super switch this throw true try typeof undefined var void while with yield
    any bigint boolean never number object question string symbol unknown
    Answer Array Authority Country DatedQuestion Day Days Exact Hours Money Moment Months Penalty Period
    Question Readonly Record SetOf Whole
"""
TAKEN = (*RESERVED, *_WORDS.split())
"""What no name of a law's module is: words of the language, and what the module imports."""


@frozen
class Asked:
    """What a module calls a question, its facts, its answers and its readings."""

    question: Question
    name: str
    facts: str
    answers: str
    readings: str


@define
class LawModule:
    """The two files of a law, put together."""

    program: Program
    law: Law
    asked: tuple[Asked, ...] = field(init=False)
    called: Mapping[str, str] = field(init=False)
    _uses: set[str] = field(init=False, factory=set)
    _types: set[str] = field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        classes = class_names(self.program)
        own = [name for qualified, name in classes.items() if law_of(qualified) == self.law.module]
        names = Names((*TAKEN, *own, *self.program.laws))
        every = index.questions(self.program).get(self.law.module, ())
        self.asked = tuple(_named(one, names) for one in every if is_answerable(one))
        self.called = {
            qualified: name if law_of(qualified) == self.law.module else f"{law_of(qualified)}.{name}"
            for qualified, name in classes.items()
        }

    def script(self) -> str:
        """The module: data that nobody runs, so that a bundler leaves out what nobody asks."""
        found = [HEAD]
        if self.asked:
            found += [f"import {{ question }} from {quoted(RUNTIME)};", ""]
        for one in self.asked:
            data = script_data(question_data(self.program, one.question))
            found += [
                comment(one.question.label),
                f"export const {one.name} = /* @__PURE__ */ question({data});",
            ]
        return "\n".join([*found, *([] if self.asked else ["export {};"]), ""])

    def declarations(self) -> str:
        """What TypeScript is told of it."""
        body = [line for lines in (self._declared(), *map(self._question, self.asked)) for line in lines]
        about = comment(f"{self.law.title} ({self.law.jurisdiction})", "Law as reported, not legal advice.")
        imports = []
        if "Authority" in self._uses:
            imports.append('import type { Authority } from "../authorities.js";')
        if uses := sorted(self._uses - {"Authority"}):
            imports.append(f"import type {{ {', '.join(uses)} }} from {quoted(RUNTIME)};")
        others = {law_of(name) for name in self._types} - {self.law.module}
        imports += [f"import type * as {law} from {quoted(f'./{law}.js')};" for law in sorted(others)]
        return "\n".join([HEAD, about, *imports, "", *(body or ["export {};"]), ""])

    def _declared(self) -> Iterable[str]:
        """The types that the law declares."""
        for qualified, (type_, label, labels) in self.program.types.items():
            if law_of(qualified) == self.law.module:
                yield comment(
                    label or short(qualified), _read(labels) if isinstance(type_, OneOfType) else ""
                )
                yield from self._type(self.called[qualified], type_, dict(labels))

    def _type(self, name: str, type_: Type, labels: Mapping[str, str]) -> Iterable[str]:
        if isinstance(type_, OneOfType):
            yield f"export type {name} = {union(type_.options)};"
            return
        assert isinstance(type_, RecordType)
        yield f"export interface {name} {{"
        for own, inner in type_.fields:
            yield f"  {comment(labels.get(own, own))}"
            yield f"  readonly {key(own)}?: {self._say(written(inner, self.called))} | undefined;"
        yield "}"

    def _question(self, asked: Asked) -> Iterable[str]:
        question = asked.question
        yield comment(f"Facts for: {question.label}")
        yield f"export interface {asked.facts} {{"
        for name in question.facts:
            fact = self.program.facts[name]
            yield f"  {comment(fact.label, fact.help)}"
            yield f"  readonly {key(short(name))}?: {self._say(written(fact.type, self.called))} | undefined;"
        yield "}"
        yield comment(f"Answers to: {question.label}")
        yield f"export interface {asked.answers} {{"
        called = attributes(question).answers
        for name in question.answers:
            subject = self.program.subjects[name]
            yield f"  {comment(subject.label)}"
            yield f"  readonly {key(called[name])}: {self._answer(subject)};"
        yield "}"
        yield comment(f"How the law can be read in: {question.label}")
        yield f"export interface {asked.readings} {{"
        for name, one in self._readings(question).items():
            reading = self.program.readings[one]
            yield f"  {comment(reading.label)}"
            yield f"  readonly {key(name)}?: {union(option for option, _ in reading.options)} | undefined;"
        yield "}"
        kind = "DatedQuestion" if question.needs_as_of else "Question"
        self._uses.add(kind)
        yield comment(question.label)
        yield f"export declare const {asked.name}: {kind}<{asked.facts}, {asked.answers}, {asked.readings}>;"

    def _readings(self, question: Question) -> dict[str, str]:
        """Each reading by the name that callers may give it: its own, then its qualified one."""
        shortly: dict[str, str] = {}
        for name in question.readings:
            shortly[name.rpartition(".")[2]] = name
        return {**shortly, **{name: name for name in question.readings}}

    def _answer(self, subject: Subject) -> str:
        """An answer; of a rule about each thing of a list one that has an answer for each."""
        self._uses.add("Answer")
        bodies = "" if subject.authority is None else f", {self._say(written(Simple('authority'), {}))}"
        one = f"Answer<{self._say(written(subject.type, self.called))}{bodies}>"
        return one if subject.about is None else f"Answer<readonly {one}[]>"

    def _say(self, type_: Written) -> str:
        """The text of a type, whose names are imported."""
        self._uses |= type_.uses
        self._types |= type_.types
        return type_.text


HEAD = "// generated by qanun; do not edit"


def _named(question: Question, names: Names) -> Asked:
    own = short(question.name)
    name = names.take(own)
    return Asked(
        question, name, *(names.take(f"{class_name(own)}{what}") for what in ("Facts", "Answers", "Readings"))
    )


def _read(labels: Iterable[tuple[str, str]]) -> str:
    """How options are read."""
    said = [f"{name}: {label}" for name, label in labels if label]
    return "; ".join(said)
