"""The stable anchors of provisions."""

import re
from collections.abc import Iterable, Sequence

from attrs import define, field

from qanun.document.labels import OPEN, bare
from qanun.document.model import Article, InForce
from qanun.text import Span

_NUMBERED = r"\d+[^\W\d_]{0,3}\.\d"


@define(eq=False)
class Draft:
    """A provision while its page is read. `path` is its anchor behind the module; empty until it is known.

    `number` is the place in its list of an item without a label; `link` what its label leads to, as written.
    """

    label: str | None
    article: Article | None
    parent: "Draft | None"
    span: Span
    number: int | None = None
    words: list[str] = field(factory=list)
    path: str = ""
    link: str = ""


def mark(days: InForce | None) -> str:
    """What the anchors of an article in force on certain days carry."""
    if days is None:
        return ""
    return f"@{days.start}" if days.start is not None else f"@until-{days.end}"


def plain(anchor: str) -> str:
    """An anchor without its day."""
    return anchor.partition("@")[0]


def latest(anchors: Iterable[str]) -> dict[str, str]:
    """For each anchor without a day of which there are only some with days, the one of the last of them."""
    found: dict[str, str] = {}
    known = set(anchors)
    dated = (one for one in known if "@" in one)
    for one in sorted(dated, key=lambda one: (plain(one), "@until" not in one, one)):
        found[plain(one)] = one
    return {short: one for short, one in found.items() if short not in known}


def slug(label: str) -> str:
    """A label as part of an anchor: `(a)` is `a`, `52(2)(b)`, `52[.2.b]` are `52.2.b`, `Note 2` `note_2`."""
    dotted = re.sub(r"\(\s*(\w+)\s*\)|[\[\]]", r".\1.", label.casefold())
    kept = re.sub(r"[^\w.\-]+", "_", dotted.replace("–", "-"))
    return re.sub(r"[_\-]*\.[._\-]*", ".", kept).strip("._-")


def name_drafts(drafts: Sequence[Draft], taken: Iterable[str]) -> tuple[tuple[Draft, Draft], ...]:
    """Give every draft its path, unlike all others and unlike `taken` (the articles').

    Labelled ones come first, so that a number is given to an unnamed one only where it is free. Returns each
    draft whose label makes a path that another already has, with that other; it gets a path of its own too.
    """
    clashes: list[tuple[Draft, Draft]] = []
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(mark(draft.article.in_force) if draft.article else "", []).append(draft)
    for day, group in groups.items():
        clashes += _name(group, [plain(path) for path in taken if path.endswith(day)])
        for draft in group:
            draft.path += day
    return tuple(clashes)


def _name(drafts: Sequence[Draft], taken: Iterable[str]) -> list[tuple[Draft, Draft]]:
    """The same among drafts of one day."""
    owners: dict[str, Draft | None] = dict.fromkeys(taken)
    clashes: list[tuple[Draft, Draft]] = []
    counts: dict[str, int] = {}
    for draft in drafts:
        if slug(draft.label or "") and (draft.parent is None or draft.parent.path):
            _claim(draft, owners, clashes)
    for draft in drafts:
        if draft.path:
            continue
        if slug(draft.label or ""):
            _claim(draft, owners, clashes)
        else:
            _number(draft, owners, counts)
    return clashes


def _prefix(draft: Draft) -> str:
    if draft.parent is not None:
        return draft.parent.path + "."
    return f"{slug(draft.article.number)}." if draft.article else ""


def _begins(path: str, whole: str) -> bool:
    return path == whole or (path.startswith(whole) and path[len(whole)] in ".-_")


def _counts_within(draft: Draft, label: str, number: str) -> bool:
    """Whether a label that begins with the article's number is but the number of a paragraph or item in it.

    `(2)` and `[2]` are, also in article 2; so is an item's `2`, while `2` before a paragraph is the article.
    """
    written = (draft.label or "").strip()
    within = draft.parent is not None or written.startswith(OPEN)
    return written.startswith("(") or (within and label == number)


def of_other_article(draft: Draft) -> bool:
    """Whether a paragraph's label begins with another article's number, such as `5.1` in article 6."""
    if draft.article is None or draft.parent is not None or not re.match(_NUMBERED, bare(draft.label or "")):
        return False
    return not _begins(slug(draft.label or ""), slug(draft.article.number))


def _claim(draft: Draft, owners: dict[str, Draft | None], clashes: list[tuple[Draft, Draft]]) -> None:
    label = slug(draft.label or "")
    number = slug(draft.article.number) if draft.article else ""
    bases = [base for base in (number, draft.parent.path if draft.parent else "") if base]
    whole = any(_begins(label, base) for base in bases) and not _counts_within(draft, label, number)
    path = label if whole or of_other_article(draft) else _prefix(draft) + label
    own_article = bool(number) and path == number
    if path in owners and not (own_article and owners[path] is None):
        other = owners[path]
        clashes.append((draft, other or draft))
        path = _free(path + "_", owners, 2)
    owners[path] = draft
    draft.path = path


def _number(draft: Draft, owners: dict[str, Draft | None], counts: dict[str, int]) -> None:
    prefix = _prefix(draft)
    first = draft.number if draft.number is not None else counts.get(prefix, 0) + 1
    draft.path = _free(prefix, owners, first)
    counts[prefix] = int(draft.path.removeprefix(prefix))
    owners[draft.path] = draft


def _free(prefix: str, owners: dict[str, Draft | None], first: int) -> str:
    number = first
    while f"{prefix}{number}" in owners:
        number += 1
    return f"{prefix}{number}"
