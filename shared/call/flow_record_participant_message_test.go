package call

import (
	"strings"
	"testing"
)

func recordOf() string {
	return ends(act("start", "RecordParticipantMessage", `{"Text":"Speak."}`, "rest", "Equals MessageRecorded > yes", "Equals MessageEmpty > no", "!NoMatchingError > failed"))
}

func TestAMessageIsTakenAndTheFlowGoesOn(t *testing.T) {
	for bytes, want := range map[int64]string{90_000: "yes.", 100: "no."} {
		r := newRig(t, recordOf())
		r.wants("hears", r.arrive().Script, "Speak. | record | notify")
		r.do(MessageRecorded{Recording: "r", Bytes: bytes, Seconds: 9})
		r.wants("then", r.spoken().Script, want)
	}
}

func TestAMessageShorterThanTheFlowWantsIsEmptyForTheFlow(t *testing.T) {
	for seconds, want := range map[int]string{4: "no.", 5: "yes."} {
		r := newRig(t, strings.Replace(recordOf(), `{"Text":"Speak."}`, `{"Text":"Speak.","MinimumRecordingSeconds":"5"}`, 1))
		r.arrive()
		r.do(MessageRecorded{Recording: "r", Bytes: 90_000, Seconds: seconds})
		r.wants("then", r.spoken().Script, want)
	}
}

func TestACallerWhoLeavesAfterTheAudioCameEndsTheCall(t *testing.T) {
	for bytes, want := range map[int64]Outcome{90_000: VoicemailLeft, 100: Missed} {
		r := newRig(t, recordOf())
		r.arrive()
		r.do(MessageRecorded{Recording: "r", Bytes: bytes, Seconds: 9})
		r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
		if r.c.EndedAt.IsZero() || r.c.Outcome != want {
			t.Errorf("%d bytes: ended at %v as %q, want %q", bytes, r.c.EndedAt, r.c.Outcome, want)
		}
	}
}
