package main

import (
	"context"
	"os"
	"os/signal"

	"ringdown/infra/setup"
	"ringdown/infra/setup/awsaccount"
	"ringdown/shared/awsport"
)

// defaultOutputs is where make deploy writes what the stack gave out.
const defaultOutputs = "cdk-outputs.json"

// The account at the phone provider, by the names its own tools use.
const (
	providerKey    = "VONAGE_API_KEY"
	providerSecret = "VONAGE_API_SECRET"
)

// outputsFlag adds --outputs.
func (o *options) outputsFlag(into *string) {
	o.StringVar(into, "outputs", defaultOutputs, "the `FILE` with the stack's outputs, as make deploy writes it; "+defaultOutputs+" when left out")
}

// outputs reads where the stack's parts are. What is wrong is printed; then ok is false.
func (o *options) outputs(file string) (out setup.Outputs, ok bool) {
	text, err := o.readFile(file)
	if err == nil {
		out, err = setup.ParseOutputs(text)
	}
	if err != nil {
		o.failed("%v; --outputs names the file that make deploy wrote", err)
		return out, false
	}
	return out, true
}

// installation is a deployed stack, and the account it lives in.
type installation struct {
	outputs setup.Outputs
	account *awsaccount.Account
	env     *awsport.Env
}

// installation opens the stack. What is wrong is printed; then ok is false.
func (o *options) installation(ctx context.Context, file string) (i installation, ok bool) {
	if i.outputs, ok = o.outputs(file); !ok {
		return i, false
	}
	var err error
	if i.account, err = awsaccount.Open(ctx, i.outputs); err == nil {
		i.env, err = i.account.Env(ctx)
	}
	if err != nil {
		o.failed("%v", err)
		return i, false
	}
	return i, true
}

// onInstallation does something on the stack that the outputs describe, until it is interrupted.
func (o *options) onInstallation(file string, do func(context.Context, installation) int) int {
	ctx, stop := interruptible()
	defer stop()
	i, ok := o.installation(ctx, file)
	if !ok {
		return exitFailed
	}
	return do(ctx, i)
}

// provider is the account at the phone provider, from the environment alone: an argument would stay in the shell's history.
func provider() (*setup.Account, error) {
	return setup.NewAccount(os.Getenv(providerKey), os.Getenv(providerSecret), "", nil)
}

// interruptible is a context that Ctrl-C ends.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt)
}
