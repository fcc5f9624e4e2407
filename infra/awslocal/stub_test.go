package awslocal

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/infra/porttest"
	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/busport"
	"ringdown/shared/awsport/snsport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

func TestOrders(t *testing.T) {
	porttest.Orders(t, func(t *testing.T) porttest.Post {
		s := StartStub(t)
		return porttest.Post{
			Orders: awsport.NewOrders(s.Env(), port.OrdersQueue, port.DialsQueue, port.AsksQueue, port.AlertsQueue),
			Queued: func(queue port.Queue) []porttest.Letter {
				var out []porttest.Letter
				for _, l := range s.Letters(string(queue)) {
					out = append(out, porttest.Letter{Body: l.Body, Group: l.Group, Delay: time.Duration(l.DelaySeconds) * time.Second})
				}
				return out
			},
		}
	})
}

func TestChannels(t *testing.T) {
	porttest.Channels(t, func(t *testing.T) porttest.Audience {
		s := StartStub(t)
		return porttest.Audience{Channels: snsport.NewChannels(s.Env()), Told: func() []porttest.Telling {
			var out []porttest.Telling
			for _, told := range s.Told() {
				out = append(out, porttest.Telling{To: told.To, Text: told.Text})
			}
			return out
		}}
	})
}

func TestEvents(t *testing.T) {
	porttest.Events(t, func(t *testing.T) porttest.Bus {
		s := StartStub(t)
		return porttest.Bus{Events: busport.NewEvents(s.Env()), Published: s.Published}
	})
}

// The bus takes a request and refuses entries of it.
func TestAnEntryThatTheBusRefusesSaysWhetherToTryAgain(t *testing.T) {
	for code, want := range map[string]string{"MalformedDetail": "refused", "AccessDeniedException": "refused", "ThrottlingException": "throttled", "InternalFailure": ""} {
		s := StartStub(t)
		s.Fail = only("entry ringdown.call", Fault{Code: code})
		_, err := busport.NewEvents(s.Env()).Publish(t.Context(), alert.Notification{Channel: alert.Bus, Asked: time.Unix(9, 0)}, porttest.SampleNotice())
		if err == nil || sentinels(err) != want {
			t.Errorf("%s: %v, want %q", code, err, want)
		}
	}
}

// only fails the operations that begin like this.
func only(prefix string, f Fault) func(operation, to string) *Fault {
	return func(operation, to string) *Fault {
		if strings.HasPrefix(operation+" "+to, prefix) {
			return &f
		}
		return nil
	}
}

// onlyTo fails one operation to one address; to "" it is for the topic.
func onlyTo(operation, address string, f Fault) func(operation, to string) *Fault {
	return func(o, to string) *Fault {
		if o == operation && to == address {
			return &f
		}
		return nil
	}
}

var (
	refused   = Fault{400, "MessageRejected", "Email address is not verified: ann@example.com"}
	throttled = Fault{400, "Throttled", "Rate exceeded for +447700900001"}
	broken    = Fault{500, "InternalFailure", "ann@example.com +447700900001"}
)

// sentinels gives the names of those an error stands for.
func sentinels(err error) string {
	var out []string
	for _, s := range []error{port.ErrConflict, port.ErrNotFound, port.ErrRefused, port.ErrThrottled} {
		if errors.Is(err, s) {
			out = append(out, s.Error())
		}
	}
	return strings.Join(out, ", ")
}

func TestAFailingChannelSaysSoAndNoAddress(t *testing.T) {
	for _, tt := range []struct {
		name    string
		channel alert.Channel
		fails   func(operation, to string) *Fault
		want    string
	}{
		{"the topic is throttled", alert.Topic, onlyTo("Publish", "", throttled), "throttled"},
		{"a number is throttled", alert.Text, only("Publish +447700900001", throttled), "throttled"},
		{"an address is refused", alert.Email, only("SendEmail ann@example.com", refused), "refused"},
		{"the mail server is broken", alert.Email, only("SendEmail", broken), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := StartStub(t)
			s.Fail = tt.fails
			channels := snsport.NewChannels(s.Env())
			for _, to := range porttest.SampleNotifications() {
				_, err := channels.Notify(t.Context(), to, porttest.SampleNotice())
				if to.Channel != tt.channel {
					if err != nil {
						t.Errorf("%s: %v", to.Channel, err)
					}
					continue
				}
				if err == nil || sentinels(err) != tt.want {
					t.Errorf("error %v, which stands for %q, want %q", err, sentinels(err), tt.want)
				}
				if text := fmt.Sprint(err); strings.Contains(text, "ann@") || strings.Contains(text, "447700900001") {
					t.Errorf("the error names who was told: %s", text)
				}
			}
		})
	}
}

