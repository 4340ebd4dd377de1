"""What is said of each thing of a list, in columns."""

from collections.abc import Callable

from attrs import evolve, frozen

from qanun.columns import plan, sums, trees
from qanun.columns.choosing import as_sort, bounds
from qanun.columns.found import (
    Bits,
    Found,
    conjunction,
    disjunction,
    joined_bits,
    joined_names,
    negation,
    truth,
)
from qanun.columns.loops import Loop
from qanun.columns.members import LONGEST
from qanun.columns.ops import Op
from qanun.columns.plan import BIGINT, BOOLEAN, FALSE, TRUE, Expr
from qanun.columns.sorts import NUMBERS, YES_NO, NotInColumns, Sort, common


@frozen(eq=False)
class Rows:
    """The things of a list, each as `thing`; `where` tells which count, `body` what is said of one."""

    items: Found
    loop: Loop
    where: Found
    body: Found
    bits: Bits
    share: Callable[[Expr], Expr]

    def gathered(self, kind: str, nothing: Found | None) -> Found:
        """What a quantifier makes of them."""
        match kind:
            case "some":
                return self._some(conjunction([self.where, self.body], self.bits))
            case "every":
                row = disjunction([negation(self.where, self.bits), self.body], self.bits)
                return negation(self._some(negation(row, self.bits)), self.bits)
            case "count":
                return self._count()
            case "sum" | "largest" | "smallest":
                return self._of_values(kind, nothing)
            case other:
                raise ValueError(f"there is no quantifier {other!r}")

    def _number_of(self, condition: Expr) -> Expr:
        """How many things it is so of; NULL where the list is."""
        condition = self.loop.written(condition)
        if condition == TRUE:
            return plan.cast(plan.call("len", self.items.value, type_=BIGINT), BIGINT)
        if condition.op == "case" and len(condition.args) == 3:
            when, then, otherwise = condition.args
            if not when.things and otherwise.op == "literal":  # what is said of all is asked once
                told = self.share(self._number_of(trees.where_yes(then, when)))
                return plan.choice((when, told), otherwise=self.share(self._number_of(otherwise)))
        if condition == FALSE or plan.is_null_literal(condition):
            return plan.choice((plan.is_null(self.items.value), plan.null(BIGINT)), otherwise=plan.literal(0))
        kept = self.loop.each("list_filter", condition)
        return plan.cast(plan.call("len", kept, type_=BIGINT), BIGINT)

    def _lacking(self, mask: Expr, undecided: Expr) -> Expr:
        """All that is lacking of things, looked at where there are `undecided` ones; else 0."""
        zero = plan.literal(0, mask.type)
        if mask == zero:
            return zero
        some = plan.compared("<>", self.share(self._number_of(undecided)), plan.literal(0))
        joined = plan.call("list_bit_or", self.loop.seldom(mask), type_=mask.type)
        return plan.choice((some, plan.call("coalesce", joined, zero, type_=mask.type)), otherwise=zero)

    def _found(self, value: Expr, sort: Sort, lacking: Expr, parts: tuple[Found, ...]) -> Found:
        """What has a value where the list is known and nothing is lacking in its place."""
        items, bits = self.items, self.bits
        fault = bits.mask(bits.fault)
        unlisted = plan.is_null(items.value)
        absent = plan.choice((items.open, items.mask), otherwise=fault) if items.may_be_none else items.mask
        mask = plan.choice((plan.is_there(value), bits.mask(0)), (unlisted, absent), otherwise=lacking)
        every = (items, *parts)
        more = bits.fault if items.may_be_none else 0
        return Found(
            (value,), sort, mask, joined_bits(every) | more, names=None if more else joined_names(every)
        )

    def _some(self, row: Found) -> Found:
        value = truth(row, self.bits).value
        anything = plan.compared("<", plan.literal(0), self._number_of(value))
        lacking = self.share(self._lacking(row.mask if row.bits else self.bits.mask(0), plan.is_null(value)))
        if not row.bits:
            return self._found(self.share(anything), YES_NO, self.bits.mask(0), (row,))
        none = plan.compared("=", lacking, self.bits.mask(0))
        there = plan.is_there(self.items.value)
        found = plan.choice((anything, TRUE), (plan.every(there, none), FALSE), otherwise=plan.null(BOOLEAN))
        return self._found(self.share(found), YES_NO, lacking, (row,))

    def _count(self) -> Found:
        where = truth(self.where, self.bits)
        low = self._number_of(where.value)
        sort = Sort("integer", most=LONGEST)
        if not where.bits:
            return self._found(self.share(low), sort, self.bits.mask(0), (where,))
        low = self.share(low)
        lacking = self.share(self._lacking(where.mask, where.open))
        value = plan.choice(
            (plan.compared("<>", lacking, self.bits.mask(0)), plan.null(BIGINT)), otherwise=low
        )
        high = sums.added(low, self.share(self._number_of(where.open)))
        return evolve(self._found(self.share(value), sort, lacking, (where,)), low=low, high=self.share(high))

    def _of_values(self, kind: str, nothing: Found | None) -> Found:
        """The sum, the largest or the smallest of what counts."""
        where, body, bits = truth(self.where, self.bits), self.body, self.bits
        if body.sort.name == "nothing" and nothing is not None and nothing.sort.name != "nothing":
            body = as_sort(body, nothing.sort)  # it never has a value, whatever the thing
        if body.sort.name == "nothing":
            raise NotInColumns(f"the {kind} of what is not said in columns")
        if (kind == "sum" and body.sort.name not in NUMBERS) or body.sort.name in (
            "period",
            "limit",
            "record",
        ):
            raise NotInColumns(f"the {kind} of {body.sort.name}s")
        counts = plan.some(where.value, where.open)
        lacking_one = plan.either_bits(where.mask, body.mask)
        if body.may_be_none:
            lacking_one = plan.choice((body.none, bits.mask(bits.fault)), otherwise=lacking_one)
        lacking_one = plan.choice((counts, lacking_one), otherwise=bits.mask(0))
        undecided = plan.some(where.open, plan.every(where.value, plan.some(body.open, body.none)))
        lacking = self.share(self._lacking(lacking_one, undecided))
        if where.value == TRUE:
            values = self.loop.each("list_transform", body.value)
        else:
            values = self.loop.each("list_filter", where.value, body.value)
        sort = body.sort
        if kind == "sum":
            first = Sort("integer", most=0) if nothing is None else nothing.sort
            sort = (
                common(evolve(sort, most=sort.most * LONGEST), first)
                if first.most
                else evolve(sort, most=sort.most * LONGEST)
            )
            total = plan.cast(plan.call("list_sum", values, type_="HUGEINT"), sort.type)
            value = plan.call("coalesce", total, plan.literal(0, sort.type), type_=sort.type)
            if nothing is not None and nothing.fixed is not None and nothing.parts[0].value:
                raise NotInColumns("a sum that begins with something")
            found = value
        else:
            name: Op = "list_max" if kind == "largest" else "list_min"
            found = plan.call(name, values, type_=body.value.type)
        missing = plan.some(plan.is_null(self.items.value), plan.compared("<>", lacking, bits.mask(0)))
        found = plan.choice((missing, plan.null(found.type)), otherwise=found)
        made = self._found(self.share(found), sort, lacking, (where, body))
        if kind == "sum" and sort.name == "integer" and made.bits:
            return self._between(made, where, body)
        if kind == "sum" or nothing is None:
            return made
        return self._or_nothing(made, nothing)

    def _between(self, made: Found, where: Found, body: Found) -> Found:
        """The bounds of a sum of integers: what may count adds its own to one end, or to neither."""
        low, high = bounds(body)
        assert low is not None
        assert high is not None
        counts, zero = plan.some(where.value, where.open), plan.literal(0)
        untold = plan.every(counts, plan.is_null(low))
        told = plan.compared("=", self._number_of(untold), zero)

        def total(end: Expr, farther: Expr) -> Expr:
            own = plan.choice((where.value, end), (counts, farther), otherwise=zero)
            listed = self.loop.each("list_transform", plan.cast(own, BIGINT))
            total = plan.cast(plan.call("list_sum", listed, type_="HUGEINT"), BIGINT)
            total = plan.call("coalesce", total, zero, type_=BIGINT)
            return self.share(plan.choice((told, total), otherwise=plan.null(BIGINT)))

        least = plan.choice((plan.compared("<", low, zero), low), otherwise=zero)
        most = plan.choice((plan.compared("<", zero, high), high), otherwise=zero)
        return evolve(made, low=total(low, least), high=total(high, most))

    def _or_nothing(self, made: Found, nothing: Found) -> Found:
        """The largest or smallest, or what stands for it where nothing is left."""
        sort = made.sort if nothing.sort.name == "nothing" else common(made.sort, nothing.sort)
        made, last = as_sort(made, sort), as_sort(nothing, sort)
        left = plan.every(plan.is_there(self.items.value), plan.compared("=", made.mask, self.bits.mask(0)))
        empty = self.share(plan.every(left, plan.is_null(made.value)))
        # a mask of 0 without a value: nothing was lacking, and nothing was left
        value = plan.choice((empty, last.value), otherwise=made.value)
        mask = plan.choice((empty, last.mask), otherwise=made.mask)
        return Found(
            (value,), sort, mask, made.bits | last.bits, last.may_be_none, joined_names((made, last))
        )
