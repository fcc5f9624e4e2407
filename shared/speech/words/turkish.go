package words

// turkish returns the sentences in Turkish.
func turkish(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "{line} hattına hoş geldiniz.",
		Disabled:        "Bu numara şu anda hizmet vermiyor. İyi günler.",
		Blocked:         "Üzgünüz, numaranızdan gelen çağrılar burada kabul edilmiyor. İyi günler.",
		BlockedWithheld: "Gizli numaralardan gelen çağrıları kabul etmiyoruz. Lütfen numaranızı göstererek tekrar arayın. İyi günler.",
		MenuChoice:      "{team} için {key} tuşuna basın.",
		WrongKey:        "Geçersiz bir seçim yaptınız.",
		NoKey:           "Herhangi bir seçim yapmadınız.",
		DefaultTeam:     "Sizi bağlıyorum.",
		Waiting:         "Lütfen hatta kalın. Nöbetçi kişiyi arıyoruz.",
		LeaveHint:       "Bunun yerine mesaj bırakmak için dilediğiniz zaman {key} tuşuna basın.",
		KeyStar:         "yıldız",
		KeyHash:         "kare",
		Moment:          "Lütfen bekleyin.",
		NoResponse:      "Maalesef şu anda çağrınıza yanıt verilemiyor.",
		NobodyOnCall:    "Şu anda nöbetçi kimse yok.",
		Closed:          "Şu anda kapalıyız.",
		VoicemailOnly:   "Sesli mesaj kutusuna ulaştınız.",
		Recording:       "Lütfen sinyal sesinden sonra mesajınızı bırakın. Bitirince kare tuşuna basın.",
		Thanks:          "Teşekkürler. Mesajınız iletildi.",
		Goodbye:         "İyi günler.",

		Screening:       "{line}, arayan {caller}.",
		Withheld:        "gizli numara",
		Unverified:      "doğrulanmamış numara, {caller}",
		AcceptKeys:      "Kabul için {accept}, ret için {decline} tuşuna basın.",
		ForTeam:         "{team} için.",
		Connecting:      "Bağlıyorum.",
		Taken:           "Teşekkürler, çağrıyı başka biri yanıtladı. İyi günler.",
		CallerLeft:      "Arayan kişi telefonu kapattı. İyi günler.",
		Declined:        "Çağrı başkasına aktarılıyor. İyi günler.",
		NotAccepted:     "Hiçbir tuşa basılmadı, sıradaki kişiyi arıyorum. İyi günler.",
		ResponderLeft:   "Görüştüğünüz kişi telefonu kapattı.",
		Apology:         "Özür dileriz, bizden kaynaklanan bir sorun oluştu.",
		ApologyGoodbye:  "Özür dileriz, bizden kaynaklanan bir sorun oluştu. Lütfen tekrar arayın. İyi günler.",
		NotInService:    "Bu numara kullanılmıyor. İyi günler.",
		TimeLimitHangUp: "Görüşme azami süresine ulaştı. İyi günler.",
	}
}
