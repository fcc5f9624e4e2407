package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"ringdown/infra/setup"
	"ringdown/shared/e164"
)

const vonageCreateAbout = `Makes an application at the phone provider, and the private key it is spoken to with, which is made on this machine
and written into a file. Where an application of the name is there already, its id is printed and nothing is made.
The id is what the stack is deployed with. Credentials: VONAGE_API_KEY and VONAGE_API_SECRET.`

const vonageConnectAbout = `Leads the provider's application to a deployed stack (addresses, methods, time-outs, region, signatures) and numbers to
the application, saying each step. What is set already is left; what others have set besides is kept.
Credentials: VONAGE_API_KEY and VONAGE_API_SECRET.`

func runVonageCreate(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("vonage create", "", vonageCreateAbout, in, out, errOut)
	name := o.String("name", "Ringdown", "the application's `NAME`; Ringdown when left out")
	key := o.String("private-key", "vonage-private.key", "the new `FILE` for the private key; vonage-private.key when left out")
	if code, done := o.read(args); done {
		return code
	}
	account, err := provider()
	if err != nil {
		return o.failed("%v", err)
	}
	ctx, stop := interruptible()
	defer stop()
	return createApplication(ctx, o, account, *name, *key)
}

func createApplication(ctx context.Context, o *options, account *setup.Account, name, keyFile string) int {
	app, ok, err := account.ApplicationByName(ctx, name)
	if err != nil {
		return o.failed("%v", err)
	}
	if ok {
		fmt.Fprintf(o.out, "application %s is there: %s\n", app.Name, app.ID)
		return exitWell
	}
	private, public, err := setup.NewKey()
	if err != nil {
		return o.failed("%v", err)
	}
	// The key is kept before anybody has its other half: a lost one could not be brought back.
	if err := writeNew(keyFile, private); err != nil {
		return o.failed("%v", err)
	}
	if app, err = account.CreateApplication(ctx, name, public); err != nil {
		return o.failed("%v; the key in %s belongs to nothing: remove it before you run this again", err, keyFile)
	}
	fmt.Fprintf(o.out, "application %s was made: %s\nits private key is in %s: put it where the functions find it, and keep no copy here\n", app.Name, app.ID, keyFile)
	return exitWell
}

// writeNew writes a file that only its owner reads, and never over another.
func writeNew(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: name another file, or remove it", name)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", name, reason(err))
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%s cannot be written: %w", name, err)
	}
	return nil
}

func runVonageConnect(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("vonage connect", "", vonageConnectAbout, in, out, errOut)
	var outputs string
	var numbers []string
	o.outputsFlag(&outputs)
	o.listFlag(&numbers, "number", "a `NUMBER` to be led to the application; may be repeated")
	application := o.String("application", "", "the application's `ID`; the one the stack was deployed with when left out")
	region := o.String("region", "", "the provider's `REGION`; the one nearest to the stack when left out")
	dry := o.Bool("dry-run", false, "say what would be done, and do nothing")
	if code, done := o.read(args); done {
		return code
	}
	c := setup.Connection{Region: *region, DryRun: *dry}
	for _, n := range numbers {
		number, err := e164.Parse(n)
		if err != nil {
			return o.misused("--number: %v", err)
		}
		c.Numbers = append(c.Numbers, number)
	}
	if err := setup.CheckRegion(*region); err != nil {
		return o.misused("--region: %v", err)
	}
	var ok bool
	if c.Outputs, ok = o.outputs(outputs); !ok {
		return exitFailed
	}
	if c.Region == "" {
		c.Region = setup.NearestRegion(c.Outputs.AWSRegion())
	}
	if c.Application = *application; c.Application == "" {
		c.Application = c.Outputs.Application
	}
	if c.Application == "" {
		return o.failed("no application is known: make one with dev vonage create, and deploy with --parameters VonageApplicationId=…")
	}
	account, err := provider()
	if err != nil {
		return o.failed("%v", err)
	}
	ctx, stop := interruptible()
	defer stop()
	if len(c.Outputs.Unsigned) > 0 {
		// What comes unsigned is told by the token in its address, which the callback key makes.
		i, ok := o.installation(ctx, outputs)
		if !ok {
			return exitFailed
		}
		callbacks, err := setup.Callbacks(ctx, c.Outputs, i.account)
		if err != nil {
			return o.failed("%v", err)
		}
		c.Outputs = c.Outputs.Hooked(callbacks)
	}
	if err := setup.Connect(ctx, account, c, out); err != nil {
		return o.failed("%v", err)
	}
	return exitWell
}
