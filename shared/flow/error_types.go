package flow

import "slices"

// The error types of the language, collected from the reference's action pages and from exports.
const (
	NoMatchingError                      = "NoMatchingError"
	NoMatchingCondition                  = "NoMatchingCondition"
	InputTimeLimitExceeded               = "InputTimeLimitExceeded"
	InvalidPhoneNumber                   = "InvalidPhoneNumber"
	QueueAtCapacity                      = "QueueAtCapacity"
	ConnectionTimeLimitExceeded          = "ConnectionTimeLimitExceeded"
	CallFailed                           = "CallFailed"
	TimeLimitExceeded                    = "TimeLimitExceeded"
	InvalidCallbackNumber                = "InvalidCallbackNumber"
	CallbackNumberNotDialable            = "CallbackNumberNotDialable"
	ChannelMismatch                      = "ChannelMismatch"
	InFlightRedactionConfigurationFailed = "InFlightRedactionConfigurationFailed"
	ParticipantNotFound                  = "ParticipantNotFound"
	NoParticipantAvailable               = "NoParticipantAvailable" // of the extension TransferParticipantToTeam
)

// ErrorTypes lists them all.
func ErrorTypes() []string { return slices.Clone(errorTypes) }

var errorTypes = []string{NoMatchingError, NoMatchingCondition, InputTimeLimitExceeded, InvalidPhoneNumber, QueueAtCapacity,
	ConnectionTimeLimitExceeded, CallFailed, TimeLimitExceeded, InvalidCallbackNumber, CallbackNumberNotDialable, ChannelMismatch,
	InFlightRedactionConfigurationFailed, ParticipantNotFound, NoParticipantAvailable,
	"MultipleFoundError", "NoneFoundError", "MultipleFound", "NoneFound", "ContactNotLinked"}
