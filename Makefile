# make run    check the reference project: its environments, its drift, its migrations; each must come out as it must
# make test   run the tests
# make check  all that has to hold before a change is merged: .ci/run
#
# Needs Python 3.11 or later and a package index; everything goes into .venv.

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: run test check clean

run: $(VENV)/installed
	@examples/run $(BIN)/envlint

test: $(VENV)/installed
	$(BIN)/python -m pytest -ra -n auto

check:
	.ci/run

clean:
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# pip first: the start scripts of the one that comes with Python 3.11 import `re`, which takes as long as envlint itself.
$(VENV)/installed: pyproject.toml
	$(if $(PYTHON),,$(error Python 3.11 or later is needed; name it with PYTHON=...))
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@
