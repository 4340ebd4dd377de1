"""The MkDocs plugin: adds the pages that the compiler makes from the law. Only this module knows MkDocs.

A page of the law is finished HTML when MkDocs gets it: its Markdown is empty; its content and its table of
contents are put in their places once MkDocs has rendered nothing.
"""

import json
import re
from collections.abc import Callable, Iterable
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, Literal

from attrs import asdict
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from qanun.book import places as at
from qanun.book import situations
from qanun.book.edition import Edition
from qanun.book.finding import Entry, synonyms
from qanun.book.page import Heading, escape, tag
from qanun.diagnostics.pages import explain
from qanun.diagnostics.render import as_text
from qanun.tools.frame import Frame
from qanun.tools.kinds import kinds
from qanun.tools.loading import load
from qanun.tools.published import ASSETS, Published, fonts, paths_of, publish, reference

_NAMED_FENCE = re.compile(r'^(`{3,}\w+) +([^\s"]+)$', re.MULTILINE)
"""A fence with the name of its file, which MkDocs would else take for text."""

_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
"""The theme's own search, in the place of which the book's stands."""

_SAID = {
    "No matching documents": "Nothing was found. Try fewer or other words.",
    "1 matching document": "1 page",
    "# matching documents": "# pages",
    "Missing": "Not here",
}
"""What the theme says of a search, and what the book says instead."""

_DIALOG = 'data-md-component="search" role="dialog"'
"""How the theme opens the search."""

TITLE = "page:title"
"""The id of the heading of a page of the law, to which the way past the navigation leads.

No other id has a colon: `places.slug` makes none.
"""


class QanunConfig(Config):
    """All else stands in [tool.qanun].

    `reference`: a folder of specification pages that are published as a reference. `notice`: what every page
    and file says of the law.
    """

    reference = config_options.Optional(config_options.Type(str))
    notice = config_options.Type(str, default="Not legal advice.")


