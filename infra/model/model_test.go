package model

import "testing"

// TestEveryOrderOfThings visits every state of a call with two responders in which one function runs at a
// time and nothing fails: each order of messages, and all that people may do. The larger explorations are
// those of `make model`.
func TestEveryOrderOfThings(t *testing.T) {
	f, err := Explore(Bounds{InFlight: 1})
	if err != nil || f.Wrong != "" || !f.Complete {
		t.Fatalf("%v\n%v", err, f)
	}
	for _, outcome := range []string{"talked", "voicemail", "missed"} {
		if f.Outcomes[outcome] == 0 {
			t.Errorf("no call ends %s: %v", outcome, f)
		}
	}
	t.Log(f)
}

// TestAnExplorationIsTheSameEachTime: a state that cannot be found again cannot be mended.
func TestAnExplorationIsTheSameEachTime(t *testing.T) {
	var first Found
	for i := range 2 {
		f, err := Explore(Bounds{InFlight: 3, Faults: 2, AtOnce: true, StatesMax: 3000})
		if err != nil || f.Wrong != "" || f.States != 3000 {
			t.Fatalf("%v\n%v", err, f)
		}
		if i > 0 && (f.Steps != first.Steps || f.Depth != first.Depth) {
			t.Errorf("first\n%v\nthen\n%v", first, f)
		}
		first = f
	}
}

// TestWhatIsWrongIsFound: two responders in a room are seen, and so is the way there.
func TestWhatIsWrongIsFound(t *testing.T) {
	w := begin(Bounds{})
	w.legs = append(w.legs, leg{ours: "1", doing: inRoom, pressed: true}, leg{ours: "2", doing: inRoom, pressed: true})
	if got := w.everywhere(); got != "at most one responder is in the room" {
		t.Errorf("got %q", got)
	}
	w.legs[2].pressed = false
	if got := w.everywhere(); got != "nobody is in the room without the key: leg 2" {
		t.Errorf("got %q", got)
	}
}
