package main

import (
	"context"
	"io"

	"ringdown/infra/setup"
)

const publicPutAbout = `Uploads what must answer while nothing else does: the document for the provider's fallback, with the address and token
of this installation in it, and the music; and the web console. What is there already is left. Run it after every deployment.`

func runPublicPut(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("public put", "", publicPutAbout, in, out, errOut)
	var outputs string
	o.outputsFlag(&outputs)
	dry := o.Bool("dry-run", false, "say what would be uploaded, and upload nothing")
	if code, done := o.read(args); done {
		return code
	}
	return o.onInstallation(outputs, func(ctx context.Context, i installation) int {
		callbacks, err := setup.Callbacks(ctx, i.outputs, i.account)
		if err == nil {
			err = setup.Upload(ctx, i.account, i.outputs, callbacks, *dry, out)
		}
		if err != nil {
			return o.failed("%v", err)
		}
		return exitWell
	})
}
