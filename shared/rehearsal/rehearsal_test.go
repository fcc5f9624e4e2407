package rehearsal

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/problem"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// played are calls that were played in the simulated phone network, and what people do in them.
var played = map[string]Scene{
	"accept_first":                    {People: []Answer{{User: "ana", Phone: "mobile", Seconds: 12, Does: Accepts}}},
	"accept_second_user":              {People: []Answer{{User: "ben", Seconds: 6, Does: Accepts}}},
	"accept_tier_two":                 {People: []Answer{{User: "cy", Seconds: 4, Does: Accepts}}},
	"all_at_once_then_tier_two":       {People: []Answer{{User: "cy", Seconds: 5, Does: Accepts}}},
	"menu_wrong_key_silence_good_key": {Keys: []Keys{{Press: "8"}, {}, {Press: "2"}}, People: []Answer{{User: "ben", Seconds: 12, Does: Accepts}}},
	"menu_never_hangs_up":             {People: []Answer{{User: "ana", Seconds: 6, Does: Accepts}}},
	"menu_in_german":                  {Keys: []Keys{{Press: "3"}}, People: []Answer{{User: "cy", Seconds: 12, Does: Accepts}}},
	"leave_key":                       {Keys: []Keys{{Press: "*", Seconds: 30}}, MessageSeconds: 10},
	"leave_key_during_greeting":       {Keys: []Keys{{Press: "*", Seconds: 4}}, MessageSeconds: 10},
	"nobody_on_call":                  {MessageSeconds: 10},
	"nobody_on_call_by_day":           {People: []Answer{{User: "ana", Seconds: 4, Does: Accepts}}},
	"flow_by_night":                   {MessageSeconds: 10},
	"numbers_are_spoken_in_groups":    {Keys: []Keys{{Press: "48213#"}}},
	"caller_hangs_up_ringing":         {PatienceSeconds: 25},
	"blocked_caller":                  {},
	"not_blocked_beside_a_range":      {Caller: "+14155550198", People: []Answer{{User: "ana", Seconds: 5, Does: Accepts}}},
	"queue_nobody_answers":            {MessageSeconds: 7},
	"disabled_line":                   {},
}

var (
	heard   = regexp.MustCompile(`(?m)^\d\d:\d\d\.\d  (.+?) {2,}hears "(.*)"$`)
	dials   = regexp.MustCompile(`(?m)^caller: dials ([\w-]+)`)
	outcome = regexp.MustCompile(`(?m)^outcome: (\w+)`)
)

// read makes the scene of a file whole, and lists who heard which sentences in it.
func read(t *testing.T, name string, scene Scene) (_ Scene, who map[string][]string, ends string) {
	t.Helper()
	file, err := testdata.Files.ReadFile("calls/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range txtar.Parse(file).Files {
		parts[f.Name] = f.Data
	}
	given := map[string]string{}
	for line := range strings.Lines(string(parts["given"])) {
		key, value, _ := strings.Cut(line, ":")
		given[key] = strings.TrimSpace(value)
	}
	scene.At = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)
	if at := given["at"]; at != "" {
		if scene.At, err = time.Parse(time.RFC3339, at); err != nil {
			t.Fatal(err)
		}
	}
	text := parts["settings.yaml"]
	if text == nil {
		if text, err = testdata.Files.ReadFile("config/good/" + given["settings"]); err != nil {
			t.Fatal(err)
		}
	}
	scene.Plan = compiled(t, text, parts, dials.FindStringSubmatch(string(parts["script"])))
	if scene.Caller == "" {
		scene.Caller = "+14155550199"
	}
	if scene.TalkSeconds == 0 {
		scene.TalkSeconds = 20
	}
	who = map[string][]string{}
	for _, m := range heard.FindAllStringSubmatch(string(parts["transcript"]), -1) {
		who[m[1]] = append(who[m[1]], m[2])
	}
	return scene, who, outcome.FindStringSubmatch(string(parts["want"]))[1]
}

