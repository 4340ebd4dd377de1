"""What an editor waits for, in milliseconds of the processor: after a key or a pause, for a word, for a name.

    python tests/bench/bench_desk.py --turns 20 --seed 2026

Each turn writes another letter into a label of another page of the statutes (`sound`), or breaks the name of
a declaration there (`broken`), and asks. A check uses what an earlier one kept, as if it was open.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from qanun import project
from qanun.editor.completing import complete
from qanun.editor.hovering import hover
from qanun.tools.lsp.desk import Desk

FACT = "\nfact "


def main() -> None:
    """Open, type, ask; the median and the 95th of a hundred of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    found = project.locate(Path(__file__).parent).value
    assert found is not None
    desk, random = Desk(found), Random(options.seed)
    lines = sum(text.content.count("\n") for text in desk.files().texts)
    print(f"{lines} lines; first: {spent(lambda: desk.check(desk.files())):.0f} ms")
    taken: dict[str, list[float]] = {}
    for _ in range(options.turns):
        turn(desk, random, taken)
    for name, times in taken.items():
        times.sort()
        print(f"{name:24}{times[len(times) // 2]:8.0f} ms{times[int(len(times) * 0.95)]:8.0f} ms")


def turn(desk: Desk, random: Random, taken: dict[str, list[float]]) -> None:
    """One change of one page, both ways, and what is asked then."""
    pages = [text for text in desk.files().texts if FACT in text.content]
    text = random.choice(pages)
    at = random.choice([n for n in range(len(text.content)) if text.content.startswith(FACT, n)]) + len(FACT)
    quote = text.content.index('"', at) + 1
    letter = random.choice("abcdefgh")
    content = text.content
    for name, changed in (
        ("sound", content[:quote] + letter + content[quote:]),
        ("broken", content[:at] + letter + content[at:]),
    ):
        desk.opened[text.path] = changed
        times = taken.setdefault(f"tables, {name}", [])
        times.append(spent(lambda: desk.know(desk.files())))
        taken.setdefault(f"check, {name}", []).append(spent(lambda: desk.check(desk.files())))
    places = desk.places()
    taken.setdefault("hover", []).append(spent(lambda: hover(places, text.path, at + 1)))
    block = desk.block(text.path, at)
    assert block is not None
    taken.setdefault("completion", []).append(spent(lambda: complete(places, block, at)))
    del desk.opened[text.path]


def spent(what: Callable[[], object]) -> float:
    """The processor's milliseconds for a call."""
    begun = time.process_time()
    what()
    return 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    main()
