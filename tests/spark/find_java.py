"""Finds the Java on which Spark is tested, or brings one, without asking anybody anything.

JAVA_HOME may name one. Else one that is installed is taken; else the system's package is installed, if that
needs no password.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))
from find_chromium import install

OLDEST = 17
PACKAGES = (f"openjdk-{OLDEST}-jre-headless", "default-jre-headless")
"""The second where a system no longer has the first."""
MISSING = (
    f"There is no Java {OLDEST} or later, on which Spark is tested, and none could be brought. Install one, "
    f"with `sudo apt-get install {PACKAGES[0]}` for instance, or set JAVA_HOME to its folder."
)


def there() -> Path | None:
    """The folder of a Java that is there already and not too old; None where there is none."""
    if named := os.environ.get("JAVA_HOME"):
        return _fit(Path(named) / "bin" / "java")
    found = shutil.which("java")
    return None if found is None else _fit(Path(found).resolve())


def _fit(program: Path) -> Path | None:
    """The folder of a Java that runs and is not too old."""
    if not program.is_file():
        return None
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    release = re.search(r'version "(\d+)', said)
    return program.parent.parent if release is not None and int(release[1]) >= OLDEST else None


def brought() -> Path | None:
    """The folder of the Java that is there, or could be brought."""
    found = there()
    if os.environ.get("JAVA_HOME"):
        return found
    for package in PACKAGES:
        if found is None:
            print(f"No Java is there yet; trying: {package}", file=sys.stderr, flush=True)
            install(package)
            found = there()
    return found


def main() -> int:
    """Print the folder; 1 where there is none."""
    path = brought()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    raise SystemExit(main())
