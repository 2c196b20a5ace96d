# The two commands of the README, and the few a contributor needs. `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help site serve links test check format dist release bench bench-topics bench-search bench-lighthouse lock clean
MAKEFLAGS += --no-print-directory
# A release is built, then its links are followed, then it is gathered, however many jobs `-j` allows.
.NOTPARALLEL:
# Half an environment is none: it is made anew the next time.
.DELETE_ON_ERROR:
# A Python of somebody else's environment must not look into this one.
unexport PYTHONHOME PYTHONPATH

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip --quiet --disable-pip-version-check --no-input
# Nothing that is not in the lock is fetched, and nothing is built but Broadsheet itself.
INSTALL := $(PIP) install --require-hashes --only-binary :all:
COMPILE := .venv/bin/uv --quiet pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

site: .venv/site.stamp ## Build the sample digests into site/; other dumps: make site DUMPS=path
	@.venv/bin/broadsheet build $(if $(DUMPS),--dumps "$(DUMPS)")

serve: .venv/site.stamp ## Serve the site, rebuilt on every change; other dumps: make serve DUMPS=path
	@.venv/bin/broadsheet serve $(if $(DUMPS),--dumps "$(DUMPS)")

links: .venv/site.stamp ## Follow every link of the built site
	@.venv/bin/broadsheet links

test: .venv/test.stamp ## Run all tests, those in a browser too; some of them: make test ARGS="-k markup"
	@chromium=$$($(PYTHON) tests/chromium.py) && BROADSHEET_CHROMIUM="$$chromium" $(PYTHON) -m pytest -n auto --dist loadfile $(ARGS)

check: .venv/test.stamp ## Lint, check the format and the types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

format: .venv/test.stamp ## Mend what ruff can mend
	@$(PYTHON) -m ruff check --fix-only
	@$(PYTHON) -m ruff format

dist: .venv/site.stamp ## Build the wheel and the sdist into dist/
	@rm -rf dist
	@$(PYTHON) -m hatchling build --directory dist

release: site links dist ## Gather a release in release/: packages, the sample's site and data, notes, checksums
	@.ci/release

bench-topics: .venv/test.stamp ## Measure topics and related papers by the labels in ../shared
	@$(PYTHON) -m tests.bench_topics

bench-search: .venv/test.stamp ## Measure how good the search is and what it costs (docs/search-quality.md has the tables)
	@chromium=$$($(PYTHON) tests/chromium.py) && BROADSHEET_CHROMIUM="$$chromium" $(PYTHON) -m tests.bench.search $(TABLE)

bench-lighthouse: .venv/test.stamp ## Let Lighthouse judge the main kinds of pages (needs npm)
	@$(PYTHON) -m tests.bench.lighthouse

bench: .venv/test.stamp ## Measure whole builds, beside other generators: make bench SIZES="2000 10000"
	@$(PYTHON) -m tests.bench $(or $(SIZES),2000)

lock: $(PYTHON) ## Renew requirements/ to the newest versions that pyproject.toml allows
	@echo "Resolving the newest versions..."
	@$(PIP) install 'uv>=0.9'
	@$(COMPILE) --upgrade --group build --group test --group lint --output-file requirements/test.txt
	@$(COMPILE) --constraint requirements/test.txt --group build --output-file requirements/site.txt

clean: ## Remove the environment, the site, the generated pages and all caches
	@rm -rf .venv .broadsheet site dist release .pytest_cache .hypothesis .mypy_cache .ruff_cache
	@find docs -name '*.md' -exec grep -q '^generator: broadsheet$$' {} \; -delete
	@find docs -mindepth 1 -type d -empty -delete
	@find generator tests -type d -name __pycache__ -prune -exec rm -rf {} +

$(PYTHON):
	@sh .ci/venv

.venv/%.stamp: requirements/%.txt pyproject.toml | $(PYTHON)
	@echo "Installing the packages of $< into .venv (a minute or two the first time)..."
	@$(INSTALL) --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
