"""How provisions are numbered, and what of a number is the law's: the rest stands in square brackets."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qanun.document.anchors import Draft

OPEN, CLOSE = "[", "]"


def bare(label: str) -> str:
    """A label without the brackets that mark what is not the law's: `52[.5.a]` is `52.5.a`."""
    return label.replace(OPEN, "").replace(CLOSE, "")


def number_of(draft: "Draft") -> str:
    """The number by which a provision is cited: `318.1`, `318.1 (a)`, `52[.5.a]`, `[Note]`.

    What begins with the first bracket of a label is the page's own. So are the number of what has no label
    and whatever stands within what is the page's own: a provision, or an article whose name is in brackets.
    """
    law, own = _parts(draft)
    return f"{law}{OPEN}{own}{CLOSE}" if own else law


def _parts(draft: "Draft") -> tuple[str, str]:
    """What of a number is the law's, and what is the page's own."""
    law, own = _parts(draft.parent) if draft.parent is not None else ("", "")
    last = draft.path.partition("@")[0].rpartition(".")[2]
    if own or draft.label is None:
        within = f"{own}." if own else "." if law else ""
        return law, f"{within}{last}"
    if draft.parent is None and draft.article is not None and draft.article.name.startswith(OPEN):
        return "", bare(draft.label)
    written, bracket, behind = draft.label.partition(OPEN)
    if bracket and draft.parent is not None and not written:
        return law, f".{last}"
    whole = written if not law or written.startswith(law) else f"{law} {written}"
    return whole, bare(behind)
