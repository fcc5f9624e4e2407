package settings

import "ringdown/shared/speech"

// Range is what a number of the settings may be, both ends included, and what it is when it is left
// out.
type Range struct{ Least, Default, Most int }

func (r Range) holds(n int) bool { return n >= r.Least && n <= r.Most }

// or returns n, or the default when n was left out.
func (r Range) or(n int) int {
	if n == 0 {
		return r.Default
	}
	return n
}

// What may be set. The defaults lie inside what on-call products use today.
var (
	// RingSeconds is how long one phone rings. 20 s stay below the pick-up of most mailboxes; under
	// 10 s a mobile network may not have begun to ring.
	RingSeconds = Range{Least: 10, Default: 20, Most: 60}
	// AcceptSeconds is the wait for the key after each of two screening prompts. The provider waits
	// at most 10 s for a first key (NCCO reference, input, dtmf.timeOut).
	AcceptSeconds = Range{Least: 3, Default: 5, Most: 10}
	// TotalSeconds is the longest a caller waits before being offered something else.
	TotalSeconds = Range{Least: 30, Default: 120, Most: 600}
	// Rounds is how often everybody is tried: the second call of the same number inside three
	// minutes breaks through the "do not disturb" of common phones.
	Rounds = Range{Least: 1, Default: 2, Most: 5}
	// ComfortSeconds is between two sentences to a caller who waits with the music; 0 is never.
	// More often than every 20 s is a nuisance, and later than two minutes nobody is there to hear
	// it.
	ComfortSeconds = Range{Least: 20, Default: 30, Most: 120}
	// PauseSeconds is between two rounds, and before the same phone rings again: who has just put
	// it down still hears our goodbye, and who was busy may be free.
	PauseSeconds = Range{Least: 0, Default: 10, Most: 60}
	// AlertAfterSeconds is how long a caller has to stay before a missed call is told: who hangs up
	// sooner has seen that the number was wrong.
	AlertAfterSeconds = Range{Least: 1, Default: 3, Most: 60}
	// RingsPerMinute is how often one phone rings in a minute, for all calls and lines together. A
	// busy one is tried every ten seconds; somebody who is rung more often turns the phone off.
	RingsPerMinute = Range{Least: 1, Default: 6, Most: 20}
	// WaitSeconds is the wait for a key after the menu was read.
	WaitSeconds = Range{Least: 3, Default: 7, Most: 15}
	// Plays is how often the menu is read before the default team is taken.
	Plays = Range{Least: 1, Default: 3, Most: 5}
	// VoicemailSeconds is the longest message.
	VoicemailSeconds = Range{Least: 30, Default: 180, Most: 600}
	// SilenceSeconds ends a message. The provider takes 3 to 10 (NCCO reference,
	// record.endOnSilence).
	SilenceSeconds = Range{Least: 3, Default: 10, Most: 10}
	// AfterMinutes is when a step, or a notify rule, tells somebody. After a day, the link in the alert
	// has expired.
	AfterMinutes = Range{Least: 0, Default: 0, Most: 1440}
	// Repeats is how often a rule begins again: PagerDuty has 9 at most.
	Repeats = Range{Least: 0, Default: 0, Most: 9}
	// RoundMinutes is how long a round lasts.
	RoundMinutes = Range{Least: 1, Default: 0, Most: 1440}
	// VoiceStyle picks a voice of the language. The provider had up to 12 for one language in July
	// 2021 and adds more; one that does not exist falls to its default voice.
	VoiceStyle = Range{Least: 0, Default: 0, Most: 50}
)

const (
	// FileVersion is the only version of the settings file.
	FileVersion = 1
	// MaxFileBytes bounds what is read; a thousand users with their teams stay far below.
	MaxFileBytes = 1 << 20
	// MaxProblems bounds the answer to a broken file: nobody reads more at once.
	MaxProblems = 200
	// MaxLines, MaxUsers, MaxTeams and MaxSchedules (also of hours) keep saving settings, which
	// compiles every line, within one request.
	MaxLines, MaxUsers, MaxTeams, MaxSchedules = 200, 1000, 200, 200
	// MaxFlows, MaxPrompts and MaxFunctions bound what a custom flow brings into a dialplan.
	MaxFlows, MaxPrompts, MaxFunctions = 50, 200, 50
	// MaxNumbers is how many numbers may reach one line: each has the whole dialplan in an item of
	// its own, and one transaction, of 4 MB at most, writes them all.
	MaxNumbers = 10
	// MaxBlocked keeps the list that is gone through for every call short; a beginning stands for
	// many numbers.
	MaxBlocked = 200
	// MaxPhones is how many phones one user may have; more would outlast every total wait.
	MaxPhones = 10
	// MaxTiers and MaxTierUsers bound one team. A call has 50 legs at most, so more could never be
	// rung.
	MaxTiers, MaxTierUsers = 10, 50
	// MaxRecipients is how many emails, and how many numbers for SMS, a team has.
	MaxRecipients = 20
	// MaxContacts and MaxNotifyRules are what one user has: who is not reached by ten is not reached.
	MaxContacts, MaxNotifyRules = 10, 20
	// MaxRules, MaxSteps and MaxTargets bound escalation rules, and with Repeats what one alert may
	// come to.
	MaxRules, MaxSteps, MaxTargets = 50, 10, 10
	// MaxID keeps "Pick " and an id inside the 50 characters of an action's identifier
	// (Amazon Connect flow language, Identifier).
	MaxID = 40
	// MaxName keeps a menu of nine teams inside one sentence of the provider.
	MaxName = 80
	// MaxText is the longest text that is spoken in one go.
	MaxText = speech.CharactersMax
	// MaxURL is the longest address of an audio file; browsers and caches cut longer ones.
	MaxURL = 2000
	// MinMessageSeconds is the shortest message that counts; a shorter one is a caller who hung up.
	MinMessageSeconds = 2
)
