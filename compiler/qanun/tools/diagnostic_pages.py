"""One page for each kind of diagnostic, the same in the terminal and on the site."""

import pkgutil
from importlib import import_module
from importlib.resources import files

import qanun
from qanun.diagnostics.model import Kind, registry

_PASSES = ("document", "syntax", "resolved", "typed", "core", "verify", "targets")


def kinds() -> dict[str, Kind]:
    """Every kind by its code. The modules that declare kinds are loaded first."""
    import_module("qanun.project")
    for name in _PASSES:
        package = import_module(f"qanun.{name}")
        for module in pkgutil.walk_packages(package.__path__, f"qanun.{name}."):
            import_module(module.name)
    return registry()


def page(kind: Kind) -> str:
    """The page, as Markdown: what it says, why, the remedy, and a worked example where one is written."""
    parts = [
        f"# {kind.code}: {kind.title}",
        f"*{kind.severity.value.capitalize()}.* {kind.why}",
        f"**Remedy:** {kind.remedy}.",
    ]
    example = files(qanun) / "diagnostics" / "examples" / f"{kind.code}.md"
    if example.is_file():
        parts.append(example.read_text(encoding="utf-8").strip())
    return "\n\n".join(parts) + "\n"
