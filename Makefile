# The verbs of the house; `make` alone lists them.

cache := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/guiyi
# Outside the clone, so that a second clone or a clean checkout builds nothing twice.
export CARGO_TARGET_DIR ?= $(cache)/target
export GUIYI_TOOLS ?= $(cache)/tools
export PATH := $(HOME)/.cargo/bin:$(PATH)
# The Node that scripts/bootstrap brought, else the machine's own.
node = PATH="$(GUIYI_TOOLS)/node/bin:$$PATH" node

# Where the demo keeps its data (else scripts/data-dir decides), and more words for `guiyi demo`, as in:
#   make demo DEMO="--people 100000 --seed 7"
DATA_DIR ?=
DEMO ?=

.PHONY: help demo build console test test-console lint fmt generate screenshots bench bootstrap-demo bootstrap-test

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r verb what; do \
		printf '  make %-10s %s\n' "$$verb" "$$what"; done

demo: build ## install what is missing, build, and show five systems' files becoming golden customers
	@"$(CARGO_TARGET_DIR)/release/guiyi" demo --data-dir "$(or $(DATA_DIR),$$(scripts/data-dir))" $(DEMO)

console: bootstrap-demo ## build the console's pages, if they have changed
	@scripts/console

build: console ## build the release binary
	@cargo build --release --locked -p guiyi

test: lint ## install what is missing and run every check and every test
	@cargo run --quiet --locked -p xtask -- generate --check
	@cargo test --workspace --locked --no-fail-fast
	@$(MAKE) --no-print-directory test-console

test-console: console ## check the console: types, texts, contrast, and every role's journeys in a browser
	@scripts/console generator && $(node) web/tools/openapi/generate.mjs --check
	@cd web && $(node) --test tests/unit.test.mjs
	@cargo build --quiet --locked -p guiyi
	@cd web && GUIYI="$(CARGO_TARGET_DIR)/debug/guiyi" $(node) --test --test-concurrency=1 tests/journeys.test.mjs tests/oidc.test.mjs

screenshots: build ## make the pictures of docs/screenshots from the demo bank
	@cd web && GUIYI="$(CARGO_TARGET_DIR)/release/guiyi" $(node) tests/screenshots.mjs

lint: bootstrap-test ## formatting, clippy and the rules for dependencies
	@cargo fmt --all --check
	@"$(GUIYI_TOOLS)/bin/cargo-deny" --log-level error check licenses bans sources
	@cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

fmt: ## format the code
	@cargo fmt --all

generate: bootstrap-demo ## regenerate typed SQL, the schema snapshots and the OpenAPI document
	@cargo run -p xtask -- generate
	@cargo run --quiet -p guiyi -- openapi > openapi/guiyi.json.new && mv openapi/guiyi.json.new openapi/guiyi.json
	@scripts/console generator && $(node) web/tools/openapi/generate.mjs

bench: build ## measure everything bench/README.md describes (long)
	@bench/run all

bootstrap-demo bootstrap-test: bootstrap-%:
	@scripts/bootstrap $*
