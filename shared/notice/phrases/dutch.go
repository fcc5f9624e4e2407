package phrases

func dutch() Phrases {
	return Phrases{
		Language:      "nl-NL",
		Voicemail:     "Voicemail, {length}, van {caller}: {line}",
		VoicemailOnly: "Voicemail van {caller}: {line}",
		Missed:        "Gemiste oproep van {caller}: {line}",
		Calling:       "Oproep van {caller}: {line}",
		CallBack:      "Graag terugbellen: {caller}, {line}",

		MessageThere:  "Het bericht is er nu.",
		CalledAgain:   "Opnieuw gebeld: {count} oproepen tot nu toe.",
		CallerGone:    "De beller heeft opgehangen en niemand gesproken.",
		PassedOn:      "Aan u doorgegeven door {person}.",
		Silent:        "Aan u doorgegeven omdat {person} niet heeft bevestigd.",
		SilentAll:     "Aan u doorgegeven omdat niemand heeft bevestigd.",
		Acknowledged:  "{person} pakt het op.",
		Resolved:      "Afgehandeld door {person}.",
		AudioMissing:  "Er is een bericht ingesproken; de opname wordt nog opgehaald.",
		AudioAttached: "Het bericht is bijgevoegd.",
		Ongoing:       "De oproep duurt nog voort.",
		LinkUntil:     "De link werkt tot {time}.",

		Line: "Lijn", Team: "Team", Caller: "Beller", Time: "Tijd", Tried: "Geprobeerd", Calls: "Oproepen",
		Withheld: "een afgeschermd nummer", Unverified: "{caller} (niet geverifieerd)", Nobody: "niemand",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Bericht beluisteren", See: "Oproep bekijken", CallNumber: "Terugbellen",
		Unanswered: "niet opgenomen", Declined: "geweigerd", Busy: "bezet", Failed: "niet bereikt", Machine: "voicemail", TookCall: "nam op",

		ReadOut:     "Melding. {subject}, om {time}.",
		SaySeconds:  "{seconds} seconden",
		SayMinutes:  "{minutes} minuten {seconds} seconden",
		PressToPlay: "Om het bericht te horen, toets 1.",
		PressKeys:   "Om te bevestigen, toets 4. Om door te geven, toets 6. Om dit nog eens te horen, toets sterretje.",
		YouHaveIt:   "U hebt de melding bevestigd. Tot ziens.",
		YouPassedOn: "De melding gaat nu naar de volgenden. Tot ziens.",
		ToMailbox:   "Nog niemand heeft deze melding bevestigd: hoort u dit op uw voicemail, kijk dan in uw berichten of bel terug.",

		Clock: "02-01-2006 15:04",
	}
}