// sent sends one notification through channels told these things, and gives what arrived.
func sent(t *testing.T, env map[string]string, to alert.Notification, fails func(operation, to string) *Fault) (Telling, error) {
	t.Helper()
	s := StartStub(t)
	s.Fail = fails
	e := s.Env()
	known := e.Lookup
	e.Lookup = func(name string) string {
		if v, ok := env[name]; ok {
			return v
		}
		return known(name)
	}
	_, err := snsport.NewChannels(e).Notify(t.Context(), to, porttest.SampleNotice())
	if told := s.Told(); len(told) == 1 {
		return told[0], err
	}
	return Telling{}, err
}

func TestAnSMSCarriesWhatTheDeploymentWasTold(t *testing.T) {
	told, err := sent(t, map[string]string{routes.EnvSMSSender: "Ringdown", routes.EnvSMSOrigin: "+14155550111", routes.EnvSMSMaxPrice: "0.50"}, alert.Notification{Channel: alert.Text, Address: "+447700900001"}, nil)
	for name, want := range map[string]string{"AWS.SNS.SMS.SMSType": "Transactional", "AWS.SNS.SMS.SenderID": "Ringdown", "AWS.MM.SMS.OriginationNumber": "+14155550111", "AWS.SNS.SMS.MaxPrice": "0.50"} {
		if err != nil || told.Attributes[name] != want {
			t.Errorf("%s is %q, want %q; %v", name, told.Attributes[name], want, err)
		}
	}
	_, err = sent(t, nil, alert.Notification{Channel: alert.Text, Address: "+447700900001"}, only("Publish", Fault{400, "InvalidParameter", "Phone number +447700900001 is opted out"}))
	if sentinels(err) != "refused" || !strings.Contains(err.Error(), "opted out") || strings.Contains(err.Error(), "447700900001") {
		t.Errorf("an owner who opted out: %v", err)
	}
}

func TestACodeGoesOutAloneAndIsInNoError(t *testing.T) {
	for _, c := range []struct {
		to     alert.Contact
		fails  func(operation, to string) *Fault
		said   string // to whom
		stands string // the error
	}{
		{alert.Contact{Kind: alert.Text, Address: "+447700900001"}, nil, "+447700900001", ""},
		{alert.Contact{Kind: alert.Voice, Address: "+447700900001"}, nil, "+447700900001", ""},
		{alert.Contact{Kind: alert.Email, Address: "ann@example.com"}, nil, "ann@example.com", ""},
		{alert.Contact{Kind: alert.Chat, Address: "https://chat.example.com"}, nil, "", "refused"},
		{alert.Contact{Kind: alert.Text, Address: "+447700900001"}, only("Publish", Fault{400, "InvalidParameter", "Phone number +447700900001 is opted out"}), "", "refused"},
		{alert.Contact{Kind: alert.Email, Address: "ann@example.com"}, only("SendEmail", throttled), "", "throttled"},
	} {
		s := StartStub(t)
		s.Fail = c.fails
		err := snsport.NewChannels(s.Env()).SendCode(t.Context(), c.to, "123456")
		told := s.Told()
		if sentinels(err) != c.stands || (c.said != "") != (len(told) == 1) {
			t.Errorf("%s: %v, told %v", c.to, err, told)
			continue
		}
		if c.said != "" && (told[0].To != c.said || !strings.Contains(told[0].Text, "123456")) {
			t.Errorf("%s: told %+v", c.to, told[0])
		}
		if err != nil && (strings.Contains(err.Error(), "123456") || strings.Contains(err.Error(), "447700900001")) {
			t.Errorf("the error tells too much: %v", err)
		}
	}
}

