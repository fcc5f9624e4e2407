package words

// danish returns the sentences in Danish.
func danish(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Velkommen til {line}.",
		Disabled:        "Dette nummer tager ikke imod opkald lige nu. Farvel.",
		Blocked:         "Vi tager desværre ikke imod opkald fra dit nummer. Farvel.",
		BlockedWithheld: "Vi tager ikke imod opkald fra hemmelige numre. Vis dit nummer, og ring igen. Farvel.",
		MenuChoice:      "For {team}, tryk {key}.",
		WrongKey:        "Det valg findes ikke.",
		NoKey:           "Du har ikke foretaget et valg.",
		DefaultTeam:     "Jeg stiller dig om.",
		Waiting:         "Vent venligst. Vi ringer til den, der har vagt.",
		LeaveHint:       "Vil du hellre lægge en besked, så tryk {key} når som helst.",
		KeyStar:         "stjerne",
		KeyHash:         "firkant",
		Moment:          "Et øjeblik.",
		NoResponse:      "Desværre kan ingen tage dit opkald lige nu.",
		NobodyOnCall:    "Der er ingen på vagt lige nu.",
		Closed:          "Vi har lukket i øjeblikket.",
		VoicemailOnly:   "Du er kommet til en telefonsvarer.",
		Recording:       "Læg en besked efter tonen. Afslut med firkant.",
		Thanks:          "Tak. Din besked er sendt videre.",
		Goodbye:         "Farvel.",

		Screening:       "{line}, fra {caller}.",
		Withheld:        "et hemmeligt nummer",
		Unverified:      "et ubekræftet nummer, {caller}",
		AcceptKeys:      "Tryk {accept} for at tage opkaldet, {decline} for at sende det videre.",
		ForTeam:         "Til {team}.",
		Connecting:      "Nu stilles du om.",
		Taken:           "Tak, en anden har allerede taget opkaldet. Farvel.",
		CallerLeft:      "Den, der ringede, har allerede lagt på. Farvel.",
		Declined:        "Opkaldet sendes videre. Farvel.",
		NotAccepted:     "Der blev ikke trykket på en tast, så jeg prøver den næste. Farvel.",
		ResponderLeft:   "Den, du talte med, har lagt på.",
		Apology:         "Beklager, der gik noget galt hos os.",
		ApologyGoodbye:  "Beklager, der gik noget galt hos os. Ring venligst igen. Farvel.",
		NotInService:    "Nummeret er ikke i brug. Farvel.",
		TimeLimitHangUp: "Samtalen har nået sin maksimale længde. Farvel.",
	}
}
