package call

import (
	"strings"
	"testing"
)

func loopOf(id, count, again string, after string) string {
	return act(id, "Loop", `{"LoopCount":"`+count+`"}`, after, "Equals ContinueLooping > "+again, "Equals DoneLooping > "+after)
}

// speak is a MessageParticipant that goes on.
func speak(id, text, next string) string {
	return act(id, "MessageParticipant", `{"Text":"`+text+`"}`, next)
}

func TestLoopContinuesAsOftenAsItSaysThenIsDone(t *testing.T) {
	reaches(t, "again | again | again | yes.", ends(loopOf("start", "3", "say", "yes"), speak("say", "again", "start")))
	reaches(t, "yes.", ends(loopOf("start", "0", "say", "yes"), speak("say", "again", "start")))
	reaches(t, "again | yes.", ends(set("start", "n", "1", "loop"), loopOf("loop", "$.Attributes.n", "say", "yes"), speak("say", "again", "loop")))
}

func TestLoopBeginsAnewOnceItIsDone(t *testing.T) {
	reaches(t, "in | in | out | in | in | out | yes.", ends(
		loopOf("start", "2", "inner", "yes"), speak("out", "out", "start"),
		loopOf("inner", "2", "in", "out"), speak("in", "in", "inner")))
}

func TestLoopsOfTwoFlowsCountForThemselves(t *testing.T) {
	other := ends(loopOf("start", "2", "say", "yes"), speak("say", "there", "start"))
	reaches(t, "here | there | there | yes.", ends(
		loopOf("start", "2", "say", "rest"), speak("say", "here", "go"),
		act("go", "TransferToFlow", `{"ContactFlowId":"other"}`, "failed", "!NoMatchingError > failed")), "other", other)
}

func TestLoopWithoutANumberFails(t *testing.T) {
	start := act("start", "Loop", `{"LoopCount":"$.Attributes.none"}`, "rest", "Equals ContinueLooping > yes", "Equals DoneLooping > rest", "!NoMatchingError > failed")
	reaches(t, "failed.", ends(start))
	reaches(t, "rest.", ends(loopOf("start", "many", "yes", "rest")))
}

func TestAFlowThatTalksWithoutEndIsSpokenInPieces(t *testing.T) {
	r := newRig(t, ends(loopOf("start", "100", "say", "yes"), speak("say", "again", "start")))
	said := 0
	s := r.arrive().Script
	for range 10 {
		said += strings.Count(sounds(s), "again")
		if s[len(s)-1].Verb() != "notify" {
			break
		}
		s = r.spoken().Script
	}
	if said != 100 || !strings.HasSuffix(sounds(s), "yes.") {
		t.Errorf("said it %d times, then %q", said, sounds(s))
	}
}

func TestAPieceWhoseEndWasNeverToldGoesOnByTheClock(t *testing.T) {
	r := newRig(t, ends(loopOf("start", "41", "say", "yes"), speak("say", "again", "start")))
	r.arrive()
	for range 20 {
		if r.moved() != nil {
			break
		}
		r.pass(30e9)
	}
	r.wants("after the first piece", r.move(), "again | yes.")
}

func TestACallerWhoHangsUpBetweenPiecesEndsTheCall(t *testing.T) {
	r := newRig(t, ends(loopOf("start", "40", "say", "record"), speak("say", "again", "start"), act("record", "RecordParticipantMessage", `{}`, "yes")))
	r.arrive()
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	if r.c.EndedAt.IsZero() {
		t.Error("the call goes on without its caller, waiting for a message nobody was asked for")
	}
}

func TestAFlowThatSpinsEndsInTheSafeFlow(t *testing.T) {
	r := newRig(t, ends(loopOf("start", "100", "start", "start")))
	if got := sounds(r.arrive().Script); !strings.Contains(got, "record") || r.c.Failure == "" {
		t.Errorf("the caller hears %q, failure %q", got, r.c.Failure)
	}
}
