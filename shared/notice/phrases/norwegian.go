package phrases

func norwegian() Phrases {
	return Phrases{
		Language:      "nb-NO",
		Voicemail:     "Talemelding, {length}, fra {caller}: {line}",
		VoicemailOnly: "Talemelding fra {caller}: {line}",
		Missed:        "Tapt anrop fra {caller}: {line}",
		Calling:       "Anrop fra {caller}: {line}",
		CallBack:      "Ring tilbake til {caller}: {line}",

		MessageThere:  "Meldingen er der nå.",
		CalledAgain:   "Ringte igjen: {count} anrop så langt.",
		CallerGone:    "Den som ringte, har lagt på uten å snakke med noen.",
		PassedOn:      "Gitt videre til deg av {person}.",
		Silent:        "Gitt videre til deg fordi {person} ikke har bekreftet.",
		SilentAll:     "Gitt videre til deg fordi ingen har bekreftet.",
		Acknowledged:  "{person} tar seg av det.",
		Resolved:      "Avsluttet av {person}.",
		AudioMissing:  "Det er lagt igjen en melding; lyden hentes fortsatt.",
		AudioAttached: "Meldingen er vedlagt.",
		Ongoing:       "Anropet pågår fortsatt.",
		LinkUntil:     "Lenken virker til {time}.",

		Line: "Linje", Team: "Team", Caller: "Innringer", Time: "Tid", Tried: "Forsøkt", Calls: "Anrop",
		Withheld: "skjult nummer", Unverified: "{caller} (ikke bekreftet)", Nobody: "ingen",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Hør meldingen", See: "Se anropet", CallNumber: "Ring tilbake",
		Unanswered: "ikke besvart", Declined: "avvist", Busy: "opptatt", Failed: "ikke nådd", Machine: "telefonsvarer", TookCall: "tok anropet",

		ReadOut:     "Varsel. {subject}, klokken {time}.",
		SaySeconds:  "{seconds} sekunder",
		SayMinutes:  "{minutes} minutter {seconds} sekunder",
		PressToPlay: "Trykk 1 for å høre beskjeden.",
		PressKeys:   "Trykk 4 for å bekrefte. Trykk 6 for å sende videre. Trykk stjerne for å høre dette igjen.",
		YouHaveIt:   "Du har bekreftet varselet. Ha det bra.",
		YouPassedOn: "Varselet går nå videre til de neste. Ha det bra.",
		ToMailbox:   "Ingen har bekreftet varselet ennå: hvis du hører dette på telefonsvareren, se i meldingene dine eller ring tilbake.",

		Clock: "02.01.2006 15:04",
	}
}
