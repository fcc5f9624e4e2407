package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"ringdown/infra/desk"
	"ringdown/infra/sim"
	"ringdown/testdata"
)

const serveAbout = `Runs the whole product in one process on the real clock: its functions, their stores in memory (kept in .state between
runs), and a simulated phone network, all on one port. It begins by playing one call in virtual time. Alerts are printed
and written into the outbox. Ctrl-C ends it.`

const (
	deskAddress = "127.0.0.1:8080"
	stateFile   = ".state/desk.json"
	outboxDir   = "outbox"
)

// serveOptions are the options of serve.
type serveOptions struct{ config, address, outbox, state string }

func runServe(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve(ctx, args, in, out, errOut, func(*desk.Desk) {})
}

// serve is runServe until the context ends. Ready is told once the desk can be called.
func serve(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer, ready func(*desk.Desk)) int {
	o := newOptions("serve", "", serveAbout, in, out, errOut)
	var s serveOptions
	o.configFlag(&s.config)
	o.addressFlag(&s.address, "the `ADDRESS` to listen on")
	o.StringVar(&s.outbox, "outbox", outboxDir, "the `FOLDER` for alerts, "+outboxDir+" when left out")
	o.StringVar(&s.state, "state", stateFile, "the `FILE` kept between runs, "+stateFile+" when left out; \"\" keeps nothing")
	if code, done := o.read(args); done {
		return code
	}
	conf, ok := o.load(s.config)
	if !ok {
		return exitFailed
	}
	d, err := desk.Open(desk.Options{
		Settings: conf.settings, Address: s.address, StateFile: s.state, Outbox: s.outbox, Out: out,
		Log: slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return o.failed("%v", err)
	}
	running := d.InForce() // by now the file is in force, or what was saved on the desk since it was
	conf.settings, conf.plans = running.Settings, running.Plans
	if code := s.example(o, conf); code != exitWell {
		d.Close()
		return code
	}
	s.greet(out, conf, d)
	ready(d)
	if err := d.Serve(ctx); err != nil {
		return o.failed("%v", err)
	}
	fmt.Fprintln(out, "\nThe desk has ended; what happened is kept.")
	return exitWell
}

// example plays a call of these settings in virtual time, so that one sees what to expect.
func (s serveOptions) example(o *options, conf configured) int {
	if len(conf.plans) == 0 {
		return exitWell // every line was deleted by the API
	}
	script, err := asked{}.script(conf, conf.plans[0], callAt)
	if err != nil {
		return o.failed("%v", err)
	}
	header := callHeader(conf.plans[0], callAt)
	scenario, err := sim.Compose(header, callAt, script)
	if err != nil {
		return o.failed("%v", err)
	}
	played, err := sim.Play(scenario.With(conf.settings, conf.plans, conf.answers()), testdata.Files, sim.Playing{Seed: 1})
	if err != nil {
		return o.failed("%v", err)
	}
	fmt.Fprintf(o.out, "%s In virtual time, it goes like this:\n\n%s\n%s", header, played.Transcript, toldOf(played))
	return exitWell
}

// greet says where everything is, and what to do next.
func (s serveOptions) greet(out io.Writer, conf configured, d *desk.Desk) {
	fmt.Fprintf(out, "\nRingdown is on your desk at %s\nOpen that in a browser: a caller's phone, everybody's phones, and a tour of one minute.\n\n", d.URL)
	for _, p := range conf.plans {
		fmt.Fprintf(out, "  line    %s  %s  %s\n", p.Line, p.Number, p.Description)
	}
	if s.outbox == "" {
		fmt.Fprintln(out, "  alerts  here")
	} else {
		fmt.Fprintf(out, "  alerts  here, and as files in %s/\n", filepath.Clean(s.outbox))
	}
	if s.state != "" {
		fmt.Fprintf(out, "  state   %s, kept between runs\n", s.state)
	}
	fmt.Fprint(out, "\nWithout a browser, in another terminal:\n\n")
	at, lines := "", [][2]string{}
	if s.address == deskAddress {
		lines = append(lines,
			[2]string{"make call LIVE=1", "place a call on the real clock, and follow it"},
			[2]string{`make call LIVE=1 ARGS="--nobody"`, "leave a message; its alert comes here, with a link that plays it"})
	} else {
		at = " --addr " + strings.TrimPrefix(d.URL, "http://")
	}
	lines = append(lines, [2]string{"go run ./infra/dev call --live" + at, "place one; --answer, --who and --caller say who does what"})
	if at != "" {
		lines = append(lines, [2]string{"go run ./infra/dev call --live --nobody" + at, "leave a message; its alert comes here, with a link that plays it"})
	}
	lines = append(lines,
		[2]string{"go run ./infra/dev calls" + at, "list the calls, and every phone that was rung"},
		[2]string{"go run ./infra/dev token" + at, "sign in, and print a token for the API at /api/v1; --role says as whom"},
	)
	width := 0
	for _, l := range lines {
		width = max(width, len(l[0]))
	}
	for _, l := range lines {
		fmt.Fprintf(out, "  %-*s  %s\n", width, l[0], l[1])
	}
	fmt.Fprint(out, "\nCtrl-C ends the desk.\n")
}
