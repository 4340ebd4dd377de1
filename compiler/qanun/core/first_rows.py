"""A rule that the first row of a table that fits decides.

Of a row `R.1` these definitions arise:

    R.1:fits    its cells fit and no exception takes it away, whatever the rows above it say
    R.1:opened  its cells fit and no row above it does: where an exception to it can bite
    R.1         it fits and no row above it does: the ground of the rule that the first row that fits is
"""

from qanun.core.builder import Builder, both, unless
from qanun.core.collisions import collided
from qanun.core.defeat import defeaters
from qanun.core.names import Aspect, Name
from qanun.core.rules import Agree, Case, Expr, If, Ref
from qanun.resolved.model import Declaration
from qanun.syntax import tree


def lower_rows(rule: Declaration, head: list[Expr], builder: Builder) -> list[Name]:
    """The rows of the rule's table, each a ground that holds where it fits and none above it does.

    Gives the definitions that tell whether a row fits, whatever the others say.
    """
    above: list[Name] = []
    for row in builder.typed.resolved.rows_of(rule):
        assert isinstance(row.item, tree.Ground)
        own = builder.when(row.item.clauses.when, builder.setting(row))
        conditions = [*builder.in_force(row), *head, *own]
        body = both([*conditions, *unless(defeaters(row, builder))])
        fits = builder.define(row, "ground", body, Aspect.FITS, provisions=())
        first = unless([Ref(name) for name in above])
        builder.define(row, "opened", both([*conditions, *first]), Aspect.OPENED)
        builder.define(row, "ground", collided(row, both([fits, *first]), builder))
        above.append(fits.name)
    return above


def declared(name: Name) -> Name:
    """The ground itself of a definition that says whether a row fits; any other as it is."""
    return name.with_aspect(Aspect.ITSELF) if name.aspect is Aspect.FITS else name


def first_row(rule: str, rows: tuple[Case, ...], otherwise: Expr) -> Expr:
    """The value of the first row that fits.

    It is asked row by row whether it fits, and not which of them is the first: so where rows that may be the
    first give one value, it is certain. The value rests on the row as the ground that it then is.
    """
    for row in reversed(rows):
        ground = declared(row.name)
        value = Agree(rule, (Case(ground, Ref(ground), row.value),), row.value)
        otherwise = If(row.condition, value, otherwise)
    return otherwise
