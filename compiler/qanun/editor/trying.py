"""The cases of a page, each with what became of it. A law with errors has no meaning, and no case of it."""

from collections.abc import Iterator

from attrs import frozen

from qanun.editor.known import Known
from qanun.text import Span
from qanun.verify.places import place
from qanun.verify.scenarios import run


@frozen(eq=False)
class Trial:
    """Where a case stands, and the sentences of what does not come out; none: it passes."""

    span: Span
    failures: tuple[str, ...]

    @property
    def told(self) -> str:
        """In a few words."""
        return "passes" if not self.failures else f"fails: {self.failures[0].partition(': ')[2]}"


def trials(known: Known, path: str) -> Iterator[Trial]:
    """Every scenario and row of a file, put to the law as it stands; none where that has errors."""
    program = known.program
    if program is None:
        return
    for scenario in program.scenarios:
        if scenario.site.path == path:
            yield Trial(place(scenario.site, known.texts), run(program, scenario).failures)
