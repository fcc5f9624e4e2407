package words

// spanish returns the sentences in Spanish. Pressing a key, and the key #, have other names in
// Spain, in Mexico and in the rest of America.
func spanish(language string) Words {
	press, hash := "oprima", "numeral"
	switch language {
	case "es-ES":
		press, hash = "pulse", "almohadilla"
	case "es-MX":
		hash = "gato"
	}
	return Words{
		Language:        language,
		Welcome:         "Le damos la bienvenida a {line}.",
		Disabled:        "Este número no atiende llamadas en este momento. Adiós.",
		Blocked:         "Lo sentimos, aquí no se aceptan llamadas de su número. Adiós.",
		BlockedWithheld: "Aquí no se aceptan llamadas con número oculto. Muestre su número y vuelva a llamar, por favor. Adiós.",
		Challenge:       "Para que le comuniquemos, " + press + " {key}.",
		MenuChoice:      "Para {team}, " + press + " {key}.",
		WrongKey:        "Esa opción no es válida.",
		NoKey:           "No se ha marcado ninguna opción.",
		DefaultTeam:     "Enseguida le paso.",
		Waiting:         "Por favor, no cuelgue. Estamos llamando a la persona de guardia.",
		LeaveHint:       "Si prefiere dejar un mensaje, " + press + " {key} en cualquier momento.",
		KeyStar:         "asterisco",
		KeyHash:         hash,
		Moment:          "Un momento, por favor.",
		NoResponse:      "Lo sentimos, nadie puede atender su llamada en este momento.",
		NobodyOnCall:    "En este momento no hay nadie de guardia.",
		Closed:          "En este momento estamos cerrados.",
		VoicemailOnly:   "Este número es un buzón de voz.",
		Recording:       "Deje su mensaje después de la señal. Al terminar, " + press + " " + hash + ".",
		Thanks:          "Gracias. Hemos grabado su mensaje.",
		MessageTimeOver: "El tiempo para el mensaje ha terminado.",
		Goodbye:         "Adiós.",

		Screening:        "{line}, de {caller}.",
		Withheld:         "un número oculto",
		Unverified:       "un número sin verificar, {caller}",
		AcceptKeys:       "Con {accept} la atiende, con {decline} la rechaza.",
		ForTeam:          "Para {team}.",
		Connecting:       "Le paso la llamada.",
		Announcement:     "Quien llama todavía escucha un mensaje. Un momento, por favor.",
		StillTrying:      "Seguimos intentando localizar a alguien.",
		Taken:            "Gracias, otra persona ya ha atendido la llamada. Adiós.",
		LeavesMessage:    "La persona que llama está dejando un mensaje. Adiós.",
		NotNeeded:        "Esta llamada ya no le necesita. Adiós.",
		CallerLeft:       "Quien llamaba ya ha colgado. Adiós.",
		Declined:         "De acuerdo, la llamada pasa a otra persona. Adiós.",
		DeclinedLast:     "Gracias. Adiós.",
		NotAccepted:      "No ha marcado nada, así que llamaré a la siguiente persona. Adiós.",
		NotAcceptedLast:  "No ha marcado nada. Adiós.",
		ResponderLeft:    "La persona con la que hablaba ha colgado.",
		Apology:          "Lo sentimos, ha habido un problema por nuestra parte.",
		ApologyGoodbye:   "Lo sentimos, ha habido un problema por nuestra parte. Vuelva a llamar, por favor. Adiós.",
		ApologyResponder: "Lo sentimos, ha habido un problema por nuestra parte. Adiós.",
		NotInService:     "El número marcado no está en servicio. Adiós.",
		TimeLimitHangUp:  "Esta llamada ha alcanzado su duración máxima. Adiós.",
	}
}
