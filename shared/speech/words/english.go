package words

// english returns the sentences in English. North America says pound and private where others say
// hash and withheld.
func english(language string) Words {
	hash, withheld := "hash", "a withheld number"
	if language == "en-US" || language == "en-CA" {
		hash, withheld = "pound", "a private number"
	}
	return Words{
		Language:        language,
		Welcome:         "You've reached {line}.",
		Disabled:        "This number isn't taking calls at the moment. Goodbye.",
		Blocked:         "Sorry, this number doesn't take your calls. Goodbye.",
		BlockedWithheld: "We don't take calls from hidden numbers. Please show your number and call again. Goodbye.",
		Challenge:       "Please press {key} to be put through.",
		MenuChoice:      "For {team}, press {key}.",
		WrongKey:        "That isn't one of the options.",
		NoKey:           "Sorry, I didn't get a choice.",
		DefaultTeam:     "I'll connect you now.",
		Waiting:         "Please hold while we reach the person on call.",
		LeaveHint:       "To leave a message instead, press {key} at any time.",
		KeyStar:         "star",
		KeyHash:         hash,
		Moment:          "One moment, please.",
		NoResponse:      "Sorry, nobody can take your call right now.",
		NobodyOnCall:    "Nobody is on call at the moment.",
		Closed:          "We are closed at the moment.",
		VoicemailOnly:   "Calls to this number go to voicemail.",
		Recording:       "Please leave a message after the tone. When you're done, press " + hash + ".",
		Thanks:          "Thank you. Your message has been recorded.",
		MessageTimeOver: "The time for a message is over.",
		Goodbye:         "Goodbye.",

		Screening:        "{line}, from {caller}.",
		Withheld:         withheld,
		Unverified:       "an unverified number, {caller}",
		AcceptKeys:       "Press {accept} to take it, {decline} to pass.",
		ForTeam:          "For {team}.",
		Connecting:       "Connecting you.",
		Announcement:     "The caller is still listening to an announcement. One moment, please.",
		StillTrying:      "We are still trying to reach somebody.",
		Taken:            "Thank you, a colleague has already taken this call. Goodbye.",
		LeavesMessage:    "The caller is leaving a message instead. Goodbye.",
		NotNeeded:        "This call no longer needs you. Goodbye.",
		CallerLeft:       "The caller has hung up. Goodbye.",
		Declined:         "Passing the call on. Goodbye.",
		DeclinedLast:     "Thank you. Goodbye.",
		NotAccepted:      "No key was pressed, so I'll try the next person. Goodbye.",
		NotAcceptedLast:  "No key was pressed. Goodbye.",
		ResponderLeft:    "The person you were talking to has hung up.",
		Apology:          "I'm sorry, something went wrong on our end.",
		ApologyGoodbye:   "I'm sorry, something went wrong on our end. Please call again. Goodbye.",
		ApologyResponder: "I'm sorry, something went wrong on our end. Goodbye.",
		NotInService:     "This number is not in service. Goodbye.",
		TimeLimitHangUp:  "This call has reached its time limit. Goodbye.",
	}
}
