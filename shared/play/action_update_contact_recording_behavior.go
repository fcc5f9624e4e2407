package play

import (
	"ringdown/shared/flow"
)

// updateContactRecordingBehavior switches the recording of the talk: any participant
// named means both are recorded, as the room is, and none means that it is not. The
// recording of the automated part is how published flows take a voicemail, and is
// rewritten to one before a flow runs (check.Rewrite); what remains of it,
// screens and analysis are passed over. NCCO: record of conversation.
var updateContactRecordingBehavior = action{
	begin: func(r *Run, a flow.Action) outcome {
		r.recordTalk(a.Parameters, "RecordingBehavior.RecordedParticipants")
		return done(flow.Succeed())
	},
}

// updateContactRecordingAndAnalyticsBehavior is its successor. ChannelMismatch: it is
// about chats, and this is a call.
var updateContactRecordingAndAnalyticsBehavior = action{
	begin: func(r *Run, a flow.Action) outcome {
		if a.Parameters.Has("ChatBehavior") {
			return r.failed(flow.ChannelMismatch, "a call is no chat")
		}
		r.recordTalk(a.Parameters, "VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants")
		return done(flow.Succeed())
	},
}

func (r *Run) recordTalk(p flow.Parameters, participants string) {
	if !p.Has(participants) {
		return
	}
	r.at.RecordTalk = len(p.Strings(participants)) > 0 && !r.at.Unsaid
	if r.at.RecordTalk {
		r.mustBeHeard(0) // the notice may have come first
	}
}
