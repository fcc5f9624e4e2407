package arch

import (
	"fmt"
	"slices"
	"strings"
)

// arrow says what a folder may import: of our own packages, and of other modules. The
// standard library is free to all but the pure packages (pure.go).
type arrow struct {
	From   string
	But    []string // folders that From means and the arrow does not
	Own    []string
	Others []string // import paths of modules, or of packages in them, as beginnings
	Why    string
}

// pure are the packages that know only data.
var pure = []string{
	"shared/call", "shared/play", "shared/dialplan", "shared/flow", "shared/oncall", "shared/alert",
	"shared/ncco", "shared/e164", "shared/speech", "shared/speech/words", "shared/token", "shared/routes", "shared/problem", "shared/spelling", "shared/resource", "shared/verify", "shared/page", "shared/notice", "shared/notice/phrases",
}

// pureToo are as pure, and few may import them.
var pureToo = []string{"shared/mailfate", "shared/access", "shared/activity", "shared/rehearsal", "shared/sound", "shared/sound/studio", "shared/settings", "shared/e164/measure", "shared/flow/check", "shared/oncall/calendar"}

// ofTheAPI are the functions that serve admins; nobody on the telephone waits for them.
var ofTheAPI = []string{"functions/settings/...", "functions/activity/...", "functions/respond/..."}

const (
	lambda = "github.com/aws/aws-lambda-go"
	jwt    = "github.com/golang-jwt/jwt"
)

