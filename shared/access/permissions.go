package access

// Permission is something that an operation of the API asks of its caller.
type Permission string

// The permissions.
const (
	ReadSettings    Permission = "read settings"
	WriteSettings   Permission = "change settings"
	ManageUsers     Permission = "change users' roles"
	ReadAudit       Permission = "read the audit log"
	ReadCalls       Permission = "read calls"
	ReadNumbers     Permission = "read full phone numbers" // without it they are masked
	HearVoicemail   Permission = "hear voicemail"
	HearTalks       Permission = "hear recorded talks"
	DeleteVoicemail Permission = "delete voicemail"
	ReadAlerts      Permission = "read alerts"
	ActOnAlerts     Permission = "act on alerts"
	Own             Permission = "see and change own matters" // /me
)

// Permissions lists them all.
var Permissions = []Permission{
	ReadSettings, WriteSettings, ManageUsers, ReadAudit, ReadCalls, ReadNumbers,
	HearVoicemail, HearTalks, DeleteVoicemail, ReadAlerts, ActOnAlerts, Own,
}
