package phrases

func english() Phrases {
	return Phrases{
		Language:      "en-US",
		Voicemail:     "Voicemail, {length}, from {caller}: {line}",
		VoicemailOnly: "Voicemail from {caller}: {line}",
		Missed:        "Missed call from {caller}: {line}",
		Calling:       "Call from {caller}: {line}",
		CallBack:      "Please call back {caller}: {line}",

		MessageThere:  "The message is there now.",
		CalledAgain:   "Called again: {count} calls so far.",
		CallerGone:    "The caller has hung up, and nobody spoke to them.",
		PassedOn:      "Passed on to you by {person}.",
		Silent:        "Passed on to you because {person} did not acknowledge.",
		SilentAll:     "Passed on to you because nobody has acknowledged.",
		Acknowledged:  "{person} sees to it.",
		Resolved:      "Resolved by {person}.",
		AudioMissing:  "A message was left; its audio is still being fetched.",
		AudioAttached: "The message is attached.",
		Ongoing:       "The call is still going on.",
		LinkUntil:     "The link works until {time}.",

		Line: "Line", Team: "Team", Caller: "Caller", Time: "Time", Tried: "Tried", Calls: "Calls",
		Withheld: "a withheld number", Unverified: "{caller} (unverified)", Nobody: "nobody",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Listen to the message", See: "See the call", CallNumber: "Call back",
		Unanswered: "unanswered", Declined: "declined", Busy: "busy", Failed: "not reached", Machine: "mailbox", TookCall: "took the call",

		ReadOut:     "Alert. {subject}, at {time}.",
		SaySeconds:  "{seconds} seconds",
		SayMinutes:  "{minutes} minutes {seconds} seconds",
		PressToPlay: "To hear the message, press 1.",
		PressKeys:   "To acknowledge, press 4. To pass it on, press 6. To hear this again, press star.",
		YouHaveIt:   "You have acknowledged this alert. Goodbye.",
		YouPassedOn: "The alert goes on to the next people now. Goodbye.",
		ToMailbox:   "Nobody has acknowledged this alert yet: if this is your voicemail, look at your messages or call back.",

		Clock: "2 Jan 2006 15:04",
	}
}
