package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/infra/local"
	"ringdown/infra/vonagesim"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/settings"
)

// What things take in the model: a message's function, its reads and saves together (six of about 10 ms,
// local-aws.md measures less); a request to the provider (0.4 s was measured for a dial, and the rest is
// asked of the same address); and the slowest look-up that a flow may wait for.
const (
	functionTakes = 60 * time.Millisecond
	providerTakes = 400 * time.Millisecond
	lookUpTakes   = 8 * time.Second
)

// slowPhones takes the provider's time. A dial's is within the second that it occupies its performer.
type slowPhones struct{ port.Phones }

func (p slowPhones) HangUp(ctx context.Context, region, provider string) error {
	local.Occupy(ctx, providerTakes)
	return p.Phones.HangUp(ctx, region, provider)
}

func (p slowPhones) Transfer(ctx context.Context, region, provider string, s ncco.Script) error {
	local.Occupy(ctx, providerTakes)
	return p.Phones.Transfer(ctx, region, provider, s)
}

func (p slowPhones) Listen(ctx context.Context, region, provider string, to ncco.Callback) error {
	local.Occupy(ctx, providerTakes)
	return p.Phones.Listen(ctx, region, provider, to)
}

func (p slowPhones) Speak(ctx context.Context, region, provider string, t ncco.Talk) error {
	local.Occupy(ctx, providerTakes)
	return p.Phones.Speak(ctx, region, provider, t)
}

func (p slowPhones) Lives(ctx context.Context, region, provider string) (bool, string, error) {
	local.Occupy(ctx, providerTakes)
	return p.Phones.Lives(ctx, region, provider)
}

type slowFunctions struct{ port.Functions }

func (f slowFunctions) Invoke(ctx context.Context, arn string, payload []byte, limit time.Duration) ([]byte, error) {
	local.Occupy(ctx, lookUpTakes)
	return f.Functions.Invoke(ctx, arn, payload, limit)
}

// burst is a world of lines that each have responders of their own, and what was seen in it.
type burst struct {
	*World
	rang  map[string]time.Time // when a phone rang first
	talks int
}

const lookUpARN = "arn:aws:lambda:eu-west-2:111122223333:function:look-up"

