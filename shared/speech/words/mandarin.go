package words

// mandarin returns the sentences in Mandarin, in the characters of the mainland.
func mandarin(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "您好，这里是{line}。",
		Disabled:        "此号码暂停接听。再见。",
		Blocked:         "抱歉，这里不接听您的号码来电。再见。",
		BlockedWithheld: "这里不接听隐藏号码的来电。请显示您的号码后再拨。再见。",
		MenuChoice:      "{team}请按{key}。",
		WrongKey:        "没有这个选项。",
		NoKey:           "没有收到您的按键。",
		DefaultTeam:     "正在为您转接。",
		Waiting:         "请稍候，我们正在呼叫值班人员。",
		LeaveHint:       "如需留言，可随时按{key}。",
		KeyStar:         "星号键",
		KeyHash:         "井号键",
		Moment:          "请稍候。",
		NoResponse:      "抱歉，暂时无人接听您的来电。",
		NobodyOnCall:    "目前没有人值班。",
		Closed:          "我们现在不在营业时间内。",
		VoicemailOnly:   "这里是语音信箱。",
		Recording:       "请在提示音后留言，结束后请按井号键。",
		Thanks:          "谢谢，您的留言已转达。",
		Goodbye:         "再见。",

		Screening:       "{line}，来电方{caller}。",
		Withheld:        "未显示号码",
		Unverified:      "未经核实的号码，{caller}",
		AcceptKeys:      "按{accept}接听，按{decline}转给别人。",
		ForTeam:         "{team}的来电。",
		Connecting:      "正在为您接通。",
		Taken:           "谢谢，已有同事接听。再见。",
		CallerLeft:      "对方已挂断。再见。",
		Declined:        "来电将转给其他人。再见。",
		NotAccepted:     "没有收到按键，将呼叫下一位。再见。",
		ResponderLeft:   "对方已挂断。",
		Apology:         "抱歉，我们这边出现了问题。",
		ApologyGoodbye:  "抱歉，我们这边出现了问题。请稍后再拨。再见。",
		NotInService:    "您拨打的号码是空号。再见。",
		TimeLimitHangUp: "通话已达到最长时限。再见。",
	}
}
