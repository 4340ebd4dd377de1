"""Labels that will not read well in the sentences that answers say."""

from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.context import Context

ARTICLES = frozenset(("the", "a", "an"))
NO_VERB = ARTICLES | {"must", "may", "shall", "should", "to", "is", "are", "has"}
"""Words with which no act begins that somebody must or may do."""


def check_label(norm: tree.Norm, context: Context) -> None:
    """Warn of a label that does not read as what its kind says: *the council must …*."""
    if norm.label is None or norm.kind == "offence":
        return
    first = norm.label.split(" ", 1)[0].lower()
    if norm.kind == "status":
        bearer = norm.clauses.by or norm.clauses.on
        reads = first not in ARTICLES or bearer is None or not bearer.names
        remedy = "begin with the verb, such as “is …”, “has …”, “counts as …”"
    else:
        reads = first not in NO_VERB
        remedy = "begin with the verb, such as “return the book”"
    if not reads:
        context.report(
            norm_kinds.LABEL_READS_BADLY,
            norm.name.span,
            name=norm.name,
            first=first,
            remedy=remedy,
        )
