package words

// finnish returns the sentences in Finnish.
func finnish(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Tervetuloa. Tämä on {line}.",
		Disabled:        "Tähän numeroon ei juuri nyt vastata. Kuulemiin.",
		Blocked:         "Valitettavasti numerostanne ei voi soittaa tänne. Kuulemiin.",
		BlockedWithheld: "Emme vastaa salaisista numeroista tuleviin puheluihin. Soittakaa uudelleen numero näkyvissä. Kuulemiin.",
		MenuChoice:      "{team}: valitkaa {key}.",
		WrongKey:        "Tällaista valintaa ei ole.",
		NoKey:           "En saanut valintaanne.",
		DefaultTeam:     "Yhdistän puhelun.",
		Waiting:         "Odottakaa hetki. Soitamme päivystäjälle.",
		LeaveHint:       "Jos haluatte jättää viestin, valitkaa milloin tahansa {key}.",
		KeyStar:         "tähti",
		KeyHash:         "ruutu",
		Moment:          "Hetkinen.",
		NoResponse:      "Valitettavasti kukaan ei voi nyt vastata.",
		NobodyOnCall:    "Kukaan ei juuri nyt päivystä.",
		Closed:          "Olemme tällä hetkellä suljettuna.",
		VoicemailOnly:   "Tämä on puhelinvastaaja.",
		Recording:       "Jättäkää viesti äänimerkin jälkeen. Painakaa lopuksi ruutua.",
		Thanks:          "Kiitos. Viestinne on välitetty eteenpäin.",
		Goodbye:         "Kuulemiin.",

		Screening:       "{line}, soittaja {caller}.",
		Withheld:        "salainen numero",
		Unverified:      "varmistamaton numero, {caller}",
		AcceptKeys:      "Paina {accept} ja vastaa, {decline} ja siirrä eteenpäin.",
		ForTeam:         "Tiimille {team}.",
		Connecting:      "Yhdistän.",
		Taken:           "Kiitos, puheluun on jo vastattu. Kuulemiin.",
		CallerLeft:      "Soittaja on jo katkaissut puhelun. Kuulemiin.",
		Declined:        "Puhelu siirtyy eteenpäin. Kuulemiin.",
		NotAccepted:     "Mitään näppäintä ei painettu, joten yritän seuraavaa. Kuulemiin.",
		ResponderLeft:   "Henkilö, jonka kanssa puhuitte, katkaisi puhelun.",
		Apology:         "Valitettavasti meillä tapahtui virhe.",
		ApologyGoodbye:  "Valitettavasti meillä tapahtui virhe. Soittakaa uudelleen. Kuulemiin.",
		NotInService:    "Numero ei ole käytössä. Kuulemiin.",
		TimeLimitHangUp: "Puhelun enimmäiskesto on täynnä. Kuulemiin.",
	}
}
