# `make`: set up, compile the law, answer a real case, build the book. `make test`: all tests.
# Needs python3 (3.11 or later), its venv module, make and git; everything else comes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export NO_MKDOCS_2_WARNING := 1

.PHONY: all law answer book serve test browser check lint types scenarios clean
.NOTPARALLEL:

all: law answer book

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Qanun needs Python 3.11 or later; set PYTHON=...'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'python3-venv is missing; install it with: sudo apt-get install python3-venv'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV) (once) ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

law: $(INSTALLED)
	$(BIN)/qanun build

answer: law
	$(BIN)/qanun decide criminal_code.crossing docs/examples/criminal_code.crossing.json

book: law
	$(BIN)/mkdocs build --quiet --strict
	@echo 'The book is in site/index.html'

serve: law
	$(BIN)/mkdocs serve

test: browser lint types scenarios
	$(BIN)/python -m pytest -n auto --dist loadgroup

browser:
	@test -n "$$QANUN_CHROMIUM" || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { echo 'Chromium, in which the book is tested, is missing; install it with: sudo apt-get install chromium (or set QANUN_CHROMIUM to its path)'; exit 1; }

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/qanun fmt --check statutes tests/spec docs README.md

types: $(INSTALLED)
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

scenarios: $(INSTALLED)
	$(BIN)/qanun build --check
	$(BIN)/qanun test --strict --python

clean:
	rm -rf $(VENV) site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
