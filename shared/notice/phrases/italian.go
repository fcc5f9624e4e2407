package phrases

func italian() Phrases {
	return Phrases{
		Language:      "it-IT",
		Voicemail:     "Messaggio vocale, {length}, da {caller}: {line}",
		VoicemailOnly: "Messaggio vocale da {caller}: {line}",
		Missed:        "Chiamata persa da {caller}: {line}",
		Calling:       "Chiamata da {caller}: {line}",
		CallBack:      "Richiamare {caller}: {line}",

		MessageThere:  "Il messaggio ora è disponibile.",
		CalledAgain:   "Ha richiamato: {count} chiamate finora.",
		CallerGone:    "Chi chiamava ha riagganciato senza parlare con nessuno.",
		PassedOn:      "Passato a lei da {person}.",
		Silent:        "Passato a lei perché non ha confermato {person}.",
		SilentAll:     "Passato a lei perché nessuno ha confermato.",
		Acknowledged:  "Se ne occupa {person}.",
		Resolved:      "Risolto da {person}.",
		AudioMissing:  "È stato lasciato un messaggio; la registrazione sta arrivando.",
		AudioAttached: "Il messaggio è allegato.",
		Ongoing:       "La chiamata è ancora in corso.",
		LinkUntil:     "Il link vale fino al {time}.",

		Line: "Linea", Team: "Team", Caller: "Chiamante", Time: "Ora", Tried: "Tentativi", Calls: "Chiamate",
		Withheld: "un numero nascosto", Unverified: "{caller} (non verificato)", Nobody: "nessuno",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Ascolta il messaggio", See: "Vedi la chiamata", CallNumber: "Richiama",
		Unanswered: "senza risposta", Declined: "rifiutata", Busy: "occupato", Failed: "non raggiunto", Machine: "segreteria", TookCall: "ha risposto",

		ReadOut:     "Avviso. {subject}, ore {time}.",
		SaySeconds:  "{seconds} secondi",
		SayMinutes:  "{minutes} minuti {seconds} secondi",
		PressToPlay: "Per ascoltare il messaggio, prema 1.",
		PressKeys:   "Per confermare, prema 4. Per passarlo ad altri, prema 6. Per riascoltare, prema asterisco.",
		YouHaveIt:   "Ha confermato l'avviso. Arrivederci.",
		YouPassedOn: "L'avviso passa ora alle persone successive. Arrivederci.",
		ToMailbox:   "Nessuno ha ancora confermato questo avviso: se lo sente nella segreteria, guardi i messaggi o richiami chi ha chiamato.",

		Clock: "02/01/2006 15:04",
	}
}