// newBurst makes lines of so many responders each. So many of the lines ask a function, and do nothing else.
func newBurst(t *testing.T, lines, responders, pace, lookUps int) *burst {
	t.Helper()
	var users, teams, numbers strings.Builder
	for l := range lines {
		var tier []string
		for r := range responders {
			id := fmt.Sprintf("u%d-%d", l, r)
			fmt.Fprintf(&users, "  - {id: %s, name: %s, phones: [{number: %q}]}\n", id, id, "+"+burstPhone(l, r))
			tier = append(tier, id)
		}
		fmt.Fprintf(&teams, "  - {id: t%d, name: Team %d, tiers: [[%s]], emails: [a@example.com]}\n", l, l, strings.Join(tier, ", "))
		fmt.Fprintf(&numbers, "  - {id: l%d, number: %q, description: Line %d, team: t%d, ring: {totalSeconds: 300}}\n", l, burstLine(l), l, l)
	}
	s, problems := settings.Parse([]byte("version: 1\nusers:\n"+users.String()+"teams:\n"+teams.String()+"lines:\n"+numbers.String()), nil)
	if problem.Fatal(problems) {
		t.Fatal(problems)
	}
	plans, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for i := range plans[:lookUps] {
		plans[i].Flow, plans[i].LambdaARNs = lookingUp(t), []string{lookUpARN}
	}
	b := &burst{rang: map[string]time.Time{}}
	b.World, err = NewWorld(Options{
		Start: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), Plans: plans, Seed: 1, DialsPerSecond: pace, Observe: b.saw,
		Answers: map[string]string{lookUpARN: "{}"},
		Ports: func(o *local.Options) {
			o.Phones, o.Functions = slowPhones{o.Phones}, slowFunctions{o.Functions}
			o.Takes = func(port.Queue) time.Duration { return functionTakes }
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for l := range lines {
		for r := range responders {
			b.Network.AddPhone(burstPhone(l, r), vonagesim.Answers(5*time.Second).Named(fmt.Sprintf("u%d-%d", l, r)).
				Then(vonagesim.OnHearing("press 1").After(time.Second).Press("1"), vonagesim.OnTalking().After(time.Minute).HangUp()))
		}
	}
	return b
}

// lookingUp is a flow that asks a function again and again.
func lookingUp(t *testing.T) flow.Flow {
	t.Helper()
	doc, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"ask","Actions":[
		{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + lookUpARN + `","InvocationTimeLimitSeconds":"8"},
			"Transitions":{"NextAction":"wait","Errors":[{"ErrorType":"NoMatchingError","NextAction":"wait"}]}},
		{"Identifier":"wait","Type":"Wait","Parameters":{"TimeLimitSeconds":"60"},"Transitions":{"NextAction":"end"}},
		{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func burstPhone(line, responder int) string { return fmt.Sprintf("1415556%04d", 50*line+responder) }

func burstLine(l int) string { return fmt.Sprintf("+141555530%02d", l) }

func (b *burst) saw(o vonagesim.Observation) {
	switch {
	case o.Kind == vonagesim.SawRings && strings.HasPrefix(o.Who, "u"):
		if _, known := b.rang[o.Who]; !known {
			b.rang[o.Who] = o.At
		}
	case o.Kind == vonagesim.SawTalksWith && strings.HasPrefix(o.Who, "u"):
		b.talks++
	}
}

// callers call a line, one after the other within a second, so long after the start.
func (b *burst) callers(line, n int, after time.Duration) {
	for i := range n {
		b.toCome++
		b.Clock.After(after+time.Duration(i)*time.Second/time.Duration(n), func() {
			b.toCome--
			b.Network.Dial(fmt.Sprintf("1503555%02d%03d", line, i), strings.TrimPrefix(burstLine(line), "+"), vonagesim.Caller(vonagesim.AfterAnswer(150*time.Second).HangUp()))
		})
	}
}

// waits are how long it took until each phone rang, the shortest first.
func (b *burst) waits(since time.Time) (waits []time.Duration) {
	for _, at := range b.rang {
		waits = append(waits, at.Sub(since))
	}
	slices.Sort(waits)
	return waits
}

// slack is what a dial may take besides its turn: the caller's way to the queue, the functions, and what
// does not dial but takes a turn among those who do.
const slack = 3 * time.Second

// Two hundred callers on twenty lines with two responders each: every responder is rung as soon as the
// account's pace allows, the n-th after n/pace.
func TestBurst(t *testing.T) {
	for _, pace := range []int{3, 30} {
		t.Run(fmt.Sprintf("%d a second", pace), func(t *testing.T) {
			const lines, responders, callers = 20, 2, 200
			b := newBurst(t, lines, responders, pace, 0)
			for l := range lines {
				b.callers(l, callers/lines, 0)
			}
			start := b.Clock.Now()
			b.Run(start.Add(30 * time.Second))
			waits := b.waits(start)
			t.Logf("%d responders rung, the median after %.1f s, 95 %% within %.1f s, the last after %.1f s; %d talks", len(waits),
				waits[len(waits)/2].Seconds(), waits[len(waits)*95/100].Seconds(), waits[len(waits)-1].Seconds(), b.talks)
			if len(waits) != lines*responders {
				t.Errorf("%d responders were rung, want all %d", len(waits), lines*responders)
			}
			for n, wait := range waits {
				if most := time.Duration(n+1)*time.Second/time.Duration(pace) + slack; wait > most {
					t.Errorf("the %d-th phone rang after %s, want at most %s", n+1, wait, most)
				}
			}
		})
	}
}

// stormEnds is when a line's first caller is rung at the latest, however many call another one: the queue
// finds out within five seconds who takes more than their share (package memport), and a few quiet lines
// come together.
const stormEnds = 5*time.Second + slack

// A storm of one line does not keep another team's phone quiet, whenever in it the other caller comes.
func TestAStormOnOneLineLeavesOthersTheirTurn(t *testing.T) {
	for _, after := range []time.Duration{time.Second, 10 * time.Second} {
		b := newBurst(t, 5, 40, 3, 0)
		b.callers(0, 200, 0)
		for l := 1; l < 5; l++ {
			b.callers(l, 1, after)
		}
		came := b.Clock.Now().Add(after)
		b.Run(came.Add(10 * time.Second))
		for l := 1; l < 5; l++ {
			first := b.first(l, came)
			t.Logf("line %d, whose caller came %s into the storm, rang after %.1f s", l, after, first.Seconds())
			if first > stormEnds {
				t.Errorf("line %d, whose caller came %s into the storm, rang after %s, want at most %s", l, after, first, stormEnds)
			}
		}
	}
}

// first is how long it took until somebody of a line was rung; very long where nobody was.
func (b *burst) first(line int, since time.Time) time.Duration {
	first := time.Hour
	for who, at := range b.rang {
		if strings.HasPrefix(who, fmt.Sprintf("u%d-", line)) {
			first = min(first, at.Sub(since))
		}
	}
	return first
}

// Slow look-ups of two lines do not keep anybody's phone quiet: they wait for each other alone.
func TestSlowLookUpsStopNobodysDialling(t *testing.T) {
	b := newBurst(t, 3, 2, 3, 2)
	b.callers(0, 20, 0)
	b.callers(1, 20, 0)
	b.callers(2, 1, 3*time.Second)
	came := b.Clock.Now().Add(3 * time.Second)
	b.Run(came.Add(10 * time.Second))
	if first := b.first(2, came); first > time.Second {
		t.Errorf("the line that asks nothing rang after %s, want at once", first)
	}
}
