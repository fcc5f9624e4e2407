package words

// portuguese returns the sentences in Portuguese. Brazil and Portugal have other words for pressing
// a key, for a call and for being on call.
func portuguese(language string) Words {
	reached, press, hash, call, duty := "Você ligou para", "tecle", "jogo da velha", "ligação", "plantão"
	if language == "pt-PT" {
		reached, press, hash, call, duty = "Ligou para", "prima", "cardinal", "chamada", "serviço"
	}
	return Words{
		Language:        language,
		Welcome:         reached + " {line}.",
		Disabled:        "Este número não atende no momento. Até logo.",
		Blocked:         "Lamentamos, não atendemos chamadas do seu número. Até logo.",
		BlockedWithheld: "Não atendemos números não identificados. Por favor, ligue de novo mostrando o seu número. Até logo.",
		Challenge:       "Para ser atendido, " + press + " {key}.",
		MenuChoice:      "Para {team}, " + press + " {key}.",
		WrongKey:        "Essa opção não é válida.",
		NoKey:           "Nenhuma opção foi escolhida.",
		DefaultTeam:     "Vou transferir a " + call + ".",
		Waiting:         "Aguarde na linha, por favor. Vamos chamar a pessoa de " + duty + ".",
		LeaveHint:       "Se preferir deixar um recado, " + press + " {key} a qualquer momento.",
		KeyStar:         "asterisco",
		KeyHash:         hash,
		Moment:          "Um momento, por favor.",
		NoResponse:      "Infelizmente, ninguém pode atender agora.",
		NobodyOnCall:    "No momento, não há ninguém de " + duty + ".",
		Closed:          "No momento, estamos fechados.",
		VoicemailOnly:   "Esta é uma caixa de mensagens.",
		Recording:       "Deixe o seu recado após o sinal. Quando terminar, " + press + " " + hash + ".",
		Thanks:          "Agradecemos. O seu recado foi gravado.",
		MessageTimeOver: "O tempo para o recado terminou.",
		Goodbye:         "Até logo.",

		Screening:        "{line}, de {caller}.",
		Withheld:         "um número não identificado",
		Unverified:       "um número não verificado, {caller}",
		AcceptKeys:       "Com {accept} atende, com {decline} recusa.",
		ForTeam:          "Para {team}.",
		Connecting:       "Vou passar a " + call + ".",
		Announcement:     "Quem ligou ainda ouve uma mensagem. Um momento, por favor.",
		StillTrying:      "Ainda estamos à procura de alguém.",
		Taken:            "Agradecemos, outra pessoa já atendeu. Até logo.",
		LeavesMessage:    "Está a ser deixado um recado. Até logo.",
		NotNeeded:        "Já não é preciso atender. Até logo.",
		CallerLeft:       "Quem estava na linha já desligou. Até logo.",
		Declined:         "Certo, a " + call + " vai passar para outra pessoa. Até logo.",
		DeclinedLast:     "Agradecemos. Até logo.",
		NotAccepted:      "Nenhuma tecla foi pressionada, então vou tentar a próxima pessoa. Até logo.",
		NotAcceptedLast:  "Nenhuma tecla foi pressionada. Até logo.",
		ResponderLeft:    "A pessoa que falava com você desligou.",
		Apology:          "Lamentamos, houve um problema do nosso lado.",
		ApologyGoodbye:   "Lamentamos, houve um problema do nosso lado. Por favor, ligue de novo. Até logo.",
		ApologyResponder: "Lamentamos, houve um problema do nosso lado. Até logo.",
		NotInService:     "Este número não existe. Até logo.",
		TimeLimitHangUp:  "A " + call + " atingiu a duração máxima. Até logo.",
	}
}
