package routes

// The names under which the stack tells a function where things are. Each function
// gets only those that its needs call for. What is secret is told by the secret's
// name, never by its value.
const (
	EnvCallsTable       = "CALLS_TABLE"
	EnvAlertsTable      = "ALERTS_TABLE"
	EnvSettingsTable    = "SETTINGS_TABLE"
	EnvOrdersQueue      = "ORDERS_QUEUE_URL"
	EnvDialsQueue       = "DIALS_QUEUE_URL"
	EnvAsksQueue        = "ASKS_QUEUE_URL"
	EnvAlertsQueue      = "ALERTS_QUEUE_URL"
	EnvRecordingsQueue  = "RECORDINGS_QUEUE_URL"
	EnvRecordingsDead   = "RECORDINGS_DEAD_LETTERS_URL"
	EnvRecordingsBucket = "RECORDINGS_BUCKET"
	EnvPublicBucket     = "PUBLIC_BUCKET"
	EnvAlertsTopic      = "ALERTS_TOPIC_ARN"
	EnvEventBus         = "EVENT_BUS_NAME"
	EnvMailFrom         = "MAIL_FROM" // "" sends no mail
	EnvMailSet          = "MAIL_CONFIGURATION_SET"
	EnvSMSSender        = "SMS_SENDER_ID"
	EnvSMSOrigin        = "SMS_ORIGINATION_NUMBER"
	EnvSMSMaxPrice      = "SMS_MAX_PRICE" // of one message, in US dollars
	EnvBaseURL          = "BASE_URL"
	EnvAssetsURL        = "ASSETS_URL"

	EnvSignatureSecretName = "SIGNATURE_SECRET_NAME"
	EnvCallbackKeyName     = "CALLBACK_KEY_NAME"
	EnvPrivateKeyName      = "PRIVATE_KEY_NAME"

	EnvIssuer      = "TOKEN_ISSUER"       // whose tokens are believed: the address of an OIDC issuer
	EnvClients     = "TOKEN_CLIENTS"      // the ids of clients that people sign in with, with commas between them
	EnvMachines    = "TOKEN_MACHINES"     // the ids of machine clients, with commas between them
	EnvGroupsClaim = "TOKEN_GROUPS_CLAIM" // the claim that lists a person's groups

	EnvDeployment        = "DEPLOYMENT"        // when it was, in seconds of Unix time
	EnvUnsignedWebhooks  = "UNSIGNED_WEBHOOKS" // kinds, with commas between them
	EnvVonageApplication = "VONAGE_APPLICATION_ID"
	EnvVonageAPIKey      = "VONAGE_API_KEY" // names the account; it is no secret
)

// The secrets, by their names in Secrets Manager.
const (
	SignatureSecretName = "ringdown/signature-secret"   // made by hand: the provider's dashboard shows it
	CallbackKeyName     = "ringdown/callback-key"       // made by the stack
	PrivateKeyName      = "ringdown/vonage-private-key" // made by hand: the application's key, PEM
)

// EventSource is the source of our events on a bus.
const EventSource = "ringdown"

// FallbackKey is where the static document for the provider's fallback lies, and
// AssetsPrefix what the keys of the shipped audio begin with, in the public bucket.
const (
	FallbackKey  = "fallback.json"
	AssetsPrefix = "assets/"
)

// ConsolePath is where the console is, on the distribution's host and on a desk; sign-ins come back to it.
const ConsolePath = "/console/"

// APIPath is what the paths of the admins' API begin with, there too.
const APIPath = "/api/v1"

// UploadsPrefix is what the keys of uploaded files begin with there, and PromptsPrefix what the keys of
// the prompts made of them begin with below AssetsPrefix.
const (
	UploadsPrefix = "uploads/"
	PromptsPrefix = "prompts/"
)

// VoicemailPrefix and TalkPrefix are what the keys of messages and of recorded talks
// begin with in the bucket of recordings. HeldPrefix stands before the key of a message that is not
// to be forgotten, ExportPrefix before the files that people asked for.
const (
	VoicemailPrefix = "voicemail/"
	TalkPrefix      = "talk/"
	HeldPrefix      = "held/"
	ExportPrefix    = "export/"
)

// MarksPartition and ReadsPartition are what the partitions of the settings table begin with that
// the function activity writes: marks on recordings, and the audit of what people read.
const (
	MarksPartition = "marks#"
	ReadsPartition = "reads#"
)

// The layout of the tables: the stack makes them so, the adapters read and write them
// so. All keys are strings. The index by deadline is sparse: only calls and alerts that wait
// for something have its keys. It is spread over DeadlinePartitions values of WatchKey: each
// save of a call in progress moves its entry, and one partition takes a thousand writes a
// second (DynamoDB guide, partition key design), for all calls of the account together.
const (
	CallKey, CallSort         = "pk", "sk"
	CallExpiry                = "ttl"
	AlertKey, AlertSort       = "pk", "sk"
	AlertExpiry               = "ttl"
	SettingsKey, SettingsSort = "pk", "sk"
	SettingsExpiry            = "ttl"
	DeadlineIndex             = "deadline"
	DayIndex, LineDayIndex    = "day", "lineday"
	WatchKey, DeadlineKey     = "open", "deadline"
	DayKey, LineDayKey        = "day", "lineday"
	ArrivedKey                = "arrived"
)

// DeadlinePartitions is how many partitions the index by deadline has; a sweep asks each.
// More can be added at any time; with fewer, calls in progress would be forgotten.
const DeadlinePartitions = 8