// arrows is read from the top; the first line that fits a folder is the folder's own.
var arrows = []arrow{
	{From: "functions/settings/bootstrap", Own: []string{"shared/awsport/pollyport", "functions/settings", "shared/awsport", "shared/awsport/s3port", "shared/office", "shared/port", "shared/wiring/apigate"}, Others: []string{lambda},
		Why: "it wires the admins' API to the store of settings"},
	{From: "functions/activity/bootstrap", Own: []string{"functions/activity", "shared/awsport", "shared/awsport/s3port", "shared/wiring/apigate"}, Others: []string{lambda},
		Why: "it wires the admins' API to the stores of what happened"},
	{From: "functions/activity", Own: []string{"shared/api/...", "shared/port"}, Others: []string{lambda},
		Why: "it serves operations; what they do stands in the package of the same name"},
	{From: "functions/respond/bootstrap", Own: []string{"functions/respond", "shared/awsport", "shared/pager", "shared/port", "shared/wiring/apigate"}, Others: []string{lambda},
		Why: "it wires the admins' API to the shell of alerts"},
	{From: "functions/respond", Own: []string{"shared/api/...", "shared/port"}, Others: []string{lambda},
		Why: "it serves operations; what they do stands in the package of the same name"},
	{From: "functions/settings", Own: []string{"shared/api/...", "shared/office", "shared/port"}, Others: []string{lambda},
		Why: "it serves operations; what they do stands in package admin"},
	{From: "shared/wiring/apigate", Own: []string{"shared/access", "shared/access/bearer", "shared/api", "shared/awsport"},
		Why: "it proves tokens, which no function of a call may link"},
	{From: "shared/api/admin", Own: []string{"shared/speech", "shared/e164", "shared/problem", "shared/routes", "shared/sound/studio", "shared/access", "shared/alert", "shared/api", "shared/dialplan", "shared/office", "shared/oncall", "shared/oncall/calendar", "shared/port", "shared/rehearsal", "shared/resource", "shared/settings", "shared/verify"}, Others: []string{"rsc.io/qr"},
		Why: "operations decode, ask the office, and encode; a contact card is drawn as a QR code"},
	{From: "shared/api/activity", Own: []string{"shared/access", "shared/activity", "shared/alert", "shared/api", "shared/call", "shared/dialplan", "shared/port", "shared/resource", "shared/routes"},
		Why: "operations decode, read through a port, and encode; what people see of a record is decided in the pure package"},
	{From: "shared/api/respond", Own: []string{"shared/access", "shared/activity", "shared/alert", "shared/api", "shared/port"},
		Why: "operations decode, have package alert decide through its shell, and encode"},
	{From: "shared/api/document", Own: []string{"shared/api"},
		Why: "it serves two files; what makes them stays in the workshop"},
	{From: "shared/api", Own: []string{"shared/access", "shared/port", "shared/routes"}, Others: []string{lambda},
		Why: "what all operations have in common knows neither settings nor calls"},
	{From: "functions/*/bootstrap", Own: with(pure, "functions/*", "shared/port", "shared/switchboard", "shared/pager", "shared/awsport/...", "shared/wiring", "shared/sound", "shared/hook", "shared/access", "shared/access/bearer"),
		Others: []string{lambda, "github.com/aws/aws-sdk-go-v2/config", "github.com/aws/aws-sdk-go-v2/aws"},
		Why:    "a bootstrap wires one function to its adapters; what it needs of AWS it asks awsport for"},
	{From: "shared/wiring", Own: with(pure, "shared/port", "shared/switchboard", "shared/awsport", "shared/vonage", "shared/webhook"),
		Why: "it is what bootstraps have in common; adapters that few functions use are theirs to name"},
	{From: "functions/*", Own: with(pure, "shared/mailfate", "shared/port", "shared/switchboard", "shared/pager", "shared/vonage", "shared/webhook", "shared/access"), Others: []string{lambda},
		Why: "a handler decodes, asks the switchboard and encodes: with an adapter or another function in it, it could not run on a desk"},
	{From: "shared/port", Own: pure,
		Why: "what is asked of the world knows neither who asks nor who answers"},
	{From: "shared/engine", Own: []string{"shared/port"},
		Why: "the loop is the same for whatever lives, so it knows none of them"},
	{From: "shared/pager", Own: []string{"shared/port", "shared/engine", "shared/alert", "shared/call", "shared/dialplan", "shared/e164", "shared/ncco", "shared/notice"},
		Why: "the shell of alerts knows ports, of a call only what it owes, and of a line only whom a step means"},
	{From: "shared/switchboard", Own: with(pure, "shared/port", "shared/engine"),
		Why: "the shell knows ports, not who stands behind them"},
	{From: "shared/awsport/*", Own: with(pure, "shared/port", "shared/awsport"), Others: []string{"github.com/aws/"},
		Why: "adapters that few functions use stand apart, and not on each other"},
	{From: "shared/awsport", Own: with(pure, "shared/port"), Others: []string{"github.com/aws/"},
		Why: "adapters satisfy ports; they know nothing of webhooks or functions"},
	{From: "shared/vonage", Own: []string{"shared/port", "shared/call", "shared/ncco", "shared/e164", "shared/token"}, Others: []string{jwt, "github.com/vonage/"},
		Why: "the provider's words are spelled here, and nothing is decided here"},
	{From: "shared/webhook", Own: with(pure, "shared/port", "shared/switchboard", "shared/vonage"), Others: []string{lambda},
		Why: "it is what all functions do around their own lines, and no function"},
	{From: "shared/play", Own: []string{"shared/flow", "shared/speech", "shared/speech/words", "shared/e164"},
		Why: "a flow runs on any host: with a leg or a script of the provider in it, it would be about phones"},
	{From: "shared/hook", Own: []string{"shared/alert", "shared/notice", "shared/port"},
		Why: "it posts what is worded elsewhere, and knows no cloud"},
	{From: "shared/mailfate", Why: "it reads what others wrote, and asks nobody"},
	{From: "shared/notice", Own: []string{"shared/alert", "shared/e164", "shared/ncco", "shared/speech", "shared/notice/phrases"},
		Why: "what a notification says knows neither who carries it nor whom it is for"},
	{From: "shared/notice/phrases", Why: "phrases are a table"},
	{From: "shared/call", Own: []string{"shared/play", "shared/speech", "shared/speech/words", "shared/dialplan", "shared/flow", "shared/oncall", "shared/alert", "shared/ncco", "shared/e164"},
		Why: "the core decides from data alone"},
	{From: "shared/dialplan", Own: []string{"shared/alert", "shared/flow", "shared/oncall", "shared/e164", "shared/speech/words"},
		Why: "every function loads the snapshot of a line, so it knows nothing of where it comes from"},
	{From: "shared/verify", Own: []string{"shared/alert"},
		Why: "it says when an address is proven, and neither makes codes nor sends them"},
	{From: "shared/rehearsal", Own: []string{"shared/call", "shared/dialplan", "shared/e164", "shared/ncco", "shared/play", "shared/speech"},
		Why: "it decides nothing: the call does, on a phone network that is plain data"},
	{From: "shared/activity", Own: []string{"shared/alert", "shared/call", "shared/dialplan", "shared/e164", "shared/oncall", "shared/play"},
		Why: "what people see of calls is derived from records, whoever reads them"},
	{From: "shared/resource", Why: "a store keeps resources without knowing what they mean"},
	{From: "shared/settings", Own: []string{"shared/alert", "shared/dialplan", "shared/resource", "shared/problem", "shared/spelling", "shared/flow", "shared/flow/check", "shared/oncall", "shared/speech", "shared/e164", "shared/e164/measure", "shared/speech/words"}, Others: []string{"go.yaml.in/yaml"},
		Why: "settings are data, checked without asking anybody"},
	{From: "shared/access/bearer", Own: []string{"shared/access", "shared/routes"},
		Why: "it asks an issuer for keys, and knows nothing of what they open"},
	{From: "shared/access", Others: []string{jwt},
		Why: "who may do what is a table and a proof, whatever it is asked for"},
	{From: "shared/office", Own: with(pure, "shared/settings", "shared/port"),
		Why: "it publishes through a port; what a change means is decided in settings"},
	{From: "shared/alert", Own: []string{"shared/e164", "shared/speech/words"},
		Why: "what an alert says and when it is repeated does not depend on calls in progress"},
	{From: "shared/oncall/calendar", Own: []string{"shared/oncall"}, Others: []string{"github.com/arran4/golang-ical", "github.com/teambition/rrule-go"},
		Why: "calendars are read and written here so that schedules themselves need no library"},
	{From: "shared/oncall", Own: []string{"shared/problem"}, Why: "who is on call is answered without any library: it must be right in every zone, and provably"},
	{From: "shared/speech", Own: []string{"shared/ncco", "shared/e164"},
		Why: "calls, settings and alerts say things alike, so what makes speech knows none of them"},
	{From: "shared/speech/words", Why: "sentences are a leaf"},
	{From: "shared/e164/measure", Own: []string{"shared/e164"}, Others: []string{"github.com/nyaruka/phonenumbers"},
		Why: "it holds numbers against the world's numbering plans, and knows nothing of settings"},
	{From: "shared/page", Own: []string{"shared/alert", "shared/e164"},
		Why: "what a responder sees is said by alerts; pages only set it"},
	{From: "shared/spelling", Why: "words are words, whatever they name"},
	{From: "shared/problem", Why: "what is said of a mistake is a leaf: every check can say it"},
	{From: "shared/e164", Why: "a number is a number, whoever is called"},
	{From: "shared/ncco", Why: "the provider's scripts are a format, and know no call"},
	{From: "shared/token", Why: "signing a path is a leaf"},
	{From: "shared/sound/mpeg", Others: []string{"github.com/braheezy/shine-mp3"}, Why: "MP3 is made of samples alone"},
	{From: "shared/sound/studio", Own: []string{"shared/sound/mpeg"}, Others: []string{"github.com/hajimehoshi/go-mp3", "github.com/go-audio/"}, Why: "a prompt is made of an upload's bytes alone"},
	{From: "shared/sound", Others: []string{"github.com/hajimehoshi/go-mp3"}, Why: "whether a recording holds speech is heard from its bytes alone"},
	{From: "shared/flow/check", Own: []string{"shared/flow", "shared/e164", "shared/spelling", "shared/problem"},
		Why: "the rules of the language are Amazon's as well, and know nothing of calls"},
	{From: "shared/flow", Why: "the flow language is Amazon's; no word of ours may get into it"},
	{From: "shared/routes", Why: "the table of routes is data: the stack reads it without what the functions are made of"},
	{From: "infra/vonagesim", Others: []string{jwt, "github.com/braheezy/shine-mp3"},
		Why: "built from our own types, the network would agree with our mistakes"},
	{From: "infra/issuer", Others: []string{jwt},
		Why: "built from our own types, the issuer would agree with our mistakes"},
	{From: "infra/console", Why: "the console is files: what serves them knows neither the product nor the cloud"},
	{From: "infra/stack", Own: []string{"infra/console", "shared/routes", "shared/access"}, Others: []string{"github.com/aws/aws-cdk-go", "github.com/aws/constructs-go", "github.com/aws/jsii-runtime-go"},
		Why: "the stack is built from the table of routes; nothing else may load the CDK"},
	{From: "infra", Own: []string{"infra/stack"}, Others: []string{"github.com/aws/aws-cdk-go", "github.com/aws/constructs-go", "github.com/aws/jsii-runtime-go"},
		Why: "the CDK app only starts the stack"},
	{From: "infra/stack/public", Own: with(pure, "shared/vonage", "infra/audio/files", "infra/console"),
		Why: "the static files are made from what the product says and from its addresses, without the CDK"},
	{From: "infra/memport", Own: with(pure, "shared/port"),
		Why: "a store in memory knows what the real one knows"},
	{From: "infra/porttest", Own: with(pure, "shared/port", "shared/sound/studio"),
		Why: "a suite holds any adapter to the port's own words, and knows none of them"},
	{From: "infra/awslocal", Own: []string{"shared/speech", "infra/audio/files", "infra/local", "shared/awsport/...", "shared/notice", "shared/port", "shared/routes"}, Others: []string{"github.com/aws/aws-sdk-go-v2", "github.com/johannesboyne/gofakes3"},
		Why: "it opens the adapters on engines that stand in for AWS, and decides nothing about calls"},
	{From: "infra/local", Own: with(pure, "functions/*", "shared/port", "shared/switchboard", "shared/pager", "shared/pager", "shared/vonage", "shared/webhook", "shared/sound", "shared/access/...", "shared/api", "shared/office", "infra/memport", "infra/audio/files"), Others: []string{lambda},
		Why: "all handlers in one process: the product as it ships, on ports that somebody gives it, and no phone network"},
	{From: "infra/model", Own: with(pure, "shared/settings", "shared/port", "shared/switchboard"),
		Why: "the model explores decisions and the loop around them: no handler, no wire, and no network but its own"},
	{From: "infra/sim", Own: with(pure, "shared/settings", "shared/pager", "shared/port", "shared/switchboard", "shared/vonage", "infra/local", "infra/memport", "infra/vonagesim"), Others: []string{"golang.org/x/tools/txtar"},
		Why: "whole calls are the local product and the phone network in virtual time: no engine of AWS, no real clock"},
	{From: "infra/desk", Own: with(pure, "shared/access/...", "infra/console", "infra/issuer", "shared/settings", "shared/office", "shared/port", "shared/switchboard", "shared/vonage", "infra/local", "infra/memport", "infra/sim", "infra/vonagesim", "infra/audio/files", "infra/desk/phones"),
		Why: "a desk is the local product and the phone network on the real clock, without an account anywhere"},
	{From: "infra/desk/phones", Own: []string{"infra/vonagesim"}, Others: []string{"github.com/coder/websocket"},
		Why: "a phone in a browser is a person of the network, and asks its desk by functions for what it shows besides"},
	{From: "infra/desktest", Own: with(pure, "shared/settings", "shared/port", "shared/switchboard", "shared/pager", "shared/vonage", "shared/webhook", "infra/memport", "testdata"), Others: []string{lambda, jwt},
		Why: "functions' tests stand on it, so it must not reach the functions"},
	{From: "infra/openapi", Own: []string{"shared/port", "infra/audio/files", "shared/activity", "shared/alert", "shared/call", "shared/access", "shared/api/...", "shared/dialplan", "shared/e164", "shared/oncall", "shared/office", "shared/pager", "shared/rehearsal", "shared/resource", "shared/settings", "shared/verify", "infra/memport"},
		Others: []string{"github.com/swaggest/"},
		Why:    "the document is made of the operations and the values that check settings, and of what the examples get"},
	{From: "infra/lambdatest/...", Others: []string{lambda},
		Why: "built functions are driven from outside, by what Lambda says to them"},
	{From: "infra/oncallcheck", Own: []string{"shared/alert", "shared/oncall"},
		Why: "cases are held against the calculation alone"},
	{From: "infra/audio", Own: []string{"infra/audio/files", "shared/sound/mpeg"},
		Why: "the music is made by a program that needs nothing of the product but its MP3"},
	{From: "infra/audio/files", Why: "the music is a file"},
	{From: "infra/setup", Own: with(pure, "shared/flow/check", "shared/port", "shared/vonage", "infra/stack/public", "infra/audio/files"), Others: []string{jwt, "github.com/vonage/"},
		Why: "it sets up an account at the provider, and asks AWS through ports of its own; what people write stays in settings"},
	{From: "infra/setup/awsaccount", Own: with(pure, "shared/awsport", "infra/setup", "infra/stack/public"), Others: []string{"github.com/aws/aws-sdk-go-v2", "github.com/aws/smithy-go"},
		Why: "it answers what setting up asks of AWS, and asks nothing of the provider"},
	{From: "infra/mutants", Others: []string{"golang.org/x/tools/txtar"},
		Why: "mutants are texts that the go command compiles; the product itself is not asked"},
	{From: "infra/dev", Own: []string{"shared/...", "infra/desk", "infra/model", "infra/mutants", "infra/oncallcheck", "infra/openapi", "infra/setup/...", "infra/sim", "infra/vonagesim", "testdata"},
		Why: "the command gives each tool its words; engines, stack and functions are reached through those"},
	{From: "infra/arch", Why: "the rules read source, and would be read by nobody if they imported it"},
	{From: "testdata", Why: "fixtures are fixtures"},
}

