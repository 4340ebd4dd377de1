"""What was proved of the law: a page of its claims, and what is said of each rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Html, Page, escape, tag
from qanun.book.tables import Group, Line, table_page
from qanun.runtime.qualified import within_law
from qanun.verify.proofs.model import GOOD, Kind
from qanun.verify.proofs.record import Proof, Proofs, Standing
from qanun.verify.proofs.said import HEADS

PLACE = "registers/proofs.html"
_INTRO = (
    "What a solver proved of the law in every case of which all is known, or a case that shows otherwise. "
    "Where the law gives no answer in some case, that is an open problem of the law, and the case is shown."
)
_OPEN = (
    "Claims that hold wherever the law gives an answer, each with a case in which it gives none: there the "
    "law is silent, or rules pull apart and nothing says which of them prevails."
)
_SAID: dict[Standing, str] = {
    "proved": "proved",
    "finding": "does not hold",
    "noted": "the law gives no answer",
    "undecided": "not decided",
    "changed": "not looked at since it changed",
}
_OF_A_RULE: dict[Kind, str] = {
    "conflict": "its grounds never conflict",
    "gap": "it leaves no gap",
    "fault": "it never fails for want of a value",
    "undeclared collision": "no norm on its act collides with it undeclared",
    "never holds": "it can apply",
    "always holds": "it need not apply",
    "never bites": "it can bite",
    "always bites": "it leaves something of what it is an exception to",
    "covered": "no other ground makes it needless",
    "over at once": "it can apply before its term is over",
    "never kept": "it can be kept",
    "not both kept": "no prohibition of the same deed stands against it",
}
"""What is said of a rule where nothing is found of a kind."""


def of_rules(edition: Edition, names: Iterable[str]) -> Html:
    """What was proved of these declarations, in a line; empty where nothing is known."""
    found: dict[Kind, set[Standing]] = {}
    for name in names:
        for one in edition.proofs_of.get(name, ()):
            found.setdefault(one.sought.kind, set()).add(one.standing)
    said = [words for kind, words in _OF_A_RULE.items() if found.get(kind) == {"proved"}]
    return escape("; ".join(said))


def of_claim(leaf: Leaf, path: str, line: int) -> Html:
    """What was found of the claim that stands there, with a link to the page of proofs."""
    found = leaf.edition.claimed_at.get((path, line), ())
    return tag("p", leaf.link(PLACE, f"{_standing(found)[0].capitalize()}.")) if found else Html("")


def proofs_page(edition: Edition, proofs: Proofs) -> Page:
    """The claims of each law with what was found; then what else was looked for, counted."""
    leaf = Leaf(edition, PLACE)
    open_ = [
        one for one in _claims_of(proofs) if _standing(_all_of(leaf, one))[1] and one.standing == "proved"
    ]
    first = [Group("open", "Open problems", _OPEN, [_claim(leaf, one) for one in open_])] if open_ else []
    groups = [
        *first,
        *_claims(leaf, proofs),
        Group("else", "Everything else", _by(proofs), list(_counted(proofs))),
    ]
    heads = ("What is claimed", "What was found", "Since", "Shown by")
    return table_page(leaf, "Proofs", _INTRO, heads, groups)


def _by(proofs: Proofs) -> str:
    said = "; ".join(dict.fromkeys(bound for one in proofs.all for bound in one.bounds))
    within = f"; where they have any, {said}" if said else ""
    return f"Found by {proofs.by}. What is proved is proved of cases of which all is known{within}."


def _claims(leaf: Leaf, proofs: Proofs) -> Iterator[Group]:
    by_law: dict[str, list[Line]] = {}
    for one in _claims_of(proofs):
        by_law.setdefault(one.sought.law, []).append(_claim(leaf, one))
    for law, lines in by_law.items():
        yield Group(law, leaf.edition.program.laws[law].title, rows=lines)


def _claims_of(proofs: Proofs) -> Iterator[Proof]:
    return (one for one in proofs.all if one.sought.kind == "claim")


def _all_of(leaf: Leaf, claim: Proof) -> Sequence[Proof]:
    """All that was looked for of a claim."""
    return leaf.edition.claimed_at[claim.sought.site.path, claim.sought.site.line]


def _claim(leaf: Leaf, claim: Proof) -> Line:
    site, edition = claim.sought.site, leaf.edition
    words, shown = _standing(_all_of(leaf, claim))
    text = next(one for one in edition.documents[claim.sought.law].texts if one.path == site.path)
    stated = leaf.link(at.line_place(text, site.line), claim.sought.label)
    chosen = "; ".join(_read(edition, name, option) for name, option in claim.sought.readings)
    under = f"{words}, where the law is read so: {chosen}" if chosen else words
    return Line((stated, under, claim.since, tag("pre", tag("code", shown)) if shown else ""))


def _read(edition: Edition, name: str, option: str) -> str:
    """How a reading is taken, in its words."""
    reading = edition.program.readings[name]
    return f"{reading.label or within_law(name)} {dict(reading.options).get(option, option)}"


def _standing(found: Sequence[Proof]) -> tuple[str, str]:
    """What is to be said of a claim, of all that was looked for of it, and what shows it."""
    by_kind = {one.sought.kind: one for one in found}
    claim = by_kind["claim"]
    if claim.standing != "proved":
        return _SAID[claim.standing], claim.shown
    supposed, valued = by_kind.get("claim without a case"), by_kind.get("claim without a value")
    if supposed is not None and supposed.standing == "finding":
        return "proved, and says nothing: what it supposes can never be", ""
    if valued is not None and valued.standing == "noted":
        return "proved wherever the law gives an answer; here it gives none", valued.shown
    if valued is not None and valued.standing != "proved":
        return "proved wherever the law gives an answer", ""
    return "proved in every case", ""


def _counted(proofs: Proofs) -> Iterator[Line]:
    counted: Counter[tuple[Kind, Standing]] = Counter((one.sought.kind, one.standing) for one in proofs.all)
    for kind, head in HEADS.items():
        found: list[tuple[Standing, int]] = [(one, counted[kind, one]) for one in _SAID if counted[kind, one]]
        if found and kind != "claim":
            how = {"proved": "a case was met of each" if kind in GOOD else "proved"}
            said = "; ".join(f"{number} {how.get(one, _SAID[one])}" for one, number in found)
            yield Line((head, said, "", ""))
