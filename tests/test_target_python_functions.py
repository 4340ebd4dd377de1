"""Definitions that several questions need are functions, written once in the class of their article.

Who reads the law beside the text finds each article as a class, each definition as a function of what it asks
for, and questions that call these.
"""

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from agreement import Laws, check_at_random, generated
from qanun.core.names import Aspect
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.runtime.faults import Fault
from qanun.targets import TARGETS
from qanun.targets.python.interface import interface
from qanun.targets.python.namespaces import ASPECTS
from qanun.text import Text
from test_target_python import is_clean
from test_target_python_text import HEAD as OF_TEXT

PACKAGE = Path(__file__).parent.parent / "generated" / "qanun_azerbaijan"

HEAD = """\
---
law: {title}
jurisdiction: nowhere
module: {module}
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: made up
---

"""
SALES = (
    HEAD.format(title="Sales", module="sales")
    + """\
## Article 2. Prices

> **1** The price is the highest bid above three.

```qanun
record bid
  - amount : integer
fact bids : list of bid
fact sold_on : date
fact small : yes/no
fact heavy : yes/no
reading which "Which bids count?"
  - high "those above three"
  - all
  because "the text can be read so"
define price : integer "the price"
  is largest of b.amount for b in bids where b.amount > 3 or which is all or if none 3
define bidden : integer is count of b in bids where b.amount > 3
define hurried : yes/no is sold_on < (date of as_of)
```

> **2** Of what is small the fee is one, of what is heavy it is the price.

```qanun
rule fee : integer "the fee"
ground of_small of fee is 1 when small and hurried
ground of_heavy of fee is price when heavy
question costs "What does it cost?" answers price, fee, bidden
question dear "Is it dear?"
  answers taxes.taxed, fee
```

## Article 3.1

> **1** What is small is three cheaper.

```qanun
define class : integer
  is if small then 1 else (if heavy then 2 else price)
define self : integer
  is if class > 1 then price else (if heavy then class else 2)
question odd "Odd?" answers self, class
```

## Article 3-1

> **1** What is heavy is cheaper by its price.

```qanun
type article_2 is one of
  - one
  - two
define discount : integer "the discount"
  is if small then 3 else (if heavy then price else 0)
question reduced "How much is it reduced?" answers discount
```

```qanun
type kind is one of
  - old
  - new
```
"""
)
TAXES = (
    HEAD.format(title="Taxes", module="taxes")
    + """\
```qanun
type class is one of
  - low
  - high
fact kind_of_it : sales.kind
fact class_of_it : class
define taxed : yes/no "it is taxed"
  is some b in sales.bids satisfies b.amount > 100 and kind_of_it is old and class_of_it is high
question tax "Is there a tax?" answers taxed, sales.discount, sales.fee, sales.self
```
"""
)


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    outcome = compile([Text("sales.md", SALES), Text("taxes.md", TAXES)])
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return generated(outcome.value.program, tmp_path_factory.mktemp("sold") / "generated", "sold_laws")


def text(laws: Laws, module: str) -> str:
    file = laws.module(module).__file__
    assert file is not None
    return Path(file).read_text(encoding="utf-8")


def between(written: str, start: str, end: str = "\n\n\n") -> str:
    """What stands from one piece of text to before another."""
    return start + written.partition(start)[2].partition(end)[0] + "\n"


ARTICLE_2 = '''\
class Article2_:
    """Sales, Article 2. Prices."""

    @staticmethod
    def price(bids: tuple[Bid, ...], which: str) -> int:
        """The price.

        2 1: The price is the highest bid above three.
        """
        found_best: int | None = None
        for b in bids:
            b_amount = b.amount
            if b_amount is UNKNOWN:
                raise NotDecided
            if b_amount > 3 or which == "all":
                found_key = b_amount
                if found_best is None or found_key > found_best:
                    found_best = found_key
        return 3 if found_best is None else found_best

    @staticmethod
    def fee(fee_of_small: bool, fee_of_heavy: bool, price: int) -> int:
        """The fee.

        2: Of what is small the fee is one, of what is heavy it is the price.
        """
        if sum((fee_of_small, fee_of_heavy)) > 1:
            return agreed(((fee_of_small, 1), (fee_of_heavy, price)))
        if fee_of_small:
            return 1
        if fee_of_heavy:
            return price
        raise NotDecided  # no rule says
'''


def test_an_article_is_a_class_of_functions(laws: Laws) -> None:
    """Each with the text of its provision, which is not said twice; `Article2_`, for a type is `Article2`."""
    assert between(text(laws, "sales"), "class Article2_:") == ARTICLE_2


