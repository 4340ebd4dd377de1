"""Files and folders that a user names, and each page of law among them laid out in the one way."""

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from attrs import frozen

from qanun.diagnostics.model import Diagnostic
from qanun.document.companions import read_alone
from qanun.document.model import Block
from qanun.syntax.format import format_page
from qanun.syntax.parse import parse
from qanun.text import Text


@frozen(eq=False)
class Laid:
    """A page as it should stand; the blocks that cannot be read, and what is wrong in them."""

    text: Text
    content: str
    left: tuple[Block, ...] = ()
    mistakes: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        return self.content != self.text.content

    @property
    def diff(self) -> str:
        """What would change, as a unified diff."""
        before, after = (words.splitlines(keepends=True) for words in (self.text.content, self.content))
        lines = unified_diff(before, after, self.text.path, self.text.path)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def laid_out(text: Text) -> Laid:
    """A page laid out. A file that holds no rules stays as it is."""
    document = read_alone(text).value
    if document is None:
        return Laid(text, text.content)
    formatted = format_page(document)
    spans = [block.span for block in formatted.left]
    said = parse(document).diagnostics if spans else ()
    mistakes = tuple(d for d in said if any(s.start <= d.span.start <= s.end for s in spans))
    return Laid(text, formatted.content, formatted.left, mistakes)


def pages_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files among the paths, and the Markdown files below the folders among them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(page for page in path.rglob("*.md") if not _hidden(page.relative_to(path)))
        else:
            yield path


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
