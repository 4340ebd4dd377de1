"""What a law answers of a case, by the general evaluation, which has the last word."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from qanun.core.answering import Asked
from qanun.core.rules import Question
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.answers.short import said_of
from qanun.runtime.faults import CaseImpossible
from qanun.verify.compared.matching import Law, known_to
from qanun.verify.compared.model import TOLD, Case, Part, Said, Told


@define(eq=False)
class Answering:
    """A question about one subject of a law, ready to be put."""

    law: Law
    question: Question
    asked: Asked = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.asked = Asked(self.law.program, self.question)

    def told(self, case: Case, known: Iterable[str]) -> Told:
        """What the law says, if only these facts of the case are known."""
        facts = known_to(self.law, {name: case.facts[name] for name in known})
        own = {name: value for name, value in facts.items() if name in self.question.facts}
        try:
            tried = self.asked.tried(self.asked.case(own, case.as_of, self._readings(case)))
        except CaseImpossible as impossible:
            return Told((), (), str(impossible))
        (answer,) = tried.answers.values()
        (subject,) = self.asked.table.subjects
        said = [Said(one.sentence, one.citation) for one in said_of(subject, answer, self.asked)]
        return Told(tuple(said), tuple(_parts(one) for one in _each(answer, subject.each is not None)))

    def _readings(self, case: Case) -> dict[str, str]:
        return {
            name: self.law.fixed.get(name) or case.readings.get(name) or self.law.default(name)
            for name in self.question.readings
        }


def _each(answer: Answer[object], has_things: bool) -> Iterator[Answer[object]]:
    """The answer, or of one about each thing of a list that of each."""
    if not has_things:
        yield answer
    elif isinstance(answer.value, tuple):
        yield from answer.value


def _parts(answer: Answer[object]) -> Mapping[Part, object]:
    """What an answer says, by part; what it does not say is absent."""
    found: dict[Part, object] = {"verdict": answer.verdict.value}
    for part in TOLD:
        value: object = getattr(answer, part)
        if part == "value" and answer.verdict is not Verdict.VALUE:
            continue
        if value is not None and value != ():
            found[part] = value
    return found
