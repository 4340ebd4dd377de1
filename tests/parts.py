"""`make test`: runs its parts one after another, until one fails, and tells how long each took."""

import subprocess
import sys
import time


def main(make: str, *parts: str) -> int:
    """The exit code of the part that failed, else 0."""
    taken: list[tuple[str, float]] = []
    code = 0
    for part in parts:
        print(f"--- {part}", flush=True)
        begun = time.monotonic()
        code = subprocess.run([make, "--no-print-directory", part], check=False).returncode
        taken.append((part, time.monotonic() - begun))
        if code != 0:
            break
    for part, seconds in taken:
        print(f"{seconds:8.0f} s  {part}{' (failed)' if code != 0 and part == taken[-1][0] else ''}")
    print(f"{sum(seconds for _, seconds in taken):8.0f} s  in all")
    return code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
