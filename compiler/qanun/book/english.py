"""A rule in plain English, made from the rule itself: what a lawyer would say aloud of each entry."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from attrs import evolve, frozen

from qanun.book.beside import Beside, Parted, parted, rows_of
from qanun.book.page import Html, escape, join, tag
from qanun.book.phrases import Phrases, called, is_predicate, listed
from qanun.resolved.model import Declaration
from qanun.syntax import tree

MODALITY = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "right": "has the right to",
    "power": "may, at its discretion,",
}
PENALTIES = {"fine": "a fine", "imprisonment": "imprisonment"}
TYPES = {
    "yes/no": "yes or no",
    "date": "a day",
    "moment": "a moment",
    "integer": "a whole number",
    "number": "a number",
    "money": "an amount of money",
    "period": "a period",
    "text": "a text",
    "country": "a country",
    "authority": "a body",
    "penalty": "a penalty",
    "duration": "a duration",
}


UNJUDGED = ", which is a matter of judgement; the law does not say whose"


@frozen(eq=False)
class English:
    """Says entries of rule blocks. What comes out is HTML of paragraphs and lists."""

    phrases: Phrases

    def item(self, item: tree.AnyItem) -> Html | None:
        """What an entry says; None of one that is shown in another way (scenarios, questions, claims)."""
        said = list(self._sentences(item))
        return paragraphs(said) if said else None

    def around(self, item: tree.AnyItem, letters: frozenset[str]) -> Parted | None:
        """What an entry says around its first list whose rows bear these letters; None where it has none."""
        beside = Beside(letters)
        phrases = evolve(self.phrases, beside=beside)
        return parted(evolve(self, phrases=phrases)._sentences(item), beside)

    def _sentences(self, item: tree.AnyItem) -> Iterator[Html]:
        match item:
            case tree.Norm():
                yield from self._norm(item)
            case tree.Rule() | tree.Ground():
                yield from self._rule(item)
            case tree.Exception_():
                yield from self._exception(item)
            case tree.Fact():
                yield from self._fact(item)
            case tree.Always(condition=condition, label=label):
                words = escape(label) if label else self.phrases.condition(condition)
                yield join(["In every case: ", words, "."])
            case tree.Priority(winner=winner, losers=losers, when=when):
                beaten = listed([self.phrases.named(name) for name in losers], "and")
                said = Html("“{}” goes before “{}”").format(self.phrases.named(winner), beaten)
                yield join([said, self._when(when, " where "), "."])
            case tree.Collision():
                yield from self._collision(item)
            case tree.Silence():
                yield from self._silence(item)
            case tree.Reading():
                yield from self._reading(item)
            case tree.Parameter() | tree.Table():
                yield from self._figures(item)
            case tree.NotEncoded(reason=reason):
                yield join(["No rule states this: ", reason, "."])
            case (
                tree.Question()
                | tree.Situation()
                | tree.Background()
                | tree.Scenario()
                | tree.Cases()
                | tree.Claim()
            ):  # shown in another way
                pass
            case tree.Authority() | tree.Act():  # a name and its label: nothing to say of it
                pass
            case rest:
                yield from self._words(rest)

    def _words(
        self, item: tree.Define | tree.Party | tree.Options | tree.OneOf | tree.Record
    ) -> Iterator[Html]:
        """What is defined: a definition, a party, a type, a set of options."""
        label = tag("b", self._called(item, str(item.name)))
        match item:
            case tree.Define(value=value, type=written):
                if written is None or written.kind == "yes/no":
                    yield join(["It counts that ", label, " where ", self.phrases.condition(value), "."])
                else:
                    yield join([capital(label), " is ", self.phrases.value(value), "."])
            case tree.Party(who=who):
                if who is not None:
                    yield join(["Whoever is meant by ", label, ": ", self.phrases.condition(who), "."])
            case tree.Options(members=members):
                rows = [join([self.phrases.value(m.value), self._when(m.when, " where ")]) for m in members]
                said = rows_of(self.phrases.beside, [one.name for one in members], rows)
                yield join([capital(label), ":", said])
            case tree.OneOf(options=options):
                rows = [escape(one.label or one.name.replace("_", " ")) for one in options]
                yield join([capital(label), " is one of:", rows_of(None, (), rows)])
            case tree.Record(fields=fields):
                rows = [escape(one.label or str(one.name)) for one in fields]
                yield join([capital(label), " has:", rows_of(None, (), rows)])
            case never:
                assert_never(never)

    def _norm(self, item: tree.Norm) -> Iterator[Html]:
        label = tag("b", self._called(item, str(item.name)))
        clauses = item.clauses
        bearer, by = self._named(clauses.on), self._named(clauses.by)
        nobody = "Somebody whom the law does not name" if clauses.on or clauses.by else "The person"
        if item.kind == "offence":
            head = join([capital(label), " is an offence", join([" of ", bearer]) if bearer else ""])
        elif item.kind == "status":
            verb = " " if is_predicate(self._called(item, str(item.name))) else " counts as "
            head = join([capital(bearer) if bearer else "The person", verb, label])
        else:
            who = by if item.kind == "power" and by else bearer or by
            head = join([capital(who) if who else nobody, f" {MODALITY[item.kind]} ", label])
            if item.kind == "power" and bearer and by:
                head = join([head, " of ", bearer])
        if clauses.towards is not None:
            head = join([head, " towards ", self._bodies(clauses.towards)])
        yield self._with_clauses(head, clauses)
        yield from self._after(clauses)

    def _rule(self, item: tree.Rule | tree.Ground) -> Iterator[Html]:
        clauses = item.clauses
        label = tag("b", self._called(item, str(item.name)))
        if isinstance(item, tree.Ground) and clauses.determined is not None:
            head = self._determined(item, clauses.determined)
        elif isinstance(item, tree.Ground):
            of = self.phrases.named(item.of)
            what = "A ground of" if item.filled_by is None else "What another law leaves open,"
            head = join([what, " “", of, "”", self._parties(clauses), ": ", label])
        else:
            head = capital(label)
        if clauses.value is not None:
            head = join(
                [
                    head,
                    " is " if isinstance(item, tree.Rule) else ": it is ",
                    self.phrases.value(clauses.value),
                ]
            )
        elif isinstance(item, tree.Rule) and item.left_to is not None:
            head = join([head, " is left to another law, of ", self._bodies(item.left_to)])
        elif clauses.first_row is not None:
            head = join([head, " is what the first row of the table gives of which all cells fit"])
        elif isinstance(item, tree.Rule) and clauses.when is None:
            head = join([head, " is decided by the grounds that follow"])
        yield self._with_clauses(head, clauses)
        if clauses.otherwise is not None:
            yield join(["Otherwise it is ", self.phrases.value(clauses.otherwise), "."])
        yield from self._after(clauses)

    def _determined(self, item: tree.Ground, clause: tree.Determined) -> Html:
        """What stands in the place of what the rule comes to, and who determines it."""
        of = self.phrases.named(item.of)
        who = self._bodies(clause.bodies) if clause.bodies.names else "somebody"
        label = join([" (", tag("b", item.label), ")"]) if item.label else ""
        said = Html("In the place of what “{}” comes to stands what {} determined{}, if anything: {}")
        return said.format(of, who, label, self._recorded(clause))

    def _exception(self, item: tree.Exception_) -> Iterator[Html]:
        clauses = item.clauses
        to = listed([Html("“{}”").format(self.phrases.named(name)) for name in item.to], "and")
        label = self._called(item, str(item.name))
        replaces = any(isinstance(clause, tree.Replaceable) for clause in clauses.written)
        head = join(["Exception to ", to, self._parties(clauses), ": ", tag("b", label)])
        yield self._with_clauses(head, clauses)
        if not replaces:
            yield join(["Then ", to, " does not apply."])
        elif clauses.value is not None:
            yield join(["Then it is ", self.phrases.value(clauses.value), "."])
        yield from self._after(clauses)

    def _parties(self, clauses: tree.Clauses) -> Html:
        """Whom a ground or an exception concerns."""
        on = join([" of ", self._bodies(clauses.on)]) if clauses.on is not None else ""
        towards = join([" towards ", self._bodies(clauses.towards)]) if clauses.towards is not None else ""
        return join([on, towards])

    def _with_clauses(self, head: Html, clauses: tree.Clauses) -> Html:
        """The head with when, term and until behind it, as one sentence; a list at its end needs no stop."""
        said = join([head, self._term(clauses.term), self._term(clauses.until)])
        if clauses.when is not None:
            said = join([said, " where ", self.phrases.condition(clauses.when)])
        return said if said.endswith("</ul>") else join([said, "."])

    def term(self, clauses: tree.Clauses) -> Html:
        """By when, and until when; nothing where no clause says it."""
        said = join([self._term(clauses.term), self._term(clauses.until)])
        return Html(said.removeprefix(", "))

    def _recorded(self, clause: tree.Telling) -> Html:
        """What records a deed, and of which thing."""
        of = [] if clause.thing is None else [" of ", self.phrases.named(clause.thing)]
        return join([self.phrases.named(clause.name), *of])

    def _after(self, clauses: tree.Clauses) -> Iterator[Html]:
        """The clauses that are sentences of their own."""
        for clause in clauses.written:
            match clause:
                case tree.Punishable(penalties=penalties):
                    yield join(["The penalty is ", self.penalties(penalties), "."])
                case tree.Weighing(items=items):
                    rows = (self._weighed(one) for one in items)
                    letters = [one.letter for one in items]
                    yield join(["What is weighed:", rows_of(self.phrases.beside, letters, rows)])
                case tree.FulfilledBy():
                    yield Html("The duty is fulfilled by this: {}.").format(self._recorded(clause))
                case tree.BreachedBy():
                    yield Html("It is breached by this: {}.").format(self._recorded(clause))
                case tree.ExercisedBy():
                    words = Html("That the power was exercised is recorded by this: {}.")
                    yield words.format(self._recorded(clause))
                case tree.InForceClause(start=start, end=end):
                    days = [f"from {start}"] if start else []
                    days += [f"until {end}"] if end else []
                    yield escape(f"In force {' '.join(days)}.")
                case tree.On() | tree.By() | tree.Towards() | tree.When() | tree.Within() | tree.Until():
                    pass  # in the first sentence
                case tree.Determined():  # said by the ground
                    pass
                case tree.Value() | tree.FirstRow() | tree.Otherwise():  # said by those that have a value
                    pass
                case tree.OfAct() | tree.AlsoStates():  # on the card
                    pass
                case never:
                    assert_never(never)

    def _weighed(self, one: tree.Weighed) -> Html:
        letter = f"({one.letter}) " if one.letter else ""
        return join([letter, one.label or (self.phrases.named(one.finding) if one.finding else "")])

    def _term(self, term: tree.Term | None) -> Html:
        if term is None:
            return Html("")
        event = self.phrases.value(term.event)
        match term.form:
            case "until" | "before" | "no later than" as form:
                return join([f", {form} ", event])
            case "within" | "until after" as form:
                assert term.duration is not None
                length = self.phrases.value(term.duration)
                return join([f", {form.removesuffix(' after')} ", length, " after ", event])
            case never:
                assert_never(never)

    def penalties(self, penalties: tree.Penalties) -> Html:
        """The ranges of a penalty, and how they go together."""
        ways = [join([self._range(one) for one in way], " together with ") for way in penalties.alternatives]
        return join(ways, ", or ")

    def _range(self, one: tree.PenaltyRange) -> Html:
        high = self.phrases.value(one.high)
        head = PENALTIES.get(one.kind, one.kind)
        if one.low is None:
            return join([f"{head} of up to ", high])
        low = self.phrases.value(one.low)
        return join([f"{head} of ", high]) if low == high else join([f"{head} of ", low, " to ", high])

    def _fact(self, item: tree.Fact) -> Iterator[Html]:
        label = tag("b", self._called(item, str(item.name)))
        kind = item.type.kind if item.type is not None else "yes/no"
        asked = f" ({_typed(item.type)})" if kind != "yes/no" else ""
        judge = ""
        if item.judged_by is not None:
            names = item.judged_by.names
            judge = join([", which ", self._bodies(item.judged_by), " judges"]) if names else Html(UNJUDGED)
        yield join(["A fact of the case: ", label, asked, judge, "."])
        if item.help is not None:
            yield escape(item.help.text)

    def _collision(self, item: tree.Collision) -> Iterator[Html]:
        left = self.phrases.named(item.left)
        right = escape(item.right) if isinstance(item.right, str) else self.phrases.named(item.right)
        yield join(
            [
                Html("“{}” and “{}” pull apart").format(left, right),
                self._when(item.when, " where "),
                ": ",
                item.label or "nothing says which of them prevails",
                ".",
            ]
        )

    def _silence(self, item: tree.Silence) -> Iterator[Html]:
        stated = "The source says that the law is silent" if item.manner == "stated" else "The law is silent"
        on = join([" on “", self.phrases.named(item.on), "”"]) if item.on is not None else ""
        yield join(
            [
                stated,
                on,
                ": ",
                tag("b", self._called(item, str(item.name))),
                self._when(item.when, ", where "),
                ".",
            ]
        )

    def _reading(self, item: tree.Reading) -> Iterator[Html]:
        rows = join(
            tag(
                "li",
                join(
                    [one.label or one.name, tag("em", " (taken unless another is chosen)") if n == 0 else ""]
                ),
            )
            for n, one in enumerate(item.options)
        )
        yield join(
            [
                "The text can be read in more than one way. ",
                tag("b", item.label or str(item.name)),
                tag("ul", rows),
            ]
        )
        if item.because:
            yield join(["The first is taken because ", item.because, "."])

    def _figures(self, item: tree.Parameter | tree.Table) -> Iterator[Html]:
        label = capital(tag("b", self._called(item, str(item.name))))
        if isinstance(item, tree.Parameter):
            rows = [
                join(
                    [
                        self.phrases.value(one.value),
                        f" from {one.start}" if one.start else "",
                        f" until {one.end}" if one.end else "",
                    ]
                )
                for one in item.values
            ]
        else:
            rows = [join([self._band(one), ": ", self.phrases.value(one.value)]) for one in item.bands]
        yield join([label, ":", tag("ul", join(tag("li", row) for row in rows))])

    def _band(self, band: tree.Band) -> Html:
        if band.high is None:
            return join(["above ", self.phrases.value(band.low)]) if band.low is not None else Html("above")
        high = self.phrases.value(band.high)
        if band.alone:
            return high
        return (
            join(["up to ", high]) if band.low is None else join([self.phrases.value(band.low), " to ", high])
        )

    def _when(self, condition: tree.Expression | None, before: str) -> Html:
        return join([before, self.phrases.condition(condition)]) if condition is not None else Html("")

    def _named(self, bodies: tree.Bodies | None) -> Html:
        """Bodies or parties; nothing where none is named."""
        return self._bodies(bodies) if bodies is not None and bodies.names else Html("")

    def _bodies(self, bodies: tree.Bodies) -> Html:
        if not bodies.names:
            return Html("somebody whom the law does not name")
        return listed([self.phrases.named(name) for name in bodies.names], "or")

    def _called(self, item: tree.AnyItem, name: str) -> str:
        found = self.phrases.typed.resolved.by_node.get(item)
        return called(found) if isinstance(found, Declaration) else name.replace("_", " ")


def paragraphs(sentences: Iterable[Html]) -> Html:
    """Sentences, each a paragraph; one with a list in it stands in a block."""
    return join(tag("div" if "<ul>" in one else "p", one) for one in sentences)


def _typed(written: tree.TypeName | None) -> str:
    if written is None:
        return "yes or no"
    element = written.element.name if written.element is not None else None
    words = TYPES.get(written.kind)
    if words is None:
        named = str(written.name or element or "").replace("_", " ")
        words = (
            f"a {written.kind} {named}".strip()
            if written.kind in ("list of", "set of")
            else f"one of: {named}"
        )
    if written.kind == "duration" and written.unit:
        words = f"a duration in {written.unit}"
    return words + (", or none" if written.or_none else "")


def capital(words: Html) -> Html:
    """With a capital at the beginning, inside its first tag if need be."""
    text = str(words)
    at = 0
    while at < len(text) and text[at] == "<":
        at = text.find(">", at) + 1
    return Html(text[:at] + text[at : at + 1].upper() + text[at + 1 :])
