// Package routes is the one table of how events reach the functions.
//
// The stack builds its HTTP API, queues, schedule and permissions from it, the local
// mux is made of it, and tests hold both, and the folders of functions/, against it.
// The option not taken was to let each of them keep a list; then a route added in one
// place works on a desk and not in the cloud, or is open in the cloud and tested nowhere.
//
// To add a webhook: a line in HTTP, a folder in functions/ if the function is new,
// and its line in Functions. The tests name whatever is missing.
package routes

// Route is one HTTP route. It leads to a function, or straight into a queue.
type Route struct {
	Method, Path string
	Function     string // "" when Queue is set
	Queue        string // the message's attributes are the path's parameters
	Signed       bool   // carries the provider's signature, which the function checks
	// Authorized routes carry a bearer token: the authorizer checks it, and the function checks it again. Paths with {name+} take
	// whatever follows.
	Authorized bool
	Throttled  bool // open to everybody, and bounded like those with a token
	// Headers of the request that become attributes of the message, after HeaderMark: a queue
	// refuses an empty attribute, and with it the message.
	Headers []string
}

// HeaderMark stands before the value of a header in a message's attribute.
const HeaderMark = "="

// HTTP lists the routes. Paths with {token} prove by it that the URL came from us.
var HTTP = []Route{
	{Method: "POST", Path: "/voice/answer", Function: "answer", Signed: true},
	{Method: "POST", Path: "/voice/event", Function: "leg", Signed: true},
	{Method: "GET", Path: "/voice/event", Function: "leg", Signed: true}, // the provider tells some errors by GET
	// The same two with a token, for an application whose webhooks come unsigned.
	{Method: "POST", Path: "/voice/answer/{call}/{token}", Function: "answer", Signed: true},
	{Method: "POST", Path: "/voice/event/{call}/{token}", Function: "leg", Signed: true},
	{Method: "POST", Path: "/voice/input/{call}/{token}", Function: "input", Signed: true},
	{Method: "POST", Path: "/voice/accept/{call}/{token}", Function: "accept", Signed: true},
	{Method: "POST", Path: "/voice/leg/{call}/{token}", Function: "leg", Signed: true},
	{Method: "GET", Path: "/voice/leg/{call}/{token}", Function: "leg", Signed: true},
	// A phone on which an alert is read out, and the keys pressed on it: {call} is the alert.
	{Method: "POST", Path: "/voice/readout/{call}/{token}", Function: "readout", Signed: true},
	{Method: "GET", Path: "/voice/readout/{call}/{token}", Function: "readout", Signed: true},
	{Method: "POST", Path: "/voice/readoutkey/{call}/{token}", Function: "readout", Signed: true},
	// No function of ours must be up for a message to be safe.
	{Method: "POST", Path: "/voice/recording/{call}/{token}", Queue: "recordings", Headers: []string{"authorization"}},
	{Method: "GET", Path: "/listen/{call}/{token}", Function: "listen"},
	{Method: "GET", Path: "/alert/{alert}/{person}/{token}", Function: "listen"},
	// Only a POST does something: scanners of mail and previews of chats follow links.
	{Method: "POST", Path: "/alert/{alert}/{person}/{purpose}/{token}", Function: "listen"},
	{Method: "GET", Path: "/alert/{alert}/{person}/{purpose}/{token}", Function: "listen"},
	// The admins' API: what happened has paths of its own,
	{Method: "ANY", Path: "/api/v1/calls", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/calls/{path+}", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/voicemails", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/voicemails/{path+}", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/talks", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/talks/{path+}", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/alerts", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/alerts/{path+}", Function: "activity", Authorized: true},
	// What people do to alerts is a function's of its own, which may write those and nothing else.
	{Method: "POST", Path: "/api/v1/alerts/{id}/{deed}", Function: "respond", Authorized: true},
	{Method: "POST", Path: "/api/v1/addresses/clear", Function: "respond", Authorized: true},
	{Method: "ANY", Path: "/api/v1/statistics", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/exports", Function: "activity", Authorized: true},
	{Method: "ANY", Path: "/api/v1/reads", Function: "activity", Authorized: true},
	// What the API can do is the same everywhere, and no secret.
	{Method: "GET", Path: "/api/v1/openapi.json", Function: "settings", Throttled: true},
	{Method: "GET", Path: "/api/v1/docs", Function: "settings", Throttled: true},
	// A calendar cannot sign in: the id in the path is what it has to know.
	{Method: "GET", Path: "/api/v1/feeds/{id}/calendar.ics", Function: "settings", Throttled: true},
	// and what no longer path takes is about settings.
	{Method: "ANY", Path: "/api/v1/{path+}", Function: "settings", Authorized: true},
}

// Trigger is a queue, or the clock, that starts a function.
type Trigger struct {
	Queue    string
	Rate     string // "rate(1 minute)"
	Function string
	AtOnce   int // how many messages of the queue are performed side by side; 0 is PaceOfDials
}

// PaceOfDials stands for the number of phones that the account may dial in a second, a parameter of the
// stack: each dial occupies who performs it for a second (package switchboard).
const PaceOfDials = 0

// DialsPerSecond is the pace that the provider gives an account at first (Voice API guide).
const DialsPerSecond = 3

// Triggers lists what starts functions besides HTTP.
var Triggers = []Trigger{
	// Orders take a third of a second each, and no caller waits behind more than a few.
	{Queue: "orders", Function: "act", AtOnce: 10},
	{Queue: "dials", Function: "act", AtOnce: PaceOfDials}, // nothing else waits behind them
	{Queue: "asks", Function: "ask", AtOnce: 10},           // which take as long as functions of others do
	{Queue: "alerts", Function: "alert", AtOnce: 2},
	{Queue: "mailfate", Function: "mailfate", AtOnce: 2},
	{Queue: "recordings", Function: "recording", AtOnce: 2},
	{Rate: "rate(1 minute)", Function: "act"},
	{Rate: "rate(1 minute)", Function: "alert"},
	{Rate: "rate(1 minute)", Function: "settings"},
}

// Need is something a function may use; the stack grants nothing else.
type Need string

// The needs.
const (
	ReadCalls       Need = "read calls"
	WriteCalls      Need = "write calls"
	SweepCalls      Need = "find overdue calls"
	CountCalls      Need = "count calls in progress" // for flows that ask how busy a team is
	ReadDialplans   Need = "read dialplans"
	WriteSettings   Need = "write settings"
	KeepPrompts     Need = "keep prompts"
	SpeakPrompts    Need = "speak prompts"
	ListLines       Need = "list the numbers of all lines" // to know a call that comes from ourselves
	SendOrders      Need = "send orders"                   // dials and asks among them
	ReadAlerts      Need = "read alerts"
	WriteAlerts     Need = "write alerts"
	SweepAlerts     Need = "find overdue alerts"
	SendAlerts      Need = "send alerts" // and codes, by the same queue
	SendDials       Need = "send dials"  // for phones on which alerts are read out
	KeepRecordings  Need = "keep recordings"
	RetryRecordings Need = "retry recordings" // or give them up, from the queue they come in
	PlayRecordings  Need = "play recordings"
	ReadActivity    Need = "read what happened"               // every call and alert, and what people are named by
	WriteMarks      Need = "write marks and reads"            // what people did with recordings, and looked at
	TendRecordings  Need = "play, hold and delete recordings" // and write files of calls
	TellPeople      Need = "tell people"
	PublishEvents   Need = "publish events"   // on a bus, for other programs
	InvokeFunctions Need = "invoke functions" // of the account's owner, for flows that ask them
	SignatureSecret Need = "signature secret" // checks the provider's webhooks
	CallbackKey     Need = "callback key"     // signs and checks our own URLs
	PrivateKey      Need = "private key"      // speaks to the provider
	CheckTokens     Need = "check tokens"     // of people and machine clients
)

// Function is one Lambda.
type Function struct {
	Name           string
	TimeoutSeconds int
	Needs          []Need
}

// Functions lists them all. The time-outs: a webhook is given up by the provider
// after 5 s; act may place many calls; ask waits for a function of others, for 8 s at most;
// recording fetches audio.
var Functions = []Function{
	{"answer", 5, []Need{ReadDialplans, ListLines, ReadCalls, WriteCalls, CountCalls, SendOrders, SignatureSecret, CallbackKey}},
	{"input", 5, []Need{ReadDialplans, ReadCalls, WriteCalls, CountCalls, SendOrders, SignatureSecret, CallbackKey}},
	{"accept", 5, []Need{ReadDialplans, ReadCalls, WriteCalls, CountCalls, SendOrders, SignatureSecret, CallbackKey}},
	{"leg", 5, []Need{ReadDialplans, ReadCalls, WriteCalls, CountCalls, SendOrders, SignatureSecret, CallbackKey}},
	{"act", 60, []Need{ReadDialplans, ReadCalls, WriteCalls, SweepCalls, CountCalls, SendOrders, SendAlerts, CallbackKey, PrivateKey}},
	{"ask", 30, []Need{ReadDialplans, ReadCalls, WriteCalls, CountCalls, SendOrders, InvokeFunctions}},
	{"recording", 60, []Need{ReadDialplans, ReadCalls, WriteCalls, CountCalls, SendOrders, KeepRecordings, RetryRecordings, SignatureSecret, CallbackKey, PrivateKey}},
	{"alert", 30, []Need{ReadDialplans, ReadCalls, CountCalls, ReadAlerts, WriteAlerts, SweepAlerts, SendAlerts, SendDials, TellPeople, PublishEvents, CallbackKey, PrivateKey}},
	{"settings", 20, []Need{WriteSettings, KeepPrompts, SpeakPrompts, SendAlerts, CheckTokens}},
	{"activity", 29, []Need{ReadActivity, WriteMarks, TendRecordings, CheckTokens}}, // API Gateway waits for 30 s
	{"respond", 10, []Need{ReadAlerts, WriteAlerts, SendAlerts, CheckTokens}},
	{"mailfate", 10, []Need{ReadAlerts, WriteAlerts, SendAlerts, SendDials}},
	{"readout", 5, []Need{ReadDialplans, ReadCalls, ReadAlerts, WriteAlerts, SendAlerts, SendDials, PlayRecordings, SignatureSecret, CallbackKey}},
	{"listen", 10, []Need{ReadDialplans, ReadCalls, ReadAlerts, WriteAlerts, SendAlerts, PlayRecordings, CallbackKey}},
}

// Find gives a function by name.
func Find(name string) (Function, bool) {
	for _, f := range Functions {
		if f.Name == name {
			return f, true
		}
	}
	return Function{}, false
}
