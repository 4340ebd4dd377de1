"""The pages of law of this repository, each set of them compiled once in a process, whichever test asks."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from qanun.core.rules import Program
from qanun.diagnostics import Outcome
from qanun.diagnostics.render import as_text
from qanun.pipeline import Compiled, compile
from qanun.text import Text
from qanun.tools.loading import Loaded, load

ROOT = Path(__file__).parent.parent
STATUTES = tuple(sorted((ROOT / "statutes" / "azerbaijan").glob("*.md")))
SPEC = tuple(sorted((ROOT / "tests" / "spec").glob("*.md")))
EXAMPLES = tuple(sorted((ROOT / "docs" / "examples" / "statutes").glob("*.md")))


def program_of(*pages: Path) -> Program:
    """The program of some pages together, which must be free of errors."""
    outcome = compiled(*pages)
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return outcome.value.program


def compiled(*pages: Path) -> Outcome[Compiled]:
    """All that the passes make of some pages, and say of them."""
    if pages == STATUTES:
        whole = statutes()
        assert whole.compiled is not None
        return Outcome(whole.compiled, whole.diagnostics)
    return _compiled(pages)


@cache
def statutes() -> Loaded:
    """The statutes as the command line loads them."""
    return load(ROOT)


@cache
def _compiled(pages: Sequence[Path]) -> Outcome[Compiled]:
    return compile([Text(page.name, page.read_text(encoding="utf-8")) for page in pages])
