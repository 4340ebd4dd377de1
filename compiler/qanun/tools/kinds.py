"""Every kind of diagnostic that the compiler knows."""

import pkgutil
from importlib import import_module

from qanun.diagnostics.model import Kind, registry

_DECLARING = ("document", "syntax", "resolved", "typed", "core", "targets", "verify")


def kinds() -> dict[str, Kind]:
    """Every kind by its code. The modules that declare kinds are loaded first."""
    import_module("qanun.project")
    for name in _DECLARING:
        package = import_module(f"qanun.{name}")
        for module in pkgutil.walk_packages(package.__path__, f"qanun.{name}."):
            import_module(module.name)
    return registry()
