package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ran runs a command line as a person would.
func ran(args ...string) (code int, out, errOut string) {
	return ranWith("", args...)
}

// ranWith runs it with something on standard input.
func ranWith(in string, args ...string) (code int, out, errOut string) {
	var o, e bytes.Buffer
	code = run(args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

// wrong is a command line that is not well, and what is said about it.
type wrong struct {
	name string
	args []string
	code int
	says string // the first line on standard error
}

// refuses runs each and compares what is said first, to the letter.
func refuses(t *testing.T, cases []wrong) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			code, out, errOut := ran(c.args...)
			first, rest, _ := strings.Cut(errOut, "\n")
			if code != c.code || first != c.says {
				t.Errorf("exit %d, %q\nwant %d, %q", code, first, c.code, c.says)
			}
			if c.code == exitUsage && rest != "--help says more\n" && !strings.HasPrefix(rest, "\nusage: go run ./infra/dev <command>") {
				t.Errorf("below it stands %q", rest)
			}
			if out != "" && c.code == exitUsage {
				t.Errorf("printed %q", out)
			}
			if here, _ := os.Getwd(); strings.Contains(out+errOut, filepath.Dir(filepath.Dir(here))) {
				t.Errorf("a path of this machine is printed: %s%s", out, errOut)
			}
		})
	}
}

func TestHelpListsEveryCommand(t *testing.T) {
	code, out, _ := ran("help")
	if code != exitWell {
		t.Errorf("exit %d", code)
	}
	for _, c := range commands() {
		if !strings.Contains(out, "  "+c.name+" ") || !strings.Contains(out, c.about) {
			t.Errorf("help does not tell of %s", c.name)
		}
	}
}

func TestEveryCommandHasItsHelp(t *testing.T) {
	for _, c := range commands() {
		for _, args := range [][]string{append(strings.Fields(c.name), "--help"), append([]string{"help"}, strings.Fields(c.name)...)} {
			code, out, errOut := ran(args...)
			if code != exitWell || errOut != "" || !strings.HasPrefix(out, "usage: go run ./infra/dev "+c.name) {
				t.Errorf("%v: exit %d, %q, %q", args, code, out, errOut)
			}
		}
	}
}

func TestCommandLinesThatAreNotUnderstood(t *testing.T) {
	refuses(t, []wrong{
		{"no such command", []string{"cal"}, exitUsage, `dev: there is no command "cal"`},
		{"half a command", []string{"flow"}, exitUsage, `dev: there is no command "flow"; write flow check or flow run or flow export or flow draw`},
		{"half a command and a stranger", []string{"flow", "chek", "x.json"}, exitUsage, `dev: there is no command "flow chek"; write flow check or flow run or flow export or flow draw`},
		{"no such option", []string{"call", "--colour"}, exitUsage, `dev call: there is no option --colour`},
		{"no such short option", []string{"call", "-x"}, exitUsage, `dev call: there is no option -x`},
		{"an option without its value, in short", []string{"call", "-from"}, exitUsage, `dev call: -from needs a value after it`},
		{"an option without its value", []string{"call", "--from"}, exitUsage, `dev call: --from needs a value after it`},
		{"a word too many", []string{"call", "ben"}, exitUsage, `dev call: "ben" is one word too many; this command takes only options: put a value that holds blanks in quotes`},
		{"a file too many", []string{"flow", "draw", "a", "b"}, exitUsage, `dev flow draw: "b" is one word too many; it takes one FILE`},
		{"no file", []string{"settings", "check", "--json"}, exitUsage, `dev settings check: FILE is missing`},
	})
}

func TestNoCommandPrintsTheHelpOnStandardError(t *testing.T) {
	code, out, errOut := ran()
	if code != exitUsage || out != "" || !strings.HasPrefix(errOut, "usage: go run ./infra/dev <command> [options]\n") {
		t.Errorf("exit %d, %q, %q", code, out, errOut)
	}
}

func TestAFaultOfTheProgramIsASentence(t *testing.T) {
	code, _, errOut := func() (int, string, string) {
		var o, e bytes.Buffer
		code := guarded(func() int { panic("a hole") }, &e)
		return code, o.String(), e.String()
	}()
	if want := "dev: a fault of this program: a hole; please report it with the command you typed\n"; code != exitFailed || errOut != want {
		t.Errorf("exit %d, %q", code, errOut)
	}
}
