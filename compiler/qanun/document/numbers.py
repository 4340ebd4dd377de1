"""How provisions are numbered, and what of a number is the law's: the rest stands in square brackets."""

from qanun.document.anchors import Draft, plain, slug
from qanun.document.labels import CLOSE, OPEN, bare


def number_of(draft: Draft) -> str:
    """The number by which a provision is cited: `318.1`, `318.1 (a)`, `52[.5.a]`, `318 [Note]`.

    What begins with the first bracket of a label is the page's own. So are the number of what has no label
    and whatever stands within what is the page's own: a provision, or an article whose name is in brackets.
    """
    law, own = _parts(draft)
    return f"{law}{OPEN}{own}{CLOSE}" if own else law


def _parts(draft: Draft) -> tuple[str, str]:
    """What of a number is the law's, and what is the page's own."""
    law, own = _above(draft)
    last = plain(draft.path).rpartition(".")[2]
    if draft.label is None or (own and draft.parent is not None):
        return law, f"{own}.{last}" if law or own else last
    whole = plain(draft.path) == slug(draft.label)  # the label has the number of what it stands in
    if own:
        return "", bare(draft.label) if whole else f"{own} {bare(draft.label)}"
    written, _, behind = draft.label.partition(OPEN)
    if whole:
        return written, bare(behind)
    if draft.parent is not None and not written:
        return law, f".{last}"
    return f"{law} {written}", bare(behind)


def _above(draft: Draft) -> tuple[str, str]:
    """The parts of the number of what a provision stands in."""
    if draft.parent is not None:
        return _parts(draft.parent)
    if draft.article is None:
        return "", ""
    number = draft.article.number
    return ("", number) if draft.article.name.startswith(OPEN) else (number, "")
