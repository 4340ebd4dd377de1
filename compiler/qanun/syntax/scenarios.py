"""Parse trees -> questions, scenarios and claims."""

import re

from attrs import define, evolve, field
from lark import Token, Tree

from qanun.document.model import Block
from qanun.syntax import case_kinds, kinds, tree
from qanun.syntax.clauses import ClauseMaker
from qanun.syntax.entries import read_entry
from qanun.syntax.expressions import Branch, rule_of, tokens, trees, unquoted
from qanun.syntax.layout import Entry
from qanun.syntax.scan import Scanner
from qanun.text import Span

_BRACES = re.compile(r"\{\{[^{}]*\}\}|[^{}]+|\{[^{}]*\}|[{}]")
_OUTCOMES = {"need not": "need_not", "must not": "must_not", "at discretion": "discretion"}
_FAULTS: dict[str, tree.Aim] = {"conflict": "conflict", "gap": "gap"}


@define
class _Said:
    """What the clauses of a case say, as far as they are read."""

    start: Tree[Token] | None = None
    background: tree.Name | None = None
    givens: list[tree.Given] = field(factory=list)
    under: list[tree.Under] = field(factory=list)
    expects: list[tree.Expect] = field(factory=list)
    because: list[str] = field(factory=list)


class ScenarioMaker(ClauseMaker):
    """Makes what asks and what tests."""

    def question(self, branch: Tree[Token], block: Block) -> tree.Question:
        parts = {rule_of(part): part for part in trees(branch)}
        name = tokens(branch, "NAME")[0]
        self.local(name)
        return tree.Question(
            self.span(branch),
            block,
            self.name(name),
            self.label(parts["label"]) if "label" in parts else None,
            self.names(trees(parts["answers"])[0]),
            tuple(self.headline(part) for part in trees(branch) if rule_of(part) == "headline"),
        )

    def headline(self, branch: Tree[Token]) -> tree.Headline:
        when = self.parts(trees(branch)[0])[0] if trees(branch) else None
        token = tokens(branch, "STRING")[0]
        at = self.span(token).start + 1
        parts: list[str | tree.Expression] = []
        for found in _BRACES.finditer(str(token)[1:-1]):
            words = found.group()
            if words.startswith("{{"):
                self._doubled(Span(self.text, at + found.start(), at + found.end()))
            elif words[0] == "{" and words[-1] == "}" and len(words) > 1:
                value = self._headline_value(Span(self.text, at + found.start() + 1, at + found.end() - 1))
                parts += [value] if value is not None else []
            elif words in ("{", "}"):
                spot = at + found.start()
                self.report(kinds.BAD_HEADLINE, Span(self.text, spot, spot + 1))
            else:
                parts.append(unquoted(f'"{words}"'))
        return tree.Headline(self.span(branch), tuple(parts), when)

    def _doubled(self, span: Span) -> None:
        """Report braces that stand twice, as in templates of other systems."""
        self.report(kinds.BAD_HEADLINE, span, span.words[1:-1])

    def _headline_value(self, span: Span) -> tree.Expression | None:
        scanned = Scanner(span, self.article).scan()
        slips = tuple(slip.diagnostic for slip in scanned.slips)
        if not scanned.lines:
            self.report(kinds.NO_PART, span, kind="this pair of braces", part="a value")
            return None
        read = read_entry(self.text, Entry(scanned.lines), self.article, slips=slips, start="headline_value")
        self.diagnostics += read.diagnostics
        return self.parts(read.tree)[0] if read.tree is not None else None

    def situation(self, branch: Tree[Token], block: Block) -> tree.Situation:
        name = tokens(branch, "NAME")[0]
        self.local(name)
        label = None
        givens: list[tree.Given] = []
        names: dict[str, list[tree.Name]] = {"asks": [], "opens": []}
        for part in trees(branch):
            match rule_of(part):
                case "label":
                    label = self.label(part)
                case "states":
                    givens += [self.given(each) for each in trees(part)]
                case "asks" | "opens" as clause:
                    names[clause] += self.names(trees(part)[0])
                case other:
                    raise ValueError(f"a situation says nothing by {other!r}")
        if not names["opens"]:
            lacking = "`opens` and the questions that it opens"
            self.report(kinds.NO_PART, self.span(branch), kind="this situation", part=lacking)
        return tree.Situation(
            self.span(branch),
            block,
            self.name(name),
            label,
            tuple(givens),
            tuple(names["asks"]),
            tuple(names["opens"]),
        )

    # --- scenarios

    def scenario(self, branch: Tree[Token], block: Block) -> tree.Scenario:
        title, *parts = trees(branch)
        said = _Said()
        for part in parts:
            self._say(said, part)
        if not said.expects:
            self.report(
                kinds.NO_PART, self.span(branch), kind="this scenario", part="`then` and what is expected"
            )
        return tree.Scenario(
            self.span(branch),
            block,
            self.label(title),
            said.background,
            tuple(said.givens),
            tuple(said.under),
            tuple(said.expects),
            tuple(said.because),
        )

    def background(self, branch: Tree[Token], block: Block) -> tree.Background:
        name = tokens(branch, "NAME")[0]
        self.local(name)
        label, said, parts = None, _Said(), trees(branch)
        for part in parts:
            match rule_of(part):
                case "label":
                    label = self.label(part)
                case "starts":
                    self.report(case_kinds.BACKGROUND_OF_BACKGROUND, self.span(part), name=str(name))
                case "given" | "under":
                    self._say(said, part)
                case other:
                    raise ValueError(f"a background says nothing by {other!r}")
        if all(rule_of(part) == "label" for part in parts):
            self.report(kinds.NO_PART, self.span(branch), kind="this background", part="`given` or `under`")
        return tree.Background(
            self.span(branch), block, self.name(name), label, tuple(said.givens), tuple(said.under)
        )

    def cases(self, branch: Tree[Token], block: Block) -> tree.Cases:
        labels = [part for part in trees(branch) if rule_of(part) == "label"]
        parts = [part for part in trees(branch) if part not in labels]
        columns: list[tree.Column] = []
        said = _Said()
        for part in parts:
            match rule_of(part):
                case "columns":
                    for each in trees(part):
                        self._column(each, columns, said)
                case "chosen":
                    for each in trees(part):
                        if rule_of(each) == "name":
                            columns.append(tree.Column(self.span(each), "under", self.name(each)))
                        else:
                            said.under.append(self.under(each))
                case "expected":
                    for each in trees(part):
                        subject = self.expression(trees(each)[0] if rule_of(each) == "told_bodies" else each)
                        columns.append(tree.Column(self.span(each), "then", subject=subject))
                case "cited":
                    columns.append(tree.Column(self.span(part), "because"))
                case "starts" | "rests":
                    self._say(said, part)
                case other:
                    raise ValueError(f"a table of cases says nothing by {other!r}")
        if not any(column.kind == "then" for column in columns):
            self.report(
                kinds.NO_PART,
                self.span(branch),
                kind="this table",
                part="`then` and the columns of what follows",
            )
        return tree.Cases(
            self.span(branch),
            block,
            self.label(labels[0]) if labels else None,
            said.background,
            tuple(columns),
            tuple(said.givens),
            tuple(said.under),
            tuple(said.because),
        )

    def _column(self, branch: Tree[Token], columns: list[tree.Column], said: "_Said") -> None:
        """A bare name is a column; what has a value holds in every row."""
        match rule_of(branch):
            case "given_yes":
                columns.append(tree.Column(self.span(branch), "given", self.name(trees(branch)[0])))
            case "column_as_of":
                columns.append(tree.Column(self.span(branch), "as_of"))
            case "given_no" | "given_value" | "given_rows" | "given_word" | "given_as_of" | "given_others":
                said.givens.append(self.given(branch))
            case other:
                raise ValueError(f"nothing is given by {other!r}")

    def _say(self, said: "_Said", part: Tree[Token]) -> None:
        """Keep what one clause of a case says."""
        match rule_of(part):
            case "starts":
                self._start(said, part)
            case "given":
                said.givens += [self.given(each) for each in trees(part)]
            case "under":
                said.under += [self.under(each) for each in trees(part)]
            case "then":
                said.expects += [self.expect(each) for each in trees(part)]
            case "rests":
                said.because += self.anchors(part)
            case other:
                raise ValueError(f"a case says nothing by {other!r}")

    def claim(self, branch: Tree[Token], block: Block) -> tree.Claim:
        title, *parts = trees(branch)
        under = [self.under(each) for part in parts if rule_of(part) == "under" for each in trees(part)]
        condition = next(part for part in parts if rule_of(part) != "under")
        said = self.label(title)
        return tree.Claim(self.span(branch), block, said, tuple(under), self.expression(condition))

    def _start(self, said: "_Said", part: Tree[Token]) -> None:
        """`as B but …`"""
        name, *but = trees(part)
        if said.start is not None:
            self._twice("as", part, said.start)
        said.start, said.background = part, self.name(name)
        if len(said.background.parts) > 1:
            self.report(case_kinds.BACKGROUND_ELSEWHERE, said.background.span, name=str(said.background))
        said.givens += [self.given(each) for own in but for each in trees(own)]

    def under(self, branch: Tree[Token]) -> tree.Under:
        reading, option = self.names(branch)
        return tree.Under(self.span(branch), reading, option)

    def given(self, branch: Tree[Token]) -> tree.Given:
        span, parts = self.span(branch), trees(branch)
        match rule_of(branch):
            case "given_others":
                return tree.Given(span, "all others no")
            case "given_as_of":
                return tree.Given(span, "as_of", value=self.expression(parts[0]))
            case "given_yes":
                return tree.Given(span, "yes", self.name(parts[0]))
            case "given_no":
                return tree.Given(span, "no", self.name(parts[0]))
            case "given_rows":
                rows = tuple(self.row(each) for each in parts[1:])
                return tree.Given(span, "members", self.name(parts[0]), rows=rows)
            case "given_word":
                unknown = str(tokens(parts[1])[0]) == "unknown"
                return tree.Given(span, "unknown" if unknown else "members", self.name(parts[0]))
            case "given_value":
                return tree.Given(span, "value", self.name(parts[0]), self.expression(parts[1]))
            case other:
                raise ValueError(f"nothing is given by {other!r}")

    def row(self, branch: Tree[Token]) -> tree.Row:
        if rule_of(branch) == "row_value":
            return tree.Row(self.span(branch), value=self.parts(branch)[0])
        cells = tuple((self.local(tokens(cell)[0]), self.parts(cell)[0]) for cell in trees(branch))
        return tree.Row(self.span(branch), cells)

    def expect(self, branch: Tree[Token]) -> tree.Expect:
        parts = trees(branch)
        span, subject = self.span(branch), self.expression(parts[0])
        match rule_of(branch):
            case "expect_yes" | "expect_no":
                return tree.Expect(
                    span, "verdict", subject, "yes" if rule_of(branch) == "expect_yes" else "no"
                )
            case "expect_word":
                told = self._outcome(span, subject, parts[1], "verdict")
                return evolve(told, how="state") if told.word in ("yes", "no") else told
            case "expect_state":
                return self._outcome(span, subject, parts[-1], "state" if len(parts) == 2 else "not state")
            case "expect_value":
                value = self.expression(parts[1])
                if isinstance(value, tree.YesNo):
                    return tree.Expect(span, "state", subject, "yes" if value.value else "no")
                return tree.Expect(span, "value", subject, value=value)
            case "expect_not":
                value = self.expression(parts[1])
                test = tree.Compare(span, "!=", subject, value)
                return tree.Expect(span, "compared", subject, "!=", value, test=test)
            case "expect_test":
                return self._tested(span, subject, branch)
            case "expect_rows":
                rows = tuple(self.row(each) for each in parts[1:])
                return tree.Expect(span, "members", subject, rows=rows)
            case "expect_rests":
                return tree.Expect(span, "rests on", subject, anchor=str(tokens(branch, "ANCHOR")[0]))
            case "expect_bodies":
                return tree.Expect(span, "authority", subject, targets=self.bodies(parts[1]).names)
            case "expect_named":
                related = tree.among(tree.RELATED, str(tokens(parts[1])[0]))
                return tree.Expect(span, related, subject, targets=self.names(parts[-1]))
            case other:
                raise ValueError(f"nothing is expected by {other!r}")

    def _outcome(self, span: Span, subject: tree.Expression, written: Branch, how: tree.Aim) -> tree.Expect:
        word = str(tokens(written)[0])
        word = _OUTCOMES.get(word, word)
        if how == "verdict" and word in _FAULTS:
            return tree.Expect(span, _FAULTS[word], subject)
        return tree.Expect(span, how, subject, word)

    def _tested(self, span: Span, subject: tree.Expression, branch: Tree[Token]) -> tree.Expect:
        """`N = V` expects a value; any other comparison with what is answered is expected to hold."""
        _, comparator, right = trees(branch)
        sign = str(tokens(comparator)[0])
        value = self.expression(right)
        if sign == "=":
            return tree.Expect(span, "value", subject, value=value)
        test: tree.Expression
        if sign == "allows":
            test = tree.Phrase(span, "allows", (subject, value))
        else:
            test = tree.Compare(span, tree.comparison(sign), subject, value)
        return tree.Expect(span, "compared", subject, sign, value, test=test)
