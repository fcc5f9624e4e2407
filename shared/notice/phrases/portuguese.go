package phrases

func portuguese() Phrases {
	return Phrases{
		Language:      "pt-BR",
		Voicemail:     "Mensagem de voz, {length}, de {caller}: {line}",
		VoicemailOnly: "Mensagem de voz de {caller}: {line}",
		Missed:        "Chamada perdida de {caller}: {line}",
		Calling:       "Chamada de {caller}: {line}",
		CallBack:      "Ligue de volta para {caller}: {line}",

		MessageThere:  "A mensagem já está disponível.",
		CalledAgain:   "Ligou de novo: {count} chamadas até agora.",
		CallerGone:    "Quem ligava desligou sem falar com ninguém.",
		PassedOn:      "Encaminhado a você por {person}.",
		Silent:        "Encaminhado a você porque {person} não confirmou.",
		SilentAll:     "Encaminhado a você porque ninguém confirmou.",
		Acknowledged:  "{person} está cuidando disso.",
		Resolved:      "Resolvido por {person}.",
		AudioMissing:  "Uma mensagem foi deixada; a gravação ainda está sendo obtida.",
		AudioAttached: "A mensagem está anexada.",
		Ongoing:       "A chamada continua em andamento.",
		LinkUntil:     "O link vale até {time}.",

		Line: "Linha", Team: "Equipe", Caller: "Quem ligou", Time: "Hora", Tried: "Tentativas", Calls: "Chamadas",
		Withheld: "um número oculto", Unverified: "{caller} (não verificado)", Nobody: "ninguém",
		Seconds: "{seconds} s", Minutes: "{minutes} min {seconds} s",
		Listen: "Ouvir a mensagem", See: "Ver a chamada", CallNumber: "Ligar de volta",
		Unanswered: "sem resposta", Declined: "recusada", Busy: "ocupado", Failed: "não alcançado", Machine: "caixa postal", TookCall: "atendeu",

		ReadOut:     "Alerta. {subject}, às {time}.",
		SaySeconds:  "{seconds} segundos",
		SayMinutes:  "{minutes} minutos {seconds} segundos",
		PressToPlay: "Para ouvir a mensagem, pressione 1.",
		PressKeys:   "Para confirmar, pressione 4. Para passar adiante, pressione 6. Para ouvir de novo, pressione asterisco.",
		YouHaveIt:   "Você confirmou o alerta. Até logo.",
		YouPassedOn: "O alerta passa agora para as próximas pessoas. Até logo.",
		ToMailbox:   "Ninguém confirmou este alerta ainda: se você ouvir isto na caixa postal, veja suas mensagens ou ligue de volta.",

		Clock: "02/01/2006 15:04",
	}
}
