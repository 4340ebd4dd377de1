"""When the answer of a law is which, as formulas over cases that both laws can be asked about."""

from collections.abc import Iterator, Mapping, Sequence

import z3
from attrs import define, evolve, field, frozen

from qanun.core.explicit import forms
from qanun.core.explicit.answers import VerdictKind, verdicts
from qanun.core.explicit.definitions import explicit
from qanun.core.explicit.outcomes import is_none
from qanun.core.explicit.parts import asked_of
from qanun.core.explicit.total import Total
from qanun.core.names import Name
from qanun.core.questions import definitions_of
from qanun.core.resting import in_order, references
from qanun.core.rules import (
    Constraint,
    Definition,
    Expr,
    FactOf,
    Local,
    Program,
    Reading,
    Site,
    Subject,
)
from qanun.core.walk import walk
from qanun.runtime.answers.assembling import APPLIES
from qanun.runtime.answers.verdicts import Verdict
from qanun.targets.proof.facts import Facts
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import NO, YES, Formula, NotLowered, either, every, integer, negated, some
from qanun.targets.proof.lowering import Key, Lowering
from qanun.targets.proof.symbols import Symbols
from qanun.targets.proof.terms import Collection, Made, Maybe, Scalar, Sort, Term
from qanun.targets.proof.terms import is_none as none_of
from qanun.typed.types import YES_NO, ListType, OneOfType, OrNone, RecordType, SetType, Type
from qanun.verify.compared.matching import Law, Matched
from qanun.verify.compared.model import CLAUSES, Part

LIST_RECKONED = "it is asked of each thing of a list that is not a fact of its own"


@frozen(eq=False)
class Perhaps:
    """A part of an answer: when there is one, and which."""

    when: Formula
    term: Term


@frozen(eq=False)
class Answered:
    """An answer: when it has which verdict, and its parts. Of a part in `lacking` there is no formula, and
    why."""

    words: Mapping[VerdictKind, str]
    when: Mapping[VerdictKind, Formula]
    parts: Mapping[Part, Perhaps]
    lacking: Mapping[Part, str]


class Chosen(Facts):
    """The facts of cases, as one law is asked about them: what a case does not choose it reads in its own
    way."""

    def __init__(self, law: Law, laws: Matched, ledger: Ledger, symbols: Symbols) -> None:
        super().__init__(evolve(law.program, facts=dict(laws.facts)), ledger, symbols)
        self.law = law
        self.options = laws.options
        self.unlike = laws.unlike_readings

    def reading(self, name: str) -> Scalar:
        default = self._place(name, self.law.default(name))
        if name in self.law.fixed:
            return Scalar(Sort("option", name), default)
        chosen = self.any_option(name)
        if name not in self.unlike:
            return chosen
        return evolve(chosen, term=either(is_chosen(name).term, chosen.term, default))

    def any_option(self, name: str) -> Scalar:
        """The option that a case chooses, as of all that either law has."""
        made = self.ledger.once(
            ("reading", name), lambda: self.variable(name, OneOfType(name, self.options[name]))
        )
        assert isinstance(made, Scalar)
        return made

    def _place(self, name: str, option: str) -> Formula:
        return integer(self.options[name].index(option))


def is_chosen(reading: str) -> Scalar:
    """Whether a case chooses an option of a reading."""
    return Scalar(Sort("yes/no"), z3.Bool(f"{reading} is chosen"))


@define(eq=False)
class Earlier(Lowering):
    """The formulas of the earlier law: what both say in the same words is that of the later one."""

    later: Lowering = field(kw_only=True)
    alike: frozenset[Name] = field(kw_only=True)

    def about(self, key: Key, things: tuple[Term, ...]) -> Term:
        if key[0] in self.alike:
            return self.later.prepared(key, things)
        return Lowering.about(self, key, things)

    def is_made(self, key: Key) -> bool:
        return key[0] in self.alike or Lowering.is_made(self, key)


