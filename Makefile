# What can be done here; `make` alone lists it. The work is in scripts/, in plain sh.
.DEFAULT_GOAL := help
.PHONY: help run test coverage check evaluate benchmark benchmark-nlu tune-encoder prepare lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{ printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing and start KAP Guide on http://127.0.0.1:8000 (KAP_PORT=8001 make run: elsewhere)
	@sh scripts/setup.sh run && exec .venv/bin/kap start

test: ## Install what is missing, then every check and every test
	@sh scripts/setup.sh test && exec sh scripts/checks.sh browser preparation lint types content tests

coverage: ## The tests, and which lines of the code they reach
	@sh scripts/setup.sh test && exec sh scripts/checks.sh browser preparation coverage

check: ## The quick half of `make test`: lint, types and content
	@sh scripts/setup.sh test && exec sh scripts/checks.sh lint types content

evaluate: ## Run the evaluation sets through the whole bot and write a report to var/evaluation/ (HALF=development: one half)
	@sh scripts/setup.sh test && .venv/bin/kap prepare && exec .venv/bin/python -m tests.evaluation $(if $(HALF),--half $(HALF))

benchmark: ## Measure speed and publishing beside Rasa's starter project (about a quarter of an hour)
	@sh scripts/setup.sh test && .venv/bin/kap prepare && .venv/bin/python -m benchmarks.speed && exec .venv/bin/python -m benchmarks.publishing

benchmark-nlu: ## Measure the classifier on HINT3 beside Rasa's default pipeline (where the data lies beside the project)
	@sh scripts/setup.sh test && .venv/bin/kap prepare && exec .venv/bin/python -m benchmarks.nlu

tune-encoder: ## Tune the sentence encoder to the project's texts anew (for developers; about ten minutes)
	@sh scripts/setup.sh run && KAP_UV=.tools/uv/bin/uv exec engine/.venv/bin/python -m engine.tune_encoder

prepare: ## Install what is missing, train and fill the database, but start nothing
	@sh scripts/setup.sh run && exec .venv/bin/kap prepare

lock: ## Write requirements/*.txt anew from the *.in files (make lock UPGRADE=1: with the newest versions)
	@exec sh scripts/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## Remove what can be made again; var/, with the database, the keys and the logs, stays
	rm -rf .venv engine/.venv .tools models .rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage coverage.xml
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
