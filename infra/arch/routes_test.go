package arch

import (
	"go/ast"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ringdown/infra/local"
	"ringdown/infra/memport"
	"ringdown/shared/routes"
)

// TestEveryFunctionIsInTheTableAndOnTheDesk: a folder that one list has and another
// lacks works in one place and not in the other.
func TestEveryFunctionIsInTheTableAndOnTheDesk(t *testing.T) {
	folders, err := os.ReadDir(root + "/functions")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range folders {
		if f.IsDir() {
			want = append(want, f.Name())
		}
	}
	var table []string
	for _, f := range routes.Functions {
		table = append(table, f.Name)
	}
	desk := onTheDesk(t)
	slices.Sort(table)
	slices.Sort(desk)
	if !slices.Equal(table, want) {
		t.Errorf("folders of functions/ are %v, shared/routes has %v", want, table)
	}
	if !slices.Equal(desk, want) {
		t.Errorf("folders of functions/ are %v, infra/local has %v", want, desk)
	}
}

// onTheDesk reads the keys of the map in infra/local/functions.go.
func onTheDesk(t *testing.T) []string {
	t.Helper()
	var keys []string
	for _, f := range repository(t).Files {
		if f.Path != "infra/local/functions.go" {
			continue
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			m, ok := lit.Type.(*ast.MapType)
			if id, named := identOf(m); !ok || !named || id != "invoke" {
				return true
			}
			for _, e := range lit.Elts {
				pair, _ := e.(*ast.KeyValueExpr)
				if key, ok := pair.Key.(*ast.BasicLit); ok {
					name, _ := strconv.Unquote(key.Value)
					keys = append(keys, name)
				}
			}
			return true
		})
	}
	return keys
}

func identOf(m *ast.MapType) (string, bool) {
	if m == nil {
		return "", false
	}
	id, ok := m.Value.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

// besidesTheTable are paths that the cloud serves from a bucket.
var besidesTheTable = []string{"GET " + local.FallbackPath, "GET /recordings/{key...}", "PUT /uploads/{key}", "GET /assets/prompts/{name}", "GET /assets/"}

func TestTheDeskServesTheTable(t *testing.T) {
	d := local.New(local.Options{
		Now: time.Now, After: func(time.Duration, func()) {}, Log: slog.New(slog.DiscardHandler), BaseURL: "https://example.com",
		Calls: memport.NewCalls(), Dialplans: memport.NewDialplans(), Alerts: memport.NewAlerts(), Channels: &memport.Outbox{}, Recordings: &memport.Recordings{},
	})
	mux, ok := d.Handler.(*http.ServeMux)
	if !ok {
		t.Fatalf("the desk's handler is a %T", d.Handler)
	}
	for _, r := range routes.HTTP {
		at := strings.NewReplacer("{call}", "c", "{token}", "k").Replace(r.Path)
		_, pattern := mux.Handler(httptest.NewRequest(r.Method, at, nil))
		if want := local.Pattern(r); pattern != want {
			t.Errorf("%s %s is served by %q, want %q", r.Method, at, pattern, want)
		}
	}
	for _, pattern := range writtenPatterns(t) {
		if !slices.Contains(besidesTheTable, pattern) {
			t.Errorf("infra/local serves %q, which is not in shared/routes", pattern)
		}
	}
}

// writtenPatterns are patterns that the desk's mux names itself.
func writtenPatterns(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, f := range repository(t).Files {
		if path.Dir(f.Path) != "infra/local" || f.Test {
			continue
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := c.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(sel.Sel.Name, "Handle") && len(c.Args) == 2 {
				if lit, ok := c.Args[0].(*ast.BasicLit); ok {
					pattern, _ := strconv.Unquote(lit.Value)
					out = append(out, pattern)
				}
			}
			return true
		})
	}
	return out
}

// TestEveryTriggerStartsAFunction: a queue that starts nothing fills up in silence.
func TestEveryTriggerStartsAFunction(t *testing.T) {
	for _, r := range routes.Triggers {
		if _, ok := routes.Find(r.Function); !ok {
			t.Errorf("trigger %+v starts a function that is not in the table", r)
		}
	}
	for _, r := range routes.HTTP {
		if _, ok := routes.Find(r.Function); !ok && r.Queue == "" {
			t.Errorf("route %s %s leads to a function that is not in the table", r.Method, r.Path)
		}
		if r.Queue != "" && !slices.ContainsFunc(routes.Triggers, func(x routes.Trigger) bool { return x.Queue == r.Queue }) {
			t.Errorf("route %s %s leads to queue %s, which starts nothing", r.Method, r.Path, r.Queue)
		}
	}
}
