package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// queueFlow chooses a queue, sets hooks and transfers.
func queueFlow(target string, hooks ...string) string {
	var b strings.Builder
	next := "start"
	for i := 0; i+1 < len(hooks); i += 2 {
		b.WriteString(`{"Identifier":"` + next + `","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":{"` + hooks[i] + `":"` + hooks[i+1] + `"}},
			"Transitions":{"NextAction":"` + hooks[i] + `","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},`)
		next = hooks[i]
	}
	return b.String() + `{"Identifier":"` + next + `","Type":"UpdateContactTargetQueue","Parameters":{` + target + `},
		"Transitions":{"NextAction":"transfer","Errors":[{"ErrorType":"NoMatchingError","NextAction":"no queue"}]}},
		{"Identifier":"transfer","Type":"TransferContactToQueue","Parameters":{},"Transitions":{"NextAction":"full",
		"Errors":[{"ErrorType":"QueueAtCapacity","NextAction":"full"},{"ErrorType":"NoMatchingError","NextAction":"error"}]}},` +
		say("full") + "," + say("error") + "," + say("no queue") + "," + hangUp
}

const supportQueue = `"QueueId":"arn:aws:connect:eu-west-2:111122223333:instance/i/queue/support"`

// whileWaiting loops two messages and offers a key every 20 seconds.
const whileWaiting = `{"Identifier":"start","Type":"MessageParticipantIteratively",
	"Parameters":{"Messages":[{"Text":"Please hold."},{"Media":{"Uri":"https://x.example/hold.mp3","SourceType":"S3","MediaType":"Audio"}}],"InterruptFrequencySeconds":"20"},
	"Transitions":{"NextAction":"","Errors":[{"ErrorType":"NoMatchingError","NextAction":"end"}],
	"Conditions":[{"NextAction":"offer","Condition":{"Operator":"Equals","Operands":["MessagesInterrupted"]}}]}},
	{"Identifier":"offer","Type":"GetParticipantInput","Parameters":{"Text":"Press 1 to leave a message, 2 for billing.","InputTimeLimitSeconds":"5","StoreInput":"False"},
	"Transitions":{"NextAction":"start","Conditions":[
		{"NextAction":"record","Condition":{"Operator":"Equals","Operands":["1"]}},
		{"NextAction":"billing","Condition":{"Operator":"Equals","Operands":["2"]}},
		{"NextAction":"end","Condition":{"Operator":"Equals","Operands":["3"]}},
		{"NextAction":"broken","Condition":{"Operator":"Equals","Operands":["4"]}}],
	"Errors":[{"ErrorType":"InputTimeLimitExceeded","NextAction":"start"},{"ErrorType":"NoMatchingCondition","NextAction":"start"},{"ErrorType":"NoMatchingError","NextAction":"start"}]}},
	{"Identifier":"record","Type":"RecordParticipantMessage","Parameters":{"Text":"Speak."},"Transitions":{"NextAction":"hang up","Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},
	{"Identifier":"billing","Type":"DequeueContactAndTransferToQueue","Parameters":{"QueueId":"$.Attributes.to"},
	"Transitions":{"NextAction":"start","Errors":[{"ErrorType":"QueueAtCapacity","NextAction":"start"},{"ErrorType":"NoMatchingError","NextAction":"start"}]}},
	{"Identifier":"broken","Type":"MessageParticipant","Parameters":{"Text":"Broken."},"Transitions":{"NextAction":"nowhere"}},
	{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}},` + hangUp

const loopedMessages = "Please hold. | https://x.example/hold.mp3 | notify"

