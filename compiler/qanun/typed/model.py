"""What the type checker finds out. Side tables keyed by tree nodes and declarations."""

from attrs import field, frozen

from qanun.resolved.model import Declaration, Local, Resolved
from qanun.runtime.operators.operator_rows import OperatorName
from qanun.syntax import tree
from qanun.typed.types import BROKEN, ListType, OrNone, RecordType, Type


@frozen(eq=False)
class Typed:
    """All pages with the types of everything in them.

    `types` has the type of every expression that was checked, after narrowing: where the expression has asked
    whether `x` is none, the inner `x` has its type without `or none`.

    `values` has the text of each name that stands for a constant: an option's bare name (`host`), an
    authority's bare name (`court`; unique over all laws), a country's ISO code (`AZ`). Look here before
    `resolved.meaning`: a name in both is the constant. Options in a Match's cases and after `under … is` are
    here too, and options written with their type (`payer.host`).

    `declared` has the type of each valued declaration: facts, defines, rules; norms, grounds, limbs,
    exceptions, silences, parties are yes/no (does it apply); options are a set; a one-of type, a reading and
    their options are OneOfType, a record is its RecordType, authorities are authority. Acts and questions
    have none.

    `operators` has the row of `typed.operators.OPERATORS` for each Compare, Between, Arithmetic, Negative,
    Phrase, Rounded and Is that becomes an `Apply`:

    * Compare `in` with `Several`: "=" with each item; `x in xs` and `xs contains x` of a set: "has member"
      (operands: set, member); `contains` of a period: "contains". `= none` and `!= none` are "=" and "!=".
    * Between: "<=", twice. Negative: "negate".
    * date - date: "days between" of the operands in their written order, left minus right is
      "days between"(right, left): lower swaps them; moment - moment: "hours between" likewise.
    * date + duration: "date plus"; date - duration: "date minus"; moment +- hours: "+", "-".
    * Is: "is none" before none; "=" before a value; "is empty" for sets and lists. States, and `R is empty`
      of a rule in its own silence, have no row.
    * Phrase `due` and `end` have no row; `period` is "period"; every other word its row ("age of", "later
      of", "larger of", "count of", "days in", …); `later of` with more than two operands is folded from the
      left.

    `to_number` are the integer expressions that are wanted as a number: `Apply("to number", …)` goes around
    them.

    `keys` has the type of what a table is asked about.
    `amounts` has the type of each amount that a rule is about.
    `lists` are the facts that are lists, by the type of their things.

    `broken` had a mistake: neither they nor what rests on them can be lowered.
    """

    resolved: Resolved
    types: dict[tree.Expression, Type] = field(factory=dict)
    values: dict[tree.Name, str] = field(factory=dict)
    declared: dict[Declaration, Type] = field(factory=dict)
    operators: dict[tree.Expression, OperatorName] = field(factory=dict)
    to_number: set[tree.Expression] = field(factory=set)
    keys: dict[Declaration, Type] = field(factory=dict)
    amounts: dict[tree.OfAmount, Type] = field(factory=dict)
    broken: set[Declaration] = field(factory=set)
    lists: dict[Type, list[Declaration]] = field(factory=dict)

    def lists_of(self, type_: Type) -> list[Declaration]:
        """The facts that are lists of such things."""
        return self.lists.get(type_, [])

    def type_of(self, name: tree.Name) -> Type:
        """The type of what a name means, down its fields."""
        meaning = self.resolved.meaning.get(name)
        if meaning is None:
            return BROKEN
        target = meaning.target
        found = (
            type_of_thing(target, self) if isinstance(target, Local) else self.declared.get(target, BROKEN)
        )
        for part in meaning.fields:
            record = found.inner if isinstance(found, OrNone) else found
            found = dict(record.fields).get(part, BROKEN) if isinstance(record, RecordType) else BROKEN
        return found


def type_of_thing(local: Local, typed: Typed) -> Type:
    """The type of the thing that a local stands for."""
    match local.node:
        case tree.Quantified(over=over):
            listed = typed.types.get(over, BROKEN)
            return listed.element if isinstance(listed, ListType) else BROKEN
        case tree.OfAmount() as amount:
            return typed.amounts.get(amount, BROKEN)
        case tree.OfEach(name=name):
            record = typed.resolved.target(name)
            return BROKEN if record is None else typed.declared.get(record, BROKEN)
