"""Inputs led by coverage: what reaches new code is kept and changed further. Needs `pip install atheris`.

PYTHONPATH=tests python -m fuzz.guided FOLDER_OF_FINDINGS -max_total_time=600
"""

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["qanun"]):
    from .doors import DOORS
    from .mutate import Material, mutated
    from .run import SECONDS, Report, tried

_NAMES = sorted(DOORS)
_REPORT = Report()


def door_and_content(data: bytes) -> tuple[str, str]:
    """The first byte says which door, the rest is what comes in."""
    return _NAMES[(data[0] if data else 0) % len(_NAMES)], data[1:].decode("utf-8", "replace")


def one(data: bytes) -> None:
    """Try an input; a new finding is written down at once."""
    name, content = door_and_content(data)
    known = len(_REPORT.found)
    tried(DOORS[name], content, _REPORT, SECONDS)
    if len(_REPORT.found) > known:
        signature, finding = list(_REPORT.found.items())[-1]
        print(f"=== {name}: {signature}\n{finding.trace}", flush=True)
        file = Path(sys.argv[1]) / f"{name}.guided-{known}.txt"
        file.write_bytes(content.encode("utf-8", "surrogatepass"))


def changed(data: bytes, longest: int, seed: int) -> bytes:
    """An input changed as the others are; now and then a new one."""
    chance = Random(seed)
    name, content = door_and_content(data)
    door = DOORS[name]
    if not content or chance.random() < 0.1:
        name = chance.choice(_NAMES)
        content = DOORS[name].drawn(chance)
    else:
        content = mutated(content, Material(chance, door.words(), door.seeds()))
    return (bytes([_NAMES.index(name)]) + content.encode("utf-8", "replace"))[:longest]


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    arguments = [sys.argv[0], *sys.argv[2:], "-max_len=40000", "-timeout=60", "-rss_limit_mb=4000"]
    atheris.Setup(arguments, one, custom_mutator=changed)
    atheris.Fuzz()
