# The verbs of the house; `make` alone lists them.

cache := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/guiyi
# Outside the clone, so that a second clone or a clean checkout builds nothing twice.
export CARGO_TARGET_DIR ?= $(cache)/target
export GUIYI_TOOLS ?= $(cache)/tools
export PATH := $(HOME)/.cargo/bin:$(PATH)

# Where the demo keeps its data (else scripts/data-dir decides), and more words for `guiyi demo`, as in:
#   make demo DEMO="--people 100000 --seed 7"
DATA_DIR ?=
DEMO ?=

.PHONY: help demo build test lint fmt generate bench bootstrap-demo bootstrap-test

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r verb what; do \
		printf '  make %-10s %s\n' "$$verb" "$$what"; done

demo: build ## install what is missing, build, and show five systems' files becoming golden customers
	@"$(CARGO_TARGET_DIR)/release/guiyi" demo --data-dir "$(or $(DATA_DIR),$$(scripts/data-dir))" $(DEMO)

build: bootstrap-demo ## build the release binary
	@cargo build --release --locked -p guiyi

test: lint ## install what is missing and run every check and every test
	@cargo run --quiet --locked -p xtask -- generate --check
	@cargo test --workspace --locked --no-fail-fast

lint: bootstrap-test ## formatting, clippy and the rules for dependencies
	@cargo fmt --all --check
	@"$(GUIYI_TOOLS)/bin/cargo-deny" --log-level error check licenses bans sources
	@cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

fmt: ## format the code
	@cargo fmt --all

generate: bootstrap-demo ## regenerate typed SQL, the schema snapshots and the OpenAPI document
	@cargo run -p xtask -- generate
	@cargo run --quiet -p guiyi -- openapi > openapi/guiyi.json.new && mv openapi/guiyi.json.new openapi/guiyi.json

bench: build ## measure everything bench/README.md describes (long)
	@bench/run all

bootstrap-demo bootstrap-test: bootstrap-%:
	@scripts/bootstrap $*
