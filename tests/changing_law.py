"""Small laws that refer to each other in every way, and change at random: for the check of what changed."""

from random import Random

MODULES = ("ash", "birch", "cedar", "elm", "fir", "oak", "yew")
ARTICLES = 3
CASES = 0
"""The place of the page of cases beside the articles."""
_HEAD = """\
---
law: Act of the {module}
jurisdiction: Example Town
module: {module}
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: an example
---

# Act of the {module}

```qanun
fact {module}1 "one"
fact {module}2 "two"
fact {module}3 "three"
act act1 "one"
act act2 "two"
```

```qanun
type kind "a kind" is one of
  - red_{module}
  - blue_{module}
fact hue_{module} : kind "the hue"
reading way "Which?"
  - wide_{module}
  - narrow_{module}
```

```qanun
rule sum : integer "a sum" otherwise 3
  when {module}1
  is 5
rule toll : integer "a toll" left to nobody named
question base "What?"
  answers sum, toll
```
"""

Page = dict[int, str]
"""The articles of a page by their numbers, and at `CASES` its page of cases."""


class Writer:
    """Writes articles of one law. `wrong` is how often one has a mistake."""

    def __init__(self, random: Random, module: str, wrong: float) -> None:
        self.random = random
        self.module = module
        self.wrong = wrong

    def page(self) -> Page:
        articles = {number: self.article(number) for number in range(1, ARTICLES + 1)}
        return {CASES: self.cases(), **articles}

    def cases(self) -> str:
        """At times a page of cases: a heading that may be wrong, a case, a background."""
        if self.random.random() < 0.4:
            return ""
        wrong = self.random.random() < self.wrong
        number = ARTICLES + 1 if wrong else self.number()
        given = f"given {self.fact()}\n    all others no"
        entries = [
            f'background one_day "b"\n  {given}',
            f'scenario "a case from it"\n  as one_day\n  then not {self.any_norm()}',
            f'scenario "a case of {self.random.randint(0, 9)}"\n  {given}\n  then {self.any_norm()}',
        ]
        if self.random.random() < self.wrong:
            entries.append(self.random.choice(('fact extra "x"', "background one_day", "rihgt x")))
        law = "> **9** A word of law.\n\n" if self.random.random() < self.wrong / 2 else ""
        return f"# Cases\n\n{law}## Article {number}\n\n```qanun\n" + "\n\n".join(entries) + "\n```\n"

    def article(self, number: int) -> str:
        """Words of law, with a link at times, a norm, and what hangs on other norms."""
        linked = f" See [there]({self.law()}.md#{self.number()}.1)." if self.random.random() < 0.3 else ""
        linked += "\u202e" if self.random.random() < self.wrong / 5 else ""
        head = f"\n## Article {number}. Something\n\n> **{number}.1** The words of the law.{linked}\n"
        entries = [self.norm(number)]
        while self.random.random() < 0.4:
            entries.append(self.random.choice(("", "", "```\n\n```qanun\n")) + self.more(number))
        if self.random.random() < self.wrong:
            entries.append(self.random.choice(("fact unread unread", "define odd is 1 + yes", "rihgt x")))
        return head + "\n```qanun\n" + "\n".join(entries) + "\n```\n"

    def law(self) -> str:
        return self.module if self.random.random() < 0.8 else self.random.choice(MODULES)

    def number(self) -> int:
        return self.random.randint(1, ARTICLES)

    def fact(self) -> str:
        law, number = self.law(), self.random.randint(1, 3)
        return f"{law}.{law}{number}" if law != self.module else f"{law}{number}"

    def many_facts(self) -> str:
        """Most facts of one law, all of them so."""
        law = self.law()
        own = "" if law == self.module else f"{law}."
        return (
            ", ".join(f"{own}{law}{number}" for number in range(1, 4) if self.random.random() < 0.8)
            or own + law + "1"
        )

    def any_norm(self) -> str:
        return f"{self.law()}.norm{self.number()}"

    def condition(self, number: int) -> str:
        """A condition that rests on facts, or on norms that come before this one in the order of all."""
        place = MODULES.index(self.module)
        law = self.random.choice(MODULES[: place + 1])
        before = [f"{law}.norm{n}" for n in range(1, ARTICLES + 1)] if law != self.module else []
        before += [f"norm{n}" for n in range(1, number)]
        part = self.random.choice(before) if before and self.random.random() < 0.3 else self.fact()
        law = self.law()
        hue = f"{law}.hue_{law} is blue_{law}"
        hues = f"{hue} and {law}.hue_{law} is red_{law}"
        way = f"{law}.way is narrow_{law}"
        return self.random.choice((part, part, f"not {part}", f"({part} or {self.fact()})", hue, hues, way))

    def norm(self, number: int) -> str:
        when = f"when {self.condition(number)}"
        head = f'norm{number} "do it" on nobody named'
        act = f"{self.law()}.act{self.random.randint(1, 2)}"
        return self.random.choice(
            (
                f"right {head} {when}",
                f"right {head} of {act} {when}",
                f"prohibition {head} of {act} {when}",
                f"obligation {head} {when} and any of\n    - (a) {self.fact()}\n    - (b) {self.fact()}",
                f"right {head} {when}\n  also states {self.law()}#{self.number()}.1",
            )
        )

    def more(self, number: int) -> str:
        mark = f"{number}_{self.random.randint(0, 10**6)}"
        one, other = self.any_norm(), self.any_norm()
        return self.random.choice(
            (
                f"exception spared{mark} to {one} when {self.fact()}",
                f"exception spared{mark} to {one} when {self.fact()} or not {self.fact()}",
                f"{one} prevails over {other}" if self.random.random() < 0.3 else f'fact extra{mark} "more"',
                f'collision {one} with {other} "apart"' if one != other else f'fact extra{mark} "more"',
                f'silence quiet{mark} on {one} "nothing is said" when {self.fact()}',
                f'always not ({self.fact()} and {self.fact()}) "never both"',
                f"ground g{mark} of {self.law()}.sum when {self.condition(number)}\n  is 4",
                f"fills {self.law()}.toll as t{mark}\n  is {self.number()}\n  when {self.condition(number)}",
                f"fills {self.law()}.toll as t{mark}\n  is 4\n  in_force from 201{self.number()}-01-01",
                f'question asks{mark} "What?"\n  answers {one}',
                f'question headed{mark} "What?"\n  answers {one}, {other}\n  headline "Yes" when {one}'
                if one != other
                else f'question headed{mark} "What?"\n  answers {one}\n  headline "Yes" when {one}',
                f'scenario "many {mark}"\n  given {self.many_facts()}\n    all others no\n  then {one}',
                f"define def{mark} : yes/no is {self.condition(number)}",
                f'type kind{mark} "k" is one of\n  - red{mark}\n  - blue_{self.law()}',
                f'authority office{self.random.randint(1, 99)}{self.module} "an office"',
                f'scenario "case {mark}"\n  given {self.fact()}\n    all others no\n  then not norm{number}',
                f'fact who{mark} : authority "w"\nright r{mark} on nobody named when who{mark} is court{mark}'
                f'\nauthority court{mark} "a court"',
            )
        )


def text(module: str, articles: Page) -> str:
    """The page as it is written."""
    return _HEAD.format(module=module) + "".join(articles[number] for number in sorted(articles) if number)


def cases(articles: Page) -> str:
    """The page of cases beside it; empty where there is none."""
    return articles.get(CASES, "")


def changed(random: Random, law: dict[str, Page], wrong: float) -> dict[str, Page]:
    """The law after one edit: an article or the page of cases written anew, or put in or taken out."""
    after = {module: dict(articles) for module, articles in law.items()}
    module = random.choice(MODULES)
    number = random.randint(CASES, ARTICLES)
    writer = Writer(random, module, wrong)
    if random.random() < wrong / 2:
        after[module].pop(number, None)
    else:
        after[module][number] = writer.article(number) if number != CASES else writer.cases()
    after[module] = dict(sorted(after[module].items()))
    return after
