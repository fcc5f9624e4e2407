// Command empty is the least a Go function can be.
//
// The size and the start of the real functions are measured against it, on the same
// machine in the same minute: milliseconds alone say more about the machine than about
// us. To change what "least" means, change this; nothing of it ships.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(func(context.Context) (string, error) { return "ok", nil })
}
