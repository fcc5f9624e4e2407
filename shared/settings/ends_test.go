package settings

import (
	"slices"
	"strings"
	"testing"

	"ringdown/shared/flow"
)

// paths walks every path of a flow from its start, each action at most once per path, and tells how
// each goes: "Welcome > Pick platform > Ring team > …".
func paths(f flow.Flow) []string {
	var all []string
	var walk func(id string, trail []string)
	walk = func(id string, trail []string) {
		a, ok := f.Action(id)
		if !ok {
			all = append(all, strings.Join(append(trail, "missing "+id), " > "))
			return
		}
		if slices.Contains(trail, id) {
			return // round again: Loop bounds it
		}
		trail = append(slices.Clone(trail), id)
		next := slices.Compact(slices.Sorted(slices.Values(targets(a))))
		if len(next) == 0 {
			all = append(all, strings.Join(trail, " > "))
		}
		for _, n := range next {
			walk(n, trail)
		}
	}
	walk(f.StartAction, nil)
	slices.Sort(all)
	return all
}

func TestEveryPathOfEveryLineEndsByHangingUpAfterASentence(t *testing.T) {
	for name, change := range variants() {
		t.Run(name, func(t *testing.T) {
			all := paths(compiled(t, settings(change)).Flow)
			if len(all) == 0 {
				t.Fatal("no path ends")
			}
			for _, p := range all {
				steps := strings.Split(p, " > ")
				last := steps[len(steps)-2]
				if steps[len(steps)-1] != hangUp {
					t.Errorf("ends elsewhere: %s", p)
				}
				// After a talk there is nothing left to say; every other caller hears a goodbye.
				if last != goodbye && last != thanks && last != ringTeam && last != "Disabled" {
					t.Errorf("hangs up without a word: %s", p)
				}
			}
		})
	}
}

func TestPathsOfALineWithOneTeam(t *testing.T) {
	want := []string{
		"Welcome > Pick platform > Ring team > Hang up",
		"Welcome > Pick platform > Ring team > No response > Take message > Alert voicemail > Thanks > Hang up",
		"Welcome > Pick platform > Ring team > No response > Take message > Goodbye > Hang up",
		"Welcome > Pick platform > Ring team > Nobody on call > Take message > Alert voicemail > Thanks > Hang up",
		"Welcome > Pick platform > Ring team > Nobody on call > Take message > Goodbye > Hang up",
		"Welcome > Pick platform > Ring team > Take message > Alert voicemail > Thanks > Hang up",
		"Welcome > Pick platform > Ring team > Take message > Goodbye > Hang up",
	}
	compare(t, paths(compiled(t, settings(nil)).Flow), want)
}

func TestPathsWithoutVoicemail(t *testing.T) {
	off := false
	s := settings(func(s *Settings) { s.Lines[0].Voicemail.Enabled = &off; s.Lines[0].Alert = AlertOnCall })
	compare(t, paths(compiled(t, s).Flow), []string{
		"Welcome > Pick platform > Alert call > Ring team > Hang up",
		"Welcome > Pick platform > Alert call > Ring team > No response > Goodbye > Hang up",
		"Welcome > Pick platform > Alert call > Ring team > Nobody on call > Goodbye > Hang up",
	})
}

func TestPathsStraightToVoicemail(t *testing.T) {
	s := settings(func(s *Settings) { s.Lines[0].Mode = VoicemailOnly })
	compare(t, paths(compiled(t, s).Flow), []string{
		"Welcome > Pick platform > Messages only > Take message > Alert voicemail > Thanks > Hang up",
		"Welcome > Pick platform > Messages only > Take message > Goodbye > Hang up",
	})
}

func TestTheMenuOfAMailboxPutsNobodyThrough(t *testing.T) {
	s := settings(func(s *Settings) { withMenu(s); s.Lines[0].Mode = VoicemailOnly })
	for _, p := range paths(compiled(t, s).Flow) {
		if strings.Contains(p, putThrough) || !strings.Contains(p, " > "+messagesOnly+" > "+takeMessage+" > ") {
			t.Errorf("unexpected path: %s", p)
		}
	}
}

func TestOnlyWhoMayHaveLeftAMessageIsThankedForIt(t *testing.T) {
	s := settings(func(s *Settings) { s.Lines[0].Alert = AlertOnCall })
	f := compiled(t, s).Flow
	record, _ := f.Action(takeMessage)
	for result, want := range map[string]string{flow.MessageRecorded: thanks, flow.MessageEmpty: goodbye} {
		if got := branch(record, result, ""); got != want {
			t.Errorf("%s leads to %q, want %q", result, got, want)
		}
	}
	for _, e := range record.Transitions.Errors {
		if e.NextAction != goodbye {
			t.Errorf("%s leads to %q, want a goodbye without thanks", e.ErrorType, e.NextAction)
		}
	}
}

