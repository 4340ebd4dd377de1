"""The MkDocs plugin: adds the pages that the compiler makes from the law. Only this module knows MkDocs."""

import re
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from qanun.diagnostics.pages import explain
from qanun.diagnostics.render import as_text
from qanun.targets.pages import FOLDER, pages
from qanun.tools.kinds import kinds
from qanun.tools.loading import Loaded, load

_STYLE = "assets/qanun.css"
_NAMED_FENCE = re.compile(r'^(`{3,}\w+) +([^\s"]+)$', re.MULTILINE)
"""A fence with the name of its file, which MkDocs would else take for text."""


class QanunConfig(Config):
    """The plugin has no settings: [tool.qanun] has them."""


class QanunPlugin(BasePlugin[QanunConfig]):
    """Puts the law, its registers and the diagnostics into the book. A mistake in the law stops the build."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make every page, and give the law its place in the navigation."""
        loaded = load(Path(config.config_file_path).parent)
        self._made = _made(loaded)
        laws = [path for path in self._made if path.startswith(f"{FOLDER}/")]
        first = [f"{FOLDER}/{name}.md" for name in ("index", "readings", "silences")]
        entries = [*first, *(path for path in laws if path not in first)]
        if config.nav is not None:
            config.nav = [*config.nav, {"Law": entries}, {"Diagnostics": ["diagnostics/index.md"]}]
        config.extra_css = [*config.extra_css, _STYLE]
        self._watched = loaded.project
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what was made."""
        for path, content in {**self._made, _STYLE: _CSS}.items():
            files.append(File.generated(config, path, content=content))
        return files

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build again when a page of law changes."""
        if self._watched is not None:
            server.watch(str(self._watched.statutes))
        return server


def _made(loaded: Loaded) -> dict[str, str]:
    """Every page by its path; PluginError where the law has mistakes."""
    if loaded.program is None or loaded.compiled is None or not loaded.sound:
        raise PluginError("the law has mistakes\n" + as_text(loaded.diagnostics, False))
    made = dict(pages(loaded.program, loaded.compiled.documents))
    codes = kinds()
    for code in codes:
        page = explain(code) or f"# {code}\n"
        made[f"diagnostics/{code}.md"] = _NAMED_FENCE.sub(r'\1 title="\2"', page)
    rows = (f"- [{code}]({code}.md) ({kind.severity.value}): {kind.why}" for code, kind in codes.items())
    made["diagnostics/index.md"] = "# Diagnostics\n\n" + "\n".join(rows) + "\n"
    return made


_CSS = """\
.qanun-provision blockquote { border-left: .2rem solid; font-family: serif; font-size: 1.05em; opacity: 1;
  color: inherit; }
.md-typeset .qanun-anchors { font-size: .7rem; list-style: none; margin-left: 0 !important; }
.md-typeset .qanun-anchors li { margin-left: 0 !important; }
.qanun-rules pre { white-space: pre-wrap; }
@media (min-width: 76.25em) {
  .md-grid { max-width: 84rem; }
  .qanun-pair { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 0 1.2rem; }
}
.qanun-used { font-size: .7rem; }
.qanun-about { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; font-size: .75rem; }
.qanun-about dd, .qanun-about dt { margin: 0 !important; }
"""