class QanunPlugin(BasePlugin[QanunConfig]):
    """Puts the law, its registers and the diagnostics into the book.

    A mistake in the law stops a build; where the book is served, each of its pages says the mistake.
    """

    _serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether somebody is looking on."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make every page, and give the law its place in the navigation."""
        root = Path(config.config_file_path).parent
        loaded = load(root)
        self._made: Published = publish(loaded, self.config.notice)
        if self._made.edition is None and not self._serving:
            raise PluginError("the law has mistakes\n" + as_text(loaded.diagnostics, False))
        self._pages = {_source_of(page.path): page for page in self._made.pages}
        self._reference = reference(root / self.config.reference) if self.config.reference else {}
        self._watched = loaded.project
        self._frame = Frame(config)
        _settle(config, self._made, self.config.notice)
        if config.nav is not None:
            law, about = _navigation(self._made, self._reference)
            config.nav = [*config.nav[:1], *law, *config.nav[1:], *about]
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what was made."""
        made: dict[str, str | bytes] = dict.fromkeys(self._pages, "")
        made |= {f"reference/{name}.md": text for name, text in self._reference.items()}
        made |= {**_diagnostics(), **self._made.files, **fonts(), **_library()}
        for path, content in made.items():
            files.append(File.generated(config, path, content=content))
        return files

    def on_page_markdown(
        self, markdown: str, /, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Give a page of the law its title before MkDocs looks for one."""
        made = self._pages.get(page.file.src_uri)
        if made is not None:
            page.meta = {"title": str(escape(made.title)), "description": str(escape(made.description))}
            page.meta["search"] = {"exclude": True}
            if made.path.startswith((f"{at.LAW}/", f"{at.SOURCE}/")):
                page.meta["hide"] = ["toc"]
        return markdown

    def on_page_content(self, html: str, /, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put the finished page in its place."""
        made = self._pages.get(page.file.src_uri)
        if self._made.edition is None:
            return tag("div", self._made.pages[0].body, class_="admonition danger") + html
        if made is None:
            return html.replace(situations.PLACE, situations.choices(self._made.edition, page.url))
        title = Heading(1, TITLE, made.title)
        page.toc = _contents([title, *made.headings])
        return tag("div", tag("h1", made.title, id=TITLE) + made.body, class_="qanun")

    def on_post_page(self, output: str, /, *, page: SitePage, config: MkDocsConfig) -> str:
        """Let the book's own search find, and give it its name for those who hear the page."""
        return self._frame.seen(_searched(output))

    def on_post_template(
        self, output_content: str, /, *, template_name: str, config: MkDocsConfig
    ) -> str | None:
        """What is no page, as the one that says that there is none, is framed as well."""
        return self._frame.seen(_searched(output_content))

    def on_env(self, env: object, /, *, config: MkDocsConfig, files: Files) -> None:
        """Let the search find each provision, rule, question and case at its own place; take all styles."""
        self._frame.take_styles(config)
        index = getattr(config.plugins.get("material/search"), "search_index", None)
        if index is not None:
            index.entries.extend(map(_findable, self._made.found))

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the style; tell the search of synonyms, and put its index into a script as well.

        A page that is opened as a file may not read others.
        """
        self._frame.write(Path(config.site_dir))
        index = Path(config.site_dir) / "search" / "search_index.json"
        if index.is_file():
            found = json.loads(index.read_text(encoding="utf-8"))
            if self._made.edition is not None:
                found["config"]["synonyms"] = [asdict(one) for one in synonyms(self._made.edition)]
            words = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
            index.write_text(words, encoding="utf-8")
            index.with_suffix(".js").write_text(f"var __index = {words}", encoding="utf-8")

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build again when a page of law changes."""
        if self._watched is not None:
            server.watch(str(self._watched.statutes))
        return server


def _findable(one: Entry) -> dict[str, Any]:
    """An entry of the search's index; what is empty or usual is left out."""
    said = {"location": one.place, "title": str(escape(one.title)), "text": str(escape(one.text))}
    further = {"what": one.what, "words": one.words, "weight": one.weight if one.weight != 1 else None}
    return {**said, "kind": one.kind, **{key: value for key, value in further.items() if value}}


def _searched(output: str) -> str:
    """A page on which the book's own search finds, under a name, and says what it found."""
    for theirs, ours in _SAID.items():
        output = output.replace(f'": "{theirs}"', f'": "{ours}"')
    named = output.replace(_DIALOG, f'{_DIALOG} aria-label="Search"')
    return _WORKER.sub(f"{ASSETS}/search.js", named)


def _library() -> dict[str, str]:
    """The library that the search is made with, which MkDocs brings."""
    script = resources("mkdocs.contrib.search").joinpath("templates/search/lunr.js")
    return {f"{ASSETS}/lunr.js": script.read_text(encoding="utf-8")}


def _settle(config: MkDocsConfig, made: Published, notice: str) -> None:
    """The settings of a book that is read from a folder of files as well as from a server."""
    config.use_directory_urls = False
    config.extra_javascript = [*config.extra_javascript, f"{ASSETS}/pictures.js"]
    if made.edition is not None:
        config.copyright = f"{escape(notice)} Statutes {made.edition.program.fingerprint[:16]}."


def _source_of(path: str) -> str:
    """What MkDocs takes for the source of a page."""
    return path.removesuffix(".html") + ".md"


def _navigation(
    made: Published, reference: Iterable[str]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """What comes after the home page: laws with their articles, questions, registers; and what comes last."""
    titles = {path: str(escape(title)) for path, title in paths_of(made.pages).items()}
    laws: list[object] = [f"{at.LAW}/index.md"]
    if made.edition is not None:
        laws += _laws(made.edition, titles)
    listed = [path for path in titles if path.startswith("registers/")]
    entries: list[dict[str, object]] = [{"Law": laws}]
    if at.SITUATIONS in titles:
        entries.append({"Situations": _source_of(at.SITUATIONS)})
    if f"{at.ASKED}/index.html" in titles:
        entries.append({"Questions": f"{at.ASKED}/index.md"})
    if listed:
        entries.append({"Registers": [{titles[path]: _source_of(path)} for path in listed]})
    pages = [f"reference/{name}.md" for name in reference]
    about: list[dict[str, object]] = [{"Reference": pages}] if pages else []
    return entries, [*about, {"Diagnostics": ["diagnostics/index.md"]}]


def _laws(edition: Edition, titles: dict[str, str]) -> Iterable[dict[str, object]]:
    for document in edition.documents.values():
        articles = [at.article_path(document, article) for article in document.articles]
        entries: list[object] = [_source_of(at.law_path(document.module))]
        entries += [{titles[path]: _source_of(path)} for path in articles]
        yield {str(escape(document.title)): entries}


def _contents(headings: Iterable[Heading]) -> TableOfContents:
    """A page's table of contents: each heading below the last one of a higher rank."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        entry = AnchorLink(str(escape(heading.words)), heading.id, heading.level)
        while above and above[-1].level >= heading.level:
            above.pop()
        (above[-1].children if above else top).append(entry)
        above.append(entry)
    return TableOfContents(top)


def _diagnostics() -> dict[str, str]:
    """The page of every diagnostic, and the list of them."""
    made: dict[str, str] = {}
    codes = kinds()
    for code in codes:
        page = explain(code) or f"# {code}\n"
        made[f"diagnostics/{code}.md"] = _NAMED_FENCE.sub(r'\1 title="\2"', page)
    rows = (f"- [{code}]({code}.md) ({kind.severity.value}): {kind.why}" for code, kind in codes.items())
    made["diagnostics/index.md"] = "# Diagnostics\n\n" + "\n".join(rows) + "\n"
    return made
