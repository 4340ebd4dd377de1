"""Of each rule and norm of a page, in how many of its cases it holds and in how many not; and what was
proved of it when that was last looked at."""

from collections.abc import Iterator

from qanun.editor.known import Known
from qanun.editor.looking import Hint
from qanun.verify.coverage import Row, coverage
from qanun.verify.places import place
from qanun.verify.proofs.record import Proof, read
from qanun.verify.scenarios import run

_RULE = "norm or rule"


def reached(known: Known, path: str) -> Iterator[Hint]:
    """How the cases of a page with its page of cases reach each of its rules; nothing where it has errors."""
    program = known.program
    page = known.page(path)
    if program is None or page is None:
        return
    files = {text.path for text in page.document.texts}
    cases = [run(program, one) for one in program.scenarios if one.site.path in files]
    for row in coverage(program, cases).rows:
        if row.site.path == path and row.kind == _RULE and not row.excused:
            yield Hint(place(row.site, known.texts), _said(row))


def _said(row: Row) -> str:
    if not row.applied and not row.kept_off:
        return "no case here reaches it"
    if row.applied and row.kept_off:
        return f"both ways: holds in {_cases(row.applied)}, not in {_cases(row.kept_off)}"
    so, otherwise = ("holds", "not") if row.applied else ("does not hold", "holds")
    return f"{so} in {_cases(row.applied or row.kept_off)}, {otherwise} in none"


def _cases(count: int) -> str:
    return f"{count} case" if count == 1 else f"{count} cases"


def proved(known: Known, path: str, kept: str) -> Iterator[Hint]:
    """What the file of proofs says of each rule of a page, as the law is now; nothing where it has errors."""
    program = known.program
    if program is None:
        return
    by_name: dict[str, list[Proof]] = {}
    for one in read(program, kept).all:
        if one.sought.site.path == path:
            by_name.setdefault(one.sought.name, []).append(one)
    for proofs in by_name.values():
        yield Hint(place(proofs[0].sought.site, known.texts), _standing(proofs))


def _standing(proofs: list[Proof]) -> str:
    """The worst that is known of a rule, in words."""
    found = [one for one in proofs if one.standing == "finding"]
    if found:
        return f"proofs: {found[0].sought.kind}, found {found[0].since}"
    if any(one.standing == "changed" for one in proofs):
        return "changed since it was proved"
    if any(one.standing == "undecided" for one in proofs):
        return "proofs: not decided"
    return f"proved {max(one.since for one in proofs)}"
