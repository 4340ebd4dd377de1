"""A check of what changed says what a whole check says."""

from random import Random

from changing_law import MODULES, Page, Writer, changed, text
from hypothesis import given, settings
from hypothesis import strategies as st
from qanun.diagnostics.render import as_json
from qanun.slices import check
from qanun.slices.check import Law
from qanun.slices.pages import Sketch
from qanun.slices.record import Snapshot
from qanun.text import Text


class Kept:
    """What an earlier check left: the snapshot and the sketches, as text and back."""

    def __init__(self) -> None:
        self.snapshot: str | None = None
        self.sketches: dict[str, str] = {}
        self.partly = 0

    def check(self, law: Law) -> str:
        """What a check says that starts from here, as JSON."""
        found = None
        if self.snapshot is not None:
            snapshot = Snapshot.from_text(self.snapshot)
            found = check.partly(law, snapshot, lambda path: Sketch.from_text(self.sketches[path]))
            self.partly += found is not None
        if found is None:
            found = check.whole(law, "")
        if found.snapshot is not None:
            self.snapshot = found.snapshot.as_text()
            self.sketches |= {path: sketch.as_text() for path, sketch in found.sketches.items()}
        return as_json(found.said)


def law_of(pages: dict[str, Page]) -> Law:
    texts = {f"{module}.md": Text(f"{module}.md", text(module, pages[module])) for module in sorted(pages)}
    return Law(texts, None, {path: one.content for path, one in texts.items()})


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from((0.0, 0.0, 0.1)))
def test_a_check_of_what_changed_says_what_a_whole_check_says(seed: int, wrong: float) -> None:
    """Byte for byte, over a chain of edits to laws that refer to each other."""
    random, kept = Random(seed), Kept()
    pages = {module: Writer(random, module, wrong).page() for module in MODULES}
    for _ in range(6):
        law = law_of(pages)
        assert kept.check(law) == as_json(check.whole(law, "").said)
        pages = changed(random, pages, wrong)
