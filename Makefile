# `make`: set up, compile the law, answer a real case, build the book. `make test`: all tests.
# Needs python3 (3.11 or later), its venv module, make and git; everything else comes into .venv, and `make test`
# finds or brings its browser, Java, Spark and systemd itself. `make fuzz`: tests with draws of their own, by hand and for as long as you like.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SPARK := $(VENV)/.spark
MINUTES ?= 60
SEED ?= 0
export NO_MKDOCS_2_WARNING := 1
# Tests start hundreds of processes: each would compile all modules anew where Python is told to keep none.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all law proofs answer book serve test tests brought browser java systemd spark lint types scenarios fuzz changelog pictures editor clean
.NOTPARALLEL:

all: law answer book

$(INSTALLED): pyproject.toml generated/pyproject.toml .ci/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Qanun needs Python 3.11 or later; set PYTHON=...'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'python3-venv is missing; install it with: sudo apt-get install python3-venv'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV) (once) ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .ci/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . --editable generated
	@touch $@

# Spark comes as half a gigabyte of source, of which a wheel is made: not compressed, that takes half as long.
$(SPARK): $(INSTALLED) .ci/spark_requirements.txt
	@echo 'Installing Spark into $(VENV) (once) ...'
	@printf '[bdist_wheel]\ncompression = stored\n' > $(VENV)/stored.cfg
	@DIST_EXTRA_CONFIG=$(CURDIR)/$(VENV)/stored.cfg $(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --no-build-isolation --no-deps --require-hashes --requirement .ci/spark_requirements.txt
	@touch $@

law: $(INSTALLED)
	$(BIN)/qanun build

proofs: $(INSTALLED)
	$(BIN)/qanun verify --keep

answer: law
	$(BIN)/qanun decide criminal_code.crossing docs/examples/criminal_code.crossing.json

book: law
	$(BIN)/mkdocs build --quiet --strict
	@echo 'The book is in site/index.html'

serve: law
	$(BIN)/mkdocs serve

test: $(INSTALLED)
	@$(BIN)/python tests/parts.py $(MAKE) brought lint types scenarios spark tests

tests: $(INSTALLED)
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -n auto --no-loadscope-reorder --ignore tests/spark

spark: java $(SPARK)
	PYTHONHASHSEED=0 $(BIN)/python -m pytest tests/spark

brought: browser java systemd

browser: $(INSTALLED)
	@$(BIN)/python tests/browser/find_chromium.py
	@$(BIN)/python tests/browser/find_neovim.py

systemd: $(INSTALLED)
	@$(BIN)/python tests/find_systemd.py

java: $(INSTALLED)
	@$(BIN)/python tests/spark/find_java.py

fuzz: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m fuzz.rounds --minutes $(MINUTES) --seed $(SEED)

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

changelog: $(INSTALLED)
	$(BIN)/python docs/changelog/gather.py

pictures: book
	$(BIN)/python tests/browser/pictures.py site docs/pictures
	$(BIN)/python tests/browser/desk_pictures.py docs/pictures

editor: $(INSTALLED)
	$(BIN)/python compiler/vscode/make.py dist/qanun.vsix
	@echo 'The extension is in dist/qanun.vsix: code --install-extension dist/qanun.vsix'

clean:
	rm -rf $(VENV) compiler/vscode/node_modules compiler/vscode/build site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
