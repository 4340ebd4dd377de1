"""Random edits of a small law on the desk of the language server: a long run is made by hand.

    python tests/desk_edits.py --steps 100000 --seed 2026

Texts are typed, deleted, pasted, taken back; names are renamed; files appear, vanish, or are no UTF-8. After
each step an editor asks something. At every fiftieth what is told is what a fresh desk tells of these files,
each at a place that comes back through the protocol's positions.
"""

import argparse
import gc
import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from attrs import define, field
from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.document.companions import law_path
from qanun.editor.colours import coloured
from qanun.editor.completing import complete
from qanun.editor.hierarchy import rests_on, used_by
from qanun.editor.hovering import hover
from qanun.editor.looking import scenario_at, seen, types_of
from qanun.editor.mending import actions
from qanun.editor.outline import folds, links, outline
from qanun.editor.renaming import Refused, Renamed, rename
from qanun.editor.selecting import around
from qanun.editor.trying import trials
from qanun.resolved.kinds import NEVER_USED
from qanun.resolved.model import Declaration
from qanun.tools.lsp.desk import Desk
from qanun.tools.lsp.positions import Positions
from qanun.tools.shelf import Shelf

EVERY = 50
"""Of so many steps one is held against a fresh desk."""
FRONT = """---
law: {title}
jurisdiction: Nowhere
module: {name}
in_force: not stated
rounding: down
time_zone: Europe/London
source: made up for a test
---

# {title}

## Article 1. First

> **1.1** Whoever keeps bees registers the hive.

"""
BEES = """```qanun
authority inspector "the inspector of bees"

fact keeps_bees "the person keeps bees"

fact hives : integer "how many hives there are"

party keeper "a keeper of bees"
  who keeps_bees

obligation register "register the hive"
  on keeper
  when any of
    - (a) keeps_bees
    - (b) hives > 9

exception few to register "there are few hives"
  when hives < 3

question hive "Must the hive be registered?"
  answers register
```
"""
CASES = """```qanun
scenario "a keeper registers"
  given keeps_bees, hives = 4
  then register is must
```
"""
HONEY = """```qanun
fact sells_honey "the person sells honey"

right sell "sell honey"
  on bees.keeper
  when sells_honey and not bees.few

question honey "May honey be sold?"
  answers sell
```
"""
BITS = (
    *(
        "\n",
        "\n\n",
        " ",
        "  ",
        "fact ",
        "when ",
        "keeps_bees",
        "hives",
        "not ",
        " and ",
        "(",
        ")",
        '"',
        "```",
        "```qanun\n",
    ),
    *(
        "- (c) ",
        "> **1.2** And more.\n",
        "## Article 2. More\n",
        "[^a]",
        "[^a]: note\n",
        "#1.1",
        "bees.",
        "exception ",
    ),
    *(
        "\r\n",
        "\r",
        "\u2028",
        "\x0b",
        "Maddə ə",
        "e\u0301",
        "\U0001d51e",
        "\u202e",
        "\ufeff",
        "مادة",
        "\t",
        "\x00",
        "| a |\n|--|\n",
    ),
    *(
        "scenario ",
        "given ",
        "then register is may\n",
        "question ",
        "reading ",
        "match ",
        "0",
        "99999999",
        "-",
        "=",
        "---\n",
    ),
)


