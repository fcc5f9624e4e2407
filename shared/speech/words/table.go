package words

// English is the language of a line that names none.
const English = "en-US"

// Languages lists the tags of the table in a fixed order.
var Languages = []string{English, "de-DE"}

// Voices lists the tags that a line may have: those of the table, and other regions of the same languages for
// which the provider has a voice (Vonage Voice, text-to-speech languages).
var Voices = []string{
	English, "en-AU", "en-GB", "en-GB-WLS", "en-IE", "en-IN", "en-NZ", "en-ZA",
	"de-DE", "de-AT",
}

var table = map[string]Words{
	English: {
		Language:        English,
		Welcome:         "You have reached {line}.",
		Disabled:        "This line is not in use at the moment. Goodbye.",
		Blocked:         "I am sorry, calls from your number are not taken here. Goodbye.",
		BlockedWithheld: "This line takes no calls without a number. Please show yours and call again. Goodbye.",
		MenuChoice:      "For {team}, press {key}.",
		WrongKey:        "That isn't one of the options.",
		NoKey:           "I did not hear a key.",
		DefaultTeam:     "I will put you through.",
		Waiting:         "Please hold. We are calling the person on call.",
		LeaveHint:       "To leave a message instead, press {key} at any time.",
		KeyStar:         "star",
		KeyHash:         "hash",
		Moment:          "One moment, please.",
		NoResponse:      "Nobody could take your call.",
		NobodyOnCall:    "Nobody is on call at the moment.",
		VoicemailOnly:   "This line takes messages.",
		Recording:       "Please leave a message after the tone. When you have finished, press hash.",
		Thanks:          "Thank you. Your message has been passed on.",
		Goodbye:         "Goodbye.",

		Screening:       "{line}, from {caller}.",
		Withheld:        "a withheld number",
		Unverified:      "an unverified number, {caller}",
		AcceptKeys:      "Press {accept} to take it, {decline} to pass.",
		ForTeam:         "For {team}.",
		Connecting:      "Connecting you.",
		Taken:           "Thank you, a colleague has already taken this call. Goodbye.",
		CallerLeft:      "The caller has hung up. Goodbye.",
		Declined:        "Passing the call on. Goodbye.",
		NotAccepted:     "No key was pressed, so I'll try the next person. Goodbye.",
		ResponderLeft:   "The person you were talking to has hung up.",
		Apology:         "I am sorry, something went wrong on our side.",
		ApologyGoodbye:  "I am sorry, something went wrong on our side. Please call again. Goodbye.",
		NotInService:    "This number is not in service. Goodbye.",
		TimeLimitHangUp: "This call has reached its time limit. Goodbye.",
	},
	"de-DE": {
		Language:        "de-DE",
		Welcome:         "Sie sind verbunden mit {line}.",
		Disabled:        "Dieser Anschluss ist zurzeit nicht erreichbar. Auf Wiederhören.",
		Blocked:         "Anrufe von Ihrer Nummer werden hier leider nicht angenommen. Auf Wiederhören.",
		BlockedWithheld: "Hier werden keine Anrufe ohne Rufnummer angenommen. Bitte rufen Sie mit Ihrer Nummer noch einmal an. Auf Wiederhören.",
		MenuChoice:      "Für {team} drücken Sie die {key}.",
		WrongKey:        "Diese Taste ist nicht belegt.",
		NoKey:           "Ich habe keine Taste gehört.",
		DefaultTeam:     "Ich verbinde Sie.",
		Waiting:         "Bitte bleiben Sie dran. Wir rufen die diensthabende Person an.",
		LeaveHint:       "Um stattdessen eine Nachricht zu hinterlassen, drücken Sie jederzeit die {key}.",
		KeyStar:         "Stern-Taste",
		KeyHash:         "Raute-Taste",
		Moment:          "Einen Moment, bitte.",
		NoResponse:      "Leider konnte niemand Ihren Anruf annehmen.",
		NobodyOnCall:    "Zurzeit hat niemand Bereitschaft.",
		VoicemailOnly:   "Sie können hier eine Nachricht hinterlassen.",
		Recording:       "Bitte sprechen Sie nach dem Ton. Drücken Sie am Ende die Raute-Taste.",
		Thanks:          "Danke. Ihre Nachricht wurde weitergegeben.",
		Goodbye:         "Auf Wiederhören.",

		Screening:       "{line}, von {caller}.",
		Withheld:        "einer unterdrückten Nummer",
		Unverified:      "einer ungeprüften Nummer, {caller}",
		AcceptKeys:      "Drücken Sie {accept}, um anzunehmen, {decline}, um weiterzugeben.",
		ForTeam:         "Für {team}.",
		Connecting:      "Sie werden verbunden.",
		Taken:           "Danke, der Anruf wurde schon angenommen. Auf Wiederhören.",
		CallerLeft:      "Am anderen Ende wurde schon aufgelegt. Auf Wiederhören.",
		Declined:        "Der Anruf wird weitergegeben. Auf Wiederhören.",
		NotAccepted:     "Es wurde keine Taste gedrückt. Ich versuche es bei der nächsten Person. Auf Wiederhören.",
		ResponderLeft:   "Am anderen Ende wurde aufgelegt.",
		Apology:         "Entschuldigung, bei uns ist etwas schiefgegangen.",
		ApologyGoodbye:  "Entschuldigung, bei uns ist etwas schiefgegangen. Bitte rufen Sie noch einmal an. Auf Wiederhören.",
		NotInService:    "Diese Nummer ist nicht vergeben. Auf Wiederhören.",
		TimeLimitHangUp: "Das Gespräch hat die Höchstdauer erreicht. Auf Wiederhören.",
	},
}
