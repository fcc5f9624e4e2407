package words

// french returns the sentences in French. The key # has another name in Canada.
func french(language string) Words {
	hash := "dièse"
	if language == "fr-CA" {
		hash = "carré"
	}
	return Words{
		Language:        language,
		Welcome:         "Bonjour, vous êtes en relation avec {line}.",
		Disabled:        "Ce numéro ne prend pas d'appels pour le moment. Au revoir.",
		Blocked:         "Les appels de votre numéro ne sont pas acceptés ici. Au revoir.",
		BlockedWithheld: "Les appels masqués ne sont pas acceptés ici. Merci de rappeler en affichant votre numéro. Au revoir.",
		Challenge:       "Pour être mis en relation, tapez {key}.",
		MenuChoice:      "Pour {team}, tapez {key}.",
		WrongKey:        "Ce choix n'est pas valide.",
		NoKey:           "Nous n'avons pas reçu votre choix.",
		DefaultTeam:     "Je vous mets en relation.",
		Waiting:         "Merci de patienter. Nous appelons la personne d'astreinte.",
		LeaveHint:       "Pour laisser plutôt un message, tapez {key} à tout moment.",
		KeyStar:         "étoile",
		KeyHash:         hash,
		Moment:          "Un instant, s'il vous plaît.",
		NoResponse:      "Malheureusement, personne ne peut prendre votre appel pour le moment.",
		NobodyOnCall:    "Personne n'est d'astreinte pour le moment.",
		Closed:          "Nous sommes actuellement fermés.",
		VoicemailOnly:   "Vous êtes sur une messagerie vocale.",
		Recording:       "Merci de laisser votre message après le bip. Pour terminer, tapez " + hash + ".",
		Thanks:          "Merci, votre message a bien été enregistré.",
		MessageTimeOver: "Le temps prévu pour un message est écoulé.",
		Goodbye:         "Au revoir.",

		Screening:        "{line}, appelant : {caller}.",
		Withheld:         "numéro masqué",
		Unverified:       "numéro non vérifié, {caller}",
		AcceptKeys:       "Tapez {accept} pour prendre l'appel, {decline} pour le refuser.",
		ForTeam:          "Pour {team}.",
		Connecting:       "Je vous mets en communication.",
		Announcement:     "L'appelant écoute encore une annonce. Un instant, s'il vous plaît.",
		StillTrying:      "Nous essayons toujours de joindre quelqu'un.",
		Taken:            "Merci, quelqu'un a déjà pris l'appel. Au revoir.",
		LeavesMessage:    "La personne laisse un message. Au revoir.",
		NotNeeded:        "Cet appel n'a plus besoin de vous. Au revoir.",
		CallerLeft:       "La personne a déjà raccroché. Au revoir.",
		Declined:         "Je fais suivre l'appel. Au revoir.",
		DeclinedLast:     "Merci. Au revoir.",
		NotAccepted:      "Vous n'avez appuyé sur aucune touche, j'appelle donc la personne suivante. Au revoir.",
		NotAcceptedLast:  "Vous n'avez appuyé sur aucune touche. Au revoir.",
		ResponderLeft:    "La personne avec qui vous parliez a raccroché.",
		Apology:          "Toutes nos excuses, un problème est survenu de notre côté.",
		ApologyGoodbye:   "Toutes nos excuses, un problème est survenu de notre côté. Merci de rappeler. Au revoir.",
		ApologyResponder: "Toutes nos excuses, un problème est survenu de notre côté. Au revoir.",
		NotInService:     "Le numéro composé n'est pas attribué. Au revoir.",
		TimeLimitHangUp:  "Cet appel a atteint sa durée maximale. Au revoir.",
	}
}
