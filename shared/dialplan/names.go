package dialplan

import "strings"

// The attributes of a call that a compiled flow sets or speaks.
const (
	// AttributeTeam and AttributeTeamName are set when the team is chosen.
	AttributeTeam, AttributeTeamName = "team", "teamName"
	// AttributeCallerSpoken is the caller's number, digit by digit, or the words for a withheld
	// one. Package call sets it before the first action.
	AttributeCallerSpoken = "callerSpoken"
	// AttributeChallenge is the key that a caller has to press to be put through, where the line
	// asks for one. Package call sets it, too.
	AttributeChallenge = "challenge"
)

// The ids under which CreateTask asks for an alert (its ContactFlowId): on the call itself, and on
// a message, which it then names in References.Recording.
const (
	TaskCall      = "alert-call"
	TaskVoicemail = "alert-voicemail"
)

// Spellings are the ids by which settings may know what a flow names: as written, and the last part
// of an ARN ("arn:aws:connect:…:instance/…/contact-flow/ID"), with and without the version of a
// module ("…/ID:$LATEST").
func Spellings(id string) []string {
	if id == "" {
		return nil
	}
	tail := id[strings.LastIndexByte(id, '/')+1:]
	bare, _, _ := strings.Cut(tail, ":")
	return []string{id, tail, bare}
}
