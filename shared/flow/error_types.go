package flow

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
	MultipleFoundError                   = "MultipleFoundError"
	NoneFoundError                       = "NoneFoundError"
	MultipleFound                        = "MultipleFound"
	NoneFound                            = "NoneFound"
	ContactNotLinked                     = "ContactNotLinked"
	NoParticipantAvailable               = "NoParticipantAvailable" // of the extension TransferParticipantToTeam
)

var errorTypes = []string{NoMatchingError, NoMatchingCondition, InputTimeLimitExceeded, InvalidPhoneNumber, QueueAtCapacity,
	ConnectionTimeLimitExceeded, CallFailed, TimeLimitExceeded, InvalidCallbackNumber, CallbackNumberNotDialable, ChannelMismatch,
	InFlightRedactionConfigurationFailed, ParticipantNotFound, MultipleFoundError, NoneFoundError, MultipleFound, NoneFound,
	ContactNotLinked, NoParticipantAvailable}
