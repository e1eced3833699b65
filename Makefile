# One command per act; CI calls the same.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input

export ANONYMIZED_TELEMETRY = False
export TOKENIZERS_PARALLELISM = false

.DEFAULT_GOAL := help
.PHONY: help start index test eval lock clean

help:  ## show what there is
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

start: index  ## install what is missing, bring the index up to date, serve on http://localhost:8000
	@exec $(BIN)/python -m service serve

# 3: some sources are missing; 1: none could be had. Both leave an index of what is there, with the reasons in the report.
index: $(INSTALLED)  ## bring the index up to date
	@$(BIN)/python -m ingest --max-age 24 || { code=$$?; case $$code in \
		3) echo 'Ein Teil der Quellen fehlt (siehe Bericht). Es geht weiter mit dem, was da ist.' ;; \
		1) echo 'Keine Quelle war erreichbar. Es geht weiter mit dem, was da ist.' ;; \
		*) exit $$code ;; esac; }

test: $(INSTALLED)  ## lint, types, all tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest

# In a folder of its own, so that the served index stays; from a mirror of the laws where one lies beside the project.
eval: export LOTSE_DATA ?= data/eval
ifneq ($(wildcard ../shared/mirror),)
eval: export LOTSE_MIRROR ?= ../shared/mirror
endif
eval: index  ## measure finding and refusing on all questions, every system side by side
	@$(BIN)/python -m eval run

# The lock first: the needs of torch are then met by locked versions, and pip adds only torch itself.
$(INSTALLED): requirements.lock requirements-torch.txt
	@test -n '$(PYTHON)' || { echo 'Python 3.11 oder neuer (mit venv) wurde nicht gefunden. Bitte installieren oder PYTHON=… angeben.' >&2; exit 1; }
	@echo 'Richte $(VENV) ein. Das erste Mal dauert es einige Minuten …'
	@test -x $(BIN)/python || '$(PYTHON)' -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install -r requirements-torch.txt
	@touch $(INSTALLED)

lock: $(INSTALLED)  ## resolve the dependencies of pyproject.toml anew
	@$(PIP) install uv
	@$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-package torch --upgrade --custom-compile-command 'make lock' --output-file requirements.lock

clean:  ## remove the virtual environment and caches; data/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
