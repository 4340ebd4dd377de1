"""What a definition uses more than once is said once: so what is written stays as long as the core."""

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from qanun.core.explicit.forms import NO
from qanun.core.explicit.outcomes import Entry, Lack, Open, Outcome, each_part
from qanun.core.explicit.total import Field, Not, Of, Shared, Stated, Total
from qanun.core.explicit.walk import children, free_locals, replaced
from qanun.core.rules import Local


@frozen
class SharedPart:
    """An expression, and the names of the locals that it is about."""

    locals: tuple[str, ...]
    expr: Total


@define(eq=False)
class Sharing:
    """The expressions of one definition that others stand for by number."""

    numbers: dict[Total, int] = field(factory=dict)
    parts: list[SharedPart] = field(factory=list)

    def named(self, expr: Total) -> Total:
        """The expression, by its number unless it is a short one."""
        if _is_short(expr):
            return expr
        locals_ = tuple(sorted(free_locals(expr)))
        if expr not in self.numbers:
            self.numbers[expr] = len(self.parts)
            self.parts.append(SharedPart(locals_, expr))
        return Shared(self.numbers[expr], tuple(Local(name) for name in locals_))

    def outcome(self, outcome: Outcome) -> Outcome:
        """The same, its parts by number."""
        members = None if outcome.members is None else self._open(outcome.members)
        return evolve(each_part(outcome, lambda expr, part: self.named(expr)), members=members)

    def lack(self, lack: Lack) -> Lack:
        """The same, its parts by number."""
        return self.outcome(Outcome(NO, NO, lack)).lack

    def _open(self, members: Open) -> Open:
        entries = tuple(self._entry(entry) for entry in members.entries)
        return Open(self.named(members.present), entries, self.outcome(members.rest))

    def _entry(self, entry: Entry) -> Entry:
        """Of each thing of a list it is said once, of a local in its place."""
        local = f"the member {len(self.parts)}"
        value, inside = (self.outcome(one) for one in entry.about(Local(local)))

        def about(thing: Total) -> tuple[Outcome, Outcome]:
            def put(expr: Total, part: str) -> Total:
                return replaced(expr, local, thing)

            return each_part(value, put), each_part(inside, put)

        items = None if entry.items is None else self.named(entry.items)
        return Entry(items, (lambda thing: (value, inside)) if items is None else about)

    def used(self, roots: Iterable[Total]) -> Mapping[int, SharedPart]:
        """Those that the roots use."""
        found: dict[int, SharedPart] = {}
        waiting = list(roots)
        seen: set[Total] = set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if isinstance(one, Shared) and one.number not in found:
                found[one.number] = self.parts[one.number]
                waiting.append(self.parts[one.number].expr)
            waiting += children(one)
        return dict(sorted(found.items()))


def _is_short(expr: Total) -> bool:
    inside = list(children(expr))
    return not inside or (
        isinstance(expr, Not | Stated | Field | Of | Shared) and all(map(_is_short, inside))
    )
