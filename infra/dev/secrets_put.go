package main

import (
	"context"
	"fmt"
	"io"

	"ringdown/infra/setup"
)

const secretsPutAbout = `Puts the application's private key and the account's signature secret where the functions find them (AWS Secrets
Manager). Both are read from files, or from standard input for -, and never from the command line, which others on
the machine can read. A private key that is none is refused.`

func runSecretsPut(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("secrets put", "", secretsPutAbout, in, out, errOut)
	var outputs string
	o.outputsFlag(&outputs)
	key := o.String("private-key", "", "the `FILE` with the application's private key (PEM)")
	signature := o.String("signature-secret", "", "the `FILE` with the account's signature secret; - reads standard input")
	if code, done := o.read(args); done {
		return code
	}
	switch {
	case *key == "" && *signature == "":
		return o.misused("name a file with --private-key, with --signature-secret, or both")
	case *key == "-" && *signature == "-":
		return o.misused("only one of the two can come from standard input")
	}
	return o.onInstallation(outputs, func(ctx context.Context, i installation) int {
		return putSecrets(ctx, o, i.account, *key, *signature)
	})
}

func putSecrets(ctx context.Context, o *options, store setup.Secrets, keyFile, signatureFile string) int {
	code := exitWell
	for _, s := range []struct {
		what, file string
		put        func(context.Context, setup.Secrets, []byte) (setup.Put, error)
	}{{"private key", keyFile, setup.PutPrivateKey}, {"signature secret", signatureFile, setup.PutSignatureSecret}} {
		if s.file == "" {
			continue
		}
		text, err := o.readFile(s.file)
		var did setup.Put
		if err == nil {
			did, err = s.put(ctx, store, text)
		}
		if err != nil {
			code = o.failed("%v", err)
			continue
		}
		fmt.Fprintf(o.out, "%s: %s\n", s.what, did)
	}
	return code
}
