package phrases

func danish() Phrases {
	return Phrases{
		Language:      "da-DK",
		Voicemail:     "Talebesked, {length}, fra {caller}: {line}",
		VoicemailOnly: "Talebesked fra {caller}: {line}",
		Missed:        "Ubesvaret opkald fra {caller}: {line}",
		Calling:       "Opkald fra {caller}: {line}",
		CallBack:      "Ring tilbage til {caller}: {line}",

		MessageThere:  "Beskeden er der nu.",
		CalledAgain:   "Ringede igen: {count} opkald indtil nu.",
		CallerGone:    "Den, der ringede, har lagt på uden at tale med nogen.",
		PassedOn:      "Givet videre til dig af {person}.",
		Silent:        "Givet videre til dig, fordi {person} ikke har bekræftet.",
		SilentAll:     "Givet videre til dig, fordi ingen har bekræftet.",
		Acknowledged:  "{person} tager sig af det.",
		Resolved:      "Afsluttet af {person}.",
		AudioMissing:  "Der er lagt en besked; lyden hentes stadig.",
		AudioAttached: "Beskeden er vedhæftet.",
		Ongoing:       "Opkaldet er stadig i gang.",
		LinkUntil:     "Linket virker indtil {time}.",

		Line: "Linje", Team: "Team", Caller: "Opkalder", Time: "Tid", Tried: "Forsøgt", Calls: "Opkald",
		Withheld: "skjult nummer", Unverified: "{caller} (ikke bekræftet)", Nobody: "ingen",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Hør beskeden", See: "Se opkaldet", CallNumber: "Ring tilbage",
		Unanswered: "ikke besvaret", Declined: "afvist", Busy: "optaget", Failed: "ikke nået", Machine: "telefonsvarer", TookCall: "tog opkaldet",

		ReadOut:     "Alarm. {subject}, klokken {time}.",
		SaySeconds:  "{seconds} sekunder",
		SayMinutes:  "{minutes} minutter {seconds} sekunder",
		PressToPlay: "Tryk 1 for at høre beskeden.",
		PressKeys:   "Tryk 4 for at bekræfte. Tryk 6 for at sende videre. Tryk stjerne for at høre det igen.",
		YouHaveIt:   "Du har bekræftet alarmen. Farvel.",
		YouPassedOn: "Alarmen går nu videre til de næste. Farvel.",
		ToMailbox:   "Ingen har bekræftet alarmen endnu: hvis du hører dette på din telefonsvarer, så se dine beskeder eller ring tilbage.",

		Clock: "02.01.2006 15.04",
	}
}
