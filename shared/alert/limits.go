package alert

import "time"

const (
	// retryFirst is the pause before a channel that failed is tried again; each is twice the one
	// before.
	retryFirst = 10 * time.Second
	// retryLongest bounds it: a mail account that was paused is back soon after somebody mends it.
	retryLongest = 15 * time.Minute
	// giveUpAfter is when a channel that kept failing is given up: the link in the notice has
	// expired, and last night's call is no news any more.
	giveUpAfter = 24 * time.Hour
	// sendingLost is when a notification whose sender never reported is sent again: the function
	// that sends has 30 s. Told twice is better than not at all.
	sendingLost = time.Minute
	// RingSeconds is how long a phone rings to have an alert read out: longer than for a caller, because
	// nobody waits on the line meanwhile, and most mailboxes pick up by then.
	RingSeconds = 30
	// ringLost is when a phone of which nothing was heard is given up: the provider adds seconds of its
	// own before it reports.
	ringLost = RingSeconds*time.Second + 15*time.Second
	// dialAgain is when a phone gets another turn that the provider had no room for, and dialPatience
	// how long: after that the next contact reaches its owner sooner.
	dialAgain, dialPatience = 2 * time.Second, 2 * time.Minute
	// owedAgain is how long what is due may stay undone before the sweep looks at it.
	owedAgain = time.Minute
	// yields is how much later than its minute a step or a rule is due: an acknowledgement at the very
	// instant comes before the timer.
	yields = time.Second
	// roundsMax bounds how often an alert that everybody passes on goes round.
	roundsMax = 10
	// notificationsMax, historyMax and callsMax keep the record far below what an item of the store
	// may hold (DynamoDB: 400 KB): twenty people with three contacts each are told in eight steps.
	notificationsMax, historyMax, callsMax = 500, 200, 50
	// retention is how long the record is kept: as long as the call's.
	retention = 30 * 24 * time.Hour
)

// retryAfter is the pause after so many tries.
func retryAfter(tries int) time.Duration {
	pause := retryFirst
	for range tries - 1 {
		if pause *= 2; pause >= retryLongest {
			return retryLongest
		}
	}
	return pause
}
