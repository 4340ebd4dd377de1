"""Finds the Neovim in which the language server is tried, or brings the system's package.

Nobody is asked anything. QANUN_NEOVIM may name one.
"""

import os
import shutil
import sys

from find_chromium import install

MISSING = (
    "There is no Neovim, in which the language server is tried, and none could be brought. Install one, with "
    "`sudo apt-get install neovim` for instance, or set QANUN_NEOVIM to its path."
)


def there() -> str | None:
    """Where a Neovim is already; None where there is none."""
    return shutil.which(os.environ.get("QANUN_NEOVIM") or "nvim")


def main() -> int:
    """Print the path; 1 where there is none."""
    if there() is None and not os.environ.get("QANUN_NEOVIM"):
        install("neovim")
    path = there()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    raise SystemExit(main())
