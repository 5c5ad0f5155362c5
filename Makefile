# Everything here needs python3.11 (with venv and pip) and make; scripts/bootstrap fetches the rest into .venv.
.DEFAULT_GOAL := help
.PHONY: help demo test test-postgres proof check messages requirements bootstrap
PY := .venv/bin/python

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

bootstrap: ## .venv with everything in it (quick when nothing has changed)
	@sh scripts/bootstrap

demo: bootstrap ## the sample street, its report, and the site on 127.0.0.1:8000
	@$(PY) -m yiben.config.cli demo

test: bootstrap ## the whole test suite
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q

test-postgres: bootstrap ## the tests that use the book, on a PostgreSQL server that is thrown away afterwards
	@$(PY) -m tests.postgres

proof: bootstrap ## what the tests try a little, tried for an hour; results in docs/proof
	@$(PY) -m tests.proofs

check: bootstrap ## style, types, rooms, missing migrations and translations
	@sh scripts/check

messages: bootstrap ## bring yiben/locale up to the messages in the code
	@$(PY) -m yiben.config.messages update

requirements: ## pin requirements/ anew from pyproject.toml (needs uv)
	@sh scripts/pin
