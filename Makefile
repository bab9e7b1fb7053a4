# Museline: two commands to try it, two more to work on it. `make help` prints this list.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check format torture bench lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## start the museum with its practice telephone and chat
	@$(BIN)/museline demo

test: $(VENV)/dev.stamp ## everything CI runs: format, lint, types, rules, tests, journeys
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/dev.stamp ## format, lint, types and the rules of the building
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/rules

format: $(VENV)/dev.stamp ## lay out the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

torture: $(VENV)/dev.stamp ## the long forms of what `make test` does shortly: minutes of it
	@$(BIN)/python -m pytest -m long tests

bench: $(VENV)/dev.stamp ## print how fast menu, audio, desk, inbox and messages are: half an hour
	@$(BIN)/python -m bench

lock: $(VENV)/dev.stamp ## compile requirements/ from pyproject.toml, with hashes
	@$(BIN)/python -m piptools compile $(LOCK) -o requirements/run.txt pyproject.toml
	@$(BIN)/python -m piptools compile $(LOCK) --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

LOCK := -q --generate-hashes --strip-extras --allow-unsafe --build-deps-for editable --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

$(VENV)/made.stamp:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Museline needs Python 3.11 or newer, and no '$(PYTHON)' was found. Install it, or name yours: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Museline needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name a newer one: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.txt pyproject.toml $(VENV)/made.stamp
	@echo "Installing Museline into .venv (once, about a minute) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

clean: ## remove the virtual environment (recordings and data under var/ stay)
	@rm -rf $(VENV) *.egg-info build
