package flow

import "strings"

// roots are where an attribute path may begin (Amazon Connect admin guide, list of attributes and
// their JSONPath references), the last three for the two extension actions. One that is true needs
// at least one name after it: $.Attributes.service.
var roots = map[string]bool{
	"Attributes":                  true,  // user-defined contact attributes, for the whole chain of contacts
	"FlowAttributes":              true,  // attributes of this flow only
	"External":                    true,  // the last answer of InvokeLambdaFunction
	"StoredCustomerInput":         false, // the last digits stored by GetParticipantInput, or Timeout
	"CustomerEndpoint":            true,  // the caller's number: Address, Type
	"SystemEndpoint":              true,  // the number that was dialled: Address, Type
	"CustomerCallBackPhoneNumber": false, // the number to call back
	"ContactId":                   false, // this contact
	"InitialContactId":            false, // the first contact of the chain
	"PreviousContactId":           false, // the contact before this one
	"RelatedContactId":            false, // the contact this one was related to
	"Task":                        true,  // the task's ContactId
	"Channel":                     false, // VOICE, CHAT, TASK or EMAIL
	"InitiationMethod":            false, // INBOUND, OUTBOUND, TRANSFER, CALLBACK, QUEUE_TRANSFER, DISCONNECT or API
	"InstanceARN":                 false, // the instance
	"InstanceId":                  false, // the instance
	"AwsRegion":                   false, // the region
	"LanguageCode":                false, // the language of the contact
	"TextToSpeechVoiceId":         false, // the voice of the prompts
	"CustomerId":                  false, // the customer's id, set by UpdateContactData
	"Name":                        false, // the contact's name
	"Description":                 false, // the contact's description
	"References":                  true,  // links of the contact: <name>.Value, <name>.Type
	"Tags":                        true,  // tags of the contact
	"SegmentAttributes":           true,  // segment attributes of the contact
	"Queue":                       true,  // the target queue: Name, ARN, OutboundCallerId.Address
	"Agent":                       true,  // the agent: UserName, FirstName, LastName, ARN
	"Metrics":                     true,  // queue and agent metrics, filled by GetMetricData
	"Media":                       true,  // carrier metadata: Sip.Headers.<header>
	"MediaStreams":                true,  // media streaming
	"Lex":                         true,  // the result of a bot
	"Views":                       true,  // the result of a view
	"Customer":                    true,  // the customer profile
	"Case":                        true,  // the case
	"Wisdom":                      true,  // the assistant's session
	"Modules":                     true,  // the result of a flow module
	"Recording":                   true,  // the last message recorded by RecordParticipantMessage: Url, DurationSeconds, Id, Transcript
	"Team":                        true,  // the team rung by TransferParticipantToTeam: Name
	"Participant":                 true,  // the responder who accepted: Name, Number, Digit
}

// IsReference reports whether the whole of s is one attribute path, known root or not:
// "$.Attributes.team".
func IsReference(s string) bool {
	end := pathEnd(s, 0)
	return end > 0 && end == len(s)
}

// KnownReference reports whether a path such as "$.Attributes.team" begins at a known root and
// names a key where the root needs one.
func KnownReference(path string) bool {
	name := rootName(path)
	key, ok := roots[name]
	return ok && (!key || len(path) > len("$.")+len(name))
}

// KnownRoot reports whether a path begins at a known root, also where it names no key of it:
// published flows hand "$.Views" to a function as a whole.
func KnownRoot(path string) bool {
	_, ok := roots[rootName(path)]
	return ok
}

func rootName(path string) string {
	path = strings.TrimPrefix(path, "$.")
	if end := strings.IndexAny(path, ".["); end >= 0 {
		path = path[:end]
	}
	return path
}

// PlainReference spells a path with full stops only: $.Attributes.['a b'] and $.Attributes['a b']
// are both "$.Attributes.a b".
func PlainReference(path string) string {
	if !strings.Contains(path, "['") {
		return path
	}
	return strings.NewReplacer(".['", ".", "['", ".", "']", "").Replace(path)
}

// References lists the attribute paths in a text, in order, known roots or not.
func References(text string) []string {
	var paths []string
	for i := 0; i < len(text); {
		if end := pathEnd(text, i); end > 0 {
			paths = append(paths, text[i:end])
			i = end
			continue
		}
		i++
	}
	return paths
}

// Expand replaces every attribute path in the text by what look finds for it; look gets the path as
// written, with "$.". A known path without a value becomes empty text, as an unset attribute reads
// in a prompt; a path from an unknown root stays as it is, because "$.50" is a price. What look
// returns is not expanded again: an attribute that a caller or a remote system filled must not
// reach other attributes.
//
// A path runs over letters, digits, "_" and "-", over a "." that one of these follows, and over ['a
// quoted name'] with or without a "." before it; so a full stop or a comma after a path belongs to
// the sentence. The service does not document this; every text in the exports we read fits.
//
// The result is cut at 32 KB, what all attributes of a contact may hold together: nothing longer is
// spoken or stored.
func Expand(text string, look func(path string) (string, bool)) string {
	if !strings.Contains(text, "$.") {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text) && out.Len() < maximumExpandedBytes; {
		end := pathEnd(text, i)
		if end == 0 {
			out.WriteByte(text[i])
			i++
			continue
		}
		path := text[i:end]
		if value, ok := look(path); ok {
			out.WriteString(value)
		} else if !KnownRoot(path) {
			out.WriteString(path)
		}
		i = end
	}
	return strings.ToValidUTF8(out.String()[:min(out.Len(), maximumExpandedBytes)], "")
}

const maximumExpandedBytes = 32 << 10

// pathEnd is the offset after the path that begins at i, or 0 when none does.
func pathEnd(s string, i int) int {
	if !strings.HasPrefix(s[i:], "$.") || i+2 >= len(s) || !pathByte(s[i+2]) {
		return 0
	}
	end := i + 2
	for end < len(s) {
		switch {
		case pathByte(s[end]), s[end] == '.' && end+1 < len(s) && (pathByte(s[end+1]) || bracketEnd(s, end+1) > 0):
			end++
		case s[end] == '[' && bracketEnd(s, end) > 0:
			end = bracketEnd(s, end)
		default:
			return end
		}
	}
	return end
}

// bracketEnd is the offset after ['a name'], or 0. The console writes no brackets, but segment
// attributes cannot be named without: $.SegmentAttributes['connect:Subtype'].ValueString.
func bracketEnd(s string, i int) int {
	name, ok := strings.CutPrefix(s[i:], "['")
	if !ok {
		return 0
	}
	quote := strings.IndexAny(name, "'[]\n")
	if quote <= 0 || !strings.HasPrefix(name[quote:], "']") {
		return 0
	}
	return i + len("['") + quote + len("']")
}

func pathByte(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
