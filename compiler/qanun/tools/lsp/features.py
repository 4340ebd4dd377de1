"""All that the language server can do: each of these modules adds its part when it is imported."""

from qanun.tools.lsp import commands, names, pages, writing
from qanun.tools.lsp.server import server

__all__ = ["commands", "names", "pages", "server", "writing"]