func TestQueueRingsTheTeamWhileTheWaitingFlowRuns(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting", "AgentWhisper", "whisper", "CustomerWhisper", "hello"),
		"waiting", whileWaiting,
		"whisper", `{"Identifier":"start","Type":"MessageParticipant","Parameters":{"Text":"$.Agent.FirstName, a call from the queue $.Queue.Name."},"Transitions":{"NextAction":"end"}},{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}`,
		"hello", `{"Identifier":"start","Type":"MessageParticipant","Parameters":{"Text":"Here is $.Agent.FirstName."},"Transitions":{"NextAction":"end"}},{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}`)
	r.wants("while phones ring", r.arrive().Script, loopedMessages)
	if d := r.dial("1"); d.To != "+14155550111" || d.From != "+14155550100" {
		t.Fatalf("dialled %+v", d)
	}
	r.now = r.now.Add(11 * time.Second)
	r.wants("the messages are over", r.spoken().Script, loopedMessages)
	r.pass(9 * time.Second)
	r.wants("interrupted after 20 s", r.move(), "Press 1 to leave a message, 2 for billing. | input")
	r.wants("no key", r.press("").Script, loopedMessages)

	heard := r.accept("1").Script
	r.wants("the responder", heard, "Connecting you. | Ana, a call from the queue Support. | conversation")
	if room := heard[len(heard)-1].(ncco.Conversation); !room.EndOnExit {
		t.Error("a queue's call is over when the responder leaves")
	}
	r.wants("the caller", r.moved(), "Here is Ana. | conversation")
	r.move()
	r.talk("1")
	r.do(LegEnded{Leg: "1", Reason: Completed})
	if !r.c.Flow.Ended || r.c.Caller.HangUp.IsZero() || r.moved() != nil {
		t.Errorf("success leaves the flow; it is at %q", r.c.Flow.Action)
	}
	r.do(LegEnded{Leg: CallerLeg})
	if r.c.Outcome != Talked {
		t.Errorf("outcome %s", r.c.Outcome)
	}
}

func TestQueueWithoutHooksHoldsInTheRoom(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.wants("the caller", r.arrive().Script, "conversation")
	r.dial("1")
	r.wants("the responder", r.accept("1").Script, "Connecting you. | conversation")
	if r.moved() != nil && !r.c.Caller.RoomAt.After(r.now) {
		t.Error("the caller is in the room already")
	}
}

func TestQueueTargets(t *testing.T) {
	for target, want := range map[string]string{
		supportQueue:                    "conversation",
		`"QueueId":"billing"`:           "conversation",
		`"QueueId":"billing and MONEY"`: "conversation",
		`"AgentId":"ben"`:               "conversation",
		`"AgentId":"nobody"`:            "no queue.",
		`"QueueId":"nothing"`:           "no queue.",
		`"QueueId":"$.Attributes.none"`: "no queue.",
		`"QueueId":"empty"`:             "full.",
		`"QueueId":"lost"`:              "error.",
	} {
		t.Run(target, func(t *testing.T) {
			r := newRig(t, queueFlow(target))
			r.wants("the caller", r.arrive().Script, want)
		})
	}
}

func TestTransferContactToQueueWithoutAQueue(t *testing.T) {
	r := newRig(t, strings.Replace(queueFlow(supportQueue), `"start"`, `"never"`, 1))
	r.plan.Flow.StartAction = "transfer"
	r.wants("the caller", r.arrive().Script, "error.")
}

// A phone that rings must not wait in silence on one side, nor be forgotten on the other.
func TestQueueGivesUp(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
	r.arrive()
	for began := r.now; r.now.Before(began.Add(10*time.Minute - time.Second)); r.pass(15 * time.Second) {
		if id := r.c.Legs[len(r.c.Legs)-1].ID; !r.ended(id) {
			r.dial(id)
			r.do(LegEnded{Leg: id, Reason: Busy})
		}
		if !r.c.Flow.InWaitingFlow() {
			t.Fatalf("after %s the caller is not in the queue any more", r.now.Sub(began))
		}
	}
	r.pass(15 * time.Second)
	r.wants("the patience is over", r.moved(), nobodyAnswered)
	if r.c.Flow.InWaitingFlow() || len(r.c.Flow.Stack) != 0 {
		t.Errorf("the flow goes on in %+v", r.c.Flow)
	}
}

// What a caller hears whom a queue cannot serve, where the flow has nothing to offer.
const (
	offered        = " | Please leave a message after the tone. When you're done, press pound. | record | notify"
	nobodyAnswered = "Sorry, nobody can take your call right now." + offered
	nobodyThere    = "Nobody is on call at the moment." + offered
)

