# Fettle Studio. Each target sets up .venv by itself; `make` alone lists them.
# On Windows, where there is no make: `python tools/setup.py`, then `.venv\Scripts\python main.py`.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
SETUP := $(PYTHON) tools/setup.py
# A file of tests stays in one process: its fixtures, and TensorFlow, are loaded once. The journeys, which take longest, come first.
PARALLEL := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run demo test test-all check bench screenshots lock translations

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Open the window
	@$(SETUP) run
	@$(VENV_PYTHON) main.py

demo: ## Fine-tune, evaluate, export and check without a screen, and write a report
	@$(SETUP) environment
	@$(VENV_PYTHON) tools/demo.py

test: check ## Run all checks and all tests
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m pytest $(PARALLEL)

test-all: test ## Run the tests of each family with each task as well (hours)
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m pytest $(PARALLEL) -m matrix

check: ## Run the quick checks: ruff, mypy, import-linter
	@$(SETUP) window
	@$(VENV_PYTHON) tools/check.py

bench: ## Measure speed and memory, into benchmarks/results.md (hours; BENCH="window stack" takes some)
	@$(SETUP) window
	@$(VENV_PYTHON) benchmarks/all.py $(BENCH)

screenshots: ## Draw each page, light and dark, English and Chinese, into resources/guide/images
	@$(SETUP) window
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) tools/screenshots.py

lock: ## Pin the dependencies anew (UPGRADE=1 takes the newest of each)
	@$(SETUP) environment
	@$(VENV_PYTHON) tools/lock.py $(if $(UPGRADE),--upgrade)

translations: ## Collect the window's strings and build the translations
	@$(SETUP) environment
	@$(VENV_PYTHON) tools/translations.py
