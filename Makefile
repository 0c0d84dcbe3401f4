# Two commands: `make demo` and `make test`. Each sets up what it needs the first time.
PYTHON ?= python3.11
PORT ?= 5000
BIN := .venv/bin
CATALOGUE := selfhelp/translations/nb/LC_MESSAGES/messages
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

unexport PYTHONDONTWRITEBYTECODE  # what is compiled once is kept

.PHONY: demo test check benchmarks requirements messages

demo: .venv/.installed $(CATALOGUE).mo
	@$(BIN)/selfhelp demo --port $(PORT) $(if $(FRESH),--fresh)

test: .venv/.installed-dev $(CATALOGUE).mo
	@$(BIN)/python -m tests.support.chromium
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/selfhelp modules check
	$(BIN)/python -m pytest -n 2 --dist loadgroup

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing: apt install python3.11 python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python requirements/runtime.txt pyproject.toml
	$(PIP) --require-hashes -r requirements/runtime.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po .venv/.installed
	@$(BIN)/pybabel --quiet compile --directory selfhelp/translations

# For developers: collect new texts into the catalogue; renew the hashed requirement files.
messages: .venv/.installed-dev
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _l -k lazy_gettext -k say --no-location --sort-output -o /dev/stdout . > build-messages.pot
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete -i build-messages.pot -d selfhelp/translations
	@rm build-messages.pot

requirements:
	uv pip compile -q -U --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --extra postgres --group build pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --extra postgres --group build --group dev pyproject.toml -o requirements/dev.txt -c requirements/runtime.txt