// The branch of a transfer is for a queue that is full or not there. It is taken for a queue that
// nobody answers only where it offers something.
func TestWhatFollowsAQueueThatNobodyAnswers(t *testing.T) {
	const call = `{"Identifier":"task","Type":"CreateTask","Parameters":{"Name":"Call them"},"Transitions":{"NextAction":"hang up","Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},`
	const loop = `{"Identifier":"again","Type":"MessageParticipant","Parameters":{"Text":"Sorry."},"Transitions":{"NextAction":"transfer"}},`
	for name, c := range map[string]struct{ target, branch, more, want string }{
		"a branch that hangs up":                   {supportQueue, "hang up", "", nobodyAnswered},
		"a branch that speaks of an error":         {supportQueue, "error", "", nobodyAnswered},
		"a branch that only leads back":            {supportQueue, "again", loop, nobodyAnswered},
		"a branch that tells people":               {supportQueue, "task", call, ""},
		"nobody on call, and hung up":              {`"QueueId":"empty"`, "hang up", "", nobodyThere},
		"nobody on call, and a word":               {`"QueueId":"empty"`, "error", "", "error."},
		"nobody knows who is on call, and hung up": {`"QueueId":"lost"`, "hang up", "", nobodyAnswered},
	} {
		t.Run(name, func(t *testing.T) {
			actions := strings.ReplaceAll(queueFlow(c.target), `"transfer","Type":"TransferContactToQueue","Parameters":{},"Transitions":{"NextAction":"full",`, `"transfer","Type":"TransferContactToQueue","Parameters":{},"Transitions":{"NextAction":"`+c.branch+`",`)
			actions = strings.ReplaceAll(actions, `{"ErrorType":"QueueAtCapacity","NextAction":"full"},{"ErrorType":"NoMatchingError","NextAction":"error"}`, `{"ErrorType":"NoMatchingError","NextAction":"`+c.branch+`"}`)
			r := newRig(t, c.more+actions)
			r.plan.Flow.StartAction = "start"
			heard := r.arrive().Script
			if c.target == supportQueue {
				r.c.Caller.Joined = r.now
				r.dial("1")
				r.do(LegEnded{Leg: "1", Reason: Busy})
				r.pass(10 * time.Minute)
				heard = r.moved()
			}
			r.wants("the caller", heard, c.want)
		})
	}
}

// A message that a built-in flow takes is told of like any other.
func TestAMessageAfterAQueue(t *testing.T) {
	r := newRig(t, queueFlow(`"QueueId":"empty"`))
	r.plan.Flow.Actions = document(t, strings.ReplaceAll(queueFlow(`"QueueId":"empty"`), `"NextAction":"full"`, `"NextAction":"hang up"`)).Actions
	r.arrive()
	r.do(MessageRecorded{Recording: "r1", Bytes: 90_000, Seconds: 20})
	r.wants("afterwards", r.spoken().Script, "Thank you. Your message has been recorded. | Goodbye.")
	r.do(LegEnded{Leg: CallerLeg})
	if r.c.Outcome != VoicemailLeft || len(r.c.Alerts) != 1 || r.c.Alerts[0].Kind != alert.Voicemail || r.c.Alerts[0].Team != "empty" {
		t.Errorf("outcome %s, alerts %+v", r.c.Outcome, r.c.Alerts)
	}
}

// The language's way to resume the messages is to end the flow; a module on the way is left.
func TestAnOfferComesAgain(t *testing.T) {
	waiting := strings.ReplaceAll(whileWaiting, `"NextAction":"start"}]}},
	{"Identifier":"record"`, `"NextAction":"end"}]}},
	{"Identifier":"record"`)
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", waiting)
	r.arrive()
	for range 3 {
		r.pass(20 * time.Second)
		r.wants("interrupted", r.move(), "Press 1 to leave a message, 2 for billing. | input")
		r.wants("no wish", r.press("3").Script, loopedMessages)
		if r.c.Flow.Interrupted != nil {
			t.Error("the messages go on, and are still kept as interrupted")
		}
	}
}

func TestWaitingFlowKeys(t *testing.T) {
	tests := map[string]struct {
		key, want string
		leaves    bool // the phones stop
	}{
		"a message takes the caller out of the queue":           {"1", "Speak. | wait 0.7 | record | notify", true},
		"a move to a team that is not there changes nothing":    {"2", loopedMessages, false},
		"the end of the waiting flow goes on with its messages": {"3", loopedMessages, false},
		"a waiting flow that breaks leaves the caller on hold":  {"4", "Broken. | conversation", false},
		"a wrong key goes on":                                   {"9", loopedMessages, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
			r.arrive()
			r.dial("1")
			r.pass(20 * time.Second)
			r.move()
			r.wants("the caller", r.press(tt.key).Script, tt.want)
			if r.ended("1") != tt.leaves {
				t.Errorf("the phone: ended %v, want %v", r.ended("1"), tt.leaves)
			}
			if !tt.leaves {
				r.accept("1")
				if r.c.Ring.Winner != "1" {
					t.Error("a responder cannot accept any more")
				}
			}
		})
	}
}