// unreachable are arrows that must not exist by any detour either.
var unreachable = []arrow{
	{From: "functions/*", Own: []string{"shared/awsport/..."}, Why: "a handler that reaches an adapter cannot run on a desk"},
	{From: "shared/...", Own: []string{"infra/...", "functions/...", "testdata/..."}, Why: "what ships must not carry the workshop"},
	{From: "functions/...", Own: []string{"infra/...", "testdata/..."}, Why: "what ships must not carry the workshop"},
	{From: "functions/...", But: ofTheAPI, Own: []string{"shared/e164/measure"}, Why: "the metadata of numbers weighs megabytes, and a caller waits while a function starts: a dialplan brings the few prefixes that a call needs"},
	{From: "functions/...", But: ofTheAPI, Own: []string{"shared/settings", "shared/flow/check", "shared/access/...", "shared/api/..."}, Why: "a caller waits while a function starts: it loads compiled dialplans, never what reads, checks and compiles settings, nor what checks sign-ins; callers and responders prove themselves by signatures and the tokens of our URLs"},
	{From: "shared/call", Own: []string{"shared/access/..."}, Why: "a call does the same whoever looks at it"},
	{From: "shared/switchboard", Own: []string{"shared/sound"}, Why: "the decoder belongs into the one function that keeps recordings: its bootstrap names it"},
	{From: "shared/play", Own: []string{"shared/call", "shared/dialplan"}, Why: "what runs a flow knows its host by an interface, and no telephone"},
	{From: "shared/call", Own: []string{"shared/flow/check"}, Why: "a flow that runs was checked when it was saved: a call carries the language, not its catalogue"},
	{From: "infra/issuer", Own: []string{"shared/...", "functions/..."}, Why: "the issuer must not know our mind"},
	{From: "infra/vonagesim", Own: []string{"shared/...", "functions/..."}, Why: "the network must not know our mind"},
	{From: "infra/local", Own: []string{"infra/stack"}, Why: "a local run must not load the CDK, a download of 80 MB"},
	{From: "infra/sim", Own: []string{"infra/stack"}, Why: "a simulation must not load the CDK, a download of 80 MB"},
}