func TestAPushIsPayloadsForThePlatforms(t *testing.T) {
	endpoint := "arn:aws:sns:eu-west-1:111122223333:endpoint/APNS/app/1"
	told, err := sent(t, nil, alert.Notification{Channel: alert.Push, Address: endpoint}, nil)
	if err != nil || told.To != endpoint || told.Attributes["AWS.SNS.MOBILE.APNS.COLLAPSE_ID"] != "call-1-1" || !strings.Contains(told.Text, "fcmV1Message") {
		t.Errorf("%v, %+v", err, told)
	}
	if _, err := sent(t, nil, alert.Notification{Channel: alert.Push, Address: endpoint}, only("Publish", Fault{400, "EndpointDisabled", "Endpoint is disabled"})); sentinels(err) != "refused" {
		t.Errorf("an endpoint that is switched off: %v", err)
	}
}

func TestMailsOfOneAlertAreOneThread(t *testing.T) {
	told, err := sent(t, map[string]string{routes.EnvMailSet: "events"}, alert.Notification{Channel: alert.Email, Address: "ann@example.com", Why: alert.WhyNews, News: alert.NewsMessage}, nil)
	if err != nil || told.Attributes["References"] != "<alert.call-1-1@example.com>" || told.Attributes["ConfigurationSetName"] != "events" || told.Attributes["List-Unsubscribe"] != "" {
		t.Errorf("%v, %v", err, told.Attributes)
	}
	if !strings.Contains(told.Text, "The message is there now.") {
		t.Errorf("the mail does not say what is new:\n%s", told.Text)
	}
}

func TestFollowersFilterByTeam(t *testing.T) {
	s := StartStub(t)
	channels := snsport.NewChannels(s.Env())
	for _, to := range porttest.SampleNotifications() {
		if _, err := channels.Notify(t.Context(), to, porttest.SampleNotice()); err != nil {
			t.Fatal(err)
		}
	}
	for _, told := range s.Told() {
		switch {
		case told.To == "" && (told.Attributes["team"] != "support" || told.Attributes["state"] != "open" || told.Attributes["line"] != "+14155550100" || told.Subject == ""):
			t.Errorf("published with %v and subject %q", told.Attributes, told.Subject)
		case strings.HasPrefix(told.To, "+") && told.Attributes["AWS.SNS.SMS.SMSType"] != "Transactional":
			t.Errorf("sent an SMS with %v", told.Attributes)
		case strings.Contains(told.To, "@") && !strings.Contains(told.HTML, "Müller &amp; Söhne"):
			t.Errorf("mailed %q", told.HTML)
		}
	}
}

func TestOrdersThatFail(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fails func(operation, to string) *Fault
		want  string
	}{
		{"throttled", only("SendMessageBatch", Fault{400, "com.amazonaws.sqs#RequestThrottled", ""}), "throttled"},
		{"no such queue", only("SendMessageBatch", Fault{400, "com.amazonaws.sqs#QueueDoesNotExist", ""}), "refused"},
		{"not allowed", only("SendMessageBatch", Fault{403, "AccessDeniedException", ""}), "refused"},
		{"broken", only("SendMessageBatch", broken), ""},
		{"one of a batch", only(`entry {"queue":"orders","call":"b"`, Fault{500, "InternalError", ""}), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := StartStub(t)
			s.Fail = tt.fails
			err := awsport.NewOrders(s.Env(), port.OrdersQueue).Send(t.Context(),
				port.Envelope{Queue: port.OrdersQueue, Call: "a"}, port.Envelope{Queue: port.OrdersQueue, Call: "b"})
			if err == nil || sentinels(err) != tt.want {
				t.Errorf("error %v, which stands for %q, want %q", err, sentinels(err), tt.want)
			}
		})
	}
}

func TestAPassingThrottleIsNotNoticed(t *testing.T) {
	s := StartStub(t)
	tries := 0
	s.Fail = func(string, string) *Fault {
		if tries++; tries > 2 {
			return nil
		}
		return &Fault{400, "com.amazonaws.sqs#RequestThrottled", ""}
	}
	err := awsport.NewOrders(s.Env(), port.OrdersQueue).Send(t.Context(), port.Envelope{Queue: port.OrdersQueue, Call: "a"})
	if err != nil || len(s.Letters("orders")) != 1 {
		t.Errorf("send: %v with %d queued, want one queued by the third attempt", err, len(s.Letters("orders")))
	}
}

