"""What a court or an authority has determined, in the place of what a rule comes to.

A ground `D` of `R` with `as determined by` holds where its fact tells a determination and its own conditions
hold. Beside `D` these definitions arise, where `R` has such grounds:

    R:determined     one of them holds
    R:undetermined   none of them holds, and another ground does: what is excepted from
"""

from attrs import define

from qanun.core.builder import Builder, both, either, unless
from qanun.core.clauses import agreeing, told
from qanun.core.names import Aspect, Name
from qanun.core.rules import Apply, Case, Expr, Not, Ref
from qanun.resolved.model import Declaration
from qanun.syntax import tree


def determination(declaration: Declaration) -> tree.Determined | None:
    """The clause by which a ground is a determination."""
    return declaration.item.clauses.determined if isinstance(declaration.item, tree.Ground) else None


def determinations(rule: Declaration, builder: Builder) -> list[Declaration]:
    """The grounds of a rule that are determinations, in their order."""
    grounds = builder.typed.resolved.grounds_of.get(rule, ())
    return [ground for ground in grounds if determination(ground) is not None]


def is_told(clause: tree.Determined | None, ground: Declaration, builder: Builder) -> tuple[Expr, ...]:
    """That there is a determination; nothing of any other ground."""
    if clause is None:
        return ()
    return (Not(Apply("is none", (told(clause, builder.setting(ground)),))),)


def opening(target: Declaration, builder: Builder) -> Name:
    """The definition that tells whether an exception to a rule, or to another declaration, has anything to
    except from: where something is determined it has not."""
    aspect = Aspect.UNDETERMINED if determinations(target, builder) else Aspect.OPENED
    return Name(target.name, aspect)


@define(eq=False)
class Determining:
    """The determinations of a rule, and what it comes to where there is none."""

    rule: Declaration
    builder: Builder
    found: list[Declaration]

    @property
    def names(self) -> list[Name]:
        """Their definitions."""
        return [Name(one.name) for one in self.found]

    def define(self, others: Expr, defeated: Expr) -> None:
        """What is asked of the rule with and without them, `others` being that another ground holds; of a
        norm also whether it applies."""
        if not self.found:
            return
        held = either([Ref(name) for name in self.names])
        determined = self.builder.define(self.rule, "opened", held, Aspect.DETERMINED)
        self.builder.define(self.rule, "opened", both([Not(determined), others]), Aspect.UNDETERMINED)
        if isinstance(self.rule.item, tree.Norm):
            body = self.instead_of(both([others, *unless([defeated])]))
            self.builder.define(self.rule, "opened", body, Aspect.APPLIES)

    def or_else(self, applies: Expr) -> Expr:
        """That something is determined, or that the rule applies by itself."""
        return either([Ref(Name(self.rule.name, Aspect.DETERMINED)), applies]) if self.found else applies

    def instead_of(self, rest: Expr) -> Expr:
        """What is determined; where nothing is, what the rule comes to by itself."""
        if not self.found:
            return rest
        cases = tuple(
            Case(Name(one.name), Ref(Name(one.name)), told(clause, self.builder.setting(one)))
            for one in self.found
            if (clause := determination(one)) is not None
        )
        return agreeing(self.rule.name, cases, rest, self.found, self.builder)


def determining(rule: Declaration, builder: Builder) -> Determining:
    """The determinations of a rule."""
    return Determining(rule, builder, determinations(rule, builder))
