# Ringdown's menu. `make` prints it. Options for the commands behind it go in ARGS.
GO        ?= go
FUNCTIONS := $(notdir $(wildcard functions/*))
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.1
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
CDK         := aws-cdk@2.1148.1
DYNAMODB    := amplify-dynamodb-simulator@2.9.30
FUZZTIME    ?= 20s
# What make quick leaves out: packages that build every function or start Node, and tests that take seconds each.
SLOWPACKAGES := /infra/(lambdatest|stack)$$
SLOWTESTS    := ^Test(CallsUnderEverySwitch|Campaign(ThroughHandlers)?|EveryOrderOfThings|(Rotation|Window)MatchesTheClockMinuteByMinute)$$

.DEFAULT_GOAL := help
.PHONY: help call run test quick check console format golden sim model mutants fuzz bench build synth deploy aws-local clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev := build/dev
$(dev): FORCE
	@$(GO) build -o $(dev) ./infra/dev
FORCE:

call: $(dev) ## one call in virtual time, as a transcript (ARGS="--help" for who answers; LIVE=1 at a running desk)
	@$(dev) call $(if $(LIVE),--live) $(ARGS)

run: $(dev) ## the whole product on this machine, with a simulated phone network
	@exec $(dev) serve $(ARGS)

test: ## every test
	$(GO) test $(TESTFLAGS) ./...
	@command -v node >/dev/null || echo "not run here: the tests of the stack (they need Node)"
	@command -v java >/dev/null && test -d build/dynamodb-local || echo "not run here: the tests on DynamoDB (they need Java, npm and make aws-local)"

quick: format ## in under a minute: format, build, vet, and every test but the slow ones; .ci/commits BASE..HEAD runs it on each commit
	$(GO) build ./...
	$(GO) vet ./...
	$(GO) test -skip '$(SLOWTESTS)' $$($(GO) list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./... | grep -vE '$(SLOWPACKAGES)')

format:
	@out="$$(gofmt -l functions infra shared testdata)"; test -z "$$out" || { echo "$$out"; echo "gofmt: run gofmt -w on the files above"; exit 1; }

check: format ## format, vet, staticcheck, house rules, the document of the API, the built console, known vulnerabilities
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) test ./infra/arch
	$(GO) test ./infra/openapi
	@./.ci/console
	@./.ci/vulnerabilities $(GO) run $(GOVULNCHECK) ./...

console: ## the web console's files, built anew from its source (needs Node)
	@command -v npm >/dev/null || { echo "this needs Node 20 or later with npm: install it and try again"; exit 1; }
	cd infra/console && npm ci --no-audit --no-fund && npm run build

golden: ## rewrite every recorded transcript; read the diff before you commit it
	UPDATE_GOLDEN=1 $(GO) test ./infra/sim ./infra/dev ./shared/call

sim: $(dev) ## random calls with random faults (CALLS=5000 SEED=7; ARGS="--core" for the core alone, much faster)
	@$(dev) sim $(if $(CALLS),--calls $(CALLS)) $(if $(SEED),--seed $(SEED)) $(ARGS)

model: $(dev) ## every state of one small call (ARGS="--flight 2 --faults 1 --at-once --seconds 8")
	@nice $(dev) model $(ARGS)

mutants: $(dev) ## deliberate bugs, each of which its tests must catch (ARGS="--only TEXT" for some of them)
	@nice $(dev) mutants $(ARGS)

fuzz: ## each fuzz target for FUZZTIME
	@./.ci/fuzz $(FUZZTIME)

bench: ## how fast the parts are, per operation and with allocations
	$(GO) test -run '^$$' -bench . -benchmem ./...

build: ## every function as a Lambda binary, in build/<function>/bootstrap
	@for f in $(FUNCTIONS); do CGO_ENABLED=0 GOOS=linux GOARCH=$${GOARCH:-arm64} \
	  $(GO) build -tags lambda.norpc,nethttpomithttp2 -trimpath -ldflags "-s -w" -o build/$$f/bootstrap ./functions/$$f/bootstrap || exit 1; done

synth: node build ## the stack's template, in cdk.out (needs Node)
	npx --yes $(CDK) synth --quiet

deploy: node build ## the stack into the AWS account of your credentials (needs Node; ARGS="--parameters Name=value")
	npx --yes $(CDK) deploy --outputs-file cdk-outputs.json --parameters DeployedAt=$$(date +%s) $(ARGS)
	@$(GO) run ./infra/dev public put

.PHONY: node
node:
	@command -v npx >/dev/null || { echo "this needs Node 20 or later, whose npx starts the CDK: install it and try again"; exit 1; }

aws-local: ## what the tests of the AWS adapters run on: DynamoDB Local (needs Java and npm)
	npm install --silent --no-audit --no-fund --prefix build/dynamodb-local $(DYNAMODB)

clean: ## remove what the commands above leave behind
	rm -rf build cdk.out outbox .state
