"""The files of a new project: a page of law with its scenarios, checks for each change, a book."""

import keyword
import re
import sys
from collections.abc import Callable, Iterable
from importlib.resources import files as files_of
from string import Template
from zoneinfo import available_timezones

from attrs import frozen

from qanun.document.front_matter import is_module_name
from qanun.document.schema import in_yaml
from qanun.runtime.nearest import nearest

TAKEN = frozenset({"attr", "attrs", "hypothesis", "mkdocs", "pytest", "qanun", *sys.stdlib_module_names})
"""Packages that a project's own would hide."""


@frozen
class Named:
    """What a person names when a project begins. `package` is its import package, `law` the title."""

    package: str
    module: str = "library_rules"
    law: str = "Rules of the library"
    jurisdiction: str = "Example"
    zone: str = "UTC"
    currency: str = "EUR"


def package_name(folder: str) -> str:
    """The import package for a project in a folder of that name: `my-laws` gives `my_laws`."""
    name = re.sub(r"\W+", "_", folder.lower()).strip("_") or "law"
    return name if not wrong_package(name) else f"law_{name}"


# --- what may be named ------------------------------------------------------------------------------------


def wrong_package(name: str) -> str:
    """Why this cannot be the import package; empty where it can."""
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        return f"`{name}` is no name of a Python package; write letters, digits and `_`, like `my_laws`"
    if name in TAKEN:
        return f"`{name}` is the name of another package; call it `law_{name}`"
    return ""


def wrong_module(name: str) -> str:
    """Why this cannot be the law's module; empty where it can."""
    if is_module_name(name):
        return ""
    return f"`{name}` is no name of a module; write letters, digits and `_`, like `criminal_code`"


def wrong_words(words: str) -> str:
    """Why this cannot be a title or a jurisdiction; empty where it can."""
    if words.strip() and words.isprintable():
        return ""
    return "write some words on one line"


def wrong_zone(name: str) -> str:
    """Why this is no time zone; empty where it is."""
    zones = available_timezones()
    return "" if name in zones else f"there is no time zone `{name}`{_hint(name, zones)}, like `Asia/Baku`"


def wrong_currency(name: str) -> str:
    """Why this is no currency; empty where it is."""
    return (
        "" if re.fullmatch("[A-Z]{3}", name) else f"`{name}` is no currency; write three letters, like `AZN`"
    )


