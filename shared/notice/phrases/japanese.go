package phrases

func japanese() Phrases {
	return Phrases{
		Language:      "ja-JP",
		Voicemail:     "留守番電話 {length}、発信者 {caller}：{line}",
		VoicemailOnly: "留守番電話、発信者 {caller}：{line}",
		Missed:        "不在着信、発信者 {caller}：{line}",
		Calling:       "着信、発信者 {caller}：{line}",
		CallBack:      "折り返しお電話ください：{caller}、{line}",

		MessageThere:  "メッセージを再生できるようになりました。",
		CalledAgain:   "再度着信がありました。これまでに{count}件です。",
		CallerGone:    "発信者は誰とも話さずに電話を切りました。",
		PassedOn:      "{person} さんから引き継がれました。",
		Silent:        "{person} さんの確認がないため、引き継がれました。",
		SilentAll:     "誰も確認していないため、引き継がれました。",
		Acknowledged:  "{person} さんが対応しています。",
		Resolved:      "{person} さんが対応を完了しました。",
		AudioMissing:  "メッセージが残されました。音声は取得中です。",
		AudioAttached: "メッセージを添付しています。",
		Ongoing:       "通話はまだ続いています。",
		LinkUntil:     "リンクの有効期限：{time}。",

		Line: "回線", Team: "チーム", Caller: "発信者", Time: "時刻", Tried: "呼出先", Calls: "着信",
		Withheld: "非通知", Unverified: "{caller}（未確認）", Nobody: "なし",
		Seconds: "{seconds}秒", Minutes: "{minutes}分{seconds}秒",
		Listen: "メッセージを聞く", See: "通話を見る", CallNumber: "折り返す",
		Unanswered: "応答なし", Declined: "拒否", Busy: "話し中", Failed: "つながらず", Machine: "留守番電話", TookCall: "応答",

		ReadOut:     "アラートです。{subject}、時刻は{time}。",
		SaySeconds:  "{seconds}秒",
		SayMinutes:  "{minutes}分{seconds}秒",
		PressToPlay: "メッセージを聞くには、1を押してください。",
		PressKeys:   "対応する場合は4を、次の人に回す場合は6を、もう一度聞くにはアスタリスクを押してください。",
		YouHaveIt:   "アラートへの対応を受け付けました。失礼いたします。",
		YouPassedOn: "アラートは次の担当者に回ります。失礼いたします。",
		ToMailbox:   "このアラートにはまだ誰も対応していませんので、留守番電話でこれをお聞きの場合は、届いている通知をご覧になるか、発信者に折り返してください。",

		Clock: "2006年1月2日 15:04",
	}
}
