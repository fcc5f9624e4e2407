package call

import "time"

// The numbers of a call, each with its reason. What a line may set is bounded in
// package settings; these are the engine's own.
const (
	// queueMovesMax is how often a call may change queues (Amazon Connect service quotas:
	// 12 contacts in a chain). It bounds the rings a flow can begin.
	queueMovesMax = 11
	// legsMax bounds the phones rung for one call: what a call may cost.
	legsMax = 50
	// legsAtOnceMax is the number of phones that ring together; providers of
	// conference dialling stop at ten, and more phones than people listening is noise.
	legsAtOnceMax = 10
	// throttleFirst and throttleLast are between two tries of a dial that the provider has no room
	// for: a second is its own measure, and after a few seconds the phone should ring.
	throttleFirst, throttleLast = time.Second, 4 * time.Second
	// engagedAgain is how soon somebody is tried again who is on another call, where nobody else is free:
	// a caller should not wait long for somebody who has just put the phone down.
	engagedAgain = 5 * time.Second
	// ringLeast is the shortest ring worth a dial: in less nobody gets to the phone.
	ringLeast = 5 * time.Second
	// acceptPromptsMax is how often a responder hears the screening prompt: twice in
	// the script that is dialled with, and twice more for somebody pressing wrong keys.
	acceptPromptsMax = 4

	// askedBetweenMax is how often a question may change between speech and recordings with keys
	// counting from its first word; it bounds the actions of the script, 100 in all (package ncco).
	askedBetweenMax = 20
	// askedDigitsMax and askedPauseMax are the provider's bounds of an input (NCCO reference,
	// dtmf.maxDigits and dtmf.timeOut).
	askedDigitsMax, askedPauseMax = 20, 10

	// noticeGrace is added to the estimated time of words that must be heard before their end, of
	// which nobody told, is taken to be over: a recording may last longer than is known.
	noticeGrace = 2 * time.Minute

	// legGrace is added to the ring time before a leg without any webhook is given
	// up: the provider adds seconds of its own before it reports.
	legGrace = 8 * time.Second
	// checkUnmet is how long after the key we ask the provider about caller and winner, should nobody
	// tell that they met: nobody listens to an empty line for ten seconds. It is asked again after as
	// long, and then ever more rarely. checkTalking is how often they are asked about while they
	// talk, and checkWaiting how often a caller for whom phones ring.
	checkUnmet   = 4 * time.Second
	checkTalking = 5 * time.Minute
	checkWaiting = 30 * time.Second
	// hangUpAgain repeats a hang-up whose end was never reported.
	hangUpAgain = 15 * time.Second
	// hangUpsMax is how often a leg is hung up before we believe it is gone.
	hangUpsMax = 8
	// moveTriesMax bounds the transfers of a caller that the provider does not confirm.
	transferTriesMax = 5
	// moveAgain is the pause between two of them; the caller hears hold music meanwhile.
	transferAgain = 2 * time.Second
	// recordingWait is how long a recording may be under way after its caller left;
	// after that nobody spoke (a hang-up before the tone causes no event at all).
	recordingWait = 60 * time.Second
	// owedAgain is when an order that is due now is looked at again, should the message
	// about it be lost.
	owedAgain = 20 * time.Second
	// closingGrace is added to the last words before a caller's leg is hung up by us.
	closingGrace = 15 * time.Second
	// queuePatience is how long a caller stays in a queue of a line that says nothing: a queue has
	// no end of its own, and this is the longest that a line may set for a ring.
	queuePatience = 600 * time.Second

	// dismissalGrace is added to last words that a leg was transferred to before we hang it up; its
	// script is over by then, and the provider ends it by itself.
	dismissalGrace = 5 * time.Second
	// lateKeySeconds is how long after its last words a phone may still press the key, and
	// lateKeyGrace is how long after that a ring without anybody else waits for the end of it.
	lateKeySeconds = 1
	lateKeyGrace   = 3 * time.Second

	// Longest bounds a call, in time from its arrival: two hours, the provider's own default for a leg.
	Longest = 2 * time.Hour
	// waitLongest bounds the part of a call before anybody talks.
	waitLongest = 15 * time.Minute

	// recordingEmptyBytes is about two seconds of the provider's recordings (mp3,
	// 32 kbit/s); a shorter message is somebody breathing.
	recordingEmptyBytes = 8000
	// messageToldWithin is when people are told of a message at the latest, whatever its flow still
	// does; a flow that tells of it itself does so within seconds.
	messageToldWithin = 45 * time.Second
	// retention is how long a call's record is kept after it ended.
	retention = 30 * 24 * time.Hour
)
