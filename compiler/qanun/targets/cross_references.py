"""What is declared where, what states a provision, and what uses what: for the links of the book."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from qanun.core import rules
from qanun.core.rules import Program, Site
from qanun.core.walk import walk
from qanun.document.model import Block, Document


@frozen(eq=False)
class CrossReferences:
    """Names are qualified; each is declared at one line of one page."""

    sites: dict[str, tuple[str, int]]
    blocks: dict[tuple[str, int], tuple[str, ...]]
    users: dict[str, tuple[str, ...]]
    provisions: dict[str, tuple[str, ...]]
    modules: frozenset[str]

    @classmethod
    def of(cls, program: Program, documents: Sequence[Document]) -> "CrossReferences":
        """The links of a program and the pages that it was made from."""
        sites = {name: (site.path, site.line) for name, site in _declarations(program)}
        names = sorted(sites, key=lambda name: (name.count("."), name))
        at: dict[tuple[str, int], str] = {}
        for name in names:
            at.setdefault(sites[name], name)
        return cls(
            sites=sites,
            blocks=_by_block(names, sites, documents),
            users=_users(program, at),
            provisions=_stating(program, at),
            modules=frozenset(document.module for document in documents),
        )

    def place_of(self, word: str, module: str) -> str | None:
        """Where a name, as written on the page of `module`, is declared: `law.html#rule-name`; else None."""
        for name in (f"{module}.{word}", word):
            if name in self.sites:
                home, _, rest = name.partition(".")
                return f"{home}.html#rule-{rest}"
        return None

    def declared_in(self, block: Block) -> tuple[str, ...]:
        """The names that a block declares, in its order."""
        return self.blocks.get((block.span.text.path, block.span.line), ())

    def used_by(self, name: str) -> tuple[str, ...]:
        """The names whose rules rest on this one."""
        return self.users.get(name, ())

    def stating(self, anchor: str) -> tuple[str, ...]:
        """The names that state a provision."""
        return self.provisions.get(anchor, ())


def _declarations(program: Program) -> Iterable[tuple[str, Site]]:
    """Everything that has a name and a place."""
    for name, fact in program.facts.items():
        yield name, fact.site
    for name, reading in program.readings.items():
        yield name, reading.site
    for name, definition in program.definitions.items():
        if name.replace(".", "_").isidentifier():
            yield name, definition.site
    for name, subject in program.subjects.items():
        yield name, subject.site
    for name, question in program.questions.items():
        yield name, question.site


def _by_block(
    names: Iterable[str], sites: dict[str, tuple[str, int]], documents: Sequence[Document]
) -> dict[tuple[str, int], tuple[str, ...]]:
    """The names declared in each block, by the block's path and first line."""
    lines: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        path, line = sites[name]
        lines.setdefault(path, []).append((line, name))
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for document in documents:
        for block in document.blocks:
            first = block.span.line
            last = block.span.text.line_of(max(block.span.end - 1, block.span.start))
            here = sorted(pair for pair in lines.get(document.text.path, ()) if first <= pair[0] <= last)
            found[document.text.path, first] = tuple(name for _, name in here)
    return found


def _users(program: Program, at: dict[tuple[str, int], str]) -> dict[str, tuple[str, ...]]:
    """For each name, the names of the declarations whose definitions refer to it."""
    users: dict[str, dict[str, None]] = {}
    for definition in program.definitions.values():
        user = at.get((definition.site.path, definition.site.line), definition.name)
        for part in walk(definition.body):
            if isinstance(part, rules.Ref | rules.FactOf | rules.Reading):
                used = _declared_name(part, program, at)
                if used != user:
                    users.setdefault(used, {})[user] = None
    return {name: tuple(sorted(found)) for name, found in users.items()}


def _declared_name(
    part: rules.Ref | rules.FactOf | rules.Reading, program: Program, at: dict[tuple[str, int], str]
) -> str:
    definition = program.definitions.get(part.name) if isinstance(part, rules.Ref) else None
    if definition is None:
        return part.name
    return at.get((definition.site.path, definition.site.line), part.name)


def _stating(program: Program, at: dict[tuple[str, int], str]) -> dict[str, tuple[str, ...]]:
    """For each provision the names of the declarations that state it."""
    stating: dict[str, dict[str, None]] = {}
    stated = [(one.name, one.site, one.provisions) for one in program.subjects.values()]
    stated += [(one.name, one.site, one.provisions) for one in program.definitions.values()]
    for own_name, site, anchors in stated:
        name = at.get((site.path, site.line), own_name)
        for anchor in anchors:
            stating.setdefault(anchor, {})[name] = None
    return {anchor: tuple(sorted(names)) for anchor, names in stating.items()}