// onlyIn are modules that belong to few folders, tests among them.
var onlyIn = []arrow{
	{From: "github.com/aws/aws-sdk-go-v2/service/", Own: []string{"shared/awsport/...", "infra/awslocal", "infra/porttest/...", "infra/local/...", "infra/dev/...", "infra/setup/..."},
		Why: "services of AWS are spoken to by the adapters alone, so that everything else runs without them"},
	{From: "github.com/nyaruka/phonenumbers", Own: []string{"shared/e164/measure"}, Why: "the metadata of numbers weighs megabytes: whoever imports it makes a function slow to start"},
	{From: "github.com/swaggest/", Own: []string{"infra/openapi"}, Why: "a document is made once, not in a function"},
	{From: "github.com/getkin/", Own: []string{"infra/openapi"}, Why: "it holds answers against the document, in tests alone"},
	{From: "github.com/aws/aws-cdk-go", Own: []string{"infra", "infra/stack"}, Why: "it is 80 MB and starts Node"},
	{From: "github.com/aws/jsii-runtime-go", Own: []string{"infra", "infra/stack"}, Why: "it starts Node"},
	{From: "github.com/aws/constructs-go", Own: []string{"infra", "infra/stack"}, Why: "it starts Node"},
}

func with(list []string, more ...string) []string { return append(slices.Clone(list), more...) }

