package sim

import (
	"reflect"
	"slices"
	"strings"

	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
	"ringdown/shared/speech/words"
)

// What can be seen in a campaign. What it never saw, a campaign names: that was not tested. What no random
// world leads to is listed with its reason in elsewhere, and asked for by nobody.
var (
	outcomes = []string{string(call.Talked), string(call.VoicemailLeft), string(call.Missed), string(call.Closed)}
	orders   = []string{"dial", "hang up", "transfer", "listen", "speak", "fetch", "alert", "check"}
	replies  = []string{"a script", "nothing new"}
	// legEnds are the ends of legs that random people and faults lead to.
	legEnds = []string{
		string(call.Busy), string(call.Rejected), string(call.Unanswered), string(call.Failed), string(call.NoNumber), string(call.Completed), string(call.Restricted),
		string(call.Refused), string(call.Declined), string(call.NoKey), string(call.Lost), string(call.Cancelled), string(call.HungUp),
	}
	legStates = []string{
		call.Wanted.String(), call.Dialling.String(), call.Dialled.String(), call.Answered.String(), call.Accepted.String(), call.Joined.String(), call.Over.String(),
	}
	// events are those of package call; a test reads them off its source.
	events = []string{
		"AlertQueued", "AudioStored", "CallArrived", "CallUnseen", "CallerNotTransferred", "CallerSpokenTo", "CallerTransferred", "DigitsPressed",
		"KeysListened", "LegAnswered", "LegChecked", "LegDialled", "LegDialling", "LegDismissed", "LegEnded", "LegHungUp", "LegJoined", "LegNotDialled",
		"LegPassedOver", "MessageRecorded", "PromptsEnded", "TimerFired",
	}
)

// elsewhere are events and sentences that no flow made of these settings leads to.
var elsewhere = map[string]string{
	"FunctionAsked":    "a flow that asks a Lambda function is walked event by event in package call",
	"FunctionAnswered": "a flow that asks a Lambda function",
	"CallTold":         "a responder who calls back: transcripts",
	"ResponderCalled":  "a responder who calls back: transcripts",
	"TalkRecorded":     "a flow that records the talk",
}

// silentLines are sentences that no line of a random world speaks, with the reason.
var silentLines = map[string]string{
	"Blocked": "no random line blocks callers", "BlockedWithheld": "no random line blocks callers", "Challenge": "no random line asks for a key first",
	"KeyStar": "stands in another sentence", "KeyHash": "stands in another sentence", "Moment": "no random flow asks a function",
	"Closed": "no random team has hours", "MessageTimeOver": "nobody in random worlds speaks that long", "Unverified": "stands in another sentence",
	"Withheld": "stands in another sentence", "Announcement": "no random line has words that must be heard", "Language": "names a language",
	"NotInService": "every number that random callers dial has a line", "TimeLimitHangUp": "no random line lets callers wait for a quarter of an hour",
	"ApologyGoodbye": "for a flow that fails in its safe flow, or a call that is gone", "ResponderLeft": "no flow of a random line goes on after a talk",
}

func faultNames() (names []string) {
	for _, f := range randomFaults {
		names = append(names, string(f))
	}
	return names
}

// decided counts what a decision is of.
func (v *watch) decided(e call.Event, d call.Decision) {
	v.report.Events[nameOf(e)]++
	if d.Reply.Unchanged() {
		v.report.Replies["nothing new"]++
	} else {
		v.report.Replies["a script"]++
	}
	for i := range d.Call.Legs {
		v.report.States[d.Call.Legs[i].State.String()]++
	}
	for _, visit := range d.Trail {
		v.report.Actions[visit.Action]++
	}
}

func nameOf(e call.Event) string { return reflect.TypeOf(e).Name() }

// sentence is one of the table: its name, and the longest piece of it in which nothing is filled in.
type sentence struct{ name, piece string }

// sentences are those of the languages that random lines speak.
var sentences = func() (list []sentence) {
	for _, language := range []string{"en-US", "de-DE"} {
		say := reflect.ValueOf(words.In(language))
		for i := range say.NumField() {
			if text := say.Field(i); text.Kind() == reflect.String && silentLines[say.Type().Field(i).Name] == "" {
				list = append(list, sentence{say.Type().Field(i).Name, longestPiece(text.String())})
			}
		}
	}
	return list
}()

// sentenceNames are the names of the sentences, in the order of the table.
func sentenceNames() (names []string) {
	for _, s := range sentences {
		if s.piece != "" && !slices.Contains(names, s.name) {
			names = append(names, s.name)
		}
	}
	return names
}

// longestPiece is the longest part of a sentence between the places to fill in.
func longestPiece(text string) (longest string) {
	for text != "" {
		piece, rest, _ := strings.Cut(text, "{")
		if piece = strings.TrimSpace(piece); len(piece) > len(longest) {
			longest = piece
		}
		_, text, _ = strings.Cut(rest, "}")
	}
	return longest
}

// hears counts the sentences in what somebody hears.
func (v *watch) hears(o vonagesim.Observation) {
	if o.Sound != vonagesim.Speech {
		return
	}
	names, known := v.heard[o.Text]
	if !known {
		for _, s := range sentences {
			if s.piece != "" && strings.Contains(o.Text, s.piece) && !slices.Contains(names, s.name) {
				names = append(names, s.name)
			}
		}
		v.heard[o.Text] = names
	}
	for _, name := range names {
		v.report.Sentences[name]++
	}
}
