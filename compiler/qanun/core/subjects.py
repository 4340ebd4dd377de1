"""The subjects of what has one value and no clauses of its own: definitions, options, parameters, tables."""

from qanun.core.builder import Builder, label_of, site
from qanun.core.names import Name
from qanun.core.rules import Subject, SubjectKind
from qanun.core.things import about
from qanun.resolved.model import Declaration


def simple_subject(declaration: Declaration, kind: SubjectKind, builder: Builder) -> Subject:
    """What a question can answer of a declaration whose one definition bears its name."""
    return Subject(
        name=declaration.name,
        kind=kind,
        label=label_of(declaration, builder.typed),
        type=builder.type_of(declaration),
        provisions=builder.provisions(declaration),
        site=site(declaration.span),
        answer=Name(declaration.name),
        about=about(declaration, builder),
        silences=tuple(s.name for s in builder.typed.resolved.silences_on.get(declaration, ())),
    )
