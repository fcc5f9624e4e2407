package lambdatest

import (
	"fmt"
	"os"
	"os/exec"
)

// Tags leave out of the functions what none of them uses: the RPC mode of aws-lambda-go, and HTTP/2,
// which is a twentieth of a small function. The provider and every AWS service they ask speak HTTP/1.1.
const Tags = "lambda.norpc,nethttpomithttp2"

// BuildFlags are those the functions ship with: without paths of the machine, and without what only a
// debugger reads.
var BuildFlags = []string{"-tags", Tags, "-trimpath", "-ldflags", "-s -w -buildid="}

// Build builds a package of this module (import path) for this machine.
func Build(importPath, binary string) error {
	c := exec.Command("go", append(append([]string{"build"}, BuildFlags...), "-o", binary, importPath)...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", importPath, err, out)
	}
	return nil
}
