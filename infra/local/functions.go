package local

import (
	"context"
	"crypto/rand"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/accept"
	"ringdown/functions/act"
	"ringdown/functions/activity"
	"ringdown/functions/alert"
	"ringdown/functions/answer"
	"ringdown/functions/ask"
	"ringdown/functions/input"
	"ringdown/functions/leg"
	"ringdown/functions/listen"
	"ringdown/functions/mailfate"
	"ringdown/functions/readout"
	"ringdown/functions/recording"
	"ringdown/functions/respond"
	"ringdown/functions/settings"
	"ringdown/infra/memport"
	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/webhook"
)

// invoke calls a function the way Lambda does: JSON in, JSON out.
type invoke func(ctx context.Context, event []byte) ([]byte, error)

// lambdaOf makes a handler for each event: one of the library writes every answer into
// the same buffer, because an instance in the cloud takes one event at a time.
func lambdaOf(handler any) invoke {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		return lambda.NewHandler(handler).Invoke(ctx, event)
	}
}

// wire connects the functions with the mux and the queues. It is the one place that
// names them all.
func (d *Desk) wire(edge webhook.Edge, links switchboard.Links) {
	s, log := d.Switchboard, d.options.Log
	o := d.options
	gate := api.Gate{Prove: d.prove, Take: func(access.Principal) (int, error) { return 0, nil }, Now: o.Now, Log: log}
	functions := map[string]invoke{
		"answer":    lambdaOf(answer.New(edge, s)),
		"input":     lambdaOf(input.New(edge, s)),
		"accept":    lambdaOf(accept.New(edge, s)),
		"leg":       lambdaOf(leg.New(edge, s)),
		"act":       lambdaOf(act.New(s, log)),
		"ask":       lambdaOf(ask.New(s, log)),
		"alert":     lambdaOf(alert.New(d.Pager, log)),
		"recording": lambdaOf(recording.New(edge, d.Queue, s)),
		"mailfate":  lambdaOf(mailfate.New(d.Pager, log)),
		"readout":   lambdaOf(readout.New(edge, d.Pager)),
		"listen":    lambdaOf(listen.New(links, s, d.Pager, log)),
		"activity":  lambdaOf(activity.New(gate, o.Activity, d.archive(), rand.Text)),
		"respond":   lambdaOf(respond.New(gate, d.Pager, d.Pager.Addresses)),
		"settings":  lambdaOf(settings.New(gate, &office.Office{Store: o.Settings, Now: o.Now, Wait: office.Pause}, d.prompts, o.Voices, d.Queue, rand.Text)),
	}
	d.consumers = map[port.Queue]*consumer{}
	for _, t := range routes.Triggers {
		if t.Queue != "" {
			d.consume(t, functions[t.Function])
		} else {
			d.sweeps = append(d.sweeps, functions[t.Function])
		}
	}
	d.Handler = d.mux(functions)
}

// archive is the store of recordings, with what looking after them asks for.
func (d *Desk) archive() port.Archive {
	if a, ok := d.options.Recordings.(port.Archive); ok {
		return a
	}
	return &memport.Recordings{Now: d.options.Now}
}

// prove says who asks the admins' API.
func (d *Desk) prove(ctx context.Context, authorization string) (access.Principal, error) {
	if d.options.Tokens == nil {
		return access.Principal{}, &access.Refusal{Kind: access.ErrUnauthenticated, Reason: "nobody can sign in at this desk: it has no issuer of tokens"}
	}
	return d.options.Tokens.Verify(ctx, authorization)
}