@define(eq=False)
class Formulas:
    """The formulas of the answers of one law."""

    law: Law
    lowering: Lowering
    constraints: Mapping[Expr, Name]

    def answer(self, subject: Subject, locals_: Mapping[str, Term]) -> Answered:
        """Of a subject, about the thing that the local stands for."""
        made = verdicts(subject, self.lowering.explicit)
        when = {kind: self._truth(expr, subject, locals_) for kind, expr in made.when.items()}
        parts: dict[Part, Perhaps] = {}
        lacking: dict[Part, str] = {}
        for part, shown, value in self._parts(subject):
            try:
                there = self._truth(shown, subject, locals_)
                if not there.eq(NO):
                    parts[part] = Perhaps(there, self.lowering.term(value, subject.answer, locals_))
            except NotLowered as reason:
                lacking[part] = str(reason)
        return Answered(words_of(subject), when, parts, lacking)

    def _truth(self, expr: Total, subject: Subject, locals_: Mapping[str, Term]) -> Formula:
        return self.lowering.truth(expr, subject.answer, locals_)

    def _parts(self, subject: Subject) -> Iterator[tuple[Part, Total, Total]]:
        """Each part that an answer tells, when it does, and what it is then."""
        about = () if subject.about is None else (Local(subject.about.local, subject.about.type),)
        explicit_ = self.lowering.explicit
        answer = asked_of(explicit_[subject.answer], about)
        made = verdicts(subject, explicit_)
        yield "value", made.when["value"], made.value
        refused = forms.NO if answer.no is None else answer.no
        for part in CLAUSES:
            name = subject.definition_of(part)
            if name is not None:
                found = asked_of(explicit_[name], about)
                there = forms.every(found.known, forms.negated(is_none(found)))
                shown = there if part == "state" else forms.every(there, forms.negated(refused))
                yield part, shown, found.value

    def things(self, subject: Subject) -> list[tuple[Formula, Mapping[str, Term]]]:
        """What it is asked about: one place after the other of a list, where its formula is yes; of what is
        about no thing the case alone."""
        if subject.about is None:
            return [(YES, {})]
        items = subject.about.items
        if not isinstance(items, FactOf):
            raise NotLowered(LIST_RECKONED)
        found = self.lowering.facts.fact(items.name)
        listed = found.inner if isinstance(found, Maybe) else found
        assert isinstance(listed, Collection)
        there = negated(none_of(found))
        local = subject.about.local
        return [(every((there, here)), {local: thing}) for here, thing in listed.members]

    def holds(self, constraints: Sequence[Constraint]) -> Formula:
        """That a case breaks nothing that always holds."""
        parts = []
        for constraint in constraints:
            name = self.constraints[constraint.condition]
            outcome = self.lowering.explicit[name].outcome
            assert outcome.no is not None
            parts.append(negated(self.lowering.truth(outcome.no, name)))
        return every(parts)

    def can_state(self, facts: Sequence[str], readings: Sequence[str]) -> Formula:
        """That the law can be told these facts of a case, and these readings be chosen."""
        declared, chosen = self.law.program.facts, self.lowering.facts
        assert isinstance(chosen, Chosen)
        parts = [
            _can_be(chosen.fact(name), chosen.program.facts[name].type, declared[name].type)
            for name in facts
            if name in declared and chosen.program.facts[name].type != declared[name].type
        ]
        for name in readings:
            known = self.law.program.readings.get(name)
            if known is not None and len(known.type.options) < len(chosen.options[name]):
                parts.append(_is_one_of(chosen.any_option(name), chosen.options[name], known.type.options))
        return every(parts)


def words_of(subject: Subject) -> Mapping[VerdictKind, str]:
    """The verdicts of a subject, as its answers say them."""
    refused = Verdict.NEED_NOT if subject.kind == "obligation" else Verdict.NO
    return {
        "yes": APPLIES.get(subject.kind, Verdict.YES),
        "no": refused,
        "value": Verdict.VALUE,
        "barred": Verdict.BARRED,
        "silent": Verdict.SILENT,
        "in conflict": Verdict.IN_CONFLICT,
        "fault": Verdict.FAULT,
        "unknown": Verdict.UNKNOWN,
    }


