package settings

import (
	"fmt"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/oncall"
	"ringdown/shared/problem"
)

// checker gathers what is wrong with the content of settings. Its rules look at one thing each and
// never stop at the first fault.
type checker struct {
	s        Settings
	given    func(path string) bool // whether a setting was written, be it empty or 0
	measured func(path string) bool // whether the numbers there were measured before
	problems []problem.Problem
	fatal    bool // one of them is no warning
	forms    forms

	policy e164.Policy  // what may be rung
	home   e164.Country // whose national form a number without country code most likely has

	users, teams, schedules, hours, lines, rules, feeds ids
	own                                                 map[e164.Number]int       // the number of each line, to the first that has it
	phones                                              map[dialplan.Phone]string // label apart, to the user who has it
	ringing                                             map[string]bool           // teams that a live line rings
}

// Check reports what is wrong with the content of settings that were not read from a file, all at
// once. It changes nothing; the problems have no line or column.
func (s Settings) Check() []problem.Problem {
	return problem.InOrder(s.check(func(string) bool { return false }), MaxProblems)
}

func (s Settings) check(given func(path string) bool) []problem.Problem {
	return s.checkBeside(given, func(string) bool { return false })
}

// checkBeside checks settings of which some were checked before: where a number stands that was
// measured, it is not measured again. To look numbers up in the world's plans is most of a check.
func (s Settings) checkBeside(given, measured func(path string) bool) []problem.Problem {
	c := checker{s: s, given: given, measured: measured, forms: newForms()}
	if c.head(); c.tooMany() {
		return c.problems // what follows compares things with each other
	}
	c.index()
	c.checkDialling()
	c.checkUsers()
	c.checkTeams()
	c.checkSchedules()
	c.checkEscalations()
	c.checkFeeds()
	c.checkFlows()
	c.checkLines()
	return c.problems
}

func (c *checker) wrong(path, format string, args ...any) {
	c.add(problem.Errorf(path, format, args...))
}

func (c *checker) warn(path, format string, args ...any) {
	c.add(problem.Warningf(path, format, args...))
}

// add keeps what somebody may read, and always the first fault: it decides whether the settings can
// be used.
func (c *checker) add(p problem.Problem) {
	if !c.full() || p.Fatal() && !c.fatal {
		c.problems = append(c.problems, p)
		c.fatal = c.fatal || p.Fatal()
	}
}

// full reports whether nobody will read one more problem, so that looking for what was meant can
// stop.
func (c *checker) full() bool { return len(c.problems) >= 2*MaxProblems }

// ids are the ids of one list, in the order of the file.
type ids struct {
	list  []string
	first map[string]int // where each stands first
}

func idsOf[T any](list []T, id func(T) string) ids {
	x := ids{first: map[string]int{}}
	for i, item := range list {
		x.list = append(x.list, id(item))
		if _, twice := x.first[id(item)]; !twice {
			x.first[id(item)] = i
		}
	}
	return x
}

// index notes what exists, so that references may point forwards in the file.
func (c *checker) index() {
	c.users = idsOf(c.s.Users, func(u dialplan.User) string { return u.ID })
	c.teams = idsOf(c.s.Teams, func(t dialplan.Team) string { return t.ID })
	c.schedules = idsOf(c.s.Schedules, func(s oncall.Schedule) string { return s.ID })
	c.hours = idsOf(c.s.Hours, func(h oncall.Hours) string { return h.ID })
	c.rules = idsOf(c.s.EscalationRules, func(r alert.Rule) string { return r.ID })
	c.feeds = idsOf(c.s.Feeds, func(f Feed) string { return f.ID })
	c.lines = idsOf(c.s.Lines, func(l Line) string { return l.ID })
	c.own, c.phones, c.ringing = map[e164.Number]int{}, map[dialplan.Phone]string{}, map[string]bool{}
	c.home, c.policy = c.s.home(), c.s.policy()
	for i, l := range c.s.Lines {
		for _, n := range l.numbers() {
			if _, twice := c.own[n]; !twice {
				c.own[n] = i
			}
		}
		for _, id := range l.teams() {
			if l.Mode != VoicemailOnly && l.IsEnabled() {
				c.ringing[id] = true
			}
		}
	}
}

