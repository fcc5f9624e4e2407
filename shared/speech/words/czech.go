package words

// czech returns the sentences in Czech.
func czech(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Dobrý den, dovolali jste se na linku {line}.",
		Disabled:        "Toto číslo teď hovory nepřijímá. Na slyšenou.",
		Blocked:         "Litujeme, hovory z vašeho čísla zde nepřijímáme. Na slyšenou.",
		BlockedWithheld: "Hovory ze skrytých čísel zde nepřijímáme. Zobrazte prosím své číslo a zavolejte znovu. Na slyšenou.",
		MenuChoice:      "{team}: stiskněte {key}.",
		WrongKey:        "Taková volba není v nabídce.",
		NoKey:           "Nezvolili jste žádnou možnost.",
		DefaultTeam:     "Přepojuji vás.",
		Waiting:         "Čekejte prosím. Voláme osobu ve službě.",
		LeaveHint:       "Chcete-li raději nechat vzkaz, stiskněte kdykoli {key}.",
		KeyStar:         "hvězdičku",
		KeyHash:         "křížek",
		Moment:          "Okamžik prosím.",
		NoResponse:      "Bohužel teď nikdo nemůže hovor přijmout.",
		NobodyOnCall:    "Momentálně nikdo nemá službu.",
		Closed:          "Momentálně máme zavřeno.",
		VoicemailOnly:   "Tady je hlasová schránka.",
		Recording:       "Po zaznění tónu prosím nechte vzkaz. Na konci stiskněte křížek.",
		Thanks:          "Děkujeme. Váš vzkaz jsme předali.",
		Goodbye:         "Na slyšenou.",

		Screening:       "{line}, volá {caller}.",
		Withheld:        "skryté číslo",
		Unverified:      "neověřené číslo, {caller}",
		AcceptKeys:      "Stiskněte {accept} pro přijetí, {decline} pro odmítnutí.",
		ForTeam:         "Pro: {team}.",
		Connecting:      "Spojuji vás.",
		Taken:           "Děkujeme, hovor už přijal někdo jiný. Na slyšenou.",
		CallerLeft:      "Na druhé straně už bylo zavěšeno. Na slyšenou.",
		Declined:        "Předávám hovor dál. Na slyšenou.",
		NotAccepted:     "Nebyla stisknuta žádná klávesa, zkusím další osobu. Na slyšenou.",
		ResponderLeft:   "Na druhé straně bylo zavěšeno.",
		Apology:         "Omlouváme se, u nás došlo k chybě.",
		ApologyGoodbye:  "Omlouváme se, u nás došlo k chybě. Zavolejte prosím znovu. Na slyšenou.",
		NotInService:    "Volané číslo neexistuje. Na slyšenou.",
		TimeLimitHangUp: "Hovor dosáhl maximální délky. Na slyšenou.",
	}
}
