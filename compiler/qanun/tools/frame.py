"""The frame that MkDocs puts round each page: one style, and scripts when they are needed.

What the theme loads with every page is mostly for what no page of a book has. Of its styles the rules are
kept that fit something; its script, which draws the search, comes with its rules when somebody turns to that.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from qanun.book.styles import classes_in, moved, pruned, words_in
from qanun.tools.published import ASSETS, assets

STYLE = f"{ASSETS}/frame.css"
SEARCH_STYLE = f"{ASSETS}/search.css"
OWN = f"{ASSETS}/book.css"
CHARSET = '@charset "UTF-8";'
STYLES = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
SCRIPT = "assets/javascripts/bundle.*.min.js"
_GAP = re.compile(r"\s*\n\s*")


class Frame:
    """The frame of one build: it remembers the classes that the pages have."""

    def __init__(self, config: MkDocsConfig) -> None:
        folder = str(files("qanun") / "book" / "theme")
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
        self._theme = [Path(one) for one in config.theme.dirs]
        script = self._found(SCRIPT)[0]
        config.extra["frame"] = {
            "style": STYLE,
            "script": f"{ASSETS}/book.js",
            "search": [SEARCH_STYLE, f"{ASSETS}/iframe-worker.js", script],
        }
        self._script = script
        self._classes = set[str]()
        for path, text in assets().items():
            if path.endswith(".js"):
                self._classes |= words_in(text)

    def take_styles(self, config: MkDocsConfig) -> None:
        """Have the styles of other plugins in the one style, too."""
        self._others = [str(one) for one in config.extra_css]
        config.extra_css = []

    def seen(self, page: str) -> str:
        """A page as it is written: without the gaps that templates leave round its text."""
        self._classes.update(classes_in(page))
        before, mark, rest = page.partition("<article")
        text, end, after = rest.rpartition("</article>")
        return _GAP.sub("\n", before) + mark + text + end + _GAP.sub("\n", after) if mark and end else page

    def write(self, site: Path) -> None:
        """The style of all pages, and what the search has besides."""
        css = "".join(self._styles(site))
        drawn = self._classes | words_in((site / self._script).read_text(encoding="utf-8"))
        for path, wanted in (
            (STYLE, lambda names: names <= self._classes),
            (SEARCH_STYLE, lambda names: names <= drawn and not names <= self._classes),
        ):
            (site / path).write_text(pruned(css, wanted), encoding="utf-8")

    def _styles(self, site: Path) -> Iterator[str]:
        """What the theme and plugins say, in a layer, so that what the book says prevails; then that."""
        for path in [one for pattern in STYLES for one in self._found(pattern)] + self._others:
            yield f"@layer frame{{{self._style(site, path)}}}"
        yield self._style(site, OWN)

    def _style(self, site: Path, path: str) -> str:
        return moved((site / path).read_text(encoding="utf-8").removeprefix(CHARSET), path, STYLE)

    def _found(self, pattern: str) -> list[str]:
        """The files of the theme that fit a pattern, by their path in the site."""
        found = ((folder, path) for folder in self._theme for path in sorted(folder.glob(pattern)))
        return [path.relative_to(folder).as_posix() for folder, path in found]
