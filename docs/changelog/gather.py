"""`make changelog`: gathers the fragments of this folder into CHANGELOG.md."""

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
CHANGELOG = HERE.parent.parent / "CHANGELOG.md"
HEAD = """\
# Changelog

What users see of each change. Made by `make changelog` from the fragments in `docs/changelog`.

## Not yet released
"""
GROUPS = {
    "language": "The language",
    "checking": "Checking and laying out",
    "command-line": "The command line",
    "python": "Python, answers and explanations",
    "book": "The book and the form",
    "law": "The law, and examples",
    ".": "Also",
}
"""The folders of the fragments, and what stands above what they hold."""


def fragments(folder: str) -> Iterator[str]:
    """The sentences of a folder, each on one line."""
    for path in sorted((HERE / folder).glob("*.md")):
        if path.name != "README.md":
            yield " ".join(path.read_text(encoding="utf-8").split())


def gathered() -> str:
    """What CHANGELOG.md says."""
    lines = [HEAD]
    for folder, title in GROUPS.items():
        if found := list(fragments(folder)):
            lines += [f"### {title}\n", *(f"* {sentence}" for sentence in found), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    CHANGELOG.write_text(gathered(), encoding="utf-8")
