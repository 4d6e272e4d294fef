# Everything runs in .venv, installed from the lock files; `make help` lists what there is to make.

# The first Python of 3.11 or newer on the PATH; `make PYTHON=/path/to/python3` names another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' --quiet

.DEFAULT_GOAL := all
.PHONY: all build validate release serve test docs wheel lock clean help

all: release  ## set up, build the data package, validate it and write every format
	@echo
	@echo "Look at it with: make serve"

build: .venv/.installed  ## build the data package from data/sources
	@$(BIN)/jurisdictions build

validate: build  ## check the data package
	@$(BIN)/jurisdictions validate

release: validate  ## write the data package to dist in every format, with archives of the whole
	@$(BIN)/jurisdictions release --output dist

serve: .venv/.installed  ## open the data package in Datasette at http://127.0.0.1:8001
	@$(BIN)/jurisdictions serve

test: .venv/.installed-test  ## run the tests, with the linter and the type checker
	@$(BIN)/python -m pytest

docs: .venv/.installed  ## draw the README's map and table of files from the data package
	@$(BIN)/python docs/generate.py

wheel: .venv/.installed-test  ## write a wheel to dist with the engine compiled, which reads faster (needs a C compiler)
	@command -v $(CC) >/dev/null || { echo "No C compiler on the PATH: there is no $(CC). Install one, or name one:" \
		"make wheel CC=/path/to/compiler" >&2; exit 1; }
	@rm -rf build
	@echo "Compiling the engine (one to two minutes) ..."
	@CC="$(CC)" COMPILE_ENGINE=1 $(PIP) wheel . --no-deps --no-build-isolation --wheel-dir dist
	@ls dist/*.whl

lock: .venv/.installed  ## resolve the dependencies of pyproject.toml anew into the lock files
	@$(PIP) install uv
	$(COMPILE) --upgrade --extra test --extra reference --extra learn --group citation --output-file requirements-test.lock
	$(COMPILE) --constraint requirements-test.lock --output-file requirements.lock

clean:  ## remove what `make` made, but not the data package
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find pipeline tests -name __pycache__ -type d -exec rm -rf {} +

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/\1\t\2/p' Makefile | expand -t 12

.venv/.installed: requirements.lock pyproject.toml
	$(install)

.venv/.installed-test: requirements-test.lock pyproject.toml
	$(install)

# Installs the lock file that is the first prerequisite, and the project itself in place.
define install
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer on the PATH. Install one, or name one:" \
		"make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) is not Python 3.11 or newer. Name one that is:" \
		"make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	@echo "Installing $< into .venv (about a minute) ..."
	@$(PIP) install --no-deps --require-hashes --requirement $<
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
endef
