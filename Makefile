# One command for each thing a person wants; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := out/demo
QUERY := central-soe-entries
# kills of each kind by `make faults`
COUNT := 300
# F1 of all facts on seeds/documents/test; to be raised whenever it is passed for good
LEAST_F1 := 0.64
# in two processes: a quarter faster on two cores, hardly slower on one
PYTEST := $(BIN)/pytest --numprocesses 2
BENCHMARKS := $(sort $(wildcard benchmarks/bench_*.py))

.PHONY: help venv demo test check format bench bench-check bench-write train known-wrong noise databases faults load-test fuzz docs site web screenshots clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

venv: $(STAMP) ## create .venv with the pinned versions of constraints.txt

$(STAMP): pyproject.toml constraints.txt tools/make-venv
	@PYTHON="$(PYTHON)" bash tools/make-venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,parquet]'
	@touch $(STAMP)

demo: $(STAMP) ## build the graph of the seed documents and ask it a question
	$(BIN)/parkgraph build seeds/documents --out $(DEMO) --workers 2
	@echo
	@echo "Which central state-owned enterprises entered the parks of Qinzhou, by which project, and where it is written:"
	@echo "parkgraph query $(QUERY) --store $(DEMO) --param park=钦州"
	@$(BIN)/parkgraph query $(QUERY) --store $(DEMO) --param park=钦州

test: $(STAMP) ## run every test and doctest
	$(PYTEST)

check: $(STAMP) ## format, lint, types, tests and doctests; no worse on documents that no rule was made from
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST)
	$(BIN)/parkgraph evaluate seeds/documents/test --min $(LEAST_F1)

train: $(STAMP) ## learn seeds/weights anew from documents with known facts (twenty minutes)
	$(BIN)/python -m parkgraph.learning seeds/documents/tune seeds/documents/stories/tune

known-wrong: $(STAMP) ## list anew which invented sentences of the tests are read wrongly
	$(BIN)/python tools/list_known_wrong.py

noise: $(STAMP) ## put noise into the documents and compare the facts
	$(BIN)/parkgraph evaluate seeds/documents/test --noise

format: $(STAMP) ## put the sources in their form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## run every benchmark
	@test -n "$(BENCHMARKS)" || { echo "benchmarks/ holds no bench_*.py" >&2; exit 1; }
	@for file in $(BENCHMARKS); do echo "== $$file"; $(BIN)/python "$$file"; done

bench-check: $(STAMP) ## fail when a build or a stage takes 1.5 times as long as it did, against cutting words
	$(BIN)/python benchmarks/bench_build.py --documents 60 --rounds 3 --check benchmarks/ratios.tsv

bench-write: $(STAMP) ## write the ratios that bench-check holds builds to
	$(BIN)/python benchmarks/bench_build.py --documents 60 --rounds 5 --write benchmarks/ratios.tsv

databases: $(STAMP) ## ask and load real servers, and write the tables of docs/databases.md
	$(BIN)/python tools/write_database_tables.py

site: $(STAMP) ## build the site of the ontology
	$(BIN)/python tools/write_site.py

faults: $(STAMP) ## kill builds and their workers COUNT times each and compare what comes of it (an hour)
	$(BIN)/python -m tests.faults --count $(COUNT)

load-test: $(STAMP) ## fifty clients ask a server, one question in twenty is hostile
	$(BIN)/python -m tests.load

fuzz: $(STAMP) ## a minute of anything at all for each reader, the cleaner, the grammars and parsers
	$(BIN)/python -m tests.fuzz

docs: $(STAMP) ## write the ontology reference from the Turtle
	$(BIN)/python tools/write_reference.py

web: ## build the page application into the package (Node 20; packages of web/package.json)
	cd web && npm install --no-save --no-audit --no-fund --ignore-scripts && npm run build

screenshots: $(STAMP) ## look at the explorer over $(DEMO) and write docs/explorer/*.png (needs Chromium)
	test -f $(DEMO)/report.json || $(MAKE) demo
	PYTHONPATH=. $(BIN)/python tools/take_screenshots.py $(DEMO) seeds/documents

clean: ## remove what was made
	rm -rf $(VENV) web/node_modules out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
