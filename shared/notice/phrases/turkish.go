package phrases

func turkish() Phrases {
	return Phrases{
		Language:      "tr-TR",
		Voicemail:     "Sesli mesaj, {length}, arayan {caller}: {line}",
		VoicemailOnly: "Sesli mesaj, arayan {caller}: {line}",
		Missed:        "Cevapsız çağrı, arayan {caller}: {line}",
		Calling:       "Çağrı, arayan {caller}: {line}",
		CallBack:      "Lütfen geri arayın: {caller}, {line}",

		MessageThere:  "Mesaj artık hazır.",
		CalledAgain:   "Yeniden aradı, şu ana kadar {count} çağrı.",
		CallerGone:    "Arayan kapattı ve kimseyle konuşmadı.",
		PassedOn:      "Size aktarıldı, aktaran: {person}.",
		Silent:        "Onay gelmediği için size aktarıldı, beklenen: {person}.",
		SilentAll:     "Kimse onaylamadığı için size aktarıldı.",
		Acknowledged:  "{person} ilgileniyor.",
		Resolved:      "Çözüldü, çözen: {person}.",
		AudioMissing:  "Bir mesaj bırakıldı; ses kaydı hâlâ alınıyor.",
		AudioAttached: "Mesaj ektedir.",
		Ongoing:       "Çağrı hâlâ sürüyor.",
		LinkUntil:     "Bağlantının son geçerlilik zamanı: {time}.",

		Line: "Hat", Team: "Ekip", Caller: "Arayan", Time: "Zaman", Tried: "Denenenler", Calls: "Çağrılar",
		Withheld: "gizli numara", Unverified: "{caller} (doğrulanmamış)", Nobody: "hiç kimse",
		Seconds: "{seconds} sn", Minutes: "{minutes} dk {seconds} sn",
		Listen: "Mesajı dinle", See: "Çağrıyı gör", CallNumber: "Geri ara",
		Unanswered: "yanıt yok", Declined: "reddetti", Busy: "meşgul", Failed: "ulaşılamadı", Machine: "telesekreter", TookCall: "çağrıyı aldı",

		ReadOut:     "Uyarı. {subject}, saat {time}.",
		SaySeconds:  "{seconds} saniye",
		SayMinutes:  "{minutes} dakika {seconds} saniye",
		PressToPlay: "Mesajı dinlemek için 1'e basın.",
		PressKeys:   "Onaylamak için 4'e basın. Başkasına aktarmak için 6'ya basın. Yeniden dinlemek için yıldıza basın.",
		YouHaveIt:   "Uyarıyı onayladınız. Hoşça kalın.",
		YouPassedOn: "Uyarı şimdi sıradaki kişilere gidiyor. Hoşça kalın.",
		ToMailbox:   "Bu uyarıyı henüz kimse onaylamadı: bunu sesli mesaj kutunuzda duyuyorsanız mesajlarınıza bakın ya da arayanı geri arayın.",

		Clock: "02.01.2006 15:04",
	}
}
