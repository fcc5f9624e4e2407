package words

// polish returns the sentences in Polish.
func polish(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Dzień dobry, tu {line}.",
		Disabled:        "Ten numer jest w tej chwili nieczynny. Do usłyszenia.",
		Blocked:         "Przepraszamy, nie odbieramy tu połączeń z tego numeru. Do usłyszenia.",
		BlockedWithheld: "Nie odbieramy tu połączeń z numerów zastrzeżonych. Prosimy zadzwonić z widocznym numerem. Do usłyszenia.",
		MenuChoice:      "{team}: proszę wybrać {key}.",
		WrongKey:        "Nie ma takiej opcji.",
		NoKey:           "Nie wybrano żadnej opcji.",
		DefaultTeam:     "Łączę rozmowę.",
		Waiting:         "Proszę czekać. Dzwonimy do osoby dyżurnej.",
		LeaveHint:       "Aby zostawić wiadomość, w każdej chwili można wybrać {key}.",
		KeyStar:         "gwiazdkę",
		KeyHash:         "krzyżyk",
		Moment:          "Chwileczkę.",
		NoResponse:      "Niestety nikt nie może teraz odebrać.",
		NobodyOnCall:    "W tej chwili nikt nie ma dyżuru.",
		Closed:          "W tej chwili mamy zamknięte.",
		VoicemailOnly:   "Tu poczta głosowa.",
		Recording:       "Proszę nagrać wiadomość po sygnale. Na koniec proszę nacisnąć krzyżyk.",
		Thanks:          "Dziękujemy. Wiadomość została przekazana.",
		Goodbye:         "Do usłyszenia.",

		Screening:       "{line}, dzwoni {caller}.",
		Withheld:        "numer zastrzeżony",
		Unverified:      "numer niezweryfikowany, {caller}",
		AcceptKeys:      "Naciśnij {accept}, aby odebrać, {decline}, aby odrzucić.",
		ForTeam:         "Dla: {team}.",
		Connecting:      "Łączę.",
		Taken:           "Dziękujemy, ktoś już odebrał to połączenie. Do usłyszenia.",
		CallerLeft:      "Osoba dzwoniąca już się rozłączyła. Do usłyszenia.",
		Declined:        "Przekazuję połączenie dalej. Do usłyszenia.",
		NotAccepted:     "Nie naciśnięto żadnego klawisza, więc dzwonię do następnej osoby. Do usłyszenia.",
		ResponderLeft:   "Osoba po drugiej stronie się rozłączyła.",
		Apology:         "Przepraszamy, wystąpił problem po naszej stronie.",
		ApologyGoodbye:  "Przepraszamy, wystąpił problem po naszej stronie. Prosimy zadzwonić ponownie. Do usłyszenia.",
		NotInService:    "Nie ma takiego numeru. Do usłyszenia.",
		TimeLimitHangUp: "Osiągnięto maksymalny czas rozmowy. Do usłyszenia.",
	}
}
