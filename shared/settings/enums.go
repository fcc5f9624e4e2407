package settings

// enumerated is a word of the settings that has a few values. The check of a setting and the API's
// document both ask it which.
type enumerated interface{ Enum() []any }

// Enum lists the modes.
func (Mode) Enum() []any { return []any{Live, VoicemailOnly} }

// Enum lists the rules for callers who hide their number.
func (WithheldRule) Enum() []any { return []any{WithheldRings, WithheldLeaves, WithheldIsRejected} }

// Enum lists what may follow the closed message.
func (Closed) Enum() []any { return []any{ClosedVoicemail, ClosedGoodbye} }

// Enum lists the times of an alert.
func (AlertOn) Enum() []any { return []any{AlertOnCall, AlertOnVoicemail, AlertNever} }

// Enum lists the strategies.
func (Strategy) Enum() []any { return []any{Sequence, All} }

// Enum lists what a phone may show.
func (CallerID) Enum() []any { return []any{ShowLine, ShowCaller} }

// Enum lists the ways of callers beyond a limit.
func (LimitWay) Enum() []any { return []any{LimitLeaves, LimitIsBusy} }
