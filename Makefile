# Two commands: `make run` serves the site, `make test` tests it. Both set everything up themselves.
# Everything is installed in .venv, everything that changes lies in var/.

PYTHON ?= python3
BROWSE = http://127.0.0.1:8000

# Whatever the terminal's language: files are UTF-8.
export PYTHONUTF8 = 1
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV DJANGO_SETTINGS_MODULE

PY = .venv/bin/python
UV = .venv/bin/uv
INSTALL = $(UV) pip install --quiet --require-hashes --python $(PY)
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Tests and checks have a database of their own, which forgets on a power cut.
FOR_TESTS = VAR_DIR="$(CURDIR)/var/test" POSTGRES_DURABLE=0
# What a public site sets; `check --deploy` has nothing to say about it.
LIKE_PRODUCTION = HTTPS=1 DEBUG= ALLOWED_HOSTS=record.example.org \
	SECRET_KEY=only-for-the-check-and-long-enough-to-pass-it-0123456789-abcdefghij

.PHONY: help run test check bench screenshots lock check-lock stop clean
help:
	@echo "make run [PORT=8000]   serve the site on $(BROWSE), Ctrl-C stops it"
	@echo "make test              run all tests (ARGS='-k standing' for some)"
	@echo "make check             lock, style, import order, templates, migrations, settings, data set"
	@echo "make bench             print how long loading, counting and every page take, and a larger record"
	@echo "make screenshots       take pictures of every page type into var/screenshots"
	@echo "make lock              write requirements*.txt (UPGRADE=--upgrade for newer versions)"
	@echo "make stop              stop a database that was left running"
	@echo "make clean             remove .venv and what tests left; the database stays"

run: .venv/installed
	@exec $(PY) -m pauseai_kb.run

test: .venv/installed-dev
	@$(FOR_TESTS) $(PY) manage.py compile_catalogs
	@status=0; $(PY) -m pytest -n logical --maxprocesses 8 $(ARGS) || status=$$?; \
	$(FOR_TESTS) $(PY) -m pauseai_kb.embedded_postgres stop --folder var/test/postgres --only-if-unused; \
	exit $$status

check: .venv/installed-dev check-lock
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	find templates -name '*.html' -exec .venv/bin/djhtml --check {} +
	$(FOR_TESTS) $(PY) manage.py compile_catalogs
	$(FOR_TESTS) $(PY) manage.py makemigrations --check --dry-run
	$(FOR_TESTS) $(LIKE_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(FOR_TESTS) $(PY) manage.py check_dataset
	$(PY) -m pytest -q -p no:randomly tests/test_house_style.py tests/test_lock.py
	@$(FOR_TESTS) $(PY) -m pauseai_kb.embedded_postgres stop --folder var/test/postgres --only-if-unused

# Three minutes; ARGS='--sizes 60 600' for a smaller record.
bench: .venv/installed-dev
	$(FOR_TESTS) $(PY) manage.py bench
	$(FOR_TESTS) $(PY) manage.py bench_scale $(ARGS)

# Of the record that `make run` loaded. Some of them: ARGS='home country'; the style guide answers
# only with DEBUG: make screenshots DEBUG=1 ARGS=style-guide
screenshots: .venv/installed-dev
	$(PY) manage.py compile_catalogs
	$(PY) manage.py collectstatic --no-input --verbosity=0
	DEBUG=$(DEBUG) $(PY) manage.py screenshots $(ARGS)

lock: $(UV)
	$(COMPILE) $(UPGRADE) -o requirements.txt pyproject.toml
	$(COMPILE) $(UPGRADE) --group dev -c requirements.txt -o requirements-dev.txt pyproject.toml

# The lock is fresh if making it again, from itself, names the same versions. Without a network only
# tests/test_lock.py compares it with pyproject.toml.
check-lock: .venv/installed-dev
	@rm -rf var/lock && mkdir -p var/lock && cp requirements.txt requirements-dev.txt var/lock/
	@if $(COMPILE) -o var/lock/requirements.txt pyproject.toml && \
	    $(COMPILE) --group dev -c requirements.txt -o var/lock/requirements-dev.txt pyproject.toml; \
	then for lock in requirements.txt requirements-dev.txt; do \
	    grep == $$lock > var/lock/ours; grep == var/lock/$$lock > var/lock/anew; \
	    diff var/lock/ours var/lock/anew || \
	    { echo "$$lock does not follow from pyproject.toml: run 'make lock' and commit it."; exit 1; }; \
	done; echo "The lock is fresh."; \
	else echo "The package index did not answer: only tests/test_lock.py checks the lock."; fi

stop:
	@if test -x $(PY); then $(PY) -m pauseai_kb.embedded_postgres stop; fi
	@if test -x $(PY); then $(PY) -m pauseai_kb.embedded_postgres stop --folder var/test/postgres; fi

clean: stop
	rm -rf .venv var/lock var/test var/static var/prepared.json staticfiles .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "The database is still there, in var/postgres."

# Setting up. A .venv whose Python went away (an upgrade of the system, a moved folder) is made anew.
ifneq ($(shell $(PY) -c 'import sys; print(sys.prefix != sys.base_prefix)' 2>/dev/null),True)
.PHONY: $(UV)
endif

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not. Install it (Debian 12 and newer:"; \
	    echo "apt-get install python3 python3-venv; macOS: brew install python) or name another one:"; \
	    echo "make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "Python's venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Making .venv ..."
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check 'uv>=0.5'

.venv/installed: requirements.txt $(UV)
	@echo "Installing what requirements.txt names ..."
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt $(UV)
	@echo "Installing what requirements-dev.txt names ..."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
