package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"ringdown/infra/desk"
	"ringdown/infra/sim"
)

// liveFlags adds the options of a call on a running desk.
func (c *callOptions) liveFlags(o *options) {
	o.BoolVar(&c.live, "live", false, "place the call on the running desk (see serve), and follow it on the real clock")
	o.addressFlag(&c.address, "with --live: the desk's `ADDRESS`")
}

// playLive places the call on a desk and prints its transcript as it happens.
func (c callOptions) playLive(o *options) int {
	if other := o.anyGiven("config", "at", "switch", "faults"); len(other) > 0 {
		return o.misused("--live runs on the real clock, with the settings of the desk: leave out %s", strings.Join(other, " "))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client := desk.Client{Address: c.address}
	if _, err := client.About(ctx); err != nil {
		return o.failed("%s", noDesk(err, c.address))
	}
	script, header, code := c.liveScript(ctx, o, client)
	if code != exitWell {
		return code
	}
	placed, err := client.Place(ctx, desk.Order{Script: script})
	if err != nil {
		return o.failed("the desk at %s does not take the call: %v", c.address, err)
	}
	if !c.json {
		fmt.Fprintf(o.out, "%s\n\n", header)
	}
	t := told{Transcript: []said{}}
	came, err := client.Follow(ctx, placed, func(m desk.Moment) {
		l := said{Seconds: m.Seconds, Who: m.Who, Ordered: m.Ordered, What: m.What}
		t.Transcript = append(t.Transcript, l)
		if !c.json {
			fmt.Fprint(o.out, sim.FormatLine(sim.Line(l), liveWidth))
		}
	})
	if ctx.Err() != nil {
		return o.failed("not followed any further; the call goes on, and go run ./infra/dev calls tells what comes of it")
	}
	if err != nil {
		return o.failed("%v", err)
	}
	t.Outcome, t.Rung, t.Alerts, t.Message = came.Outcome, came.Rung, came.Alerts, came.Message
	if c.json {
		o.writeJSON(t)
	} else {
		fmt.Fprintf(o.out, "\n%s", t)
	}
	return exitWell
}

// liveWidth is the column of names: who will turn up is not known beforehand.
const liveWidth = 12

// liveScript is the script of the options or of the file.
func (c callOptions) liveScript(ctx context.Context, o *options, client desk.Client) (script, header string, code int) {
	if c.file != "" {
		text, err := o.readFile(c.file)
		if err == nil {
			script, err = sim.ScriptOf(text)
		}
		if err != nil {
			return "", "", o.failed("%v", err)
		}
		return script, "The script of " + c.file + ", on the real clock.", exitWell
	}
	running, err := client.Running(ctx)
	if err != nil {
		return "", "", o.failed("the desk at %s does not tell its settings: %v", c.address, err)
	}
	conf := configured{name: "the desk's settings", settings: running.Settings, plans: running.Plans}
	plan, err := conf.line(c.line)
	if err != nil {
		return "", "", o.failed("%v", err)
	}
	now := time.Now()
	if script, err = c.people.script(conf, plan, now); err != nil {
		return "", "", o.unplayed(err)
	}
	return script, callHeader(plan, now), exitWell
}

// noDesk says how to get a desk.
func noDesk(err error, address string) string {
	start := "make run"
	if address != deskAddress {
		start = "go run ./infra/dev serve --addr " + address
	}
	if errors.Is(err, desk.ErrStranger) {
		return fmt.Sprintf("something else than a desk answers at %s; start one elsewhere with: go run ./infra/dev serve --addr 127.0.0.1:8081, and add the same --addr here", address)
	}
	return fmt.Sprintf("no desk is running at %s; start one in another terminal with: %s", address, start)
}
