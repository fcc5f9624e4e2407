package words

// swedish returns the sentences in Swedish.
func swedish(language string) Words {
	return Words{
		Language:        language,
		Welcome:         "Välkommen till {line}.",
		Disabled:        "Det här numret tar inte emot samtal just nu. Hej då.",
		Blocked:         "Tyvärr tar vi inte emot samtal från ditt nummer. Hej då.",
		BlockedWithheld: "Vi tar inte emot samtal från dolda nummer. Visa ditt nummer och ring igen. Hej då.",
		MenuChoice:      "För {team}, tryck {key}.",
		WrongKey:        "Det valet finns inte.",
		NoKey:           "Du har inte gjort något val.",
		DefaultTeam:     "Jag kopplar dig vidare.",
		Waiting:         "Var god vänta. Vi ringer den som har jour.",
		LeaveHint:       "Om du hellre vill lämna ett meddelande kan du när som helst trycka {key}.",
		KeyStar:         "stjärna",
		KeyHash:         "fyrkant",
		Moment:          "Ett ögonblick.",
		NoResponse:      "Tyvärr kan ingen ta ditt samtal just nu.",
		NobodyOnCall:    "Just nu har ingen jour.",
		Closed:          "Vi har stängt just nu.",
		VoicemailOnly:   "Du har kommit till en röstbrevlåda.",
		Recording:       "Tala in ditt meddelande efter tonen. Avsluta med fyrkant.",
		Thanks:          "Tack. Ditt meddelande har skickats vidare.",
		Goodbye:         "Hej då.",

		Screening:       "{line}, från {caller}.",
		Withheld:        "ett dolt nummer",
		Unverified:      "ett overifierat nummer, {caller}",
		AcceptKeys:      "Tryck {accept} för att ta samtalet, {decline} för att skicka det vidare.",
		ForTeam:         "För {team}.",
		Connecting:      "Nu kopplas samtalet.",
		Taken:           "Tack, någon annan har redan tagit samtalet. Hej då.",
		CallerLeft:      "Den som ringde har redan lagt på. Hej då.",
		Declined:        "Samtalet skickas vidare. Hej då.",
		NotAccepted:     "Du tryckte inte på någon knapp, så jag provar nästa person. Hej då.",
		ResponderLeft:   "Den du talade med har lagt på.",
		Apology:         "Tyvärr har något gått fel hos oss.",
		ApologyGoodbye:  "Tyvärr har något gått fel hos oss. Ring gärna igen. Hej då.",
		NotInService:    "Numret du har ringt används inte. Hej då.",
		TimeLimitHangUp: "Samtalet har nått maximal längd. Hej då.",
	}
}
