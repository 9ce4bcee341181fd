# Thin: the README gives every target as plain commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# make crawl URL=https://example.com SINCE=2026-01-01 MAX=50
URL ?=
SINCE ?=
MAX ?=
# make crawl EDITION=2: the sample site a day later
EDITION ?= 1
# As one word of the shell, whatever is in it: "?" and "&" are ordinary in URLs.
quoted = '$(subst ','\'',$(value $(1)))'
CRAWL_ARGUMENTS = $(if $(SINCE),-a since=$(call quoted,SINCE)) $(if $(MAX),-a max_articles=$(call quoted,MAX))

# make fuzz GOLD=../shared/gold
GOLD ?=

.PHONY: crawl test browser soak fuzz lint format bench-env clean

crawl: $(VENV)/installed
	@mkdir -p data
ifeq ($(URL),)
	@$(BIN)/python -m examples.crawl_sample --edition $(call quoted,EDITION) $(CRAWL_ARGUMENTS)
else
	@$(BIN)/scrapy crawl news -a url=$(call quoted,URL) $(CRAWL_ARGUMENTS) -o data/articles.jsonl
endif

test: $(VENV)/installed-dev browser
	$(BIN)/python -m pytest -n auto --dist worksteal

# A Chromium for the tests of rendering, which are skipped without one: Debian's, where that can be installed. Whoever
# is not root is told how to get one.
browser: $(VENV)/installed-dev
	@$(BIN)/python -m tests.browser || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Chromium with apt-get (once) ..."; \
			{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
				|| echo "make: apt-get could not install Chromium; tests of rendering need it" >&2; \
		else \
			echo "make: without a Chromium the tests of rendering are skipped: $(BIN)/playwright install chromium"; \
		fi; }

# Kills crawls 200 times, and exports; about half an hour.
soak: $(VENV)/installed-dev
	$(BIN)/python -m tests.soak

# 100,000 mutated pages and 10,000 documents; about an hour.
fuzz: $(VENV)/installed-dev
	$(BIN)/python -m tests.fuzz $(if $(GOLD),--gold $(call quoted,GOLD))

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What the programs of benchmarks/ need. All together, so that the systems speed is compared with agree on versions.
bench-env: $(VENV)/installed-bench

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than Python 3.11; name another with PYTHON=python3.12" >&2; exit 1; }
	@echo "Making the environment in $(VENV) (once, about half a minute) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The pip of Python 3.11's venv (23.2) ends in an assertion on lxml[html-clean], which readability-lxml asks for.
$(VENV)/installed-bench: requirements-bench.txt requirements-train.txt requirements.txt $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt -r requirements-train.txt
	@touch $@

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
