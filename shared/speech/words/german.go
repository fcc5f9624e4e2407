package words

// german returns the sentences in German.
func german(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Sie sind verbunden mit {line}.",
		Disabled:        "Dieser Anschluss ist zurzeit nicht erreichbar. Auf Wiederhören.",
		Blocked:         "Anrufe von Ihrer Nummer werden hier leider nicht angenommen. Auf Wiederhören.",
		BlockedWithheld: "Hier werden keine Anrufe ohne Rufnummer angenommen. Bitte rufen Sie mit Ihrer Nummer noch einmal an. Auf Wiederhören.",
		MenuChoice:      "Für {team} drücken Sie die {key}.",
		WrongKey:        "Diese Taste ist nicht belegt.",
		NoKey:           "Ich habe leider keine Eingabe erhalten.",
		DefaultTeam:     "Ich verbinde Sie.",
		Waiting:         "Bitte bleiben Sie dran. Wir versuchen, die Bereitschaft zu erreichen.",
		LeaveHint:       "Um stattdessen eine Nachricht zu hinterlassen, drücken Sie jederzeit die {key}.",
		KeyStar:         "Stern-Taste",
		KeyHash:         "Raute-Taste",
		Moment:          "Einen Moment, bitte.",
		NoResponse:      "Leider kann zurzeit niemand Ihren Anruf annehmen.",
		NobodyOnCall:    "Zurzeit hat niemand Bereitschaft.",
		Closed:          "Wir haben zurzeit geschlossen.",
		VoicemailOnly:   "Sie können hier eine Nachricht hinterlassen.",
		Recording:       "Bitte sprechen Sie nach dem Ton. Drücken Sie am Ende die Raute-Taste.",
		Thanks:          "Danke. Ihre Nachricht wurde weitergegeben.",
		Goodbye:         "Auf Wiederhören.",

		Screening:       "{line}, von {caller}.",
		Withheld:        "einer unterdrückten Nummer",
		Unverified:      "einer ungeprüften Nummer, {caller}",
		AcceptKeys:      "Drücken Sie {accept}, um anzunehmen, {decline}, um weiterzugeben.",
		ForTeam:         "Für {team}.",
		Connecting:      "Sie werden verbunden.",
		Taken:           "Danke, der Anruf wurde schon angenommen. Auf Wiederhören.",
		CallerLeft:      "Am anderen Ende wurde schon aufgelegt. Auf Wiederhören.",
		Declined:        "Der Anruf wird weitergegeben. Auf Wiederhören.",
		NotAccepted:     "Es wurde keine Taste gedrückt. Ich versuche es bei der nächsten Person. Auf Wiederhören.",
		ResponderLeft:   "Am anderen Ende wurde aufgelegt.",
		Apology:         "Entschuldigung, bei uns ist etwas schiefgegangen.",
		ApologyGoodbye:  "Entschuldigung, bei uns ist etwas schiefgegangen. Bitte rufen Sie noch einmal an. Auf Wiederhören.",
		NotInService:    "Diese Nummer ist nicht vergeben. Auf Wiederhören.",
		TimeLimitHangUp: "Das Gespräch hat die Höchstdauer erreicht. Auf Wiederhören.",
	}
}
