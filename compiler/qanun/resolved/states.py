"""What is meant by a word that is asked of a norm as if it were a state: `bring_back is late`."""

from qanun.diagnostics.nearest import nearest
from qanun.resolved.model import Declaration
from qanun.syntax import tree

_OF_A_DUTY = ("pending", "fulfilled", "fulfilled late", "breached", "done", "not done")
_OF_OTHERS = ("in force", "expired", "breached")
_OF_ALL = ("not applicable", "barred")
_LATE = frozenset(("late", "overdue", "delayed", "missed", "due", "belated", "violated", "broken"))
_OVER = frozenset(("ended", "over", "lapsed", "run_out", "terminated", "finished"))
_NOW = frozenset(("active", "valid", "effective", "running", "applicable", "in_effect"))
_MET = frozenset(("complied", "satisfied", "met", "performed", "observed", "complete", "completed"))


def state_advice(word: str, norm: Declaration) -> tuple[str, str | None]:
    """What to write instead of a word that is no state of a norm; and the state that is surely meant, if any.

    A state of two words is never the nearest of one: it says more.
    """
    item = norm.item
    duty = isinstance(item, tree.Norm) and item.kind == "obligation"
    states = (*(_OF_A_DUTY if duty else _OF_OTHERS), *_OF_ALL)
    near = nearest(word, [state for state in states if " " not in state])
    if near is not None:
        return f"write `{near}`", near
    short = norm.short
    if word in _LATE and isinstance(item, tree.Norm) and duty and item.clauses.term is None:
        return f"write `{short} is not done`; to be late, it needs a term: `within 14 days after …`", None
    if word in _LATE and duty:
        return (
            f"write `{short} is breached` where the term is over and nothing was done, or "
            f"`{short} is fulfilled late` where it was done after the term"
        ), None
    if word in _LATE:
        return f"write `{short} is breached`", None
    if word in _MET and duty:
        return f"write `{short} is fulfilled`, or `done` where it has no term", None
    if word in _OVER and not duty:
        return f"write `{short} is expired`", None
    if word in _NOW:
        also = "" if duty else ", or `in force`"
        return f"write `{short}` alone, which says that it applies{also}", None
    return f"write one of {', '.join(f'`{state}`' for state in states)}", None
