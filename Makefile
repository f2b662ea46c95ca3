# Targets set the environment up first; where it is set up already that costs nothing.
.DEFAULT_GOAL := help
.PHONY: help setup lock demo bench chaos test test-fast test-deep cover format \
	lint types floors check plugin problems widget migrate migration db-check

PYTHON ?= python3
BIN := .venv/bin
PYTEST = $(BIN)/python -m pytest
# Test processes at a time, and how hard random tests try: dev (50 examples),
# test (300) or deep (5,000).
WORKERS ?= 2
PROFILE ?= test
SOURCES = $(wildcard app integrations webhooks tests benchmarks .ci)
SUITE = $(PYTEST) -n $(WORKERS) --ignore=tests/chaos

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv what requirements.lock says
	@$(PYTHON) .ci/setup.py

demo: setup ## Run everything against the sandbox stores; ONCE=1 plays the loop once
	@$(BIN)/setia demo $(if $(ONCE),--once)

bench: setup ## Print measures beside their ceilings; ONLY=name, QUICK=1
	@$(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

chaos: setup ## Kill real processes at bad moments and look at what is left
	$(PYTEST) tests/chaos --hypothesis-profile=$(PROFILE)

test: setup ## Run the suite with its coverage gates
	@rm -f .coverage .coverage.*
	$(SUITE) --hypothesis-profile=$(PROFILE) --cov --cov-report=
	@$(BIN)/coverage report --include='app/domain/*' --fail-under=100

test-fast: setup ## Run the tests of the domain
	$(PYTEST) tests/domain -q

test-deep: setup ## Run the suite with 5,000 random examples each
	$(SUITE) --hypothesis-profile=deep

cover: test ## Run the suite and name every line it missed
	@$(BIN)/coverage report

format: setup ## Format the code
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

lint: setup ## Look at form and habits
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

types: setup ## Check the types
	$(BIN)/mypy

floors: setup ## Check who imports whom
	$(BIN)/lint-imports

db-check: setup ## Compare the tables with what the migrations make
	$(PYTEST) -q tests/test_migrations.py

check: lint types floors db-check ## All checks but the tests

plugin: ## Pack the WordPress plugin into var/dist, words compiled
	@$(PYTHON) .ci/plugin.py words
	@$(PYTHON) .ci/plugin.py zip

problems: setup ## Write docs/problems.md, the list of error codes
	@$(BIN)/python -m app.web.problems > docs/problems.md.new
	@mv docs/problems.md.new docs/problems.md

widget: setup ## Build the storefront widget's small files (needs npm the first time)
	@$(BIN)/python .ci/widget.py

migrate: setup ## Bring the database up to date
	$(BIN)/setia db upgrade

migration: setup ## Write a migration for what changed in the tables; m="what it does"
	$(BIN)/python .ci/migration.py "$(m)"

lock: ## Write requirements.lock anew, of releases at least a week old (needs uv)
	$(PYTHON) .ci/lock.py --exclude-newer "7 days"
