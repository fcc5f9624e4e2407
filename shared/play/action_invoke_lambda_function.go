package play

import (
	"strconv"
	"strings"
	"time"

	"ringdown/shared/flow"
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
	begin: func(r *Run, a flow.Action) outcome {
		i, err := r.newInvocation(a.Parameters)
		if err != "" {
			return r.failed(flow.NoMatchingError, "%s", err)
		}
		r.at.Invoked++
		i.ID = strconv.Itoa(r.at.Invoked)
		if i.Async {
			r.at.Invocations = append(r.at.Invocations, i)
			return done(flow.Succeed())
		}
		i.Until = r.host.Now().Add(time.Duration(i.Seconds)*time.Second + functionGrace)
		r.at.Invocations = append(r.at.Invocations, i)
		r.at.External = ""
		r.at.Until = i.Until
		if r.host.Listening() {
			r.lookAgain(functionFirstLook)
		}
		return waiting
	},
	spoken: func(r *Run, a flow.Action) {
		i := r.at.awaited()
		switch {
		case i == nil:
			r.Proceed(flow.Fail(flow.NoMatchingError))
		case i.Done || !r.host.Now().Before(i.Until):
			r.takeAnswer(i)
		default:
			r.host.NewScript()
			r.lookAgain(functionNextLook)
		}
	},
	overdue: func(r *Run, a flow.Action) {
		if i := r.at.awaited(); i != nil {
			r.takeAnswer(i)
			return
		}
		r.Proceed(flow.Fail(flow.NoMatchingError))
	},
	left: func(r *Run, a flow.Action) {
		i := r.at.awaited()
		switch {
		case i == nil || !r.host.Message().Asked:
			r.at.Ended = true
		case i.Done:
			r.takeAnswer(i)
		default:
			r.at.Until = i.Until // a message was left: what the flow does about it goes on
		}
	},
}

// lookAgain lets the caller wait a moment before the flow looks for the answer. Functions in a row, as where a flow asks
// one again and again until something is ready, are one silence: before a caller takes the line for dead, it says so.
func (r *Run) lookAgain(after time.Duration) {
	f := r.at
	switch {
	case len(r.said) > 0:
		f.QuietSince = r.host.Now().Add(speech.Duration(r.said))
	case f.QuietSince.IsZero():
		f.QuietSince = r.host.Now()
	}
	if r.host.Now().Add(after).Sub(f.QuietSince) < silentSecondsMax*time.Second {
		r.add(speech.Prompt{Pause: after})
	} else {
		r.say(r.words.Moment)
		f.QuietSince = r.host.Now().Add(speech.Duration(r.said))
	}
	r.notify("function")
}

// newInvocation reads what to ask; the text says why that is not possible.
func (h hostView) newInvocation(p flow.Parameters) (Invocation, string) {
	i := Invocation{
		ARN:     strings.TrimSpace(h.Text(p, "LambdaFunctionARN")),
		Seconds: h.number(p, "InvocationTimeLimitSeconds", 3, 1, 8),
	}
	kind, _ := p.String("InvocationType")
	i.Async = strings.EqualFold(kind, "ASYNCHRONOUS")
	form, _ := p.String("ResponseValidation.ResponseType")
	i.Flat = form != "JSON"
	switch {
	case !h.host.MayAsk(i.ARN):
		return i, "the line may not ask this function; list its ARN under functions:"
	case len(h.at.Invocations) >= invocationsMax || h.at.Invoked >= invocationsPerCallMax:
		return i, "too many functions were asked"
	}
	size := 0
	for _, pair := range p.Pairs("LambdaInvocationAttributes") {
		if i.Parameters == nil {
			i.Parameters = map[string]string{}
		}
		i.Parameters[pair.Name] = h.expand(pair.Value)
		size += len(pair.Name) + len(i.Parameters[pair.Name])
	}
	if size > parametersBytesMax {
		return i, "the function is given too much along"
	}
	return i, ""
}