def _hint(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; did you mean `{near}`?" if near else "; write a name of the time zone database"


CHECKS: dict[str, Callable[[str], str]] = {
    "package": wrong_package,
    "module": wrong_module,
    "law": wrong_words,
    "jurisdiction": wrong_words,
    "zone": wrong_zone,
    "currency": wrong_currency,
}
"""What is wrong with each part of `Named`: a sentence, or nothing."""


# --- the files --------------------------------------------------------------------------------------------


def starter(named: Named) -> dict[str, str]:
    """Every file of the new project by its path."""
    values = {
        "package": named.package,
        "project": named.package.replace("_", "-"),
        "module": named.module,
        "law": in_yaml(named.law),
        "title": named.law,
        "heading": re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", named.law),
        "jurisdiction": in_yaml(named.jurisdiction),
        "zone": named.zone,
        "currency": named.currency,
    }
    files = {
        "pyproject.toml": _SETTINGS,
        f"statutes/{named.module}.md": _PAGE,
        "examples/return_of_a_book.json": _FACTS,
        "mkdocs.yml": _BOOK,
        "docs/index.md": _HOME,
        ".github/workflows/law.yml": _WORKFLOW,
        "README.md": _README,
        ".gitignore": _IGNORED,
    }
    made = {path: Template(text).substitute(values) for path, text in files.items()}
    return made | {
        ".github/requirements.in": _installed("in"),
        ".github/requirements.txt": _RENEWED + _installed("txt").partition("\n")[2],
    }


def _installed(ending: str) -> str:
    """What the workflow installs beside Qanun: the wishes, and the releases with their fingerprints."""
    file = files_of("qanun.tools").joinpath(f"starter_requirements.{ending}")
    return file.read_text(encoding="utf-8")


_SETTINGS = """\
[project]
name = "$project"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["qanun"]

[project.optional-dependencies]
dev = ["qanun[book,test]", "mypy"]

[tool.qanun]
statutes = "statutes"
package = "$package"
generated = "generated"

[tool.pytest.ini_options]
testpaths = ["statutes"]
pythonpath = ["generated"]

[tool.ruff]
extend-exclude = ["generated"]

[tool.mypy]
strict = true
mypy_path = "generated"
packages = ["$package"]
"""

_FACTS = """\
{
  "has_book_on_loan": true,
  "borrowed_on": "2024-03-01",
  "returned_on": null,
  "library_was_closed": false
}
"""

_BOOK = """\
site_name: $law
use_directory_urls: false
theme:
  name: material
  font: false
plugins:
  - search
  - qanun
markdown_extensions:
  - attr_list
  - pymdownx.highlight:
      use_pygments: true
  - pymdownx.superfences
nav:
  - Home: index.md
"""

_HOME = """\
# $heading

The law, its worked cases, and the rules that a program runs, side by side.

- [The law](law/index.md)
- [Readings](registers/readings.md): where the text can be read in more than one way
- [Silences](registers/silences.md): where the law gives no answer
"""

_WORKFLOW = """\
name: law
on: [push, pull_request]
permissions:
  contents: read
jobs:
  law:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - run: pip install --require-hashes --requirement .github/requirements.txt
      - run: pip install --no-deps qanun
      - run: qanun check --strict --format github
      - run: qanun fmt --check
      - run: qanun build --check
      - run: qanun test --strict
      - run: pytest
      - run: mypy
      - run: mkdocs build --strict
"""

_RENEWED = """\
# Every release that the workflow installs beside Qanun, with fingerprints of its files. To renew it:
#   pip-compile --generate-hashes --strip-extras --upgrade --no-emit-index-url .github/requirements.in
"""

_IGNORED = """\
__pycache__/
.hypothesis/
.mypy_cache/
.pytest_cache/
.venv/
site/
"""

_README = """\
# $heading

```
qanun check                                  # look for mistakes
qanun build                                  # write generated/$package, which is kept with the statutes
qanun test                                   # run the scenarios
qanun decide returning examples/return_of_a_book.json --as-of 2024-03-10
qanun ask returning                          # the same in an interview
mkdocs serve                                 # the book, at http://127.0.0.1:8000
```

The page of law is `statutes/$module.md`. `.github/workflows/law.yml` checks each change; it installs what
`.github/requirements.txt` names, each file by its fingerprint. Its first lines say how to renew it.
"""

_PAGE = """\
---
law: $law
jurisdiction: $jurisdiction
module: $module
in_force: not stated
time_zone: $zone
rounding: down
currency: $currency
source: written for this example
---

# $title

## Article 1. Return of books

> **1.1** Whoever has borrowed a book returns it within fourteen days after the day of the loan.

```qanun
fact has_book_on_loan "the person has borrowed a book"
party reader "whoever has borrowed a book" who has_book_on_loan
fact borrowed_on : date or none "the day of the loan"
fact returned_on : date or none "the day on which the book was returned"

obligation return_book "return the book"
  on reader
  within 14 days after borrowed_on
  fulfilled by returned_on
```

> **1.2** While the library is closed, nobody needs to return a book.

```qanun
fact library_was_closed "the library is closed"

exception closed to return_book "the library is closed"
  when library_was_closed
```

> **1.3** Whoever returns a book late pays a fee of 2 $currency.

```qanun
rule late_fee : money "the fee for a late return"
  is 2 $currency when return_book is fulfilled late or return_book is breached
  otherwise 0 $currency
```

## Worked cases

```qanun
question returning "Must the book be returned, by when, and at what fee?"
  answers return_book, late_fee
  headline "The book must be back by {due of return_book}" when return_book is pending
  headline "The book is overdue" when return_book is breached
  headline "The book can wait: the library is closed" when return_book is barred

scenario "on the fourteenth day the book is not yet overdue"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    as_of = 2024-03-15
    all others no
  then return_book is pending
    and due of return_book = 2024-03-15
    and late_fee = 0 $currency
  because $module#1.1

scenario "on the fifteenth day it is"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    as_of = 2024-03-16
    all others no
  then return_book is breached
  because $module#1.1

scenario "who returns it a day late pays the fee"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    returned_on = 2024-03-16
    as_of = 2024-04-01
    all others no
  then return_book is fulfilled late
    and late_fee = 2 $currency
  because $module#1.3

scenario "who has borrowed nothing need return nothing"
  given as_of = 2024-03-16
    all others no
  then return_book is not applicable
  because $module#1.1

scenario "while the library is closed nothing need be returned"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    library_was_closed
    as_of = 2024-03-16
    all others no
  then return_book barred by closed
  because $module#1.2
```
"""
