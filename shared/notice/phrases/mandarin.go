package phrases

func mandarin() Phrases {
	return Phrases{
		Language:      "cmn-CN",
		Voicemail:     "语音留言 {length}，来自 {caller}：{line}",
		VoicemailOnly: "语音留言，来自 {caller}：{line}",
		Missed:        "未接来电，来自 {caller}：{line}",
		Calling:       "来电，来自 {caller}：{line}",
		CallBack:      "请回电 {caller}：{line}",

		MessageThere:  "留言现在可以收听了。",
		CalledAgain:   "对方再次来电，目前共 {count} 次。",
		CallerGone:    "对方已挂断，没有人与其通话。",
		PassedOn:      "由 {person} 转交给您。",
		Silent:        "因 {person} 未确认，转交给您。",
		SilentAll:     "因无人确认，转交给您。",
		Acknowledged:  "{person} 正在处理。",
		Resolved:      "{person} 已处理完毕。",
		AudioMissing:  "对方已留言，录音仍在获取中。",
		AudioAttached: "留言见附件。",
		Ongoing:       "通话仍在进行。",
		LinkUntil:     "链接有效期至 {time}。",

		Line: "线路", Team: "团队", Caller: "来电者", Time: "时间", Tried: "已尝试", Calls: "来电",
		Withheld: "隐藏号码", Unverified: "{caller}（未核实）", Nobody: "无人",
		Seconds: "{seconds} 秒", Minutes: "{minutes} 分 {seconds} 秒",
		Listen: "收听留言", See: "查看通话", CallNumber: "回电",
		Unanswered: "未接听", Declined: "已拒接", Busy: "忙线", Failed: "未接通", Machine: "语音信箱", TookCall: "已接听",

		ReadOut:     "警报。{subject}，时间{time}。",
		SaySeconds:  "{seconds}秒",
		SayMinutes:  "{minutes}分{seconds}秒",
		PressToPlay: "收听留言请按1。",
		PressKeys:   "确认请按4，转给下一位请按6，重听请按星号键。",
		YouHaveIt:   "您已确认此警报。再见。",
		YouPassedOn: "警报现在转给下一位。再见。",
		ToMailbox:   "此警报尚无人确认：如果您在语音信箱中听到这段话，请查看您的消息，或回拨来电者。",

		Clock: "2006年1月2日 15:04",
	}
}