func TestDequeueMovesTheCaller(t *testing.T) {
	start := `{"Identifier":"begin","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"to":"billing"}},"Transitions":{"NextAction":"start"}},`
	r := newRig(t, start+queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
	r.plan.Flow.StartAction = "begin"
	r.arrive()
	r.dial("1")
	first := r.c.Room()
	r.pass(20 * time.Second)
	r.move()
	r.wants("the waiting flow begins anew", r.press("2").Script, loopedMessages)
	if !r.ended("1") || len(r.c.Legs) != 2 || r.c.Legs[1].User != "ben" || len(r.c.Flow.Stack) != 1 {
		t.Fatalf("legs %+v, stack %+v", r.c.Legs, r.c.Flow.Stack)
	}
	if r.c.Room() == first {
		t.Error("a phone of the first queue could still come into the second's room")
	}
	if d := r.dial("2"); d.To != "+14155550122" {
		t.Errorf("dialled %+v", d)
	}
	r.accept("2")
	r.wants("the caller", r.moved(), "conversation")
}

func TestDequeueIsBounded(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting",
		`{"Identifier":"start","Type":"DequeueContactAndTransferToQueue","Parameters":{"QueueId":"support"},
		"Transitions":{"NextAction":"end","Errors":[{"ErrorType":"QueueAtCapacity","NextAction":"end"},{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
		{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}`)
	r.wants("after all moves", r.arrive().Script, "conversation")
	if r.c.Rings != queueMovesMax+1 || r.c.Failure != "" {
		t.Errorf("%d rings, failure %q", r.c.Rings, r.c.Failure)
	}
	if !r.c.anyLive() {
		t.Error("no phone rings for a caller who waits")
	}
}

func TestDequeueOutsideAQueue(t *testing.T) {
	r := newRig(t, `{"Identifier":"start","Type":"DequeueContactAndTransferToQueue","Parameters":{"QueueId":"support"},
		"Transitions":{"NextAction":"error","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},`+say("error")+","+hangUp)
	r.wants("the caller", r.arrive().Script, "error.")
}

// The webhook of the waiting flow's script and the key of the responder come in the same
// moment: the leg waits for a reply, and without one it would end.
func TestQueueAcceptedWhileTheWaitingFlowAsks(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
	r.arrive()
	r.dial("1")
	before := r.c.Caller.Epoch
	r.accept("1")
	reply := r.do(PromptsEnded{Epoch: before})
	r.wants("the late notice is answered with the room", reply.Script, "conversation")
	if r.moved() != nil {
		t.Error("moved twice")
	}
	if again := r.do(PromptsEnded{Epoch: before}); sounds(again.Script) != "conversation" {
		t.Errorf("the repeat is answered with %q", sounds(again.Script))
	}
}

// A winner who never came into the room loses the claim; the caller keeps the music and
// the phones go on.
func TestQueueClaimIsLost(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.move()
	r.do(LegEnded{Leg: "1", Reason: Completed})
	if r.c.Ring.Winner != "" || len(r.c.Legs) != 2 || r.c.Flow.Ended {
		t.Errorf("winner %q, %d legs, ended %v", r.c.Ring.Winner, len(r.c.Legs), r.c.Flow.Ended)
	}
}

func TestCallerLeavesTheQueue(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
	r.arrive()
	r.dial("1")
	r.do(LegEnded{Leg: CallerLeg})
	if !r.ended("1") || r.c.Outcome != Missed || len(r.c.Alerts) != 1 || r.c.Alerts[0].Team != "support" {
		t.Errorf("ended %v, outcome %s, alerts %+v", r.ended("1"), r.c.Outcome, r.c.Alerts)
	}
}

