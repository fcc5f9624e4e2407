// Package apigate is what the functions of the admins' API have in common when they start: where
// they are, and the gate that every request passes.
//
// It is apart from package wiring so that no function that a caller waits for links what proves
// tokens. To add something that those functions share, add it here.
package apigate

import (
	"log/slog"
	"os"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/access/bearer"
	"ringdown/shared/api"
	"ringdown/shared/awsport"
)

// perClient is what one person or machine may ask of one instance of a function: a console's page
// asks a dozen things at once, and a client that reads everything page by page needs no more than this.
var perClient = access.Limit{Burst: 60, PerSecond: 20}

// Open makes the gate from the environment. Missing configuration ends the function with a line
// in the log; done says that all else was found as well.
func Open() (env *awsport.Env, gate api.Gate, done func()) {
	env = awsport.FromEnv()
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	verifier, err := bearer.FromEnv(env.Lookup, time.Now)
	if err != nil {
		end(log, err)
	}
	limiter := &bearer.Limiter{Limit: perClient, Now: time.Now}
	gate = api.Gate{Prove: verifier.Verify, Take: limiter.Take, Now: time.Now, Log: log}
	return env, gate, func() {
		if err := env.Err(); err != nil {
			end(log, err)
		}
	}
}

func end(log *slog.Logger, err error) {
	log.Error("the function cannot start", "error", err)
	os.Exit(1)
}
