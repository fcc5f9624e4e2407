package words

// italian returns the sentences in Italian.
func italian(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Grazie per aver chiamato {line}.",
		Disabled:        "Al momento questo numero non riceve chiamate. Arrivederci.",
		Blocked:         "Ci dispiace, qui non si accettano chiamate dal suo numero. Arrivederci.",
		BlockedWithheld: "Qui non si accettano chiamate anonime. La preghiamo di richiamare mostrando il suo numero. Arrivederci.",
		MenuChoice:      "Per {team}, prema {key}.",
		WrongKey:        "La scelta non è valida.",
		NoKey:           "Non ho ricevuto nessuna scelta.",
		DefaultTeam:     "Trasferisco subito la chiamata.",
		Waiting:         "Resti in linea, per favore. Stiamo chiamando la persona reperibile.",
		LeaveHint:       "Se preferisce lasciare un messaggio, prema {key} in qualsiasi momento.",
		KeyStar:         "asterisco",
		KeyHash:         "cancelletto",
		Moment:          "Un attimo, per favore.",
		NoResponse:      "Ci dispiace, al momento nessuno può rispondere.",
		NobodyOnCall:    "Al momento nessuno è reperibile.",
		Closed:          "Al momento siamo chiusi.",
		VoicemailOnly:   "Risponde la segreteria telefonica.",
		Recording:       "Lasci un messaggio dopo il segnale acustico. Alla fine prema cancelletto.",
		Thanks:          "Grazie. Il suo messaggio è stato inoltrato.",
		Goodbye:         "Arrivederci.",

		Screening:       "{line}, da {caller}.",
		Withheld:        "un numero anonimo",
		Unverified:      "un numero non verificato, {caller}",
		AcceptKeys:      "Prema {accept} per rispondere, {decline} per rifiutare.",
		ForTeam:         "Per {team}.",
		Connecting:      "La metto in comunicazione.",
		Taken:           "Grazie, ha già risposto un'altra persona. Arrivederci.",
		CallerLeft:      "Chi chiamava ha già riagganciato. Arrivederci.",
		Declined:        "Va bene, passo la chiamata a un'altra persona. Arrivederci.",
		NotAccepted:     "Non è stato premuto nessun tasto, quindi provo con la prossima persona. Arrivederci.",
		ResponderLeft:   "La persona con cui parlava ha riagganciato.",
		Apology:         "Ci scusiamo, c'è stato un problema da parte nostra.",
		ApologyGoodbye:  "Ci scusiamo, c'è stato un problema da parte nostra. La preghiamo di richiamare. Arrivederci.",
		NotInService:    "Il numero chiamato non è attivo. Arrivederci.",
		TimeLimitHangUp: "Questa chiamata ha raggiunto la durata massima. Arrivederci.",
	}
}
