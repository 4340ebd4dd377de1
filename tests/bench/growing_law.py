"""Law for measuring growth: as many articles as wanted, over many files, the same for the same seed.

Each article has about 25 lines: a heading, a quoted text with footnote and link, facts, a norm with its
exception, and by turns a ground, a rule of money, a prohibition, a question, a scenario. Every law uses the
words of one law of vocabulary; some articles rest on norms of other laws, except from them, point to them.
"""

from pathlib import Path
from random import Random

from attrs import define, field

ARTICLES_A_LAW = (25, 50)
VOCABULARY = "vocabulary"
PYPROJECT = """\
[tool.qanun]
statutes = "statutes"
package = "grown_law"
generated = "generated"
"""
_HEAD = """\
---
law: {law}
jurisdiction: Growing Town
module: {module}
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: made for measuring growth
---

# {law}
"""
ACTING = ("obligation", "right", "permission", "power")
_WORDS = [
    "application",
    "residence",
    "permit",
    "register",
    "inspection",
    "licence",
    "notice",
    "hearing",
    "benefit",
    "household",
    "vehicle",
    "school",
    "building",
    "water",
    "market",
    "harvest",
    "vessel",
    "archive",
    "tenant",
    "employer",
    "carrier",
    "patient",
    "teacher",
    "pension",
    "shelter",
]


@define
class Norm:
    """What later articles can refer to: a norm of an article, and its provision."""

    module: str
    name: str
    anchor: str


@define
class Growth:
    """The pages while they grow. `norms` are those of earlier articles, so that nothing rests on itself."""

    random: Random
    norms: list[Norm] = field(factory=list)

    def earlier(self, module: str, own: bool) -> Norm | None:
        """A norm of an earlier article, in the same law or in another."""
        known = self.norms[-30:] if own else self.norms
        found = [self.random.choice(known) for _ in range(8)] if known else []
        return next((norm for norm in found if (norm.module == module) is own), None)


def grown(articles: int, seed: int = 2012) -> dict[str, str]:
    """The pages by their file names: the vocabulary, and laws that have `articles` articles together."""
    growth = Growth(Random(f"{seed} law"))
    pages = {f"{VOCABULARY}.md": _vocabulary()}
    number = 0
    while articles > 0:
        number += 1
        count = min(articles, growth.random.randint(*ARTICLES_A_LAW))
        module = f"law_{number:03}"
        parts = [_HEAD.format(law=f"Act {number} on the {growth.random.choice(_WORDS)}", module=module)]
        parts += [_article(growth, module, article) for article in range(1, count + 1)]
        parts.append("[^gazette]: Town Gazette 2012, no. 3, page 14.\n")
        pages[f"{module}.md"] = "\n".join(parts)
        articles -= count
    return pages


def write(folder: Path, articles: int, seed: int = 2012) -> None:
    """A project of such law in `folder`."""
    (folder / "statutes").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    for name, content in grown(articles, seed).items():
        (folder / "statutes" / name).write_text(content)


def _vocabulary() -> str:
    return (
        _HEAD.format(law="Act on words", module=VOCABULARY)
        + """
```qanun
authority town_council "the town council"
authority inspectorate "the inspectorate"
fact is_resident "the person lives in the town"
fact is_citizen "the person is a citizen"
fact is_stateless "the person has no nationality"
fact born : date "date of birth"
fact income : money "the person's income in a month"
always not (is_citizen and is_stateless) "nobody is both a citizen and stateless"
party resident "a resident" who is_resident
party foreigner "a foreigner" who not is_citizen
define is_adult : yes/no "the person is of age" is age of born on today >= 18
type standing "the person's standing" is one of
  - guest "a guest"
  - member "a member"
  - official "an official"
fact standing_of_person : standing "the person's standing in the town"
question adulthood "Is the person of age?"
  answers is_adult
```
"""
    )


def _article(growth: Growth, module: str, number: int) -> str:
    random, word = growth.random, growth.random.choice(_WORDS)
    name = f"{word}_{module.partition('_')[2]}_{number}"
    other = growth.earlier(module, own=False) if random.random() < 0.15 else None
    own = growth.earlier(module, own=True) if random.random() < 0.25 else None
    if random.random() < 0.25:
        return _plain_article(number, word)
    kind = random.choice(("obligation", "right", "permission", "power", "offence", "status"))
    parts = [
        _text(number, word, other, module, own),
        _facts(name, word, kind),
        _norm(kind, name, word, own, other),
    ]
    if random.random() < 0.6:
        parts.append(_exception(growth, module, name, word))
    extra = number % 5
    if extra == 0:
        parts.append(_fee(name, word))
    elif extra == 1:
        parts.append(_ban(name, word, kind))
    scenario = _scenario(kind, name, number) if number % 3 == 0 else ""
    parts.append(f"```qanun\n{_question(name, word, extra)}{scenario}```\n\n")
    growth.norms.append(Norm(module, name, f"{module}#{number}.1"))
    return f"## Article {number}. The {word}\n\n{''.join(parts)}"


