package stack

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// object is a piece of a template.
type object = map[string]any

// synthesized is the stack's template, made once: the CDK runs in a process of its own.
var synthesized = sync.OnceValue(func() object {
	build, err := os.MkdirTemp("", "ringdown-stack")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(build)
	for _, f := range routes.Functions { // in place of built functions
		if err := os.MkdirAll(filepath.Join(build, f.Name), 0o755); err != nil {
			panic(err)
		}
		if err := os.WriteFile(filepath.Join(build, f.Name, "bootstrap"), []byte(f.Name), 0o755); err != nil {
			panic(err)
		}
	}
	app := awscdk.NewApp(&awscdk.AppProps{
		Outdir:  jsii.String(filepath.Join(build, "cdk.out")),
		Context: &map[string]any{"aws:cdk:disable-asset-staging": true, "aws:cdk:bundling-stacks": []string{}},
	})
	template := *assertions.Template_FromStack(New(app, "Test", Props{BuildDir: build}), nil).ToJSON()
	var out object // through JSON, so that every number and list has one type
	text, err := json.Marshal(template)
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		panic(err)
	}
	return out
})

// template gives the stack's template. The CDK is a Node program: where there is no
// node the test is skipped, except where all tests have to run.
func template(t *testing.T) object {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("node is missing: the stack cannot be synthesized, and CI checks it")
		}
		t.Skip("node is missing: install it (version 20 or later) to check the stack")
	}
	return synthesized()
}

// resources gives the resources of a type by their ids, which begin with the ids of
// this package.
func resources(t *testing.T, kind string) map[string]object {
	t.Helper()
	out := map[string]object{}
	for id, r := range template(t)["Resources"].(object) {
		if r.(object)["Type"] == kind {
			out[id] = r.(object)
		}
	}
	if len(out) == 0 {
		t.Fatalf("the template has no %s", kind)
	}
	return out
}

// named gives the one resource of a type whose id is the name and a hash, or nothing else.
func named(t *testing.T, kind, name string) (string, object) {
	t.Helper()
	for id, r := range resources(t, kind) {
		if rest, ok := strings.CutPrefix(id, name); ok && (rest == "" || isHash(rest)) {
			return id, r["Properties"].(object)
		}
	}
	t.Fatalf("the template has no %s named %s", kind, name)
	return "", nil
}

// isHash tells the eight hexadecimal digits the CDK ends an id with.
func isHash(s string) bool {
	return len(s) == 8 && strings.Trim(s, "0123456789ABCDEF") == ""
}

// at walks into a template by keys; nil where there is nothing.
func at(v any, path ...string) any {
	for _, key := range path {
		o, ok := v.(object)
		if !ok {
			return nil
		}
		v = o[key]
	}
	return v
}

// list makes a list of what the template writes as one value or several.
func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

// texts makes a sorted list of strings; what is no string stands as its JSON.
func texts(t *testing.T, v any) []string {
	t.Helper()
	var out []string
	for _, item := range list(v) {
		out = append(out, render(t, item))
	}
	slices.Sort(out)
	return out
}

func render(t *testing.T, v any) string {
	t.Helper()
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
