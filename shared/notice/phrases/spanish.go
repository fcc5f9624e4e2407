package phrases

func spanish() Phrases {
	return Phrases{
		Language:      "es-ES",
		Voicemail:     "Mensaje de voz, {length}, de {caller}: {line}",
		VoicemailOnly: "Mensaje de voz de {caller}: {line}",
		Missed:        "Llamada perdida de {caller}: {line}",
		Calling:       "Llamada de {caller}: {line}",
		CallBack:      "Devuelva la llamada a {caller}: {line}",

		MessageThere:  "El mensaje ya está disponible.",
		CalledAgain:   "Ha vuelto a llamar: {count} llamadas hasta ahora.",
		CallerGone:    "Quien llamaba ha colgado sin hablar con nadie.",
		PassedOn:      "Se lo pasa {person}.",
		Silent:        "Le llega a usted porque {person} no ha confirmado.",
		SilentAll:     "Le llega a usted porque nadie ha confirmado.",
		Acknowledged:  "{person} se encarga.",
		Resolved:      "Resuelto por {person}.",
		AudioMissing:  "Han dejado un mensaje; la grabación aún se está obteniendo.",
		AudioAttached: "El mensaje va adjunto.",
		Ongoing:       "La llamada sigue en curso.",
		LinkUntil:     "El enlace funciona hasta el {time}.",

		Line: "Línea", Team: "Equipo", Caller: "Llamante", Time: "Hora", Tried: "Intentos", Calls: "Llamadas",
		Withheld: "un número oculto", Unverified: "{caller} (sin verificar)", Nobody: "nadie",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Escuchar el mensaje", See: "Ver la llamada", CallNumber: "Devolver la llamada",
		Unanswered: "sin respuesta", Declined: "rechazada", Busy: "ocupado", Failed: "no localizado", Machine: "buzón", TookCall: "atendió la llamada",

		ReadOut:     "Alerta. {subject}, a las {time}.",
		SaySeconds:  "{seconds} segundos",
		SayMinutes:  "{minutes} minutos {seconds} segundos",
		PressToPlay: "Para oír el mensaje, pulse 1.",
		PressKeys:   "Para confirmar, pulse 4. Para pasarla a otros, pulse 6. Para oír esto otra vez, pulse asterisco.",
		YouHaveIt:   "Ha confirmado la alerta. Adiós.",
		YouPassedOn: "La alerta pasa ahora a las siguientes personas. Adiós.",
		ToMailbox:   "Nadie ha confirmado todavía esta alerta: si oye esto en su buzón de voz, mire sus mensajes o devuelva la llamada.",

		Clock: "02/01/2006 15:04",
	}
}
