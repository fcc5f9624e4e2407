package sim

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/oncall"
	"ringdown/shared/settings"
)

// drawn is a world as it came out of a seed.
type drawn struct {
	seed     int64
	r        *dice
	start    time.Time
	settings settings.Settings
	plans    []dialplan.Dialplan
	people   map[string]vonagesim.Person // by number, digits only
	names    map[string]string
	callers  []drawnCaller
	switches vonagesim.Switches
	switched []string
	faults   *drawnFaults
	told     []string // what was drawn, in words
}

type drawnCaller struct {
	from, to string
	starts   time.Duration
	person   vonagesim.Person
	never    bool // left out (shrink.go)
}

// placed is how many calls the world has.
func (d *drawn) placed() (n int) {
	for _, c := range d.callers {
		if !c.never {
			n++
		}
	}
	return n
}

// dice are random numbers with the questions a world asks.
type dice struct{ *rand.Rand }

func newDice(seed int64, use uint64) *dice { return &dice{rand.New(rand.NewPCG(uint64(seed), use))} }

// chance is true in so many of a hundred cases.
func (d *dice) chance(percent int) bool { return d.IntN(100) < percent }

// from gives a number between two, both included.
func (d *dice) from(low, high int) int { return low + d.IntN(high-low+1) }

// after gives a time between two, in tenths of seconds.
func (d *dice) after(low, high time.Duration) time.Duration {
	const step = 100 * time.Millisecond
	return low + time.Duration(d.IntN(int((high-low)/step)+1))*step
}

func oneOf[T any](d *dice, list ...T) T { return list[d.IntN(len(list))] }

func draw(seed int64) (*drawn, error) {
	d := &drawn{seed: seed, r: newDice(seed, 0x776f726c64), people: map[string]vonagesim.Person{}, names: map[string]string{}}
	// Two years of nights and days, both clock changes among them.
	d.start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(d.r.IntN(2*365*24*60)) * time.Minute)
	d.users()
	d.teams()
	d.lines()
	plans, err := d.settings.Compile()
	if err != nil {
		return nil, err
	}
	d.plans = plans
	d.answerers()
	d.placeCalls()
	for _, name := range vonagesim.SwitchNames() {
		if d.r.chance(25) {
			if err := d.switches.Set(name); err != nil {
				return nil, err
			}
			d.switched = append(d.switched, name)
		}
	}
	d.faults = drawFaults(d)
	return d, nil
}

func (d *drawn) given() []string {
	out := append([]string{"begins " + d.start.Format(time.RFC3339)}, d.told...)
	return append(out, "switches: "+strings.Join(d.switched, " "), "faults: "+d.faults.String())
}

func (d *drawn) tell(format string, args ...any) {
	d.told = append(d.told, fmt.Sprintf(format, args...))
}

// Numbers of the world: each is dialable and belongs to nobody (555).
func userNumber(i int) e164.Number   { return e164.Number(fmt.Sprintf("+1415555%04d", 1000+i)) }
func lineNumber(i int) e164.Number   { return e164.Number(fmt.Sprintf("+1628555%04d", 2000+i)) }
func callerNumber(i int) e164.Number { return e164.Number(fmt.Sprintf("+1503555%04d", 3000+i)) }

func (d *drawn) users() {
	number := 0
	for i := range d.r.from(2, 7) {
		u := dialplan.User{ID: "user" + strconv.Itoa(i+1), Name: "User " + strconv.Itoa(i+1)}
		for range d.r.from(1, 2) {
			p := dialplan.Phone{Number: userNumber(number), Label: oneOf(d.r, "mobile", "office", "")}
			if number++; d.r.chance(10) {
				p.Extension = "ww700#"
			}
			u.Phones = append(u.Phones, p)
		}
		d.settings.Users = append(d.settings.Users, u)
	}
	d.settings.Version = settings.FileVersion
}

