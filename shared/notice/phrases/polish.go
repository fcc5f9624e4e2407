package phrases

func polish() Phrases {
	return Phrases{
		Language:      "pl-PL",
		Voicemail:     "Wiadomość głosowa, {length}, od: {caller}, {line}",
		VoicemailOnly: "Wiadomość głosowa od: {caller}, {line}",
		Missed:        "Nieodebrane połączenie od: {caller}, {line}",
		Calling:       "Dzwoni: {caller}, {line}",
		CallBack:      "Proszę oddzwonić: {caller}, {line}",

		MessageThere:  "Wiadomość jest już dostępna.",
		CalledAgain:   "Kolejny telefon, połączeń dotąd: {count}.",
		CallerGone:    "Dzwoniący rozłączył się, nikt z nim nie rozmawiał.",
		PassedOn:      "Przekazano Państwu, przekazuje: {person}.",
		Silent:        "Przekazano Państwu, brak potwierdzenia od: {person}.",
		SilentAll:     "Przekazano Państwu, bo nikt nie potwierdził.",
		Acknowledged:  "Zajmuje się tym: {person}.",
		Resolved:      "Sprawę zakończono, osoba: {person}.",
		AudioMissing:  "Zostawiono wiadomość, nagranie jest jeszcze pobierane.",
		AudioAttached: "Wiadomość jest w załączniku.",
		Ongoing:       "Połączenie jeszcze trwa.",
		LinkUntil:     "Link działa do {time}.",

		Line: "Linia", Team: "Zespół", Caller: "Dzwoniący", Time: "Czas", Tried: "Próbowano", Calls: "Połączenia",
		Withheld: "numer zastrzeżony", Unverified: "{caller} (niezweryfikowany)", Nobody: "nikt",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Odsłuchaj wiadomość", See: "Zobacz połączenie", CallNumber: "Oddzwoń",
		Unanswered: "nie odebrano", Declined: "odrzucono", Busy: "zajęte", Failed: "nieosiągalny", Machine: "poczta głosowa", TookCall: "odebrano",

		ReadOut:     "Alarm. {subject}, godzina {time}.",
		SaySeconds:  "{seconds} sekund",
		SayMinutes:  "{minutes} minut {seconds} sekund",
		PressToPlay: "Aby odsłuchać wiadomość, naciśnij 1.",
		PressKeys:   "Aby potwierdzić, naciśnij 4. Aby przekazać dalej, naciśnij 6. Aby usłyszeć to ponownie, naciśnij gwiazdkę.",
		YouHaveIt:   "Alarm został potwierdzony. Do widzenia.",
		YouPassedOn: "Alarm trafia teraz do kolejnych osób. Do widzenia.",
		ToMailbox:   "Nikt jeszcze nie potwierdził tego alarmu: jeśli słyszysz to na poczcie głosowej, sprawdź wiadomości albo oddzwoń.",

		Clock: "02.01.2006 15:04",
	}
}
