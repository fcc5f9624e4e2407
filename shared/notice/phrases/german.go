package phrases

func german() Phrases {
	return Phrases{
		Language:      "de-DE",
		Voicemail:     "Nachricht, {length}, von {caller}: {line}",
		VoicemailOnly: "Nachricht von {caller}: {line}",
		Missed:        "Anruf verpasst von {caller}: {line}",
		Calling:       "Anruf von {caller}: {line}",
		CallBack:      "Bitte zurückrufen: {caller}, {line}",

		MessageThere:  "Die Nachricht ist jetzt da.",
		CalledAgain:   "Erneut angerufen, bisher {count} Anrufe.",
		CallerGone:    "Am anderen Ende wurde aufgelegt, niemand hat gesprochen.",
		PassedOn:      "An Sie weitergegeben von {person}.",
		Silent:        "An Sie weitergegeben, weil keine Bestätigung kam von: {person}.",
		SilentAll:     "An Sie weitergegeben, weil niemand bestätigt hat.",
		Acknowledged:  "{person} kümmert sich darum.",
		Resolved:      "Erledigt von {person}.",
		AudioMissing:  "Es wurde eine Nachricht hinterlassen; die Aufnahme wird noch geholt.",
		AudioAttached: "Die Nachricht liegt bei.",
		Ongoing:       "Der Anruf dauert noch an.",
		LinkUntil:     "Der Link gilt bis {time}.",

		Line: "Anschluss", Team: "Team", Caller: "Anrufer", Time: "Zeit", Tried: "Versucht", Calls: "Anrufe",
		Withheld: "unterdrückter Nummer", Unverified: "{caller} (ungeprüft)", Nobody: "niemand",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Nachricht anhören", See: "Anruf ansehen", CallNumber: "Zurückrufen",
		Unanswered: "nicht abgenommen", Declined: "abgelehnt", Busy: "besetzt", Failed: "nicht erreicht", Machine: "Mailbox", TookCall: "hat angenommen",

		ReadOut:     "Alarm. {subject}, um {time} Uhr.",
		SaySeconds:  "{seconds} Sekunden",
		SayMinutes:  "{minutes} Minuten {seconds} Sekunden",
		PressToPlay: "Um die Nachricht zu hören, drücken Sie die 1.",
		PressKeys:   "Um zu bestätigen, drücken Sie die 4. Um weiterzugeben, die 6. Um dies noch einmal zu hören, die Sterntaste.",
		YouHaveIt:   "Sie haben den Alarm bestätigt. Auf Wiederhören.",
		YouPassedOn: "Der Alarm geht jetzt an die Nächsten. Auf Wiederhören.",
		ToMailbox:   "Noch hat niemand diesen Alarm bestätigt: Wenn Sie dies auf Ihrer Mailbox hören, sehen Sie in Ihre Nachrichten oder rufen Sie zurück.",

		Clock: "02.01.2006 15:04",
	}
}