def test_a_question_calls_what_several_need(laws: Laws) -> None:
    """With the values that stand in locals of the same names. What is short, or needed once, stands there."""
    written = between(text(laws, "sales"), "def _costs_known(")
    assert "    return None\n" in written
    expected = """\
    today = moments.local_day(as_of, "Asia/Baku")
    price = Article2_.price(bids, which)
    # sales#2.1
    hurried = sold_on < today
    # sales#2
    fee_of_small = small and hurried
    fee_of_heavy = heavy
    fee = Article2_.fee(fee_of_small, fee_of_heavy, price)
    # sales#2.1
    bidden = 0
    for b in bids:
        b_amount = b.amount
        if b_amount is UNKNOWN:
            return None
        if b_amount > 3:
            bidden += 1
    return (None, ((price,), (fee,), (bidden,)))
"""
    assert written.endswith(expected)


def test_a_question_calls_what_another_law_says(laws: Laws) -> None:
    """By the module of that law, which cites it; what stands in no article has a class, too."""
    written = between(text(laws, "taxes"), "def _tax_known(")
    for line in (
        "taxed = Definitions.taxed(bids, kind_of_it, class_of_it)",
        "price = sales.Article2_.price(bids, which)",
        "discount = sales.Article3_1_2.discount(small, heavy, price)",
        "class_ = sales.Article3_1.class_(small, heavy, price)",
        "self = sales.Article3_1.self(class_, price, heavy)",
    ):
        assert f"    {line}\n" in written
    assert "taxed = taxes.Definitions.taxed(bids, kind_of_it, class_of_it)\n" in text(laws, "sales")


def test_they_are_no_offer(laws: Laws) -> None:
    """Which definitions are functions depends on the questions of all laws: nobody is told when one goes."""
    offered = interface({"sales.py": text(laws, "sales")}, "sales.py")
    assert {name for name, kind in offered.items() if kind == "a class"} == {
        *("Bid", "Kind", "Article2"),
        *(
            f"{question}{part}"
            for question in ("Costs", "Dear", "Reduced", "Odd")
            for part in ("Facts", "Answers")
        ),
    }
    assert "Article2_" not in laws.module("sales").__all__


def test_the_text_is_clean(laws: Laws) -> None:
    """Also where a definition is called `class` or `self`, and two articles alike."""
    file = laws.module("sales").__file__
    assert file is not None
    is_clean(Path(file).parent.parent, ["sold_laws"])


@pytest.mark.parametrize("first", ["sales", "taxes"])
def test_laws_that_need_each_other_can_be_imported_in_any_order(laws: Laws, first: str) -> None:
    """In a process of its own; either asks for facts of the other's types, and calls its functions."""
    file = laws.module(first).__file__
    assert file is not None
    program = f"""
        from datetime import date
        from sold_laws import {first}
        from sold_laws import sales, taxes
        said = {{"bids": [{{"amount": 101}}], "kind_of_it": "old", "class_of_it": "high"}}
        said |= {{"small": False, "heavy": True, "sold_on": "2012-03-01"}}
        for question, facts in ((sales.dear, sales.DearFacts), (taxes.tax, taxes.TaxFacts)):
            answers = question.decide(facts.from_json(said), as_of=date(2012, 3, 2))
            assert (answers.taxed.value, answers.fee.value) == (True, 101)
    """
    ran_alone(dedent(program), Path(file).parent.parent)


def ran_alone(program: str, folder: Path) -> None:
    """In a process of its own, without a mistake."""
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("module", sorted(path.stem for path in PACKAGE.glob("[a-z]*.py")))
def test_each_module_of_the_law_can_be_imported_first(module: str) -> None:
    """In a process of its own. The criminal code, on which others lean, loads none of them."""
    program = f"""
        import sys
        import {PACKAGE.name}.{module}
        if "{module}" == "criminal_code":
            assert "{PACKAGE.name}.expulsion_rules" not in sys.modules
    """
    ran_alone(dedent(program), PACKAGE.parent)


def test_a_function_of_another_build_is_not_called(tmp_path: Path) -> None:
    """A law whose module was put in place alone is refused where another law first calls it, by name."""
    copied = tmp_path / PACKAGE.name
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    module = copied / "trafficking.py"
    written = module.read_text(encoding="utf-8")
    stale = re.sub(r'belongs\(__name__, "[0-9a-f]{16}"', f'belongs(__name__, "{"0" * 16}"', written)
    assert stale != written
    module.write_text(stale, encoding="utf-8")
    program = f"""
        from {PACKAGE.name} import expulsion_rules
        try:
            expulsion_rules.trafficking.Article20
        except ImportError as refused:
            assert refused.name == "{PACKAGE.name}.trafficking", refused
            assert "two builds" in str(refused), refused
        else:
            raise SystemExit("it was called")
    """
    ran_alone(dedent(program), tmp_path)


