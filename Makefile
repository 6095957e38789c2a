# Every target is documented behind its "##"; `make` alone lists them.

VENV := .venv
BIN := $(VENV)/bin
# Any Python from 3.11 on; PYTHON=/path/to/python chooses one.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps
PROTO_FILES = $(shell cd protos && find codebook -name '*.proto' | sort)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test fmt lint types protos protos-check imports e2e charts chart-reference \
	chart-packages cluster-test image observe cost bench eval-search eval-index lighthouse lock check clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.runtime $(VENV)/.project ## Make the virtual environment from the pinned lock

run: setup ## Start everything on this machine and print the address (PORT=8080 chooses a port)
	@$(BIN)/codebook up $(if $(PORT),--port $(PORT))

test: $(VENV)/.dev $(VENV)/.project ## Test rules, contracts, the services with real servers, and the code base
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile \
		tests/unit tests/contract tests/integration tests/meta \
		--cov --cov-report=term-missing:skip-covered

fmt: $(VENV)/.dev ## Format code and protos
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .
	$(BIN)/buf format --write protos

lint: $(VENV)/.dev ## Look for mistakes and for code that is not formatted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/hadolint Dockerfile

types: $(VENV)/.dev $(VENV)/.project ## Check every type
	$(BIN)/mypy

# Generates the stubs of every proto into a folder.
generate = PATH="$(CURDIR)/$(BIN):$$PATH" python -m grpc_tools.protoc -I protos \
	--python_out=$(1) --grpc_python_out=$(1) --mypy_out=quiet:$(1) --mypy_grpc_out=quiet:$(1) $(PROTO_FILES)

protos: $(VENV)/.dev ## Generate the stubs in protos/gen again
	rm -rf protos/gen/codebook
	mkdir -p protos/gen
	$(call generate,protos/gen)

protos-check: $(VENV)/.dev ## Check the protos, and that the committed stubs are theirs
	$(BIN)/buf lint protos
	$(BIN)/buf format --diff --exit-code protos
	@fresh=$$(mktemp -d) && trap 'rm -rf "$$fresh"' EXIT && $(call generate,"$$fresh") \
		&& diff -r --exclude=__pycache__ "$$fresh/codebook" protos/gen/codebook \
		|| { echo "The stubs in protos/gen are not those of the protos: make protos." >&2; exit 1; }

imports: $(VENV)/.dev $(VENV)/.project ## Check who may import whom
	$(BIN)/lint-imports

e2e: $(VENV)/.dev $(VENV)/.project ## Test the whole stack in a browser (needs Debian's chromium)
	$(BIN)/python -m pytest tests/e2e

charts: $(VENV)/.dev $(VENV)/.project ## Check charts, alerts and dashboards (needs Debian's prometheus)
	$(BIN)/python -m pytest tests/charts

chart-reference: $(VENV)/.dev $(VENV)/.project ## Write the charts' schemas and tables of values
	$(BIN)/python -m tests.charts.reference

# The services first: the platform packs them.
CHARTS := gateway catalog search auth datastores platform

chart-packages: $(VENV)/.dev $(VENV)/.project ## Pack the charts, ready to install, into dist
	@helm=$$($(BIN)/python -m tests.support.kubernetes_tools helm) && cd deploy/helm \
		&& for chart in $(CHARTS); do \
			"$$helm" dependency update --skip-refresh $$chart >/dev/null \
			&& "$$helm" package --destination ../../dist $$chart || exit 1; done

# docker, podman or buildah, the first that there is, or ENGINE=…. BASE=… names another base,
# IMAGE=… another name.
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
IMAGE ?= codebook:$(VERSION)

cluster-test: $(VENV)/.dev $(VENV)/.project ## Install on KUBECONFIG=…, upgrade under load, scale; IMAGE must be there
	$(BIN)/python -m tests.cluster.trial "$(KUBECONFIG)" --image "$(IMAGE)"

image: ## Build the image that every service runs from
	@engine=$$(command -v $(or $(ENGINE),docker) || command -v podman || command -v buildah) \
		|| { echo "docker, podman or buildah is needed to build an image." >&2; exit 1; }; \
	case $$engine in *buildah) verb=bud;; *) verb=build;; esac; \
	"$$engine" $$verb $(if $(BASE),--build-arg BASE=$(BASE)) --tag $(IMAGE) .

observe: ## Watch the stack that runs on this machine with Prometheus, at http://127.0.0.1:9090
	@command -v prometheus >/dev/null \
		|| { echo "Prometheus is needed: Debian has it as the package prometheus." >&2; exit 1; }
	@prometheus --config.file=deploy/prometheus.yaml --storage.tsdb.path=var/prometheus \
		--storage.tsdb.retention.time=7d --web.listen-address=127.0.0.1:9090

cost: $(VENV)/.dev $(VENV)/.project ## Measure what a thousand requests cost each process
	$(BIN)/python -m tests.load.cost

bench: $(VENV)/.dev $(VENV)/.project ## Measure against floors of the same run, into var/bench/latest.json
	$(BIN)/python -m tests.load.bench

eval-search: $(VENV)/.dev $(VENV)/.project ## Measure what search finds, beside two baselines, into var/eval/search.json (SAMPLE=50: fewer)
	$(BIN)/python -m tests.load.eval_search $(if $(SAMPLE),--sample $(SAMPLE))

eval-index: $(VENV)/.dev $(VENV)/.project ## Measure what building the index costs, with the official files that are there
	$(BIN)/python -m tests.load.building

# Both locks hold for every Python from 3.11 on; LOCK=--upgrade takes newer versions.
compile = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --quiet \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	$(LOCK)

lighthouse: $(VENV)/.dev $(VENV)/.project ## Rate the pages that readers meet first (URL=http://… rates that website)
	$(BIN)/python -m tests.load.lighthouse $(URL)

lock: $(VENV)/.dev ## Pin what pyproject.toml asks for, with checksums
	$(compile) --output-file requirements.lock
	$(compile) --extra dev --constraints requirements.lock --output-file requirements-dev.lock

check: test lint types protos-check imports charts e2e ## All that CI runs

clean: ## Remove what make made; what Codebook keeps in var stays
	rm -rf $(VENV) .parts dist htmlcov .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache *.egg-info
	find services tests protos -name __pycache__ -prune -exec rm -rf {} +

# Each of these stands for something installed, so that it is installed once.

$(VENV)/.made:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"Codebook needs Python 3.11 or newer; PYTHON=/path/to/python names one." >&2; exit 1; }
	@echo "Making the virtual environment with $$($(PYTHON) --version)."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
		$(PYTHON) -m venv --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@touch $@

$(VENV)/.runtime: requirements.lock $(VENV)/.made
	@echo "Installing what requirements.lock pins."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.made
	@echo "Installing what requirements-dev.lock pins."
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@ $(VENV)/.runtime

$(VENV)/.project: pyproject.toml $(VENV)/.made
	@$(PIP_INSTALL) --editable .
	@touch $@
