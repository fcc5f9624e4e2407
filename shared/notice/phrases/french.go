package phrases

func french() Phrases {
	return Phrases{
		Language:      "fr-FR",
		Voicemail:     "Message vocal, {length}, de {caller} : {line}",
		VoicemailOnly: "Message vocal de {caller} : {line}",
		Missed:        "Appel manqué de {caller} : {line}",
		Calling:       "Appel de {caller} : {line}",
		CallBack:      "Merci de rappeler {caller} : {line}",

		MessageThere:  "Le message est arrivé.",
		CalledAgain:   "Nouvel appel : {count} appels à présent.",
		CallerGone:    "L'appelant a raccroché sans avoir parlé à personne.",
		PassedOn:      "Transmis à vous par {person}.",
		Silent:        "Transmis à vous faute de confirmation de {person}.",
		SilentAll:     "Transmis à vous car personne n'a confirmé.",
		Acknowledged:  "{person} s'en occupe.",
		Resolved:      "Réglé par {person}.",
		AudioMissing:  "Un message a été laissé ; l'enregistrement est en cours de récupération.",
		AudioAttached: "Le message est joint.",
		Ongoing:       "L'appel est toujours en cours.",
		LinkUntil:     "Le lien est valable jusqu'au {time}.",

		Line: "Ligne", Team: "Équipe", Caller: "Appelant", Time: "Heure", Tried: "Essayés", Calls: "Appels",
		Withheld: "un numéro masqué", Unverified: "{caller} (non vérifié)", Nobody: "personne",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Écouter le message", See: "Voir l'appel", CallNumber: "Rappeler",
		Unanswered: "sans réponse", Declined: "refusé", Busy: "occupé", Failed: "injoignable", Machine: "messagerie", TookCall: "a pris l'appel",

		ReadOut:     "Alerte. {subject}, à {time}.",
		SaySeconds:  "{seconds} secondes",
		SayMinutes:  "{minutes} minutes {seconds} secondes",
		PressToPlay: "Pour écouter le message, appuyez sur le 1.",
		PressKeys:   "Pour accuser réception, appuyez sur le 4. Pour transmettre, sur le 6. Pour réécouter, sur étoile.",
		YouHaveIt:   "Vous avez pris cette alerte en charge. Au revoir.",
		YouPassedOn: "L'alerte passe maintenant aux personnes suivantes. Au revoir.",
		ToMailbox:   "Personne n'a encore pris cette alerte en charge : si vous entendez ceci sur votre messagerie, consultez vos messages ou rappelez l'appelant.",

		Clock: "02/01/2006 15:04",
	}
}