// checkArrows holds direct imports of files that are not tests against the table.
func checkArrows(s Source) []string {
	var found []string
	for _, f := range s.Files {
		if f.Test {
			continue
		}
		i := slices.IndexFunc(arrows, func(a arrow) bool { return matches(a.From, f.Folder) })
		if i < 0 {
			found = append(found, fmt.Sprintf("%s: no arrow says what %s may import; add its line, with the reason, to infra/arch/arrows.go", f.Path, f.Folder))
			continue
		}
		for _, imported := range f.Imports() {
			if !arrows[i].allows(f.Folder, imported) {
				found = append(found, fmt.Sprintf("%s imports %s: %s", f.Path, imported, arrows[i].Why))
			}
		}
	}
	return found
}

func (a arrow) allows(folder, imported string) bool {
	if own, ok := strings.CutPrefix(imported, module); ok {
		if handler, ok := strings.CutSuffix(folder, "/bootstrap"); ok && strings.HasPrefix(own, "functions/") {
			return own == handler
		}
		return matchesAny(a.Own, own)
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(a.Others, func(m string) bool { return strings.HasPrefix(imported, m) })
}

// checkReach follows our own imports all the way.
func checkReach(s Source) []string {
	graph := map[string][]string{}
	for _, f := range s.Files {
		if f.Test {
			continue
		}
		for _, imported := range f.Imports() {
			if own, ok := strings.CutPrefix(imported, module); ok {
				graph[f.Folder] = append(graph[f.Folder], own)
			}
		}
	}
	var found []string
	for _, from := range s.Packages() {
		for _, ban := range unreachable {
			if !matches(ban.From, from) || matchesAny(ban.But, from) {
				continue
			}
			if way := detour(graph, from, ban.Own); way != nil {
				found = append(found, fmt.Sprintf("%s: %s", strings.Join(way, " → "), ban.Why))
			}
		}
	}
	return found
}

// detour finds a way from a folder to any that is meant.
func detour(graph map[string][]string, from string, to []string) []string {
	seen := map[string]bool{from: true}
	ways := [][]string{{from}}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		for _, next := range graph[way[len(way)-1]] {
			if seen[next] {
				continue
			}
			seen[next] = true
			longer := with(way, next)
			if matchesAny(to, next) {
				return longer
			}
			ways = append(ways, longer)
		}
	}
	return nil
}

// checkOnlyIn finds modules outside the folders they belong to. Tests of the workshop
// may speak to AWS's services: they are run against servers of those.
func checkOnlyIn(s Source) []string {
	var found []string
	for _, f := range s.Files {
		for _, imported := range f.Imports() {
			for _, rule := range onlyIn {
				if !strings.HasPrefix(imported, rule.From) || matchesAny(rule.Own, f.Folder) {
					continue
				}
				if f.Test && strings.HasPrefix(f.Folder, "infra/") && strings.Contains(rule.From, "sdk") {
					continue
				}
				found = append(found, fmt.Sprintf("%s imports %s: %s", f.Path, imported, rule.Why))
			}
		}
	}
	return found
}
