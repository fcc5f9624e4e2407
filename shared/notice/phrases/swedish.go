package phrases

func swedish() Phrases {
	return Phrases{
		Language:      "sv-SE",
		Voicemail:     "Röstmeddelande, {length}, från {caller}: {line}",
		VoicemailOnly: "Röstmeddelande från {caller}: {line}",
		Missed:        "Missat samtal från {caller}: {line}",
		Calling:       "Samtal från {caller}: {line}",
		CallBack:      "Ring tillbaka till {caller}: {line}",

		MessageThere:  "Meddelandet finns nu.",
		CalledAgain:   "Ringde igen: {count} samtal hittills.",
		CallerGone:    "Den som ringde har lagt på, och ingen hann svara.",
		PassedOn:      "Vidarebefordrat till dig av {person}.",
		Silent:        "Vidarebefordrat till dig eftersom {person} inte har bekräftat.",
		SilentAll:     "Vidarebefordrat till dig eftersom ingen har bekräftat.",
		Acknowledged:  "{person} tar hand om det.",
		Resolved:      "Avslutat av {person}.",
		AudioMissing:  "Ett meddelande har lämnats; ljudet hämtas fortfarande.",
		AudioAttached: "Meddelandet är bifogat.",
		Ongoing:       "Samtalet pågår fortfarande.",
		LinkUntil:     "Länken gäller till {time}.",

		Line: "Linje", Team: "Team", Caller: "Uppringare", Time: "Tid", Tried: "Försökte nå", Calls: "Samtal",
		Withheld: "dolt nummer", Unverified: "{caller} (overifierat)", Nobody: "ingen",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Lyssna på meddelandet", See: "Visa samtalet", CallNumber: "Ring tillbaka",
		Unanswered: "inget svar", Declined: "avböjt", Busy: "upptaget", Failed: "ej nådd", Machine: "röstbrevlåda", TookCall: "tog samtalet",

		ReadOut:     "Larm. {subject}, klockan {time}.",
		SaySeconds:  "{seconds} sekunder",
		SayMinutes:  "{minutes} minuter {seconds} sekunder",
		PressToPlay: "För att höra meddelandet, tryck 1.",
		PressKeys:   "För att bekräfta, tryck 4. För att skicka vidare, tryck 6. För att höra det här igen, tryck stjärna.",
		YouHaveIt:   "Du har bekräftat larmet. Hej då.",
		YouPassedOn: "Larmet går nu vidare till nästa. Hej då.",
		ToMailbox:   "Ingen har bekräftat larmet än: om du hör det här i din röstbrevlåda, titta i dina meddelanden eller ring tillbaka.",

		Clock: "2006-01-02 15:04",
	}
}
