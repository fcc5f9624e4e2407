package words

// japanese returns the sentences in Japanese.
func japanese(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "お電話ありがとうございます。{line}です。",
		Disabled:        "この番号は、ただいまご利用いただけません。失礼いたします。",
		Blocked:         "申し訳ございません。お客様の番号からのお電話はお受けできません。失礼いたします。",
		BlockedWithheld: "非通知のお電話はお受けできません。番号を通知して、おかけ直しください。失礼いたします。",
		MenuChoice:      "{team}は、{key}を押してください。",
		WrongKey:        "その番号はご選択いただけません。",
		NoKey:           "入力が確認できませんでした。",
		DefaultTeam:     "おつなぎいたします。",
		Waiting:         "そのままお待ちください。当番の担当者を呼び出しています。",
		LeaveHint:       "伝言を残す場合は、いつでも{key}を押してください。",
		KeyStar:         "こめじるし",
		KeyHash:         "シャープ",
		Moment:          "少々お待ちください。",
		NoResponse:      "申し訳ございません。ただいま電話に出ることができません。",
		NobodyOnCall:    "ただいま当番の者がおりません。",
		Closed:          "ただいま営業時間外です。",
		VoicemailOnly:   "こちらは留守番電話です。",
		Recording:       "発信音のあとに伝言をお話しください。終わりましたら、シャープを押してください。",
		Thanks:          "ありがとうございました。伝言を担当者に伝えました。",
		Goodbye:         "失礼いたします。",

		Screening:       "{line}、{caller}からです。",
		Withheld:        "非通知",
		Unverified:      "未確認の番号、{caller}",
		AcceptKeys:      "{accept}で応答、{decline}で見送ります。",
		ForTeam:         "{team}あてです。",
		Connecting:      "おつなぎします。",
		Taken:           "ありがとうございます。この電話には、すでに別の者が応答しました。失礼いたします。",
		CallerLeft:      "相手の方は、すでに電話をお切りになりました。失礼いたします。",
		Declined:        "次の担当者に回します。失礼いたします。",
		NotAccepted:     "ボタンが押されなかったため、次の担当者を呼び出します。失礼いたします。",
		ResponderLeft:   "お話し中の相手が電話を切りました。",
		Apology:         "申し訳ございません。こちらで問題が発生しました。",
		ApologyGoodbye:  "申し訳ございません。こちらで問題が発生しました。恐れ入りますが、おかけ直しください。失礼いたします。",
		NotInService:    "おかけになった電話番号は、現在使われておりません。失礼いたします。",
		TimeLimitHangUp: "通話時間の上限に達しました。失礼いたします。",
	}
}
