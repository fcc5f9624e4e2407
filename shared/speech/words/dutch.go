package words

// dutch returns the sentences in Dutch.
func dutch(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Welkom bij {line}.",
		Disabled:        "Dit nummer is op dit moment niet bereikbaar. Goedendag.",
		Blocked:         "Helaas nemen we van uw nummer geen gesprekken aan. Goedendag.",
		BlockedWithheld: "We nemen geen anonieme gesprekken aan. Belt u alstublieft opnieuw met uw nummer zichtbaar. Goedendag.",
		MenuChoice:      "Voor {team}, toets {key}.",
		WrongKey:        "Dat is geen geldige keuze.",
		NoKey:           "U heeft geen keuze gemaakt.",
		DefaultTeam:     "Ik verbind u door.",
		Waiting:         "Een ogenblik geduld alstublieft. We bellen degene die dienst heeft.",
		LeaveHint:       "Wilt u liever een bericht achterlaten, toets dan op elk moment {key}.",
		KeyStar:         "sterretje",
		KeyHash:         "hekje",
		Moment:          "Een moment alstublieft.",
		NoResponse:      "Helaas kan niemand uw gesprek aannemen.",
		NobodyOnCall:    "Op dit moment heeft niemand dienst.",
		Closed:          "Wij zijn op dit moment gesloten.",
		VoicemailOnly:   "U krijgt de voicemail.",
		Recording:       "Spreek na de toon uw bericht in. Sluit af met een hekje.",
		Thanks:          "Bedankt. Uw bericht is doorgegeven.",
		Goodbye:         "Goedendag.",

		Screening:       "{line}, van {caller}.",
		Withheld:        "een anoniem nummer",
		Unverified:      "een niet-geverifieerd nummer, {caller}",
		AcceptKeys:      "Toets {accept} om op te nemen, {decline} om door te geven.",
		ForTeam:         "Voor {team}.",
		Connecting:      "U wordt doorverbonden.",
		Taken:           "Bedankt, iemand anders heeft al opgenomen. Goedendag.",
		CallerLeft:      "De beller heeft al opgehangen. Goedendag.",
		Declined:        "Het gesprek gaat naar iemand anders. Goedendag.",
		NotAccepted:     "Er is geen toets ingedrukt, dus ik probeer de volgende persoon. Goedendag.",
		ResponderLeft:   "Degene met wie u sprak, heeft opgehangen.",
		Apology:         "Sorry, er is bij ons iets misgegaan.",
		ApologyGoodbye:  "Sorry, er is bij ons iets misgegaan. Belt u alstublieft nog een keer. Goedendag.",
		NotInService:    "Dit nummer is niet in gebruik. Goedendag.",
		TimeLimitHangUp: "Dit gesprek heeft de maximale duur bereikt. Goedendag.",
	}
}
