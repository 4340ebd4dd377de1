"""Finds what systemd checks units with, or brings the system's package.

Nobody is asked anything. QANUN_SYSTEMD may name one.
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from find_chromium import install

MISSING = (
    "There is no systemd-analyze, by which the unit of the service is checked, and none could be brought. "
    "Install it, with `sudo apt-get install systemd` for instance, or set QANUN_SYSTEMD to its path."
)


def there() -> str | None:
    """Where a systemd-analyze is already; None where there is none."""
    return shutil.which(os.environ.get("QANUN_SYSTEMD") or "systemd-analyze")


def main() -> int:
    """Print the path; 1 where there is none."""
    if there() is None and not os.environ.get("QANUN_SYSTEMD"):
        install("systemd")
    path = there()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    raise SystemExit(main())
