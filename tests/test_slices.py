"""A check of what changed says what a whole check says."""

import os
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from changing_law import MODULES, Page, Writer, cases, changed, text
from hypothesis import given, settings
from hypothesis import strategies as st
from qanun.diagnostics.model import Outcome
from qanun.diagnostics.render import as_json
from qanun.document.companions import read_all
from qanun.document.fingerprint import accept
from qanun.slices import check
from qanun.slices.check import Law
from qanun.slices.pages import Sketch
from qanun.slices.reading import Pages
from qanun.slices.record import Snapshot
from qanun.syntax import tree
from qanun.text import Text

CHAINS = int(os.environ.get("QANUN_EDITS", "8"))
"""How many chains of edits are tried."""


class Kept:
    """What an earlier check left: the snapshot and the sketches, as text and back."""

    def __init__(self) -> None:
        self.snapshot: str | None = None
        self.sketches: dict[str, str] = {}
        self.partly = 0
        self.looked_at = ""
        self.pages = Pages()

    def check(self, law: Law) -> str:
        """What a check says that starts from here, as JSON."""
        found = None
        if self.snapshot is not None:
            snapshot = Snapshot.from_text(self.snapshot)
            found = check.partly(
                law, snapshot, lambda path: Sketch.from_text(self.sketches[path]), self.pages
            )
            self.partly += found is not None
        if found is None:
            found = check.whole(law, "")
        if found.snapshot is not None:
            self.snapshot = found.snapshot.as_text()
            self.sketches |= {path: sketch.as_text() for path, sketch in found.sketches.items()}
        self.looked_at = found.looked_at
        return as_json(found.said)


def law_of(pages: dict[str, Page], accepted: str | None = None) -> Law:
    laws = {f"{module}.md": text(module, pages[module]) for module in sorted(pages)}
    beside = {f"{module}.cases.md": cases(pages[module]) for module in sorted(pages) if cases(pages[module])}
    lines = [] if accepted is None else accepted.splitlines()
    contents = {
        path: "\n".join(
            (
                one,
                beside.get(path.replace(".md", ".cases.md"), "none"),
                *(line for line in lines if line.startswith(path.replace(".md", "#"))),
            )
        )
        for path, one in laws.items()
    }
    texts = {path: Text(path, content) for path, content in (laws | beside).items()}
    return Law(texts, None if accepted is None else Text("accepted.txt", accepted), contents)


def accepted_now(law: Law) -> str:
    """Everything accepted as it stands."""
    return accept(
        [document for one in read_all(tuple(law.texts.values())) if (document := one.value) is not None]
    )


@settings(max_examples=CHAINS, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from((0.0, 0.0, 0.1)))
def test_a_check_of_what_changed_says_what_a_whole_check_says(seed: int, wrong: float) -> None:
    """Byte for byte, over a chain of edits to laws that refer to each other."""
    random, kept = Random(seed), Kept()
    pages = {module: Writer(random, module, wrong).page() for module in MODULES}
    for _ in range(6):
        law = law_of(pages)
        whole = check.whole(law, "")
        assert kept.check(law) == as_json(whole.said)
        assert kept.looked_at == whole.looked_at
        pages = changed(random, pages, wrong)


@settings(max_examples=CHAINS, deadline=None)
@given(st.integers(0, 10**9))
def test_it_sees_what_is_stale_as_a_whole_check_does(seed: int) -> None:
    """Also where a rule of one law states a provision of another."""
    random, kept = Random(seed), Kept()
    pages = {module: Writer(random, module, 0.0).page() for module in MODULES}
    accepted = accepted_now(law_of(pages))
    for _ in range(6):
        law = law_of(pages, accepted)
        assert kept.check(law) == as_json(check.whole(law, "").said)
        if random.random() < 0.6:
            accepted = accepted_now(law)
        pages = changed(random, pages, 0.0)


# --- what such a check once said otherwise, and how little it compiles --------------------------------------

HEAD = """\
---
law: Act of the {module}
jurisdiction: Example Town
module: {module}
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: an example
---

# Act of the {module}

## Article 1. Something

> **1.1** The words of the law.

"""


def laws(**blocks: tuple[str, ...]) -> Law:
    """Pages with these rule blocks."""
    pages = {
        module: HEAD.format(module=module) + "".join(f"```qanun\n{block}\n```\n\n" for block in inside)
        for module, inside in blocks.items()
    }
    texts = {f"{module}.md": Text(f"{module}.md", page) for module, page in pages.items()}
    return Law(texts, None, {path: one.content for path, one in texts.items()})


OAK = ('fact x "x"', "right r on nobody named when x", 'question all "q"\n  answers r')
NEVER = (
    'type hue "a hue" is one of\n  - red\n  - blue\nfact c : hue "c"',
    "right s on nobody named when c is red and c is blue",
    'question all "q"\n  answers s',
)


def test_what_verification_found_is_not_said_beside_an_error() -> None:
    """A whole check of a law with errors does not come to it."""
    kept = Kept()
    assert "can never apply" in kept.check(laws(ash=NEVER, oak=OAK, yew=OAK))
    wrong = laws(ash=NEVER, oak=(OAK[0], "right r on nobody named when x + 1", OAK[2]), yew=OAK)
    assert kept.check(wrong) == as_json(check.whole(wrong, "").said)
    assert kept.partly == 1


