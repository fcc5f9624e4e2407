package lambdatest

import (
	"fmt"
	"os"
	"os/exec"
)

// BuildFlags are those the functions ship with: without the RPC mode nobody uses any
// more, without paths of the machine, and without what only a debugger reads.
var BuildFlags = []string{"-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w -buildid="}

// Build builds a package of this module (import path) for this machine.
func Build(importPath, binary string) error {
	c := exec.Command("go", append(append([]string{"build"}, BuildFlags...), "-o", binary, importPath)...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", importPath, err, out)
	}
	return nil
}
