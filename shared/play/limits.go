package play

import "time"

// The numbers of a flow, each with its reason. Those of one action stand with it.
const (
	// actionsPerEventMax bounds the immediate actions of one event: a flow may loop without
	// waiting, and the caller waits meanwhile.
	actionsPerEventMax = 500
	// promptsMax is how many prompts are collected before they are spoken; the provider's scripts
	// have no known bound, ours is 100 actions (package ncco), an action that waits included.
	promptsMax = 40
	// speechSlack is what the estimate of a spoken prompt may be off by: a message that ends this close
	// to its longest time was cut off.
	speechSlack = 2 * time.Second
	// inputGrace is added to the time of a script that ends in a webhook before that counts as
	// lost.
	inputGrace = 8 * time.Second
	// betweenGrace is added for the webhook of such a pause.
	betweenGrace = time.Second
	// keyDeadTime is how long after an answer further keys belong to it: a # out of habit, a key
	// pressed twice, a key pressed before the next words are heard. A caller who knows the next
	// menu by heart waits about as long to hear that the key was taken.
	keyDeadTime = 1500 * time.Millisecond
	// betweenKeysSeconds is the pause in front of a question in which a key counts too, and
	// betweenNumberSeconds the same where several keys may come: long enough from one to the next.
	betweenKeysSeconds, betweenNumberSeconds = 1, 2
	// comfortSeconds is between sentences to a caller who waits where a flow does not say: about as
	// long as people wait before they wonder whether they were forgotten.
	comfortSeconds = 30
	// waitSecondsMax is the longest any action may have the caller wait: as long as a host carries
	// a call that nobody talks on.
	waitSecondsMax = 15 * 60
	// silentSecondsMax is the longest pause that is a pause: after that a caller thinks the line
	// is dead.
	silentSecondsMax = 4
)
