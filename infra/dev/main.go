// Command dev is the developer's tool: it plays calls, runs the product on a desk, and looks into settings, flows and schedules.
//
// It is the program behind the Makefile, and what a check from outside can ask: text for people, --json for programs, exit
// code 0 only when all is well, 1 when something is not, 2 when the command line was not understood. The option not taken
// was a program for each purpose: nobody finds seven of them, and each would explain a wrong settings file in its own way.
//
// To add a command: a file with a function of type runner, and its line in the table below.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// The exit codes.
const (
	exitWell   = 0
	exitFailed = 1 // the command ran and found problems, or could not run
	exitUsage  = 2 // the command line was not understood
)

// runner is a command: what it was asked, and where it reads and writes. It gives the exit code.
type runner func(args []string, in io.Reader, out, errOut io.Writer) int

// command is one line of the table.
type command struct {
	name  string // one word, or two
	about string
	run   runner
}

// commands are all there are, in the order of the help.
func commands() []command {
	return []command{
		{"call", "play one call in virtual time and print its transcript", runCall},
		{"serve", "run the whole product on the real clock, with a simulated phone network", runServe},
		{"openapi", "write the document of the API, and the page to read it on", runOpenAPI},
		{"token", "sign in on the running desk and print a token, for curl", runToken},
		{"calls", "list the calls of the desk or the deployed stack, and every attempt", runCalls},
		{"mutants", "put each deliberate bug into the product and see its tests fail", runMutants},
		{"sim", "play random calls and check the invariants", runSim},
		{"model", "visit every state of one small call and check the invariants", runModel},
		{"settings check", "list everything wrong with settings files", runSettingsCheck},
		{"settings scaffold", "make a settings file from a folder of flows exported from Amazon Connect", runSettingsScaffold},
		{"settings export", "write the settings in force into a folder, a file for each", runSettingsExport},
		{"settings plan", "say what a settings file or folder would change", runSettingsPlan},
		{"settings apply", "bring a settings file or folder into service", runSettingsApply},
		{"audit list", "list who changed what in a month", runAuditList},
		{"audit verify", "check that no record of the audit was changed or removed", runAuditVerify},
		{"flow check", "list everything wrong with flows", runFlowCheck},
		{"flow run", "play a flow to its end with people and functions that stand in", runFlowRun},
		{"flow export", "print the flow that a line is compiled to", runFlowExport},
		{"flow draw", "print a flow as a Mermaid flowchart", runFlowDraw},
		{"oncall who", "say who would be rung, in which order, and until when", runOncallWho},
		{"oncall warn", "say what will go wrong with the schedules in the next 30 days", runOncallWarn},
		{"oncall check", "run on-call cases against the schedules' calculation", runOncallCheck},
		{"vonage create", "make the application at the phone provider, and its key", runVonageCreate},
		{"vonage connect", "lead the application to the deployed stack, and numbers to it", runVonageConnect},
		{"secrets put", "put the private key and the signature secret where functions find them", runSecretsPut},
		{"public put", "upload the fallback document and the music", runPublicPut},
		{"doctor", "examine the deployed stack and what it needs around it", runDoctor},
	}
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// guarded runs a command and tells what goes wrong inside in a sentence: a stack trace
// helps nobody who types a command.
func guarded(command func() int, errOut io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(errOut, "dev: a fault of this program: %v; please report it with the command you typed\n", r)
			code = exitFailed
		}
	}()
	return command()
}

// run finds the command and runs it.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	if len(args) == 0 {
		help(errOut)
		return exitUsage
	}
	switch args[0] {
	case "help", "--help", "-h", "-help":
		if len(args) == 1 || args[0] != "help" {
			help(out)
			return exitWell
		}
		args = append(args[1:], "--help")
	}
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return guarded(func() int { return c.run(args[len(words):], in, out, errOut) }, errOut)
		}
	}
	fmt.Fprintf(errOut, "dev: there is no command %q%s\n\n", strings.Join(named(args), " "), likely(args[0]))
	help(errOut)
	return exitUsage
}

// named are the words before the first flag, at most the two a command may have.
func named(args []string) []string {
	n := 0
	for n < len(args) && n < 2 && !strings.HasPrefix(args[n], "-") {
		n++
	}
	return args[:max(n, 1)]
}

// likely names the commands that begin with the word, where it is half a command.
func likely(word string) string {
	var found []string
	for _, c := range commands() {
		if strings.HasPrefix(c.name, word+" ") {
			found = append(found, c.name)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "; write " + strings.Join(found, " or ")
}

func help(w io.Writer) {
	fmt.Fprint(w, "usage: go run ./infra/dev <command> [options]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-17s %s\n", c.name, c.about)
	}
	fmt.Fprint(w, "\ngo run ./infra/dev <command> --help says more of each.\n")
}