func TestSecrets(t *testing.T) {
	s := StartStub(t)
	s.Secrets = map[string]string{"one": "1", "two": "2", "empty": ""}
	env := func(ids ...string) *awsport.Env {
		return Env(s.Endpoint, map[string]string{routes.EnvSignatureSecretName: ids[0], routes.EnvCallbackKeyName: ids[1]})
	}
	fetch := func(e *awsport.Env) ([]string, error) {
		values, err := awsport.Secrets(t.Context(), e, routes.EnvSignatureSecretName, routes.EnvCallbackKeyName)
		var out []string
		for _, v := range values {
			out = append(out, string(v))
		}
		return out, err
	}
	if got, err := fetch(env("two", "one")); err != nil || !slices.Equal(got, []string{"2", "1"}) {
		t.Errorf("%q, %v; want both in the order they were asked for", got, err)
	}
	for _, ids := range [][]string{{"one", "missing"}, {"empty", "one"}} {
		if _, err := fetch(env(ids...)); err == nil {
			t.Errorf("secrets %v: no error", ids)
		}
	}
	before := len(s.Asked())
	if _, err := fetch(env("one", "")); err == nil || !strings.Contains(err.Error(), routes.EnvCallbackKeyName) || len(s.Asked()) != before {
		t.Errorf("error %v, want one that names what the environment lacks, before anything is asked", err)
	}
}

func TestTheSecretBeforeIsFetchedForADay(t *testing.T) {
	s := StartStub(t)
	s.Secrets, s.Previous, s.SecretsChanged = map[string]string{"one": "new"}, map[string]string{"one": "old"}, time.Unix(1_700_000_000, 0)
	e := Env(s.Endpoint, map[string]string{routes.EnvSignatureSecretName: "one"})
	for _, tt := range []struct {
		after time.Duration
		want  string
	}{{0, "new old"}, {24 * time.Hour, "new old"}, {24*time.Hour + time.Second, "new"}} {
		values, err := awsport.SecretAndPrevious(t.Context(), e, routes.EnvSignatureSecretName, s.SecretsChanged.Add(tt.after))
		if got := string(bytes.Join(values, []byte(" "))); err != nil || got != tt.want {
			t.Errorf("after %v: got %q, %v, want %q", tt.after, got, err, tt.want)
		}
	}
	s.Previous = nil
	if values, err := awsport.SecretAndPrevious(t.Context(), e, routes.EnvSignatureSecretName, s.SecretsChanged); err != nil || len(values) != 1 {
		t.Errorf("without one before: %q, %v", values, err)
	}
	s.Secrets["one"] = ""
	if values, err := awsport.SecretAndPrevious(t.Context(), e, routes.EnvSignatureSecretName, s.SecretsChanged); err == nil {
		t.Errorf("an empty one: got %q, want an error, so that those at hand are kept", values)
	}
}

func TestRecordingsArePutOffAndGivenUp(t *testing.T) {
	s := StartStub(t)
	q := awsport.NewRecordingsQueue(s.Env())
	if err := q.Later(t.Context(), "receipt", 20*time.Second); err != nil {
		t.Error(err)
	}
	if err := q.GiveUp(t.Context(), "body", map[string]string{"call": "c1", "token": "t"}); err != nil {
		t.Error(err)
	}
	if got := s.Asked(); !slices.Contains(got, "ChangeMessageVisibility recordings receipt 20") {
		t.Errorf("asked %q", got)
	}
	if got := s.Letters("recordings-dead"); len(got) != 1 || got[0].Body != "call=c1 token=t body" {
		t.Errorf("dead letters: %+v", got)
	}
	s.Fail = func(string, string) *Fault { return &Fault{400, "com.amazonaws.sqs#QueueDoesNotExist", ""} }
	if q.Later(t.Context(), "receipt", time.Second) == nil || q.GiveUp(t.Context(), "body", nil) == nil {
		t.Error("a refusal is no error")
	}
}
