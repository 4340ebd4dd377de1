"""What is proved of a program: from what an earlier run kept where nothing has changed since, else anew."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from attrs import frozen

from qanun import project
from qanun.core.rules import Program
from qanun.diagnostics import Outcome
from qanun.project import Project
from qanun.tools import fingerprints
from qanun.tools.loading import beside
from qanun.tools.shelf import Shelf
from qanun.verify.proofs.content import Content
from qanun.verify.proofs.kept import as_plain, from_plain
from qanun.verify.proofs.model import NotReproduced, Result, Sought, Undecided
from qanun.verify.proofs.record import PROOFS, written
from qanun.verify.proofs.sought import Searched
from qanun.version import __version__

Progress = Callable[[str], None]


@frozen(eq=False)
class Proving:
    """Proves what is sought in a program. `name` is that of its project; `seconds` are those that one
    question may take."""

    program: Program
    name: str
    shelf: Shelf
    seconds: float

    def results(self, laws: Collection[str], progress: Progress) -> list[Result]:
        """What was found of these laws, or of all where there are none.

        What is found is kept, also where somebody stops it. ImportError where a solver is needed and there is
        none.
        """
        content = Content(self.program)
        keyed = [(content.key(one), one) for one in Searched(self.program).all()]
        before = self._kept()
        known = {key: before[key] for key, _ in keyed if key in before}
        wanted = [(key, one) for key, one in keyed if not laws or one.law in laws]
        found = {one: result for key, one in wanted if (result := self._again(one, known.get(key)))}
        open_ = [(key, one) for key, one in wanted if one not in found]
        try:
            for number, ((key, one), result) in enumerate(zip(open_, self._anew(open_), strict=True), 1):
                progress(f"{number} of {len(open_)}: {one.kind}")
                found[one] = result
                if not isinstance(result.found, NotReproduced):
                    known[key] = {**as_plain(result), "seconds": self.seconds}
        finally:
            progress("")
            if known != before:
                self._keep(known)
        return [found[one] for _, one in wanted]

    def _anew(self, open_: Sequence[tuple[str, Sought]]) -> Iterator[Result]:
        """What the solver finds. It is loaded only here."""
        if open_:
            from qanun.verify.proofs.looking import Looking

            looking = Looking(self.program, [one for _, one in open_], self.seconds)
            yield from (looking.look(one) for _, one in open_)

    def _again(self, sought: Sought, plain: Any) -> Result | None:
        """What was kept of it; of what was not decided only where there was as much time."""
        if plain is None:
            return None
        try:
            result = from_plain(sought, plain)
            if isinstance(result.found, Undecided) and float(plain["seconds"]) < self.seconds:
                return None
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return result

    def _kept(self) -> dict[str, Any]:
        """What an earlier run kept by key, if it was made by the same compiler and solver."""
        try:
            made_by, results = json.loads(self.shelf.get(self._file) or "")
            return dict(results) if made_by == fingerprints.compiler() else {}
        except (ValueError, TypeError):
            return {}

    def _keep(self, results: dict[str, Any]) -> None:
        self.shelf.put(self._file, json.dumps([fingerprints.compiler(), results], ensure_ascii=False))
        self.shelf.tidy()

    @property
    def _file(self) -> str:
        return f"proofs/{fingerprints.words((self.name,))}"


def record(found: Project, program: Program, results: Sequence[Result]) -> Outcome[bool]:
    """Write what was found beside the statutes; the value says whether anything changed."""
    before = beside(found, PROOFS) or ""
    by = f"qanun {__version__} with z3 {version('z3-solver')}"
    today = datetime.now(UTC).date().isoformat()
    return project.write_beside(found, PROOFS, written(program, results, by, today, before))