def test_a_law_with_an_error_is_not_compiled_whole() -> None:
    """Where another page changes: of the page with the error all is said again, of others what changed."""
    kept = Kept()
    wrong = (OAK[0], "right r on nobody named when x and z", OAK[2])
    kept.check(laws(ash=wrong, oak=OAK, yew=OAK))
    law = laws(ash=wrong, oak=OAK, yew=(*OAK, 'fact y "y"\nright t on nobody named when w'))
    said = kept.check(law)
    assert kept.partly == 1
    assert said == as_json(check.whole(law, "").said)
    assert "`z`" in said
    assert "`w`" in said


def test_a_hidden_character_is_seen() -> None:
    """In the words of a page that changed."""
    kept = Kept()
    kept.check(laws(ash=OAK, oak=OAK, yew=OAK))
    hiding = laws(ash=OAK, oak=(*OAK, 'fact y "why\u202e not"\nright t on nobody named when y'), yew=OAK)
    assert "U+202E" in kept.check(hiding)
    assert kept.partly == 1


def test_two_labels_in_two_blocks_are_still_said() -> None:
    """Where of the page only the block of the second is compiled again."""
    kept = Kept()
    same = (
        'fact z "z"\nright b on nobody named when z',
        'fact y "z"\nright a on nobody named when oak.r and y',
    )
    kept.check(laws(ash=same, oak=OAK, yew=OAK))
    law = laws(ash=same, oak=(OAK[0], "right r on nobody named when not x", OAK[2]), yew=OAK)
    said = kept.check(law)
    assert kept.partly == 1
    assert 'have the label \\"z\\"' in said
    assert said == as_json(check.whole(law, "").said)


def test_a_page_of_cases_is_one_with_its_law() -> None:
    """A case that is wrong now is seen without a whole check, and so is a page that comes or goes."""
    kept = Kept()
    fine = 'scenario "s"\n  given x\n  then r may'
    wrong = 'scenario "s"\n  given x\n  then r mya'
    kept.check(laws(ash=OAK, oak=OAK, yew=OAK))
    for number, case in enumerate((fine, f"{fine}\n# again", wrong, None), 1):
        law = laws(ash=OAK, oak=OAK, yew=OAK)
        texts, path = dict(law.texts), "oak.cases.md"
        if case is not None:
            texts[path] = Text(path, f"```qanun\n{case}\n```\n")
        contents = {**law.contents, "oak.md": f"{law.contents['oak.md']}{case}"}
        said = kept.check(Law(texts, None, contents))
        assert kept.partly == number
        assert ("oak.cases.md" in said) == (case == wrong)
        assert said == as_json(check.whole(Law(texts, None, contents), "").said)


HEADED = (
    'fact x "x"\nfact y "y"',
    "right r on nobody named when x\nexception e to r when y",
    'question all "q"\n  answers r\n  headline "It may" when r',
)
BARRED = 'scenario "barred"\n  given oak.x, oak.y\n  then oak.r barred by oak.e'


def test_a_case_on_another_page_shows_that_a_headline_is_lacking() -> None:
    """Whether the case comes, or the rule between the two pages changes, or the headline."""
    kept = Kept()
    kept.check(laws(ash=OAK, oak=HEADED, yew=OAK))
    never = (HEADED[0], "right r on nobody named when x\nexception e to r when y and not x", HEADED[2])
    words = (*HEADED[:2], HEADED[2] + '\n  headline "It may not" when r is barred')
    steps = ((HEADED, True), (never, False), (HEADED, True), (words, False))
    for number, (oak, lacking) in enumerate(steps, 1):
        law = laws(ash=OAK, oak=oak, yew=(BARRED,))
        said = kept.check(law)
        assert ("Q0665" in said) == lacking, number
        assert said == as_json(check.whole(law, "").said)
        assert kept.partly == number
    without = laws(ash=OAK, oak=HEADED, yew=OAK)
    assert "Q0665" not in kept.check(without)


def test_only_the_blocks_that_a_change_concerns_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a page that asks for what changed, those that ask for it, and what these need."""
    compiled: list[int] = []
    analyse = check.pipeline.analyse

    def counting(parsed: Sequence[Outcome[tree.Page]], *rest: Any, **more: Any) -> Outcome[Any]:
        compiled[:] = [len(page.value.items) for page in parsed]
        return analyse(parsed, *rest, **more)

    asking = ("right a on nobody named when oak.r", 'fact z "z"\nright b on nobody named when z')
    most = (*asking, *(f"right more{n} on nobody named when z" for n in range(20)))
    kept = Kept()
    kept.check(laws(ash=most, oak=OAK, yew=OAK))
    monkeypatch.setattr(check.pipeline, "analyse", counting)
    law = laws(ash=most, oak=(OAK[0], "right r on nobody named when not x", OAK[2]), yew=OAK)
    said = kept.check(law)
    assert kept.partly == 1
    assert compiled == [1, 3]
    assert said == as_json(check.whole(law, "").said)
