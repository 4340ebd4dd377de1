"""Proves that questions have words for what drafters think of last."""

from collections.abc import Iterator

import z3
from attrs import define, field

from qanun.core.rules import Question, Subject
from qanun.targets.proof.logic import Formula, NotLowered, every, negated, some
from qanun.verify.proofs.formulas import STEPS_A_SECOND, Formulas
from qanun.verify.proofs.model import Forgotten
from qanun.verify.proofs.smallest import asked, vector
from qanun.verify.proofs.wordless import faulty, outcomes, when

AT_ONCE = STEPS_A_SECOND
"""So many steps all outcomes of a question may take together; else each is asked for by itself."""


@define(eq=False)
class Words:
    """The headlines of questions, as formulas; `worded` has what was found of each question at once."""

    formulas: Formulas
    worded: dict[str, bool] = field(factory=dict)

    def lacking(self, question: Question, name: str, outcome: Forgotten) -> Formula:
        """That a subject has an outcome, and no headline of its question holds."""
        subject = self.formulas.program.subjects[name]
        return every((self._is_so(subject, outcome), self._none(question)))

    def are_enough(self, question: Question) -> bool:
        """Whether it is proved at once that a question has words for all outcomes of its answers."""
        if question.name not in self.worded:
            self.worded[question.name] = self._found(question)
        return self.worded[question.name]

    def _found(self, question: Question) -> bool:
        ledger = self.formulas.lowering.ledger
        try:
            wanted, needed = ledger.noting(lambda: self._lacking(question))
        except NotLowered:
            return False
        conditions = vector((wanted, *ledger.holding(needed)))
        steps = min(self.formulas.steps, AT_ONCE)
        return bool(z3.is_false(wanted) or asked(conditions, steps)[0] == z3.unsat)

    def _lacking(self, question: Question) -> Formula:
        found = [self._is_so(*one) for one in outcomes(self.formulas.program, question)]
        return every((some(found), self._none(question), *self.formulas.always(question)))

    def _is_so(self, subject: Subject, outcome: Forgotten) -> Formula:
        return self.formulas.lowering.truth(when(subject, outcome, self.formulas.explicit), subject.answer)

    def _none(self, question: Question) -> Formula:
        """That no headline of a question holds, and no answer is a fault."""
        key = "without words", question.name
        return self.formulas.lowering.ledger.once(key, lambda: every(self._not_these(question)))

    def _not_these(self, question: Question) -> Iterator[Formula]:
        yield from (negated(self.formulas.holds(one.condition)) for one in question.headlines)
        for subject in (self.formulas.program.subjects[name] for name in question.answers):
            if subject.about is None:
                fault = faulty(subject, self.formulas.explicit)
                yield negated(self.formulas.lowering.truth(fault, subject.answer))
