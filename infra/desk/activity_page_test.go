package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringdown/shared/access"
)

// pageSettings is a line with two people and short words.
const pageSettings = `version: 1
users:
  - {id: ana, name: Ana Lopez, phones: [{number: +14155550101, label: mobile}], contacts: [{kind: sms, address: +14155550101}]}
  - {id: ben, name: Ben Okafor, phones: [{number: +14155550102}]}
teams:
  - {id: t, name: Platform, tiers: [[ana, ben]], emails: [t@example.com]}
lines:
  - id: acme
    number: +14155550100
    description: Acme support
    team: t
    ring: {ringSeconds: 10, rounds: 1, totalSeconds: 30}
    messages: {welcome: {text: Hi.}, waiting: {text: Wait.}, noResponse: {text: Nobody.}, recording: {text: Go.}}
`

// get reads JSON of the API.
func (a asking) get(path string, into any) {
	a.t.Helper()
	if _, text := a.ask(http.StatusOK, "GET", path, ""); json.Unmarshal(text, into) != nil {
		a.t.Fatalf("%s is no such JSON: %s", path, text)
	}
}

// seenCall is a row of the activity page.
type seenCall struct {
	ID, Line, LineName, Caller, Outcome, AcceptedBy, AcceptedByName string
	Arrived, Ended                                                  time.Time
	SecondsToHuman                                                  *int
	TalkSeconds, MessageSeconds, Alerts                             int
}

// TestTheActivityPage walks through what the activity page shows of three calls: one that ana took, one
// that left a message, and one that hung up.
func TestTheActivityPage(t *testing.T) {
	c, end := serving(t, options(t, pageSettings))
	defer end()
	for _, script := range []string{
		"ana: answers after 2s; 1s after being asked press 1\ncaller: 5s after talking hang up",
		"caller: at tone speak 8s; 9s after tone press hash",
		"caller: 8s after dialling hang up",
	} {
		followed(t, c, Order{To: "acme", From: "+14155550199", Script: script})
	}
	editor := asked(t, c, access.Editor)

	var list struct{ Items []seenCall }
	editor.get("/calls?zone=America%2FNew_York", &list)
	var got []string
	for _, item := range list.Items { // the latest first
		got = append(got, item.Outcome+" "+item.AcceptedBy)
		if item.LineName != "Acme support" || item.Caller != "+14155550199" || !item.Ended.After(item.Arrived) {
			t.Errorf("a row is %+v", item)
		}
	}
	if want := "missed , voicemail , talked ana"; strings.Join(got, ", ") != want {
		t.Fatalf("the list is %q, want %q", got, want)
	}
	missed, left, talked := list.Items[0], list.Items[1], list.Items[2]
	if talked.AcceptedByName != "Ana Lopez" || talked.SecondsToHuman == nil || *talked.SecondsToHuman < 2 || talked.TalkSeconds < 4 || left.MessageSeconds < 7 || left.Alerts == 0 || missed.SecondsToHuman != nil {
		t.Errorf("rows are %+v", list.Items)
	}
	for filter, want := range map[string]string{"outcome=missed": missed.ID, "outcome=talked": talked.ID, "q=ana+lopez": talked.ID, "caller=0199&outcome=voicemail": left.ID} {
		var some struct{ Items []seenCall }
		if editor.get("/calls?"+filter, &some); len(some.Items) != 1 || some.Items[0].ID != want {
			t.Errorf("%s lists %+v", filter, some.Items)
		}
	}

	var one struct {
		Attempts []struct {
			Name, Phone, Key, State, End               string
			Dialled, PickedUp, Accepted, Talked, Ended time.Time
		}
		Timeline []struct {
			At   time.Time
			What string
		}
	}
	editor.get("/calls/"+talked.ID, &one)
	if len(one.Attempts) == 0 || one.Attempts[0].Name != "Ana Lopez" || one.Attempts[0].Key != "1" || !one.Attempts[0].PickedUp.After(one.Attempts[0].Dialled) || !one.Attempts[0].Talked.After(one.Attempts[0].Accepted.Add(-time.Second)) {
		t.Errorf("attempts are %+v", one.Attempts)
	}
	var told []string
	for i, m := range one.Timeline {
		if told = append(told, m.What); i > 0 && m.At.Before(one.Timeline[i-1].At) {
			t.Errorf("%q comes before what stands above it", m.What)
		}
	}
	for _, want := range []string{"arrived", "was dialled", "picked up", "pressed 1", "Ringing began"} {
		if !strings.Contains(strings.Join(told, "\n"), want) {
			t.Errorf("the timeline says nothing of %q:\n%s", want, strings.Join(told, "\n"))
		}
	}

	var messages struct {
		Items []struct {
			ID      string
			Seconds int
			Of      seenCall
		}
	}
	if editor.get("/voicemails", &messages); len(messages.Items) != 1 || messages.Items[0].Of.ID != left.ID {
		t.Fatalf("voicemails are %+v", messages)
	}
	var file struct{ URL string }
	editor.get("/voicemails/"+messages.Items[0].ID+"/audio", &file)
	status, first := partOf(t, file.URL, "bytes=0-99")
	if _, next := partOf(t, file.URL, "bytes=100-199"); status != http.StatusPartialContent || len(first) != 100 || len(next) != 100 {
		t.Errorf("parts of the message: %d, %d and %d bytes", status, len(first), len(next))
	}

	var figures struct {
		Whole                      struct{ Calls, Answered, Missed, Messages int }
		Days, Lines, Teams, People []struct{ ID string }
	}
	if editor.get("/statistics", &figures); figures.Whole.Calls != 3 || figures.Whole.Answered != 1 || figures.Whole.Missed != 1 || figures.Whole.Messages != 1 || len(figures.Lines) != 1 || len(figures.People) == 0 {
		t.Errorf("figures are %+v", figures)
	}
	_, text := editor.ask(http.StatusCreated, "POST", "/exports", `{"format":"csv"}`)
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if _, rows := partOf(t, file.URL, "bytes=0-"); strings.Count(rows, "+14155550199") < 3 || !strings.Contains(rows, "Ana Lopez") {
		t.Errorf("the file is %s", rows)
	}
	alertsOf(t, c, editor)
}

// alertsOf reads who was told, and sees to one alert.
func alertsOf(t *testing.T, c Client, editor asking) {
	t.Helper()
	var alerts struct {
		Items []struct {
			ID, Status string
			Tellings   []struct{ Channel, State, Name string }
		}
	}
	editor.get("/alerts?status=open", &alerts)
	if len(alerts.Items) == 0 || len(alerts.Items[0].Tellings) == 0 {
		t.Fatalf("alerts are %+v", alerts)
	}
	id := alerts.Items[0].ID
	asked(t, c, access.Viewer).ask(http.StatusForbidden, "POST", "/alerts/"+id+"/acknowledge", "")
	for range 2 {
		if _, text := asked(t, c, access.Responder).ask(http.StatusOK, "POST", "/alerts/"+id+"/acknowledge", ""); !strings.Contains(string(text), `"how":"api"`) {
			t.Errorf("acknowledged: %s", text)
		}
	}
	if editor.get("/alerts?status=acknowledged", &alerts); len(alerts.Items) != 1 || alerts.Items[0].ID != id {
		t.Errorf("acknowledged are %+v", alerts)
	}
	if _, text := editor.ask(http.StatusOK, "POST", "/alerts/"+id+"/resolve", ""); !strings.Contains(string(text), `"status":"resolved"`) {
		t.Errorf("resolved: %s", fmt.Sprintf("%.300s", text))
	}
}
