package phrases

func finnish() Phrases {
	return Phrases{
		Language:      "fi-FI",
		Voicemail:     "Ääniviesti, {length}, soittaja {caller}: {line}",
		VoicemailOnly: "Ääniviesti, soittaja {caller}: {line}",
		Missed:        "Vastaamaton puhelu, soittaja {caller}: {line}",
		Calling:       "Puhelu, soittaja {caller}: {line}",
		CallBack:      "Soita takaisin: {caller}, {line}",

		MessageThere:  "Viesti on nyt saatavilla.",
		CalledAgain:   "Soitti uudelleen, puheluita tähän mennessä {count}.",
		CallerGone:    "Soittaja on sulkenut puhelun, eikä kukaan puhunut hänen kanssaan.",
		PassedOn:      "Siirretty sinulle, siirtäjä: {person}.",
		Silent:        "Siirretty sinulle, koska kuittaus puuttuu: {person}.",
		SilentAll:     "Siirretty sinulle, koska kukaan ei ole kuitannut.",
		Acknowledged:  "{person} hoitaa asian.",
		Resolved:      "Asian hoiti {person}.",
		AudioMissing:  "Viesti on jätetty; ääntä haetaan vielä.",
		AudioAttached: "Viesti on liitteenä.",
		Ongoing:       "Puhelu on vielä kesken.",
		LinkUntil:     "Linkki toimii {time} asti.",

		Line: "Linja", Team: "Tiimi", Caller: "Soittaja", Time: "Aika", Tried: "Yritetty", Calls: "Puhelut",
		Withheld: "salattu numero", Unverified: "{caller} (vahvistamaton)", Nobody: "ei ketään",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Kuuntele viesti", See: "Näytä puhelu", CallNumber: "Soita takaisin",
		Unanswered: "ei vastausta", Declined: "hylätty", Busy: "varattu", Failed: "ei tavoitettu", Machine: "vastaaja", TookCall: "vastasi",

		ReadOut:     "Hälytys. {subject}, kello {time}.",
		SaySeconds:  "{seconds} sekuntia",
		SayMinutes:  "{minutes} minuuttia {seconds} sekuntia",
		PressToPlay: "Kuuntele viesti painamalla 1.",
		PressKeys:   "Kuittaa painamalla 4. Siirrä eteenpäin painamalla 6. Kuuntele uudelleen painamalla tähteä.",
		YouHaveIt:   "Olet kuitannut hälytyksen. Kuulemiin.",
		YouPassedOn: "Hälytys siirtyy nyt seuraaville. Kuulemiin.",
		ToMailbox:   "Kukaan ei ole vielä kuitannut tätä hälytystä: jos kuulet tämän vastaajastasi, katso viestisi tai soita takaisin.",

		Clock: "2.1.2006 15.04",
	}
}
