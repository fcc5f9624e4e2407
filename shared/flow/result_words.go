package flow

// The results that actions return to their conditions.
const (
	ContinueLooping   = "ContinueLooping" // of Loop
	DoneLooping       = "DoneLooping"
	WaitCompleted     = "WaitCompleted"     // of Wait: its time is over
	LeaveDigitPressed = "LeaveDigitPressed" // of the extension TransferParticipantToTeam
	MessageRecorded   = "MessageRecorded"   // of the extension RecordParticipantMessage
	MessageEmpty      = "MessageEmpty"
)
