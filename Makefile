# The commands people type. Each sets up what is missing, and says so.

SHELL := /bin/bash
TARGET := $(or $(CARGO_TARGET_DIR),target)
LUOTSI := $(TARGET)/debug/luotsi
BUILT := target/site/.built
SOURCES := $(shell find app server migrations style Cargo.toml Cargo.lock .cargo -type f -not -path '*/tests/*' 2>/dev/null)
PORT ?= 3000
ARGS ?=

.PHONY: help
help: ## Say what can be typed
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(BUILT) ## Start the demonstration: http://127.0.0.1:3000
	@exec $(LUOTSI) demo --port $(PORT) $(ARGS)

.PHONY: test
test: ## Run everything: lints, unit, property, both databases, end to end
	@.ci/setup test
	@$(MAKE) --no-print-directory lint
	@echo "==> Unit, property and integration tests, on SQLite and PostgreSQL"
	@.ci/with-postgres cargo nextest run --workspace --no-fail-fast
	@$(MAKE) --no-print-directory e2e

.PHONY: check
check: ## Compile everything and run the quick tests, while you work
	@.ci/setup check
	@cargo clippy --workspace --all-targets --quiet -- -D warnings
	@.ci/house-rules
	@cargo nextest run --workspace --no-fail-fast -E 'not test(/::postgres$$/) - test(/programs::|two_servers::/)'

.PHONY: e2e
e2e: $(BUILT) ## Run the end-to-end tests in Chromium
	@.ci/setup e2e
	@echo "==> End to end, in Chromium"
	@cd end2end && LUOTSI="$(abspath $(LUOTSI))" npx playwright test $(ARGS)

.PHONY: pictures
pictures: $(BUILT) ## Make the pictures of the README anew
	@.ci/setup e2e
	@cd end2end && LUOTSI="$(abspath $(LUOTSI))" ASIDE=pictures npx playwright test --project aside

.PHONY: measure
measure: ## Measure what pages cost, after `make release`
	@.ci/setup e2e
	@cd end2end && LUOTSI="$(abspath $(TARGET)/release/luotsi)" ASIDE=measure npx playwright test --project aside

.PHONY: bench
bench: ## Measure files and packages, lists and the run of transitions over a million workspaces
	@.ci/setup bench
	@cargo bench -p domain --bench files
	@WORKSPACES=$(or $(WORKSPACES),1000000) .ci/with-postgres cargo bench -p domain --bench lists --bench transitions

.PHONY: attack
attack: $(BUILT) ## Let scanners by others loose on a demonstration on this machine
	@LUOTSI="$(abspath $(LUOTSI))" .ci/attack

.PHONY: lint
lint: ## Look at the code without running it
	@.ci/setup lint
	@echo "==> Lints"
	@.ci/lint

.PHONY: build
build: $(BUILT) ## Build the server and what the browser loads

$(BUILT): $(SOURCES)
	@.ci/setup build
	@echo "==> Building the server (the first time takes several minutes)"
	@cargo build -p server
	@echo "==> Building what the browser loads"
	@cargo leptos build --frontend-only
	@touch $@

.PHONY: watch
watch: ## Serve the demonstration, and reload while editing
	@.ci/setup build
	@LEPTOS_HASH_FILES=false cargo leptos watch -- demo --port $(PORT) $(ARGS)

.PHONY: release
release: ## Build for production into target/release and target/site
	@.ci/setup release
	@PATH="$(CURDIR)/end2end/node_modules/.bin:$$PATH" cargo leptos build --release --precompress