// compiled is the dialplan of a line: the one that the caller dials, else the first.
func compiled(t *testing.T, text []byte, beside map[string][]byte, dials []string) dialplan.Dialplan {
	t.Helper()
	s, problems := settings.Parse(text, settings.Attach(text, func(name string) ([]byte, error) {
		if own, ok := beside[name]; ok {
			return own, nil
		}
		return testdata.Files.ReadFile("config/good/" + name)
	}))
	if problem.Fatal(problems) {
		t.Fatal(problems)
	}
	plans, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(plans, func(d dialplan.Dialplan) bool { return len(dials) == 0 || d.Line == dials[1] })
	return plans[i]
}

func TestARehearsalSaysWhatACallSays(t *testing.T) {
	for name, scene := range played {
		t.Run(name, func(t *testing.T) {
			scene, want, ends := read(t, name, scene)
			p := Rehearse(scene)
			got := map[string][]string{}
			for _, l := range p.Lines {
				if l.Does == Hears {
					got[l.Who] = append(got[l.Who], l.Text)
				}
			}
			for who := range got {
				want[who] = append([]string{}, want[who]...)
			}
			for who := range want {
				if !slices.Equal(got[who], want[who]) {
					t.Errorf("%s hears\n  %s\nwant\n  %s", who, strings.Join(got[who], "\n  "), strings.Join(want[who], "\n  "))
				}
			}
			if p.Outcome != ends {
				t.Errorf("the outcome is %q, want %q", p.Outcome, ends)
			}
			if t.Failed() {
				for _, l := range p.Lines {
					t.Logf("%6.1f %-12s %s %s", l.Seconds, l.Who, l.Does, l.Text)
				}
			}
		})
	}
}

// plans are dialplans with everything that settings and flows can hold.
func plans(t *testing.T) []dialplan.Dialplan {
	t.Helper()
	var all []dialplan.Dialplan
	for _, name := range []string{"everything.yaml", "attendant.yaml", "own-flow.yaml", "voicemail.yaml"} {
		text, err := testdata.Files.ReadFile("config/good/" + name)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := settings.Parse(text, settings.Attach(text, func(name string) ([]byte, error) { return testdata.Files.ReadFile("config/good/" + name) }))
		found, err := s.Compile()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	return all
}

// TestEverySceneEnds: whatever people do, there is an end to it, and the same scene is the same again.
func TestEverySceneEnds(t *testing.T) {
	all := plans(t)
	rapid.Check(t, func(t *rapid.T) {
		s := Scene{
			Plan: rapid.SampledFrom(all).Draw(t, "plan"), Caller: rapid.SampledFrom([]e164.Number{"", "+14155550199", "+4915112345678"}).Draw(t, "caller"),
			At:             time.Date(2026, 3, 2, rapid.IntRange(0, 23).Draw(t, "hour"), 14, 0, 0, time.UTC),
			MessageSeconds: rapid.IntRange(0, 700).Draw(t, "message"), TalkSeconds: rapid.IntRange(0, 60).Draw(t, "talk"), PatienceSeconds: rapid.IntRange(0, 200).Draw(t, "patience"),
		}
		for range rapid.IntRange(0, 5).Draw(t, "keys") {
			s.Keys = append(s.Keys, Keys{Press: rapid.StringOfN(rapid.RuneFrom([]rune("0123456789*#")), 0, 3, -1).Draw(t, "press"), Seconds: rapid.SampledFrom([]float64{0, 0.5, 3, 20}).Draw(t, "seconds")})
		}
		var users []string
		for id := range s.Plan.Users {
			users = append(users, id)
		}
		slices.Sort(users)
		if len(users) > 0 {
			for range rapid.IntRange(0, 3).Draw(t, "people") {
				s.People = append(s.People, Answer{User: rapid.SampledFrom(users).Draw(t, "user"), Seconds: rapid.IntRange(0, 40).Draw(t, "after"), Does: rapid.SampledFrom([]Deed{Accepts, Declines, Nothing}).Draw(t, "does")})
			}
		}
		p := Rehearse(s)
		if len(p.Lines) > linesMax+1 || len(p.Lines) < 2 {
			t.Fatalf("%d lines", len(p.Lines))
		}
		last := p.Lines[0]
		for _, l := range p.Lines {
			if l.Seconds < last.Seconds || l.Seconds > longest.Seconds() {
				t.Fatalf("%v comes after %v", l, last)
			}
			last = l
		}
		if again := Rehearse(s); !reflect.DeepEqual(again, p) {
			t.Fatalf("the same scene is %v, and then %v", p, again)
		}
	})
}