def _plain_article(number: int, word: str) -> str:
    return f"""\
## Article {number}. The {word}

> **{number}.1** Whoever deals with the {word} does so in the interest of all.[^gazette]

```qanun
not encoded "it changes nobody's position"
```

"""


def _text(number: int, word: str, other: Norm | None, module: str, own: Norm | None) -> str:
    links = "".join(
        f" See [there]({norm.module}.md#{norm.anchor.partition('#')[2]})."
        if norm.module != module
        else f" Article [{norm.anchor.partition('#')[2]}](#{norm.anchor.partition('#')[2]}) applies too."
        for norm in (other, own)
        if norm is not None
    )
    return f"""\
> **{number}.1** Whoever asks for the {word} shall hand in the papers within thirty days.[^gazette]
> The papers are complete
> - **(a)** if they name the person, or
> - **(b)** if they bear the seal of the office.{links}

"""


def _facts(name: str, word: str, kind: str) -> str:
    dates = f'fact {name}_noticed_on : date or none "when the notice was given"\n'
    dates += f'fact {name}_done_on : date or none "when the papers were handed in"\n'
    dates = dates if kind == "obligation" else ""
    return f"""\
```qanun
fact {name}_asked "the person asked for the {word}"
fact {name}_named "the papers name the person"
fact {name}_sealed "the papers bear the seal"
{dates}"""


def _norm(kind: str, name: str, word: str, own: Norm | None, other: Norm | None) -> str:
    act = f'act {name}_act "dealing with the {word}"\n' if kind in ACTING else ""
    head = f'{kind} {name} "deal with the {word}"'
    lines = ["  on vocabulary.resident"] if kind not in ("power",) else []
    lines += ["  by vocabulary.inspectorate"] if kind == "power" else []
    lines += [f"  of {name}_act"] if kind in ACTING else []
    lines += [f"  when {name}_asked and any of", f"    - (a) {name}_named", f"    - (b) {name}_sealed"]
    lines += [f"  and not {own.name}"] if own else []
    lines += [f"  and not {other.module}.{other.name}"] if other else []
    if kind == "obligation":
        lines += [f"  within 30 days after {name}_noticed_on", f"  fulfilled by {name}_done_on"]
    if kind == "offence":
        lines.append("  punishable by fine 100 AZN to 500 AZN or imprisonment 1 year to 2 years")
    return act + head + "\n" + "\n".join(lines) + "\n```\n\n"


def _exception(growth: Growth, module: str, name: str, word: str) -> str:
    target = name
    if growth.random.random() < 0.1 and (far := growth.earlier(module, own=False)):
        target = f"{far.module}.{far.name}"
    return f"""\
> **Note** It does not hold for officials, nor for whom the council has excused.

```qanun
fact {name}_excused "the council excused the person from the {word}" judged by vocabulary.town_council
exception {name}_spared to {target}
  when {name}_excused or vocabulary.standing_of_person is official
```

"""


def _fee(name: str, word: str) -> str:
    return f"""\
> **Fee** The fee is two manats for every hundred manats of income, ten manats where nothing else is said.

```qanun
rule {name}_fee : money "the fee for the {word}" otherwise 10 AZN
ground by_income of {name}_fee
  when vocabulary.is_adult
  is (vocabulary.income * 2 %) rounded down to 0.01 AZN
```

"""


def _ban(name: str, word: str, kind: str) -> str:
    of_act = f" of {name}_act" if kind in ACTING else ""
    prevails = f"{name}_ban prevails over {name}\n" if kind not in ("offence", "status") else ""
    return f"""\
> **Ban** Nobody of minor age deals with the {word} alone.

```qanun
prohibition {name}_ban "deal with the {word} alone" on nobody named{of_act} when not vocabulary.is_adult
{prevails}```

"""


def _question(name: str, word: str, extra: int) -> str:
    more = {0: f", {name}_fee", 1: f", {name}_ban"}.get(extra, "")
    return f"""\
question {name}_asks "What about the {word}?"
  answers {name}{more}
"""


def _scenario(kind: str, name: str, number: int) -> str:
    verdict = {"obligation": "must", "power": "discretion", "offence": "yes", "status": "yes"}.get(
        kind, "may"
    )
    noticed = f"{name}_noticed_on = 2012-03-01\n    " if kind == "obligation" else ""
    return f"""\
scenario "whoever asks with papers that name the person"
  given vocabulary.is_resident, vocabulary.is_citizen
    vocabulary.standing_of_person = guest
    {name}_asked, {name}_named
    vocabulary.born = 1970-05-06
    {noticed}as_of = 2012-03-05
    all others no
  then {name} {verdict}
  because #{number}.1
"""


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]), int(sys.argv[2]))
