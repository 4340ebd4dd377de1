"""`make test`: runs its first part, then the last with those between beside it, one after another.

The tests wait now and then for a browser or for another process, so what runs beside them costs little time.
What a part beside them prints is shown when it fails, else at the end. How long each took is told last.
"""

import subprocess
import sys
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """A part that ran: its exit code, what it printed if that was kept, and how long it took."""

    name: str
    code: int
    printed: bytes
    seconds: float


def run(make: str, name: str, *, beside: bool) -> Ran:
    """Runs a part to its end; what it prints is shown at once, or is kept."""
    begun = time.monotonic()
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if beside else {}
    if not beside:
        print(f"--- {name}", flush=True)
    done = subprocess.run([make, "--no-print-directory", name], check=False, **kept)
    return Ran(name, done.returncode, done.stdout or b"", time.monotonic() - begun)


def show(part: Ran) -> None:
    """What a part printed that ran beside another."""
    sys.stdout.buffer.write(f"\n--- {part.name}\n".encode() + part.printed)
    sys.stdout.flush()


def run_beside(make: str, names: list[str], ran: list[Ran]) -> None:
    """Runs parts one after another, and shows at once what fails."""
    for name in names:
        ran.append(run(make, name, beside=True))
        if ran[-1].code:
            show(ran[-1])


def main(make: str, first: str, *others: str) -> int:
    """The exit code of a part that failed, else 0."""
    begun = time.monotonic()
    ran = [run(make, first, beside=False)]
    if not ran[0].code:
        *between, last = others
        beside: list[Ran] = []
        thread = threading.Thread(target=run_beside, args=(make, between, beside))
        thread.start()
        tested = run(make, last, beside=False)
        thread.join()
        for part in beside:
            if not part.code:
                show(part)
        ran += [*beside, tested]
    print()
    for part in ran:
        print(f"{part.seconds:8.0f} s  {part.name}{' (failed)' if part.code else ''}")
    print(f"{time.monotonic() - begun:8.0f} s  in all")
    return next((part.code for part in ran if part.code), 0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