func TestHooksThatAreNotThere(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "gone", "DefaultAgentUI", "screen", "AgentWhisper", "gone too"))
	r.wants("the caller", r.arrive().Script, "conversation")
	r.dial("1")
	r.wants("the responder", r.accept("1").Script, "Connecting you. | conversation")
}

// One message alone is repeated by the provider: a webhook for each "please hold" would
// cost more than the call.
func TestOneMessageIsLooped(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting",
		`{"Identifier":"start","Type":"MessageParticipantIteratively","Parameters":{"Messages":[{"Text":"Please hold."}]},"Transitions":{}}`)
	s := r.arrive().Script
	if m, ok := s[0].(ncco.Talk); !ok || m.Loop < 10 || len(s) != 2 {
		t.Fatalf("script %+v", s)
	}
	r.dial("1")
	at := r.c.Flow.Until
	if !at.After(r.now.Add(30 * time.Second)) {
		t.Errorf("given up at %s, while it is still being spoken", at)
	}
	r.now = at
	r.do(TimerFired{})
	r.wants("its notice was lost", r.moved(), "Please hold. | notify")
}

// A phone of the queue the caller left is picked up in the same moment: it must not win
// the call of the other queue's people.
func TestPhoneOfTheQueueBefore(t *testing.T) {
	start := `{"Identifier":"begin","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"to":"billing"}},"Transitions":{"NextAction":"start"}},`
	r := newRig(t, start+queueFlow(supportQueue, "CustomerQueue", "waiting"), "waiting", whileWaiting)
	r.plan.Flow.StartAction = "begin"
	r.arrive()
	r.dial("1")
	r.pass(20 * time.Second)
	r.move()
	r.press("2")
	r.wants("who was rung before", r.accept("1").Script, "This call no longer needs you. Goodbye.")
	if r.c.Ring.Winner != "" {
		t.Errorf("leg %s of the other queue won", r.c.Ring.Winner)
	}
}

// Nobody asks a third party for a key, so silence on an old phone must not read as theirs.
func TestSilenceOfAnEarlierPhoneIsNoKey(t *testing.T) {
	r := newRig(t, `{"Identifier":"start","Type":"TransferParticipantToTeam","Parameters":{"TeamId":"support","MaximumRounds":"1","LeaveDigit":"*"},
		"Transitions":{"NextAction":"hang up","Conditions":[{"NextAction":"outside","Condition":{"Operator":"Equals","Operands":["LeaveDigitPressed"]}}],
		"Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},`+strings.Replace(thirdParty(`"ThirdPartyPhoneNumber":"+14155550177"`, "True"), `"start"`, `"outside"`, 1))
	r.arrive()
	r.dial("1")
	r.do(LegAnswered{Leg: "1"})
	r.press("*")
	if len(r.c.Legs) != 2 || r.c.Legs[1].Outside.Number == "" {
		t.Fatalf("legs %+v", r.c.Legs)
	}
	r.do(DigitsPressed{Leg: "1", Epoch: 1})
	if r.c.Ring.Winner != "" {
		t.Error("a mailbox of the first ring won the second")
	}
}

func TestRefusedDialOfAPhoneNobodyNeeds(t *testing.T) {
	r := newRig(t, thirdParty(`"ThirdPartyPhoneNumber":"+14155550177","CallerId":{"Number":"$.CustomerEndpoint.Address"}`, "True"))
	r.arrive()
	r.do(LegDialling{Leg: "1"})
	r.do(LegEnded{Leg: CallerLeg})
	r.do(LegNotDialled{Leg: "1"})
	for _, o := range Orders(r.c) {
		if _, dial := o.(DialLeg); dial {
			t.Error("dialled again, for a caller who has left")
		}
	}
}

// The service's own music has an id that no line has: its caller hears ours, not an error.
func TestMusicThatIsNotThere(t *testing.T) {
	messages := func(list string) string {
		return `{"Identifier":"start","Type":"MessageParticipantIteratively","Parameters":{"Messages":[` + list + `]},
			"Transitions":{"NextAction":"error","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},` + say("error") + "," + hangUp
	}
	r := newRig(t, messages(`{"PromptId":"arn:aws:connect:eu-west-2:111122223333:instance/i/prompt/music"}`))
	r.wants("the caller", r.arrive().Script, speech.HoldMusic+" | notify")
	r = newRig(t, messages(``))
	r.wants("no message at all", r.arrive().Script, "error.")
}