func (d *drawn) teams() {
	for i := range d.r.from(1, 3) {
		t := dialplan.Team{ID: "team" + strconv.Itoa(i+1), Name: "Team " + strconv.Itoa(i+1), Emails: []string{"team@example.com"}}
		ids := d.shuffledUsers()
		switch {
		case d.r.chance(30):
			t.Schedule = "schedule" + strconv.Itoa(i+1)
			d.settings.Schedules = append(d.settings.Schedules, d.schedule(t.Schedule, ids))
		default:
			first := d.r.from(1, len(ids))
			t.Tiers = append(t.Tiers, ids[:first])
			if first < len(ids) && d.r.chance(60) {
				t.Tiers = append(t.Tiers, ids[first:])
			}
		}
		d.tell("%s: tiers %v %s", t.ID, t.Tiers, t.Schedule)
		d.settings.Teams = append(d.settings.Teams, t)
	}
}

func (d *drawn) shuffledUsers() []string {
	var ids []string
	for _, u := range d.settings.Users {
		ids = append(ids, u.ID)
	}
	d.r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids
}

// schedule rotates by the hour or the day, so that a handoff may fall into a call;
// some have nobody on for hours.
func (d *drawn) schedule(id string, users []string) oncall.Schedule {
	turns := [][]string{}
	for _, u := range users {
		turns = append(turns, []string{u})
	}
	l := oncall.Layer{ID: "layer", Tier: 1, Priority: 1, Rotation: &oncall.Rotation{
		Unit: oneOf(d.r, oncall.Hour, oncall.Day), Every: 1, Turns: turns, Depth: d.r.from(1, min(2, len(turns))),
		Anchor: d.start.AddDate(0, 0, -2).Format("2006-01-02T15:04"),
	}}
	if d.r.chance(30) {
		l.Windows = []oncall.Window{{Start: "08:00", Minutes: 600}}
	}
	return oncall.Schedule{ID: id, TZ: oneOf(d.r, "UTC", "Europe/Berlin", "America/New_York"), Layers: []oncall.Layer{l}}
}

func (d *drawn) lines() {
	for i := range d.r.from(1, 3) {
		l := settings.Line{
			ID: "line" + strconv.Itoa(i+1), Number: lineNumber(i), Description: "Line " + strconv.Itoa(i+1),
			Language: oneOf(d.r, "en-US", "de-DE"), Alert: oneOf(d.r, settings.AlertOnVoicemail, settings.AlertOnVoicemail, settings.AlertOnCall, settings.AlertNever),
			Team: d.team(),
			Ring: settings.Ring{
				Strategy: oneOf(d.r, settings.Sequence, settings.All), RingSeconds: d.r.from(10, 30), AcceptSeconds: d.r.from(3, 10),
				TotalSeconds: d.r.from(30, 200), Rounds: d.r.from(1, 3), LeaveKey: oneOf(d.r, "*", "#", settings.NoKey),
				CallerID: oneOf(d.r, settings.ShowLine, settings.ShowCaller),
			},
			Voicemail: settings.Voicemail{Seconds: d.r.from(30, 120), SilenceSeconds: d.r.from(3, 10)},
		}
		if d.r.chance(30) {
			l.Team, l.Attendant = "", &settings.Attendant{Keys: map[string]string{}, WaitSeconds: d.r.from(3, 15), Plays: d.r.from(1, 3)}
			for key := range d.r.from(1, 3) {
				l.Attendant.Keys[strconv.Itoa(key+1)] = d.team()
			}
		}
		d.seldom(&l)
		d.tell("%s: %s, team %q, attendant %v, alert %s, mode %q, ring %+v, voicemail %d s", l.ID, l.Language, l.Team, l.Attendant, l.Alert, l.Mode, l.Ring, l.Voicemail.Seconds)
		d.settings.Lines = append(d.settings.Lines, l)
	}
}

// seldom draws what few lines are.
func (d *drawn) seldom(l *settings.Line) {
	no := false
	switch d.r.IntN(20) {
	case 0:
		l.Enabled = &no
	case 1:
		l.Mode = settings.VoicemailOnly
	case 2:
		l.Voicemail = settings.Voicemail{Enabled: &no}
		l.Ring.LeaveKey = settings.NoKey
		l.Alert = settings.AlertOnCall
	case 3:
		l.Sentences.Waiting.Audio = "https://cdn.example.com/waiting.mp3"
	}
}

func (d *drawn) team() string { return oneOf(d.r, d.settings.Teams...).ID }
