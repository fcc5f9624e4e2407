// Command infra is the CDK app: it writes the stack's template into cdk.out.
//
// It is started by the CDK's command line (cdk.json), and looks nothing up, so a
// template can be made and read without an account. The functions have to be built
// first: a missing one is an error of the synthesis, except for the CDK's bootstrap, which
// needs none of them. To change
// what is deployed, see package stack.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"ringdown/infra/stack"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	stack.New(app, "Ringdown", stack.Props{StackProps: awscdk.StackProps{
		Description: jsii.String("Ringdown: live call routing"), TerminationProtection: jsii.Bool(true),
	}})
	app.Synth(nil)
}
