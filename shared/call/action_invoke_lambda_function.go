package call

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

const (
	// functionFirstLook is how long the caller waits in silence before the flow looks for
	// the answer: most functions have one by then.
	functionFirstLook = 500 * time.Millisecond
	// functionNextLook is the pause between looks: each costs a webhook and a save.
	functionNextLook = time.Second
)

// invokeLambdaFunction asks a function and keeps its answer as $.External, in place of
// the one before. Only functions the line allows are asked. NoMatchingError: not
// allowed, no answer within InvocationTimeLimitSeconds (1 to 8), a failure of the
// function, or an answer that is not as ResponseValidation says or too much to keep.
// With InvocationType ASYNCHRONOUS it is handed over and the flow goes on at once. NCCO:
// wait, notify, again until the answer is there: a transfer would cut what is spoken.
var invokeLambdaFunction = action{
	begin: func(t *turn, a flow.Action) outcome {
		i, err := t.newInvocation(a.Parameters)
		if err != "" {
			return t.failed(flow.NoMatchingError, "%s", err)
		}
		c := t.c
		c.Invoked++
		i.ID = strconv.Itoa(c.Invoked)
		if i.Async {
			c.Invocations = append(c.Invocations, i)
			return done(flow.Succeed())
		}
		i.Until = t.now.Add(time.Duration(i.Seconds)*time.Second + functionGrace)
		c.Invocations = append(c.Invocations, i)
		c.Flow.External = ""
		c.Flow.Until = i.Until
		if t.callerListens() {
			t.lookAgain(functionFirstLook)
		}
		return waiting
	},
	spoken: func(t *turn, a flow.Action) {
		i := t.c.awaited()
		switch {
		case i == nil:
			t.proceed(flow.Fail(flow.NoMatchingError))
		case i.Done || !t.now.Before(i.Until):
			t.takeAnswer(i)
		default:
			t.turnPage()
			t.lookAgain(functionNextLook)
			t.deliver()
		}
	},
	overdue: func(t *turn, a flow.Action) {
		if i := t.c.awaited(); i != nil {
			t.takeAnswer(i)
			return
		}
		t.proceed(flow.Fail(flow.NoMatchingError))
	},
	left: func(t *turn, a flow.Action) {
		i := t.c.awaited()
		switch {
		case i == nil || !t.c.Asked:
			t.c.Flow.Ended = true
		case i.Done:
			t.takeAnswer(i)
		default:
			t.c.Flow.Until = i.Until // a message was left: what the flow does about it goes on
		}
	},
}

// lookAgain lets the caller wait a moment before the flow looks for the answer. Functions in a row, as where a flow asks
// one again and again until something is ready, are one silence: before a caller takes the line for dead, it says so.
func (t *turn) lookAgain(after time.Duration) {
	f := &t.c.Flow
	switch {
	case len(t.script) > 0:
		f.Quiet = t.now.Add(speech.Duration(t.script))
	case f.Quiet.IsZero():
		f.Quiet = t.now
	}
	if t.now.Add(after).Sub(f.Quiet) < silentWaitMax*time.Second {
		t.script = append(t.script, ncco.Wait{Seconds: after.Seconds()})
	} else {
		t.add(talkTo(t.plan, t.say, t.say.Moment))
		f.Quiet = t.now.Add(speech.Duration(t.script))
	}
	t.script = append(t.script, t.notify("function"))
	t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + inputGrace)
}

// newInvocation reads what to ask; the text says why that is not possible.
func (t *turn) newInvocation(p flow.Parameters) (Invocation, string) {
	c := t.c
	i := Invocation{
		ARN:     strings.TrimSpace(t.text(p, "LambdaFunctionARN")),
		Seconds: t.number(p, "InvocationTimeLimitSeconds", 3, 1, 8),
	}
	kind, _ := p.String("InvocationType")
	i.Async = strings.EqualFold(kind, "ASYNCHRONOUS")
	form, _ := p.String("ResponseValidation.ResponseType")
	i.Flat = form != "JSON"
	switch {
	case !slices.ContainsFunc(t.plan.LambdaARNs, func(arn string) bool { return arn == i.ARN || strings.HasPrefix(i.ARN, arn+":") }):
		return i, "the line may not ask this function; list its ARN under functions:"
	case len(c.Invocations) >= invocationsMax || c.Invoked >= invocationsPerCallMax:
		return i, "too many functions were asked"
	}
	size := 0
	for _, pair := range p.Pairs("LambdaInvocationAttributes") {
		if i.Parameters == nil {
			i.Parameters = map[string]string{}
		}
		i.Parameters[pair.Name] = t.expand(pair.Value)
		size += len(pair.Name) + len(i.Parameters[pair.Name])
	}
	if size > parametersBytesMax {
		return i, "the function is given too much along"
	}
	return i, ""
}
