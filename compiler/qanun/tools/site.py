"""The MkDocs plugin: adds the pages that the compiler makes from the law. Only this module knows MkDocs.

A page of the law is finished HTML when MkDocs gets it: its Markdown is empty; its content and its table of
contents are put in their places once MkDocs has rendered nothing.
"""

import re
from collections.abc import Callable, Iterable
from importlib.resources import files as resources
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from qanun.book import places as at
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.book.feeds import NOTICE, feeds
from qanun.book.finding import entries
from qanun.book.page import Heading, Page, escape, tag
from qanun.diagnostics.pages import explain
from qanun.diagnostics.render import as_text
from qanun.tools.kinds import kinds
from qanun.tools.loading import Loaded, load
from qanun.tools.worked import current_questions, schemas, work_out

ASSETS = "assets/qanun"
_NAMED_FENCE = re.compile(r'^(`{3,}\w+) +([^\s"]+)$', re.MULTILINE)
"""A fence with the name of its file, which MkDocs would else take for text."""


class QanunConfig(Config):
    """The plugin has no settings: [tool.qanun] has them."""


class QanunPlugin(BasePlugin[QanunConfig]):
    """Puts the law, its registers and the diagnostics into the book. A mistake in the law stops the build."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make every page, and give the law its place in the navigation."""
        loaded = load(Path(config.config_file_path).parent)
        edition = _edition(loaded)
        assert loaded.project is not None
        known = current_questions(loaded.project, edition.program)
        self._pages = {_source_of(page.path): page for page in pages(edition, work_out(edition, known))}
        self._feeds = dict(feeds(edition))
        config.copyright = f"{NOTICE} Statutes {edition.program.fingerprint[:16]}."
        config.extra["polyfills"] = [*config.extra.get("polyfills", ()), f"{ASSETS}/iframe-worker.js"]
        self._found = list(entries(edition))
        self._schemas = {f"{ASSETS}/schemas/{name}": text for name, text in schemas(known).items()}
        config.use_directory_urls = (
            False  # links are relative, and the book can be read from a folder of files
        )
        if config.nav is not None:
            config.nav = [*config.nav, *_navigation(edition, self._pages.values())]
        config.extra_css = [*config.extra_css, f"{ASSETS}/book.css"]
        config.extra_javascript = [*config.extra_javascript, f"{ASSETS}/book.js"]
        self._watched = loaded.project
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what was made."""
        made: dict[str, str] = dict.fromkeys(self._pages, "")
        for path, content in {**made, **_diagnostics(), **self._schemas, **self._feeds, **_assets()}.items():
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
        if made is None:
            return html
        page.toc = _contents(made.headings)
        return tag("div", tag("h1", made.title) + made.body, class_="qanun")

    def on_env(self, env: object, /, *, config: MkDocsConfig, files: Files) -> None:
        """Let the search find each provision, rule, question and case at its own place."""
        for name in ("material/search", "search"):
            index = getattr(config.plugins.get(name), "search_index", None)
            if index is not None:
                index.entries.extend(
                    {
                        "location": found.place,
                        "title": str(escape(found.title)),
                        "text": str(escape(found.text)),
                    }
                    for found in self._found
                )
                return

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the search index into a script as well: a page opened as a file may not read others."""
        index = Path(config.site_dir) / "search" / "search_index.json"
        if index.is_file():
            words = index.read_text(encoding="utf-8")
            index.with_suffix(".js").write_text(f"var __index = {words}", encoding="utf-8")

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build again when a page of law changes."""
        if self._watched is not None:
            server.watch(str(self._watched.statutes))
        return server


def _edition(loaded: Loaded) -> Edition:
    """The law as the book shows it; PluginError where it has mistakes."""
    if loaded.program is None or loaded.compiled is None or not loaded.sound:
        raise PluginError("the law has mistakes\n" + as_text(loaded.diagnostics, False))
    return Edition.of(loaded.compiled, loaded.program)


def _source_of(path: str) -> str:
    """What MkDocs takes for the source of a page."""
    return path.removesuffix(".html") + ".md"


def _navigation(edition: Edition, made: Iterable[Page]) -> list[dict[str, object]]:
    """The laws with their articles, the questions, the registers, the diagnostics."""
    laws: list[object] = [f"{at.LAW}/index.md"]
    titles = {page.path: page.title for page in made}
    for document in edition.documents.values():
        articles = [at.article_path(document, article) for article in document.articles]
        entries: list[object] = [_source_of(at.law_path(document.module))]
        entries += [{titles[path]: _source_of(path)} for path in articles]
        laws.append({document.title: entries})
    listed = [path for path in titles if path.startswith("registers/")]
    return [
        {"Law": laws},
        {"Questions": f"{at.ASKED}/index.md"},
        {"Registers": [{titles[path]: _source_of(path)} for path in listed]},
        {"Diagnostics": ["diagnostics/index.md"]},
    ]


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


def _assets() -> dict[str, str]:
    """The style and the script of the book's pages."""
    folder = resources("qanun.book").joinpath("assets")
    return {
        f"{ASSETS}/{one.name}": one.read_text(encoding="utf-8") for one in folder.iterdir() if one.is_file()
    }
