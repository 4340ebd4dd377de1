"""Generated packages that are never written to a disk."""

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from agreement import Laws
from qanun.core.rules import Program
from qanun.targets import TARGETS


class _Texts(MetaPathFinder, Loader):
    """Imports a package from the texts of its files."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.texts: Mapping[str, str] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname.partition(".")[0] != self.package:
            return None
        folder = f"{fullname.replace('.', '/')}/__init__.py" in self.texts
        if not folder and f"{fullname.replace('.', '/')}.py" not in self.texts:
            return None
        spec = ModuleSpec(fullname, self, is_package=folder)
        if folder:
            spec.submodule_search_locations = [fullname.replace(".", "/")]
        return spec

    def get_data(self, path: str) -> bytes:
        """A file of the package."""
        return self.texts[path].encode()

    def create_module(self, spec: ModuleSpec) -> None:
        del spec

    def exec_module(self, module: ModuleType) -> None:
        path = module.__name__.replace(".", "/")
        name = f"{path}/__init__.py" if f"{path}/__init__.py" in self.texts else f"{path}.py"
        exec(compile(self.texts[name], f"<{name}>", "exec", dont_inherit=True), vars(module))


_finders: dict[str, _Texts] = {}


def loaded(program: Program, package: str) -> Laws:
    """The generated package of a program, importable; it takes the place of the last one of its name."""
    if package not in _finders:
        _finders[package] = _Texts(package)
        sys.meta_path.insert(0, _finders[package])
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]
    _finders[package].texts = TARGETS["python"](program, package)
    laws = Laws(program, package)
    for module in ("authorities", *program.laws):
        laws.module(module)
    return laws
