"""The files of a new project: one page of law that compiles, with its scenarios."""

import keyword
import re


def package_name(folder: str) -> str:
    """The import package for a project in a folder of that name: `my-laws` gives `my_laws`."""
    name = re.sub(r"\W+", "_", folder.lower()).strip("_") or "law"
    if not name.isidentifier() or keyword.iskeyword(name):
        name = f"law_{name}"
    return name


def starter(package: str) -> dict[str, str]:
    """Every file of the new project by its path."""
    return {
        "pyproject.toml": _SETTINGS.replace("PACKAGE", package).replace("PROJECT", package.replace("_", "-")),
        "statutes/library_rules.md": _PAGE,
        "examples/return_of_a_book.json": _FACTS,
        "README.md": _README.replace("PACKAGE", package),
        ".gitignore": "__pycache__/\n.venv/\n",
    }


_SETTINGS = """\
[project]
name = "PROJECT"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["qanun"]

[tool.qanun]
statutes = "statutes"
package = "PACKAGE"
generated = "generated"

[tool.pytest.ini_options]
testpaths = ["statutes"]
"""

_FACTS = """\
{
  "has_book_on_loan": true,
  "borrowed_on": "2024-03-01",
  "returned_on": null,
  "library_was_closed": false
}
"""

_README = """\
# Laws as code

```
qanun check                                                          # look for mistakes
qanun build                                                          # write generated/PACKAGE
qanun test                                                           # run the scenarios
qanun decide returning examples/return_of_a_book.json --as-of 2024-03-10
qanun ask returning                                                  # the same in an interview
```
"""

_PAGE = """\
---
law: Rules of the library
jurisdiction: Example
module: library_rules
in_force: not stated
time_zone: UTC
rounding: down
source: written for this example
---

# Rules of the library

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

```qanun
question returning "Must the book be returned, and by when?"
  answers return_book
  headline "The book must be back by {due of return_book}" when return_book is pending
  headline "The book is overdue" when return_book is breached

scenario "on the fourteenth day the book is not yet overdue"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    as_of = 2024-03-15
    all others no
  then return_book is pending
    and due of return_book = 2024-03-15
  because library_rules#1.1

scenario "on the fifteenth day it is"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    as_of = 2024-03-16
    all others no
  then return_book is breached
  because library_rules#1.1

scenario "who has borrowed nothing need return nothing"
  given as_of = 2024-03-16
    all others no
  then return_book is not applicable
  because library_rules#1.1

scenario "while the library is closed nothing need be returned"
  given has_book_on_loan
    borrowed_on = 2024-03-01
    library_was_closed
    as_of = 2024-03-16
    all others no
  then return_book barred by closed
  because library_rules#1.2
```
"""
