# `make run` opens the app; `make test` runs every test. Both set up what they need in .venv.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint bench bench-browser bench-sources data clean browser

run: .venv/run ## serve the app at http://localhost:8501
	$(BIN)/streamlit run serve.py

test: .venv/dev browser ## every test, a real browser included
	$(BIN)/python -m pytest

lint: .venv/dev ## style, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev ## speed and memory beside plain pandas + geopy, as ratios
	$(BIN)/python -m benchmarks

bench-browser: .venv/dev browser ## the pages in a real browser beside a plain Streamlit app; about 15 minutes
	$(BIN)/python -m benchmarks.browser

bench-sources: .venv/dev ## how truly clinics' pages are read, and clinics told apart across sources; about two minutes
	$(BIN)/python -m benchmarks.reading --all
	$(BIN)/python -m benchmarks.merging

data: .venv/dev ## rebuild the gazetteer data/places.csv from its sources
	$(BIN)/python -m finder.sources.gazetteer

browser: .venv/dev
	@$(BIN)/python -m tests.browser.install

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.txt | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
