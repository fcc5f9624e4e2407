package oncall_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

const threeDaily = `{"tz":"UTC","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2025-06-02T08:00","turns":[["A"],["B"],["C"]]}}],"overrides":[`

func codes(warnings []oncall.Warning) string {
	list := []string{}
	for _, w := range warnings {
		list = append(list, string(w.Code))
	}
	return strings.Join(list, " ")
}

func TestEdgePeople(t *testing.T) {
	t.Run("14 across a handoff swap follows the named user, cover takes all", func(t *testing.T) {
		const span = `"users":["X"],"from":"2025-06-02T20:00:00Z","until":"2025-06-03T20:00:00Z"}]}`
		expect(t, scheduleOf(t, threeDaily+`{"id":"o","mode":"swap","replaces":"B",`+span),
			sample{"2025-06-02T21:00:00Z", "A"}, sample{"2025-06-03T08:00:00Z", "X"}, sample{"2025-06-03T20:00:00Z", "B"})
		expect(t, scheduleOf(t, threeDaily+`{"id":"o","mode":"cover",`+span),
			sample{"2025-06-02T21:00:00Z", "X"}, sample{"2025-06-03T08:00:00Z", "X"}, sample{"2025-06-03T20:00:00Z", "B"})
	})
	t.Run("15 of overlapping overrides the higher seq is on top", func(t *testing.T) {
		const span = `"from":"2025-06-02T10:00:00Z","until":"2025-06-02T12:00:00Z"}`
		expect(t, scheduleOf(t, threeDaily+`{"id":"late","seq":7,"mode":"cover","users":["Y"],`+span+`,{"id":"early","seq":3,"mode":"cover","users":["X"],`+span+`]}`),
			sample{"2025-06-02T11:00:00Z", "Y"})
		expect(t, scheduleOf(t, threeDaily+`{"id":"add","seq":1,"mode":"add","users":["X"],`+span+`,{"id":"swap","seq":2,"mode":"swap","replaces":"X","users":["Y","Z"],`+span+`]}`),
			sample{"2025-06-02T11:00:00Z", "A+Y+Z"})
	})
	t.Run("16 a swap of someone not on call does nothing", func(t *testing.T) {
		s := scheduleOf(t, threeDaily+`{"id":"o","mode":"swap","replaces":"C","users":["X"],"from":"2025-06-02T10:00:00Z","until":"2025-06-02T12:00:00Z"}]}`)
		expect(t, s, sample{"2025-06-02T11:00:00Z", "A"})
		warnings := oncall.Warnings(s, instant(t, "2025-06-02T09:00:00Z"), nil)
		if codes(warnings) != "idle_override" || !strings.Contains(warnings[0].Message, `"C" is not on call`) {
			t.Errorf("warnings %v", warnings)
		}
	})
	t.Run("17 cover and add fill a gap", func(t *testing.T) {
		for _, mode := range []string{"cover", "add"} {
			s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","users":["A"],"windows":[{"start":"09:00","minutes":60}]}],
				"overrides":[{"id":"o","mode":"`+mode+`","users":["X"],"from":"2025-06-02T20:00:00Z","until":"2025-06-02T21:00:00Z"}]}`)
			expect(t, s, sample{"2025-06-02T19:59:00Z", "-"}, sample{"2025-06-02T20:00:00Z", "X"}, sample{"2025-06-02T21:00:00Z", "-"})
		}
	})
	t.Run("18 an override begins now at the earliest", func(t *testing.T) {
		s := scheduleOf(t, threeDaily+`]}`)
		now := instant(t, "2025-06-02T12:34:56Z")
		o := oncall.Override{ID: "o", Tier: 1, Mode: oncall.Cover, Users: []string{"X"}, From: now.Add(-5 * time.Hour), Until: now.Add(time.Hour)}
		added, err := oncall.AddOverride(s, o, now)
		if err != nil || !added.Overrides[0].From.Equal(instant(t, "2025-06-02T12:34:00Z")) {
			t.Errorf("added %v, %v", added.Overrides, err)
		}
		o.Until = now.Add(-time.Hour)
		if _, err := oncall.AddOverride(s, o, now); err == nil {
			t.Error("an override of the past was taken")
		}
	})
	t.Run("19 two who add at once reach the same version, so that one write fails", func(t *testing.T) {
		s := scheduleOf(t, threeDaily+`]}`)
		s.Version = 4
		now := instant(t, "2025-06-02T12:00:00Z")
		o := oncall.Override{ID: "o", Tier: 1, Mode: oncall.Cover, Users: []string{"X"}, From: now, Until: now.Add(time.Hour)}
		first, _ := oncall.AddOverride(s, o, now)
		second, _ := oncall.AddOverride(s, o, now)
		again, _ := oncall.AddOverride(first, o, now)
		if first.Version != 5 || second.Version != 5 || again.Version != 6 || again.Overrides[1].Seq != 2 || len(s.Overrides) != 0 {
			t.Errorf("versions %d %d %d, overrides %v, original %v", first.Version, second.Version, again.Version, again.Overrides, s.Overrides)
		}
	})
	t.Run("20 a user is taken out: idle, on call, last, the only one", func(t *testing.T) {
		r := rotationAt("day", 1, "2025-06-02T08:00")
		at := instant(t, "2025-06-03T12:00:00Z") // B is on
		for _, c := range []struct {
			turns [][]string
			want  string
		}{
			{[][]string{{"B"}, {"C"}}, "B C B"},            // A was idle
			{[][]string{{"A"}, {"C"}}, "C A C"},            // B was on
			{[][]string{{"A"}}, "A A A"},                   // B was on and C, the next, is gone too
			{[][]string{{"N"}, {"M"}}, "N M N"},            // all new
			{[][]string{{"N"}, {"A"}, {"B"}}, "B N A"},     // one in, one out
			{[][]string{}, "- - -"},                        // nobody left
			{[][]string{{"C"}, {"A"}, {"B"}}, "B C A"},     // another order
			{[][]string{{"A", "B"}, {"C"}, {}}, "C - A+B"}, // B's turn became a group, which is another turn
		} {
			got := []string{}
			for _, group := range oncall.TurnsAfterEdit(r, "UTC", at, c.turns, 3) {
				got = append(got, who(oncall.Tiers{group}))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%v gives %v, want %s", c.turns, got, c.want)
			}
		}
		lower := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"low","users":["L"]},{"id":"high","priority":2,"rotation":{"unit":"day","anchor":"2025-06-02T08:00","turns":[[]]}}]}`)
		expect(t, lower, sample{"2025-06-03T08:00:00Z", "L"})
	})
	t.Run("21 a deleted user is seen in time and counts as absent", func(t *testing.T) {
		s := scheduleOf(t, threeDaily+`]}`)
		if !oncall.Mentions(s, "B") || oncall.Mentions(s, "X") {
			t.Error("Mentions must name the users of a schedule and no others")
		}
		from := instant(t, "2025-06-02T08:00:00Z")
		if got := codes(oncall.Warnings(s, from, map[string]bool{"A": true, "C": true})); got != "unknown_user" {
			t.Errorf("warnings %q", got)
		}
		if got := who(oncall.OnCall(s, from).Keep(func(user string) bool { return user != "A" })); got != "-" {
			t.Errorf("without A on call: %s", got)
		}
	})
	t.Run("22 a user without a phone is on call but warned of", func(t *testing.T) {
		s := scheduleOf(t, threeDaily+`]}`)
		from := instant(t, "2025-06-02T08:00:00Z")
		warnings := oncall.Warnings(s, from, map[string]bool{"A": true, "B": false, "C": true})
		if codes(warnings) != "unreachable" || !warnings[0].At.Equal(from.Add(24*time.Hour)) {
			t.Errorf("warnings %v", warnings)
		}
		expect(t, s, sample{"2025-06-03T08:00:00Z", "B"})
	})
	t.Run("23 an empty turn or layer lets the lower priority show", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"low","users":["L"]},{"id":"high","priority":5,"rotation":{"unit":"day","anchor":"2025-06-02T00:00","turns":[["H"],[]]}}]}`)
		expect(t, s, sample{"2025-06-02T12:00:00Z", "H"}, sample{"2025-06-03T12:00:00Z", "L"}, sample{"2025-06-04T12:00:00Z", "H"})
	})
	t.Run("24 a user in two tiers or rotations is rung once, first", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","users":["A","B"]},{"id":"b","users":["B","C","A"]},{"id":"c","tier":2,"users":["C","D"]},{"id":"d","tier":3,"users":["A"]}]}`)
		expect(t, s, sample{"2025-06-02T12:00:00Z", "A+B+C/D/-"})
		if got := strings.Join(oncall.OnCall(s, instant(t, "2025-06-02T12:00:00Z")).RingOrder(), " "); got != "A B C D" {
			t.Errorf("ring order %s", got)
		}
	})
	t.Run("25 a secondary who covers the primary leaves no secondary, which is warned of", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","users":["A"]},{"id":"b","tier":2,"users":["B"]}],
			"overrides":[{"id":"o","mode":"cover","users":["B"],"from":"2025-06-02T10:00:00Z","until":"2025-06-02T12:00:00Z"}]}`)
		expect(t, s, sample{"2025-06-02T11:00:00Z", "B/-"})
		warnings := oncall.Warnings(s, instant(t, "2025-06-01T00:00:00Z"), nil)
		if codes(warnings) != "empty_tier" || !warnings[0].At.Equal(instant(t, "2025-06-02T10:00:00Z")) || !warnings[0].Until.Equal(instant(t, "2025-06-02T12:00:00Z")) {
			t.Errorf("warnings %v", warnings)
		}
	})
	t.Run("28 the same person twice in a row is no handoff", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2025-06-02T08:00","turns":[["A"],["A"],["B"]]}}]}`)
		expectNext(t, s, "2025-06-02T09:00:00Z", "2025-06-04T08:00:00Z", "B")
		if shifts, _ := oncall.Final(s, instant(t, "2025-06-02T08:00:00Z"), instant(t, "2025-06-05T08:00:00Z")); len(shifts) != 2 {
			t.Errorf("shifts %v", shifts)
		}
	})
	t.Run("30 a changed zone keeps the wall-clock anchors, from then on", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2025-06-02T09:00","turns":[["A"],["B"],["C"]]}},
			{"id":"own","tz":"Asia/Tokyo","tier":2,"users":["T"]}]}`)
		changed, err := oncall.ChangeZone(s, "America/New_York", instant(t, "2025-06-10T12:00:00Z"))
		if err != nil || len(changed.Layers) != 3 || len(oncall.Validate(changed)) > 0 {
			t.Fatalf("%v %v %v", changed.Layers, err, oncall.Validate(changed))
		}
		expect(t, changed, sample{"2025-06-09T06:59:00Z", "A/T"}, sample{"2025-06-09T07:00:00Z", "B/T"}, // the past as it was
			sample{"2025-06-11T12:59:00Z", "C/T"}, sample{"2025-06-11T13:00:00Z", "A/T"}) // nine o'clock in New York
	})
	t.Run("31 nothing of a rotation is stored as an instant, overrides are", func(t *testing.T) {
		s := scheduleOf(t, threeDaily+`{"id":"o","mode":"cover","users":["X"],"from":"2025-06-02T10:00:00Z","until":"2025-06-02T12:00:00Z"}]}`)
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		instants := regexp.MustCompile(`\d{4}-[0-9T:-]+Z`).FindAllString(string(text), -1)
		if strings.Join(instants, " ") != "2025-06-02T10:00:00Z 2025-06-02T12:00:00Z" || !strings.Contains(string(text), `"anchor":"2025-06-02T08:00"`) {
			t.Errorf("stored as %s", text)
		}
	})
}

func TestEveryEdgeRuleHasATest(t *testing.T) {
	found := map[string]bool{}
	for _, name := range []string{"edge_test.go", "edge_people_test.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`t\.Run\("(\d\d) `).FindAllStringSubmatch(string(text), -1) {
			if found[match[1]] {
				t.Errorf("rule %s is tested under two names", match[1])
			}
			found[match[1]] = true
		}
	}
	if len(found) != 32 || !found["01"] || !found["32"] {
		t.Errorf("%d of 32 edge rules have a test", len(found))
	}
}
