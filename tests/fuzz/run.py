"""Many inputs, one after another: what was found, and how long the slowest took."""

import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

from attrs import define, field

from .doors import DOORS, Door

CRASHES = Path(__file__).parent / "crashes"
SECONDS = 1.0
"""How much of the processor's time ten thousand characters may take; a shorter input as much."""
BUSY = 10.0
"""So much longer it may take in `make test`: a busy machine also makes the processor slower."""
_ENDLESS = 20


class Endless(BaseException):
    """An input takes longer than anybody waits."""


@define
class Finding:
    """An input that made something untrue: by which door it came, what it was, what happened."""

    door: str
    content: str
    trace: str
    times: int = 1


@define
class Report:
    """What a run tried and found. Findings are kept by the place in the code where each arose."""

    inputs: Counter[str] = field(factory=Counter)
    found: dict[str, Finding] = field(factory=dict)
    seconds: float = 0.0
    slowest: float = 0.0

    def add(self, other: "Report") -> None:
        self.inputs.update(other.inputs)
        self.seconds = max(self.seconds, other.seconds)
        self.slowest = max(self.slowest, other.slowest)
        for signature, finding in other.found.items():
            self.note(signature, finding)

    def note(self, signature: str, finding: Finding) -> None:
        known = self.found.setdefault(signature, finding)
        if known is not finding:
            known.times += finding.times
            if len(finding.content) < len(known.content):
                known.door, known.content, known.trace = finding.door, finding.content, finding.trace


def drawn(seed: int, number: int) -> tuple[Door, str]:
    """Input `number` of a seed, always the same."""
    chance = Random(f"{seed} {number}")
    (door,) = chance.choices(list(DOORS.values()), [door.weight for door in DOORS.values()])
    return door, door.drawn(chance)


def run(seed: int, first: int, count: int, minutes: float, seconds: float) -> Report:
    """Inputs `first` to `first + count - 1` of a seed, or as many as the time allows."""
    report = Report()
    start = time.monotonic()
    for number in range(first, first + count):
        door, content = drawn(seed, number)
        tried(door, content, report, seconds)
        if time.monotonic() - start > minutes * 60:
            break
    report.seconds = time.monotonic() - start
    return report


def tried(door: Door, content: str, report: Report, seconds: float) -> None:
    """Put one input to its door and note what is not as it must be."""
    report.inputs[door.name] += 1
    begun = time.process_time()
    try:
        with no_longer_than(_ENDLESS):
            door.holds(content)
    except (Exception, Endless) as error:
        report.note(signature(error), Finding(door.name, content, "".join(traceback.format_exception(error))))
        return
    taken = time.process_time() - begun
    report.slowest = max(report.slowest, taken)
    if taken > seconds * max(1, len(content) / 10_000):
        report.note(
            f"slow {door.name}", Finding(door.name, content, f"{taken:.2f} s, {len(content)} characters")
        )


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raises Endless in the block after that much of the processor's time."""

    def ring(_: int, __: FrameType | None) -> None:
        raise Endless(f"more than {seconds} s of the processor")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def signature(error: BaseException) -> str:
    """The kind of an exception and the innermost place in the compiler where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/qanun/" in frame.filename] or frames
    last = own[-1]
    said = str(error)[:60] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {last.filename.rpartition('/qanun/')[2]}:{last.name} {said}".strip()


def kept() -> list[Path]:
    """The inputs that once did harm: `DOOR.what-it-was.txt`."""
    return sorted(CRASHES.glob("*.txt"))


def read_kept(path: Path) -> tuple[Door, str]:
    """The door of a kept input and what it is, character by character."""
    return DOORS[path.name.partition(".")[0]], path.read_bytes().decode("utf-8", "surrogatepass")
