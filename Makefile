# The commands of this project. `make run` and `make test` are all that a newcomer needs: they install what is missing.
.PHONY: help run dev test walk check dist pictures bench decoders judge clean setup
.DEFAULT_GOAL := help

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: dist ## build, then serve the app and a tenant of its own (PORT=8080 USERS=1000 DB=.tenant.db)
	@cargo build --quiet --locked -p tenant-api
	@.make/run

dev: setup ## the same with live reload
	@cargo build --quiet --locked -p tenant-api
	@.make/run dev

test: ## everything that must hold (ONLY=browser TESTS=roles narrow it)
	@.make/setup test
	@.make/test

walk: dist ## 10,000 random steps while 30 % of the calls fail (WALKS=100 STEPS=100; SEED=7 for one walk)
	@.make/setup test
	@cargo build --quiet --locked -p tenant-api
	@WALKS=$${WALKS:-100} tests/browser/node_modules/.bin/playwright test --config tests/browser walk/walk

check: ## the fast inner loop: types and native tests
	@cargo clippy --workspace --all-targets -- -D warnings
	@cargo test --quiet --workspace

dist: setup ## build what one deploys, with .br files, into dist/
	@.make/build

pictures: dist ## take the pictures of the README anew
	@.make/setup test
	@cargo build --quiet --locked -p tenant-api
	@PICTURES=1 tests/browser/node_modules/.bin/playwright test --config tests/browser pictures/

bench: dist ## measure beside the same page in React (SIZES=1000,10000,100000 ROUNDS=3; 10 minutes)
	@.make/setup test
	@.make/bench

decoders: setup ## a million documents for each of the app's decoders (CASES=1000000), 10,000 in a browser
	@.make/setup test
	@.make/decoders

judge: ## let Schemathesis judge the tenant by its own description (TIME=100 seconds; Python)
	@.make/judge

clean: ## remove what was built; tools stay (rm -r .tools removes them too)
	@rm -rf target dist tests/browser/results

setup:
	@.make/setup build
