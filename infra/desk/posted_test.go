package desk

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
)

func TestTheOutboxShowsWhatArrives(t *testing.T) {
	p := &posted{}
	n := alert.Notice{ID: "c1-1", Call: "c1", Kind: alert.Voicemail, Seconds: 42, Line: "Acme <b>", Number: "+14155550100", Caller: "+14155550123", Listen: "https://ringdown.example/x"}
	for _, c := range []alert.Channel{alert.Topic, alert.Text, alert.Email, alert.Push, alert.Chat, alert.Voice} {
		if p.keep(time.Unix(0, 0), alert.Notification{Channel: c, Address: "to <" + string(c) + ">"}, n) == "" {
			t.Errorf("%s is empty", c)
		}
	}
	w := httptest.NewRecorder()
	p.show(w, nil)
	body := w.Body.String()
	for _, want := range []string{"<iframe sandbox ", "srcdoc=\"&lt;!doctype html", "fcmV1Message", "sent as 1", "to &lt;sms&gt;"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(body, "<b>") || strings.Count(body, "<article>") != 6 {
		t.Errorf("what was sent is part of the page:\n%s", body)
	}
	for i := range postedMax + 10 {
		p.keep(time.Unix(0, 0), alert.Notification{Channel: alert.Text, Address: fmt.Sprint(i)}, n)
	}
	if len(p.list) != postedMax {
		t.Errorf("%d are kept", len(p.list))
	}
}
