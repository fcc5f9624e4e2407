package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/ncco"
)

const recorded = `"RecordingBehavior":{"RecordedParticipants":["Agent","Customer"]}`

// noticed records the talk after a notice, in either order of the two actions.
func noticed(first string) string {
	record := func(id, next string) string {
		return `{"Identifier":"` + id + `","Type":"UpdateContactRecordingBehavior","Parameters":{` + recorded + `},"Transitions":{"NextAction":"` + next + `"}}`
	}
	notice := func(id, next string) string { return speak(id, "This call is recorded.", next) }
	queue := strings.Replace(queueFlow(supportQueue), `"start"`, `"queue"`, 1)
	if first == "notice" {
		return list(notice("start", "record"), record("record", "queue"), queue)
	}
	return list(record("start", "notice"), notice("notice", "queue"), queue)
}

func TestNobodyWhoAcceptsCutsTheNotice(t *testing.T) {
	for _, first := range []string{"notice", "record"} {
		r := newRig(t, noticed(first))
		r.wants("the caller", r.arrive().Script, "This call is recorded. | notify | conversation")
		r.dial("1")
		r.now = r.now.Add(time.Second)
		script := r.accept("1").Script
		if !script[len(script)-1].(ncco.Conversation).Record {
			t.Errorf("%s first: the talk is not recorded", first)
		}
		for _, o := range Due(Orders(r.c), r.now.Add(time.Minute)) {
			if _, ok := o.(TransferCaller); ok {
				t.Errorf("%s first: the notice is cut", first)
			}
		}
		notice := PromptsEnded{Epoch: r.c.Caller.Notice.Epoch}
		for range 2 { // a repeated webhook gets the reply it got before
			r.wants("once it is heard", r.do(notice).Script, "Connecting you. | conversation")
		}
		if r.c.Caller.Notice != nil || r.c.Caller.Transfer != nil {
			t.Errorf("%s first: left behind: %+v", first, r.c.Caller)
		}
	}
}

func TestANoticeOfWhoseEndNobodyTold(t *testing.T) {
	r := newRig(t, noticed("record"))
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.do(LegJoined{Leg: CallerLeg}) // its script went on to the room
	if r.c.Caller.Notice != nil || r.c.Caller.Transfer != nil {
		t.Errorf("the caller is in the room, and is to be moved there: %+v", r.c.Caller)
	}

	r = newRig(t, noticed("record"))
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.pass(5 * time.Minute)
	r.wants("at the latest", r.move(), "Connecting you. | conversation")
}

func TestWithoutTheWordsNothingIsRecorded(t *testing.T) {
	queue := strings.Replace(queueFlow(supportQueue), `"start"`, `"queue"`, 1)
	r := newRig(t, list(
		act("start", "MessageParticipant", `{"PromptId":"gone","MustBeHeard":"True"}`, "record", "!NoMatchingError > record"),
		`{"Identifier":"record","Type":"UpdateContactRecordingBehavior","Parameters":{`+recorded+`},"Transitions":{"NextAction":"queue"}}`, queue))
	r.arrive()
	r.dial("1")
	script := r.accept("1").Script
	if script[len(script)-1].(ncco.Conversation).Record {
		t.Error("the talk is recorded, and the caller heard no notice")
	}
}
