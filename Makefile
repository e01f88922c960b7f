# make run    everything, on this machine          make test   checks and tests
# PORT=8001   another port                         CLAIMS_DATA=/path   another data folder
PYTHON ?= python3
PORT ?= 8000
SCALE ?= 100000
PY = .venv/bin/python
CODE = claims config tests manage.py

.PHONY: run setup setup-dev test check fmt browser rabbitmq bench bench-lists
.DEFAULT_GOAL := run

run: setup
	@exec $(PY) -m config.serve --port "$(PORT)"

setup:
	@$(PYTHON) config/bootstrap.py

setup-dev:
	@$(PYTHON) config/bootstrap.py --dev

test: setup-dev browser rabbitmq check
	@$(PY) -m pytest -n auto

check: setup-dev
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m mypy
	@$(PY) .venv/bin/lint-imports
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m config.production_check

fmt: setup-dev
	@$(PY) -m ruff check --fix $(CODE)
	@$(PY) -m ruff format $(CODE)

# The whole way and the extraction against bare tools; the cost of an article with a large record; the API on SCALE claims
# (100,000) against bare SQL and Datasette, and triage by key on 100,000 candidates against the plain admin, in data
# folders of their own, which stay. Others:  manage.py bench --help
bench: setup-dev browser
	@$(PY) manage.py bench ingest
	@$(PY) manage.py bench record
	@$(PY) manage.py bench extraction
	@CLAIMS_DATA="$(or $(CLAIMS_DATA),var)/bench-$(SCALE)" $(PY) manage.py bench api --scale $(SCALE)
	@CLAIMS_DATA="$(or $(CLAIMS_DATA),var)/bench-triage" $(PY) manage.py bench triage

# Every list and match on made-up records of SCALE claims and of 10,000, beside each other.
bench-lists: setup-dev
	@for n in 10000 $(SCALE); do test -e var/sample-$$n || \
	  CLAIMS_DATA=var/sample-$$n $(PY) manage.py make_sample --claims $$n --vectors || exit 1; done
	@CLAIMS_DATA=var/sample-10000 $(PY) manage.py bench lists --save var/sample-10000.json
	@CLAIMS_DATA=var/sample-$(SCALE) $(PY) manage.py bench lists --beside var/sample-10000.json
	@CLAIMS_DATA=var/sample-$(SCALE) $(PY) manage.py bench matching

# Browser tests need Chromium; without it they say that they were skipped, and why.
browser:
	@command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "test: installing Chromium for the browser tests"; \
	    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium) >/dev/null 2>&1 \
	      || echo "test: Chromium cannot be installed; the browser tests will be skipped"; \
	  else echo "test: no Chromium here; the browser tests will be skipped"; fi; }

# The tests of several machines need a RabbitMQ, of which they start a private one; without it they say so.
rabbitmq:
	@test -x /usr/lib/rabbitmq/bin/rabbitmq-server || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "test: installing RabbitMQ for the tests of several machines"; \
	    (apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      rabbitmq-server) >/dev/null 2>&1 \
	      || echo "test: RabbitMQ cannot be installed; its tests will be skipped"; \
	  else echo "test: no RabbitMQ here; its tests will be skipped"; fi; }
