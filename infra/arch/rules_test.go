package arch

import (
	"strings"
	"testing"
	"testing/fstest"
)

// snippet is a tree of one file.
func snippet(t *testing.T, name, body string) Source {
	t.Helper()
	s, err := Read(fstest.MapFS{name: &fstest.MapFile{Data: []byte(body)}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRulesFindWhatTheyAreFor shows each rule a file that breaks it, and one as near
// to it as can be that does not.
func TestRulesFindWhatTheyAreFor(t *testing.T) {
	const long = "package x\n\nfunc f() {\n"
	doc := "// Package x is\n// three lines\n// long. To add more, write.\npackage x\n"
	for name, c := range map[string]struct {
		check func(Source) []string
		file  string
		bad   string
		good  string
	}{
		"a handler imports another function": {checkArrows, "functions/answer/x.go", `package answer; import _ "ringdown/functions/input"`, `package answer; import _ "ringdown/shared/call"`},
		"a handler imports an adapter":       {checkArrows, "functions/answer/x.go", `package answer; import _ "ringdown/shared/awsport"`, `package answer; import _ "ringdown/shared/switchboard"`},
		"a bootstrap imports another's":      {checkArrows, "functions/answer/bootstrap/x.go", `package main; import _ "ringdown/functions/input"`, `package main; import _ "ringdown/functions/answer"`},
		"the shell imports the provider":     {checkArrows, "shared/switchboard/x.go", `package x; import _ "ringdown/shared/vonage"`, `package x; import _ "ringdown/shared/ncco"`},
		"flow imports ours":                  {checkArrows, "shared/flow/x.go", `package x; import _ "ringdown/shared/speech/words"`, `package x; import _ "strings"`},
		"a call carries the checker":         {checkArrows, "shared/call/x.go", `package x; import _ "ringdown/shared/flow/check"`, `package x; import _ "ringdown/shared/flow"`},
		"a function carries the checker":     {checkArrows, "functions/answer/bootstrap/x.go", `package main; import _ "ringdown/shared/flow/check"`, `package main; import _ "ringdown/shared/flow"`},
		"a clock in the checker":             {checkPure, "shared/flow/check/x.go", `package x; import "time"; var a = time.Now`, `package x; import "time"; var a = time.Unix`},
		"oncall imports a library":           {checkArrows, "shared/oncall/x.go", `package x; import _ "github.com/teambition/rrule-go"`, `package x; import _ "time"`},
		"calendar may import its library":    {checkArrows, "shared/oncall/calendar/x.go", `package x; import _ "github.com/spf13/cobra"`, `package x; import _ "github.com/teambition/rrule-go"`},
		"a package nobody named":             {checkArrows, "shared/surprise/x.go", `package x`, ``},
		"a workshop nobody named":            {checkArrows, "infra/surprise/x.go", `package x`, ``},
		"a desk on AWS":                      {checkArrows, "infra/desk/x.go", `package x; import _ "ringdown/shared/awsport"`, `package x; import _ "ringdown/infra/memport"`},
		"shared imports the workshop":        {checkReach, "shared/call/x.go", `package x; import _ "ringdown/infra/sim"`, `package x; import _ "ringdown/shared/dialplan"`},
		"a voice function reaches settings":  {checkReach, "functions/answer/bootstrap/x.go", `package main; import _ "ringdown/shared/settings"`, `package main; import _ "ringdown/shared/dialplan"`},
		"a function measures numbers":        {checkReach, "functions/answer/bootstrap/x.go", `package main; import _ "ringdown/shared/e164/measure"`, `package main; import _ "ringdown/shared/e164"`},
		"a dialplan knows settings":          {checkArrows, "shared/dialplan/x.go", `package x; import _ "ringdown/shared/settings"`, `package x; import _ "ringdown/shared/oncall"`},
		"a call reaches the checker":         {checkReach, "shared/call/x.go", `package x; import _ "ringdown/shared/flow/check"`, `package x; import _ "ringdown/shared/flow"`},
		"the network imports the product":    {checkReach, "infra/vonagesim/x.go", `package x; import _ "ringdown/shared/ncco"`, `package x; import _ "net/http"`},
		"the CDK outside the stack":          {checkOnlyIn, "infra/dev/x.go", `package x; import _ "github.com/aws/aws-cdk-go/awscdk/v2"`, `package x; import _ "os"`},
		"a service of AWS in the shell":      {checkOnlyIn, "shared/switchboard/x_test.go", `package x; import _ "github.com/aws/aws-sdk-go-v2/service/sqs"`, `package x; import _ "os"`},
		"a clock in the core":                {checkPure, "shared/call/x.go", `package x; import "time"; var a = time.Now`, `package x; import "time"; var a = time.Unix`},
		"a goroutine in the core":            {checkPure, "shared/settings/x.go", `package x; func f() { go f() }`, `package x; func f() { defer f() }`},
		"randomness in the core":             {checkPure, "shared/alert/x.go", `package x; import _ "math/rand/v2"`, `package x; import _ "math"`},
		"the network in the core":            {checkPure, "shared/ncco/x.go", `package x; import _ "net/http"`, `package x; import _ "net/url"`},
		"a context in the core":              {checkPure, "shared/flow/x.go", `package x; import _ "context"`, `package x; import _ "errors"`},
		"a lock in the core":                 {checkPure, "shared/speech/words/x.go", `package x; import _ "sync"`, `package x; import _ "slices"`},
		"time.Date in oncall":                {checkPure, "shared/oncall/x.go", `package x; import "time"; var a = time.Date(2026, 1, 1, 0, 0, 0, 0, nil)`, `package x; import "time"; var a = time.Unix(0, 0)`},
		"no package comment":                 {checkComments, "shared/x/x.go", "package x\n", doc},
		"a comment without a way on":         {checkComments, "shared/x/x.go", "// Package x is\n// three lines\n// long.\npackage x\n", doc},
		"a long function":                    {checkSizes, "shared/x/x.go", long + strings.Repeat("\tf()\n", 80) + "}\n", long + "\tf()\n}\n"},
		"a long file":                        {checkSizes, "shared/x/x.go", "package x\n" + strings.Repeat("\n", 401), "package x\n"},
		"a long handler":                     {checkSizes, "functions/answer/handler.go", "package x\n" + strings.Repeat("\n", 61), strings.Repeat("// why\n", 30) + "package x\n" + strings.Repeat("\n", 50)},
		"a name that says nothing":           {checkNames, "shared/x/x.go", "package x; type CallManager int", "package x; type Managed int"},
		"a variable that says nothing":       {checkNames, "shared/x/x.go", "package x; func f() { data := 1; _ = data }", "package x; func f() { database := 1; _ = database }"},
		"a file that says nothing":           {checkNames, "shared/x/utils.go", "package x", ""},
		"a skipped test":                     {checkHabits, "shared/x/x_test.go", `package x; import "testing"; func TestA(t *testing.T) { t.Skip("later") }`, `package x; import "testing"; func TestA(t *testing.T) { t.Fail() }`},
		"a test that sleeps":                 {checkHabits, "shared/x/x_test.go", `package x; import "time"; func f() { time.Sleep(1) }`, `package x; import "time"; func f() { time.Unix(1, 1) }`},
		"a build tag":                        {checkHabits, "shared/x/x.go", "//go:build slow\n\npackage x\n", "package x\n"},
		"a comment about nobody":             {checkRemarks, "shared/x/x.go", "package x\n\n// f is for whoever calls.\nfunc f() {}\n", "package x\n\n// f is for the caller.\nfunc f() {}\n"},
		"a boolean that says":                {checkBooleans, "shared/x/x.go", "package x\n\n// f says whether it is.\nfunc f() bool { return true }\n", "package x\n\n// f reports whether it is.\nfunc f() bool { return true }\n"},
		"a path of a machine":                {checkTraces, "README.md", "see /wo" + "rk/main", "see the work/ folder, https://example.com/work/1"},
		"a registry":                         {checkTraces, "Makefile", "curl https://proxy.gol" + "ang.org/x", "go get x"},
		"a trace of a session":               {checkTraces, "NOTES.md", "Co-Auth" + "ored-By: x", "written by hand"},
	} {
		t.Run(name, func(t *testing.T) {
			if len(c.check(snippet(t, c.file, c.bad))) == 0 {
				t.Errorf("not found in:\n%s", c.bad)
			}
			if c.good == "" {
				return
			}
			if found := c.check(snippet(t, c.file, c.good)); len(found) > 0 {
				t.Errorf("found where there is nothing: %v", found)
			}
		})
	}
}

func TestADetourIsFound(t *testing.T) {
	s, err := Read(fstest.MapFS{
		"functions/answer/x.go": {Data: []byte(`package x; import _ "ringdown/shared/webhook"`)},
		"shared/webhook/x.go":   {Data: []byte(`package x; import _ "ringdown/shared/awsport"`)},
		"shared/awsport/x.go":   {Data: []byte(`package x`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	found := checkReach(s)
	if len(found) != 1 || !strings.Contains(found[0], "functions/answer → shared/webhook → shared/awsport") {
		t.Errorf("found %v, want the whole way", found)
	}
}

func TestTwoPackageCommentsAreFound(t *testing.T) {
	doc := []byte("// Package x is\n// three lines\n// long. To add more, write.\npackage x\n")
	s, err := Read(fstest.MapFS{"shared/x/a.go": {Data: doc}, "shared/x/b.go": {Data: doc}})
	if err != nil {
		t.Fatal(err)
	}
	if len(checkComments(s)) != 1 {
		t.Errorf("found %v, want one finding", checkComments(s))
	}
}
