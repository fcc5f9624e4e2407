package phrases

func czech() Phrases {
	return Phrases{
		Language:      "cs-CZ",
		Voicemail:     "Hlasová zpráva, {length}, od: {caller}, {line}",
		VoicemailOnly: "Hlasová zpráva od: {caller}, {line}",
		Missed:        "Zmeškaný hovor od: {caller}, {line}",
		Calling:       "Volá: {caller}, {line}",
		CallBack:      "Prosíme, zavolejte zpět: {caller}, {line}",

		MessageThere:  "Zpráva je nyní k dispozici.",
		CalledAgain:   "Další volání, hovorů dosud: {count}.",
		CallerGone:    "Volající zavěsil a nikdo s ním nemluvil.",
		PassedOn:      "Předáno vám, předává: {person}.",
		Silent:        "Předáno vám, protože chybí potvrzení od: {person}.",
		SilentAll:     "Předáno vám, protože nikdo nepotvrdil.",
		Acknowledged:  "Věnuje se tomu: {person}.",
		Resolved:      "Vyřízeno, vyřídil(a): {person}.",
		AudioMissing:  "Byla zanechána zpráva, nahrávka se ještě stahuje.",
		AudioAttached: "Zpráva je v příloze.",
		Ongoing:       "Hovor ještě trvá.",
		LinkUntil:     "Odkaz platí do {time}.",

		Line: "Linka", Team: "Tým", Caller: "Volající", Time: "Čas", Tried: "Zkoušeno", Calls: "Hovory",
		Withheld: "skryté číslo", Unverified: "{caller} (neověřeno)", Nobody: "nikdo",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Poslechnout zprávu", See: "Zobrazit hovor", CallNumber: "Zavolat zpět",
		Unanswered: "bez odpovědi", Declined: "odmítnuto", Busy: "obsazeno", Failed: "nedostupné", Machine: "hlasová schránka", TookCall: "hovor přijat",

		ReadOut:     "Upozornění. {subject}, čas {time}.",
		SaySeconds:  "{seconds} sekund",
		SayMinutes:  "{minutes} minut {seconds} sekund",
		PressToPlay: "Pro přehrání vzkazu stiskněte 1.",
		PressKeys:   "Pro potvrzení stiskněte 4. Pro předání dál stiskněte 6. Pro zopakování stiskněte hvězdičku.",
		YouHaveIt:   "Upozornění je potvrzeno. Na shledanou.",
		YouPassedOn: "Upozornění jde nyní dalším lidem. Na shledanou.",
		ToMailbox:   "Toto upozornění zatím nikdo nepotvrdil: pokud to slyšíte v hlasové schránce, podívejte se do zpráv nebo zavolejte zpět.",

		Clock: "02.01.2006 15:04",
	}
}