// A call too many is better than one lost.
func TestATeamIsToldOfAMessageThatMayHaveBeenTaken(t *testing.T) {
	record, _ := compiled(t, settings(func(*Settings) {})).Flow.Action(takeMessage)
	for _, e := range record.Transitions.Errors {
		if e.NextAction != alertVoicemail {
			t.Errorf("%s leads to %q, want the team told", e.ErrorType, e.NextAction)
		}
	}
	if len(record.Transitions.Errors) < 2 {
		t.Errorf("errors %+v", record.Transitions.Errors)
	}
}

func TestADisabledLineRaisesNothing(t *testing.T) {
	off := false
	s := settings(func(s *Settings) { withMenu(s); s.Lines[0].Enabled = &off; s.Lines[0].Alert = AlertOnCall })
	d := compiled(t, s)
	compare(t, paths(d.Flow), []string{"Disabled > Hang up"})
	if d.Enabled {
		t.Error("the dialplan says enabled")
	}
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// press presses keys at a menu and tells which actions the flow goes through until the team is
// rung. It knows only Loop, GetParticipantInput and "go on".
func press(t *testing.T, f flow.Flow, keys ...string) (trail []string) {
	t.Helper()
	loops := map[string]int{}
	id := f.StartAction
	for range 100 {
		a, ok := f.Action(id)
		if !ok {
			t.Fatalf("no action %q", id)
		}
		trail = append(trail, id)
		switch a.Type {
		case "TransferParticipantToTeam", "DisconnectParticipant":
			return trail
		case "Loop":
			result := "ContinueLooping"
			if limit, _ := a.Parameters.String("LoopCount"); limit == string(rune('0'+loops[id])) {
				result = "DoneLooping"
			}
			loops[id]++
			id = branch(a, result, "")
		case "GetParticipantInput":
			key := ""
			if len(keys) > 0 {
				key, keys = keys[0], keys[1:]
			}
			if key == "" {
				id = branch(a, key, flow.InputTimeLimitExceeded)
			} else {
				id = branch(a, key, flow.NoMatchingCondition)
			}
		default:
			id = a.Transitions.NextAction
		}
	}
	t.Fatalf("never reaches a team: %v", trail)
	return nil
}

// branch takes the condition that equals the result, or the error.
func branch(a flow.Action, result, errorType string) string {
	for _, c := range a.Transitions.Conditions {
		if slices.Equal(c.Condition.Operands, []string{result}) {
			return c.NextAction
		}
	}
	for _, e := range a.Transitions.Errors {
		if e.ErrorType == errorType {
			return e.NextAction
		}
	}
	return "no branch for " + result + errorType
}

func TestTheMenuIsReadAtMostPlaysTimesThenTheDefaultTeamIsRung(t *testing.T) {
	f := compiled(t, settings(withMenu)).Flow
	tests := []struct {
		name  string
		keys  []string
		reads int
		last  string
	}{
		{"a key with a team", []string{"1"}, 1, "Pick platform"},
		{"the second key of a team", []string{"4"}, 1, "Pick platform"},
		{"silence", nil, 3, "Put through"},
		{"wrong keys", []string{"9", "#", "2", "1"}, 3, "Put through"},
		{"0 repeats", []string{"0", "3"}, 2, "Pick network"},
		{"0 for ever", []string{"0", "0", "0", "0"}, 3, "Put through"},
		{"star goes back to the welcome", []string{"*", "3"}, 2, "Pick network"},
		{"star for ever", []string{"*", "*", "*", "*"}, 3, "Put through"},
		{"late but right", []string{"", "9", "3"}, 3, "Pick network"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			trail := press(t, f, test.keys...)
			reads := 0
			for _, id := range trail {
				if id == menu {
					reads++
				}
			}
			if last := trail[len(trail)-2]; reads != test.reads || last != test.last {
				t.Errorf("read %d times and reached the ring from %q, want %d and %q: %v", reads, last, test.reads, test.last, trail)
			}
		})
	}
	if trail := press(t, f, "*", "1"); strings.Count(strings.Join(trail, ","), welcome) != 2 {
		t.Errorf("star did not go back to the welcome: %v", trail)
	}
	if trail := press(t, f, "9", "", "1"); !slices.Contains(trail, wrongKey) || !slices.Contains(trail, noKeyPressed) {
		t.Errorf("a wrong key and silence were not named: %v", trail)
	}
}