def costs(laws: Laws, amounts: list[int], small: bool, heavy: bool, **readings: str) -> Any:
    sales = laws.module("sales")
    said = {"bids": [{"amount": amount} for amount in amounts], "small": small, "heavy": heavy}
    facts = sales.CostsFacts.from_json(said | {"sold_on": "2012-03-01"})
    return sales.costs.decide(facts, as_of=date(2012, 3, 2), readings=readings)


def test_what_has_no_value_is_left_to_the_general_evaluation(laws: Laws) -> None:
    """The fee of what is heavy is the price, the higher of 5 and 7; of a small thing it is 1, which is the
    price only where a bid of 1 counts; of anything else it has no ground.
    """
    assert costs(laws, [5, 7, 2], small=False, heavy=True).fee.value == 7
    assert costs(laws, [5, 7], small=True, heavy=False).fee.value == 1
    assert costs(laws, [1], small=True, heavy=True, which="all").fee.value == 1
    for small, heavy in ((True, True), (False, False)):
        with pytest.raises(Fault):
            costs(laws, [5, 7], small=small, heavy=heavy)


def test_they_say_what_the_reference_says(laws: Laws) -> None:
    for question in laws.program.questions.values():
        check_at_random(question, laws, 60)


def test_each_aspect_of_a_declaration_is_said() -> None:
    assert set(ASPECTS) == set(Aspect)


BODIES = {
    "a choice of three": (
        "define it : integer is if a then n else (if b then 2 else 3)",
        "(a: bool, n: int, b: bool) -> int",
        """\
        if a:
            return n
        if b:
            return 2
        return 3
        """,
    ),
    "a choice that ends with no and yes": (
        "define it : yes/no is if a then n > 3 else (if b then no else yes)",
        "(a: bool, n: int, b: bool) -> bool",
        """\
        if a:
            return n > 3
        return not b
        """,
    ),
    "a choice in a branch": (
        "define it : integer is if a then (if b then 1 else (if c then 2 else n)) else 3",
        "(a: bool, b: bool, c: bool, n: int) -> int",
        """\
        if a:
            if b:
                return 1
            if c:
                return 2
            return n
        return 3
        """,
    ),
    "a choice by the day of the moment": (
        "define it : integer is if first_day < date of as_of then n else (if how is wide then 2 else 3)",
        "(first_day: date, today: date, n: int, how: str) -> int",
        """\
        if first_day < today:
            return n
        if how == "wide":
            return 2
        return 3
        """,
    ),
    "a day that may be none": (
        "define it : date is if day is none then first_day else (if a then day else first_day)",
        "(day: date | None, first_day: date, a: bool) -> date",
        """\
        if day is None:
            return first_day
        if a:
            return present(day)
        return first_day
        """,
    ),
    "a field of a record": (
        "define it : integer is if last_sale.price > 5 AZN then n else 3",
        "(last_sale: Sale, n: int) -> int",
        """\
        last_sale_price = last_sale.price
        if last_sale_price is UNKNOWN:
            raise NotDecided
        return n if last_sale_price > _AZN_5 else 3
        """,
    ),
    "every": (
        "define it : yes/no is every s in sales_made satisfies s.price > 5 AZN",
        "(sales_made: tuple[Sale, ...]) -> bool",
        """\
        found = True
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                raise NotDecided
            if not (s_price > _AZN_5):
                found = False
                break
        return found
        """,
    ),
    "how many": (
        "define it : integer is count of s in sales_made where how is wide",
        "(sales_made: tuple[Sale, ...], how: str) -> int",
        """\
        found = 0
        for _s in sales_made:
            if how == "wide":
                found += 1
        return found
        """,
    ),
    "one loop or another": (
        "define it : integer is if a then (count of s in sales_made where how is wide) else n",
        "(a: bool, sales_made: tuple[Sale, ...], how: str, n: int) -> int",
        """\
        if a:
            found = 0
            for _s in sales_made:
                if how == "wide":
                    found += 1
            return found
        return n
        """,
    ),
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_function_gives_its_value_as_by_hand(kind: str) -> None:
    """It returns where it knows its value; it declines where it has none."""
    rules, takes, expected = BODIES[kind]
    page = f"{OF_TEXT}{rules}\nquestion q answers it\nquestion r answers it\n```\n"
    compiled = compile([Text("sales.md", page)])
    assert compiled.value.program is not None, as_text(compiled.errors, colour=False)
    written = TARGETS["python"](compiled.value.program, "laws")["laws/sales.py"]
    function = dedent(between(written, "    def it"))
    assert function.startswith(f'def it{takes}:\n    """It.\n\n    Sales, 1: What is sold.\n    """\n')
    assert dedent(function.partition('\n    """\n')[2]) == dedent(expected)