@define
class Typist:
    """Who edits and asks. `before`: what stood in each file before its last edits, to be taken back."""

    desk: Desk
    random: Random
    before: list[tuple[str, str]] = field(factory=list)
    refused: int = 0

    @classmethod
    def at(cls, folder: Path, random: Random) -> "Typist":
        """In a new project with two laws, one with a page of cases."""
        statutes = folder / "statutes"
        statutes.mkdir(parents=True)
        (folder / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "bees_law"\n')
        pages = {
            "bees.md": FRONT.format(title="Law on bees", name="bees") + BEES,
            "bees.cases.md": "# Cases\n\n" + CASES,
            "honey.md": FRONT.format(title="Law on honey", name="honey") + HONEY,
        }
        for name, content in pages.items():
            (statutes / name).write_text(content, encoding="utf-8")
        found = project.locate(folder).value
        assert found is not None
        desk = Desk(found, Shelf(None))
        desk.opened = {f"statutes/{name}": content for name, content in pages.items()}
        return cls(desk, random)

    def step(self) -> None:
        """One edit, and what an editor asks after it; now and then all is checked, as in a pause."""
        if self.random.random() < 0.1:
            self.desk.check(self.desk.files())
        kinds = (self.typed, self.deleted, self.pasted, self.taken_back, self.renamed, self.on_disk)
        self.random.choices(kinds, (8, 4, 3, 8, 1, 1))[0]()
        self.desk.files()
        self.ask()

    def typed(self) -> None:
        path, content, at = self.somewhere()
        words = "".join(self.random.choice(BITS) for _ in range(self.random.choice((1, 1, 1, 2, 4))))
        self.put(path, content[:at] + words + content[at:])

    def deleted(self) -> None:
        path, content, at = self.somewhere()
        self.put(path, content[:at] + content[at + self.random.choice((1, 1, 3, 20, 200)) :])

    def pasted(self) -> None:
        path, content, at = self.somewhere()
        start = self.random.randrange(len(content) + 1)
        self.put(path, content[:at] + content[start : start + 80] + content[at:])

    def taken_back(self) -> None:
        for _ in range(self.random.choice((1, 1, 5))):
            if self.before:
                path, content = self.before.pop()
                if path in self.desk.opened:
                    self.desk.opened[path] = content

    def renamed(self) -> None:
        path, _, at = self.somewhere()
        places = self.desk.whole()
        name = self.random.choice(("bee_hives", "hives", "keeps_bees", "Fact", "when", "other_name"))
        try:
            made = rename(places, path, at, name, self.desk.reading.apart().known)
        except Refused:
            made = None
        try:
            soon = self.desk.renamed(path, at, name)
        except Refused:
            soon = None
        assert _renamed(soon) == _renamed(made), (path, at, name)
        if made is None:
            self.refused += 1
            return
        for changed, content in made.applied(places.known.texts).items():
            if changed in self.desk.opened:
                self.put(changed, content)

    def on_disk(self) -> None:
        """A file that is not open appears, vanishes, or is none of ours; or one is closed or opened again."""
        root = self.desk.project.statutes
        match self.random.randrange(4):
            case 0:
                (root / "third.md").write_text(FRONT.format(title="Third", name="third"), encoding="utf-8")
            case 1:
                (root / "third.md").unlink(missing_ok=True)
            case 2:
                (root / "third.md").write_bytes(b"---\nlaw: \xff\xfe\n---\n")
            case _:
                shown = "statutes/honey.md"
                if shown in self.desk.opened:
                    del self.desk.opened[shown]
                else:
                    self.desk.opened[shown] = (root / "honey.md").read_text(encoding="utf-8")

    def somewhere(self) -> tuple[str, str, int]:
        path = self.random.choice(sorted(self.desk.opened))
        content = self.desk.opened[path]
        return path, content, self.random.randrange(len(content) + 1)

    def put(self, path: str, content: str) -> None:
        self.before = [*self.before[-200:], (path, self.desk.opened[path])]
        self.desk.opened[path] = content[:20_000]

    def ask(self) -> None:
        """Whatever an editor asks of a place."""
        path, _, at = self.somewhere()
        desk, places = self.desk, self.desk.places(path)
        known = places.known
        block = desk.block(path, at)
        if block is not None and at <= block.span.end:
            list(complete(desk.places_of_before(path), block, at))
        if path not in known.texts:
            return
        hover(places, path, at)
        around(known, path, at)
        place = places.at(path, at)
        if place is not None and isinstance(place.target, Declaration):
            rests_on(places, place.target)
            used_by(places, place.target)
        asked = self.random.randrange(6)
        if asked == 0:
            list(folds(known, path)), outline(known, path), list(links(known, path))
        elif asked == 1:
            list(coloured(places, path)), list(types_of(known, path))
        elif asked == 2:
            list(trials(known, path))
            if place is not None:
                desk.with_users(path, place.target)
        elif asked == 3:
            scenario = scenario_at(known, path, at)
            list(seen(places, path, scenario) if scenario is not None else ())
        elif asked == 4:
            text = known.texts[path]
            list(
                actions(
                    known, known.said, desk.files().accepted, text.span(at, min(at + 3, len(text.content)))
                )
            )

    def compare(self) -> int:
        """What is told is what a fresh desk tells, at places that come back. How much is told."""
        files = self.desk.files()
        fresh = Desk(self.desk.project, Shelf(None))
        fresh.opened = dict(self.desk.opened)
        told, again = self.desk.check(files), fresh.check(fresh.files())
        assert [_told(one) for one in told] == [_told(one) for one in again]
        self.compare_pages(fresh)
        positions = Positions("utf-16")
        for one in told:
            text = one.span.text
            for offset in (one.span.start, one.span.end):
                there = positions.position(text, offset)
                assert positions.offset(text, there) == offset, (one, offset, there)
        return len(told)

    def compare_pages(self, fresh: Desk) -> None:
        """What is told of a page at once is what the passes tell of it when all laws are compiled."""
        if fresh.at_hand().unreadable:
            return
        every = [one for one in fresh.whole().known.said if one.kind is not NEVER_USED]
        for path in self.desk.opened:
            own = [one for one in every if law_path(one.span.text.path) == law_path(path)]
            soon = [one for one in self.desk.around(path).said if one.kind is not NEVER_USED]
            assert [_told(one) for one in soon] == [_told(one) for one in own]


def _renamed(made: Renamed | None) -> set[tuple[str, int, int]] | None:
    return None if made is None else {(one.text.path, one.start, one.end) for one in made.places}


def _told(one: Diagnostic) -> tuple[object, ...]:
    return one.kind.code, one.span.text.path, one.span.start, one.span.end, one.message, one.remedy


def resident() -> int:
    """The bytes that this process has in memory, after garbage is collected."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main() -> None:
    """Edit, ask, compare; now and then say how far it is, and how much memory it takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        typist = Typist.at(Path(folder) / "law", Random(options.seed))
        for number in range(1, options.steps + 1):
            try:
                typist.step()
                told = typist.compare() if number % EVERY == 0 else 0
            except BaseException:
                print(f"step {number} of seed {options.seed}", file=sys.stderr, flush=True)
                for path, content in typist.desk.opened.items():
                    print(f"{path}: {content!r}", file=sys.stderr, flush=True)
                raise
            if number % 1000 == 0:
                held = resident()
                spent = time.monotonic() - begun
                print(f"{number} steps, {told} told, {held / 1e6:.1f} MB, {spent:.0f} s", flush=True)


if __name__ == "__main__":
    main()