def _can_be(term: Term, type_: Type, own: Type) -> Formula:
    """That a value of a type of both laws is one of the type that one of them has."""
    if isinstance(type_, OrNone):
        inner = term.inner if isinstance(term, Maybe) else term
        if not isinstance(own, OrNone):
            return every((negated(none_of(term)), _can_be(inner, type_.inner, own)))
        return some((none_of(term), _can_be(inner, type_.inner, own.inner)))
    if isinstance(term, Scalar) and isinstance(type_, OneOfType) and isinstance(own, OneOfType):
        return _is_one_of(term, type_.options, own.options)
    if isinstance(term, Made) and isinstance(type_, RecordType) and isinstance(own, RecordType):
        types = dict(type_.fields)
        return every(_can_be(term.fields[name], types[name], inner) for name, inner in own.fields)
    if isinstance(term, Collection) and isinstance(type_, SetType | ListType):
        assert isinstance(own, SetType | ListType)
        return every(
            some((negated(there), _can_be(one, type_.element, own.element))) for there, one in term.members
        )
    return YES


def _is_one_of(term: Scalar, options: Sequence[str], own: Sequence[str]) -> Formula:
    return some(term.term == options.index(option) for option in own)


@frozen(eq=False)
class Needed:
    """Of one law: the subjects to be compared, and what always holds in their cases."""

    law: Law
    subjects: Sequence[Subject]
    constraints: Sequence[Constraint]

    @property
    def definitions(self) -> list[Name]:
        """The definitions of which the answers are made."""
        return [name for subject in self.subjects for name in definitions_of(subject)]


Both = tuple[Formulas, Formulas]
"""Those of the earlier law, and of the later one."""


def of_both(laws: Matched, before: Needed, after: Needed, alike: frozenset[Name]) -> Both:
    """The formulas of both laws. `alike` are the definitions that both have in the same words."""
    always = _named((*before.constraints, *after.constraints))
    in_both = {one.condition for one in before.constraints} & {one.condition for one in after.constraints}
    same = alike | {
        always[one] for one in in_both if _is_free(one, laws) and alike.issuperset(references(one))
    }
    earlier = _extended(before, always)
    shared = [one.name for one in earlier.definitions.values() if one.name in same]
    later = _extended(after, always, shared)
    ledger = Ledger()
    authorities = {**before.law.program.authorities, **after.law.program.authorities}
    symbols = Symbols(sorted(authorities), options=laws.options)
    now = Lowering(later, explicit(later), ledger, Chosen(after.law, laws, ledger, symbols))
    then = Earlier(
        earlier,
        explicit(earlier),
        ledger,
        Chosen(before.law, laws, ledger, symbols),
        "before",
        later=now,
        alike=frozenset(same),
    )
    return Formulas(before.law, then, always), Formulas(after.law, now, always)


def _named(constraints: Sequence[Constraint]) -> dict[Expr, Name]:
    conditions = dict.fromkeys(one.condition for one in constraints)
    return {one: Name(f"what always holds {number}") for number, one in enumerate(conditions)}


def _is_free(condition: Expr, laws: Matched) -> bool:
    """Whether it rests on no reading that the laws take otherwise."""
    return not any(isinstance(n, Reading) and n.name in laws.unlike_readings for n in walk(condition))


def _extended(needed: Needed, always: Mapping[Expr, Name], more: Sequence[Name] = ()) -> Program:
    """The law, with nothing but what is needed of it, and a definition of each sentence that always holds."""
    program = needed.law.program
    own: dict[Name, Expr] = {always[one.condition]: one.condition for one in needed.constraints}
    added: dict[str, Definition] = {
        name: Definition(name, "define", "", YES_NO, condition, (), Site("", 0))
        for name, condition in own.items()
    }
    whole = evolve(program, definitions=program.definitions | added)
    names = in_order(whole, (*needed.definitions, *own, *more))
    return evolve(whole, definitions={name: whole.definitions[name] for name in names})
