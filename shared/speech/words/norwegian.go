package words

// norwegian returns the sentences in Norwegian, in bokmål.
func norwegian(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Velkommen til {line}.",
		Disabled:        "Dette nummeret tar ikke imot anrop akkurat nå. Ha det bra.",
		Blocked:         "Vi tar dessverre ikke imot anrop fra nummeret ditt. Ha det bra.",
		BlockedWithheld: "Vi tar ikke imot anrop fra skjulte numre. Vis nummeret ditt og ring igjen. Ha det bra.",
		MenuChoice:      "For {team}, trykk {key}.",
		WrongKey:        "Det valget finnes ikke.",
		NoKey:           "Du har ikke gjort noe valg.",
		DefaultTeam:     "Jeg setter deg over.",
		Waiting:         "Vennligst vent. Vi ringer den som har vakt.",
		LeaveHint:       "Vil du heller legge igjen en beskjed, kan du når som helst trykke {key}.",
		KeyStar:         "stjerne",
		KeyHash:         "firkant",
		Moment:          "Et øyeblikk.",
		NoResponse:      "Dessverre kan ingen ta telefonen akkurat nå.",
		NobodyOnCall:    "Ingen har vakt akkurat nå.",
		Closed:          "Vi har stengt for øyeblikket.",
		VoicemailOnly:   "Du har kommet til en telefonsvarer.",
		Recording:       "Legg igjen en beskjed etter tonen. Avslutt med firkant.",
		Thanks:          "Takk. Beskjeden er sendt videre.",
		Goodbye:         "Ha det bra.",

		Screening:       "{line}, fra {caller}.",
		Withheld:        "et skjult nummer",
		Unverified:      "et ubekreftet nummer, {caller}",
		AcceptKeys:      "Trykk {accept} for å ta samtalen, {decline} for å sende den videre.",
		ForTeam:         "Til {team}.",
		Connecting:      "Nå settes du over.",
		Taken:           "Takk, noen andre har allerede tatt samtalen. Ha det bra.",
		CallerLeft:      "Den som ringte, har allerede lagt på. Ha det bra.",
		Declined:        "Samtalen sendes videre. Ha det bra.",
		NotAccepted:     "Ingen tast ble trykket, så jeg prøver neste person. Ha det bra.",
		ResponderLeft:   "Den du snakket med, har lagt på.",
		Apology:         "Beklager, noe gikk galt hos oss.",
		ApologyGoodbye:  "Beklager, noe gikk galt hos oss. Ring gjerne igjen. Ha det bra.",
		NotInService:    "Nummeret er ikke i bruk. Ha det bra.",
		TimeLimitHangUp: "Samtalen har nådd maksimal lengde. Ha det bra.",
	}
}