// home is the country of the first number that tells one, of the lines before the phones.
func (s Settings) home() e164.Country {
	for _, n := range append(s.own(), s.responders()...) {
		if at, ok := e164.CountryOf(n); ok {
			return at
		}
	}
	return e164.Country{}
}

// tooMany reports whether a list is longer than its limit.
func (c *checker) tooMany() bool {
	return len(c.s.Users) > MaxUsers || len(c.s.Teams) > MaxTeams || len(c.s.Lines) > MaxLines ||
		len(c.s.Schedules) > MaxSchedules || len(c.s.Hours) > MaxSchedules || len(c.s.EscalationRules) > MaxRules || len(c.s.Feeds) > MaxFeeds
}

// head checks what stands at the top of the file.
func (c *checker) head() {
	switch c.s.Version {
	case FileVersion:
	case 0:
		c.wrong("version", "the version of the file's form is missing: write version: %d", FileVersion)
	default:
		c.wrong("version", "version %d is not known: write version: %d", c.s.Version, FileVersion)
	}
	c.givenWords()
	c.language("language", c.s.Language)
	c.style("style", c.s.Style)
	c.count("users", len(c.s.Users), MaxUsers)
	c.count("teams", len(c.s.Teams), MaxTeams)
	c.count("schedules", len(c.s.Schedules), MaxSchedules)
	c.count("hours", len(c.s.Hours), MaxSchedules)
	c.count("escalationRules", len(c.s.EscalationRules), MaxRules)
	c.count("feeds", len(c.s.Feeds), MaxFeeds)
	c.count("lines", len(c.s.Lines), MaxLines)
	if len(c.s.Lines) == 0 {
		c.warn("lines", "there is no line, so no call is taken: add one under lines:")
	}
}

func (c *checker) count(path string, n, most int) {
	if n > most {
		c.wrong(path, "%d %s, at most %d are allowed: remove what is unused", n, path[strings.LastIndex(path, ".")+1:], most)
	}
}

func (c *checker) style(path string, n int) {
	c.inRange(path, n, VoiceStyle)
}

// inRange checks a number that may be left out, which reads as 0.
func (c *checker) inRange(path string, n int, r Range) {
	if (n != 0 || c.given(path)) && !r.holds(n) {
		c.wrong(path, "%d is out of range: write %d to %d, or leave it out for %d", n, r.Least, r.Most, r.Default)
	}
}

// id checks an identifier and that nothing before it has the same.
func (c *checker) id(list string, i int, all ids) {
	path, id := fmt.Sprintf("%s[%d].id", list, i), all.list[i]
	switch {
	case id == "":
		c.wrong(path, "the id is missing: write a short name such as %s", example[list])
	case len(id) > MaxID:
		c.wrong(path, "the id has %d characters: write at most %d", len(id), MaxID)
	case strings.ContainsFunc(id, notInID):
		c.wrong(path, "%q cannot be an id: use letters, digits, dot, dash and underscore, such as %s", id, example[list])
	case all.first[id] != i:
		c.wrong(path, "%s[%d] already has the id %q: choose another", list, all.first[id], id)
	}
}

var example = map[string]string{"users": "ana", "teams": "platform", "schedules": "platform-week", "hours": "office", "escalationRules": "two-steps", "feeds": "7KQ4MZP2XWVRT5HJ3NBC", "lines": "acme-support"}

// notInID keeps ids free of what an action's identifier may not hold (Amazon Connect flow language,
// Identifier) and of what would need quotes in a path.
func notInID(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r))
}

// refers checks that an id exists.
func (c *checker) refers(path, kind, id string, all ids) bool {
	_, known := all.first[id]
	if !known && !(c.full() && c.fatal) {
		c.wrong(path, "no %s has the id %q: %s", kind, id, instead(id, all.list))
	}
	return known
}
