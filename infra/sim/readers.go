package sim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

// A person who reads alerts is a line of a script too, by the user's id:
//
//	ana alerts: 30s after told acknowledge
//	ben alerts: 1m after told open; 2m after told 2 times pass on; ignore
//
// They open the page of the notification with that number, and press its button. Who ignores does
// nothing, as anybody without a line.
type reader struct {
	user    string
	deeds   []readerDeed
	bounces bool
}

type readerDeed struct {
	after time.Duration
	times int
	does  string // open, acknowledge, pass-on, resolve
}

const readsAlerts = " alerts"

// mailBounces is what a reader's mailbox may do: each mail comes back two seconds after it was sent.
const mailBounces, bounceTime = "mail bounces", 2 * time.Second

var readerForm = regexp.MustCompile(`^(?:(\S+) after )?told(?: (\d+) times)? (open|acknowledge|pass on|resolve)$`)

// parseReader reads what somebody does with alerts.
func parseReader(who, does string) (reader, error) {
	r := reader{user: strings.TrimSuffix(who, readsAlerts)}
	for _, clause := range strings.Split(does, ";") {
		if clause = strings.TrimSpace(clause); clause == "" || clause == "ignore" {
			continue
		}
		if clause == mailBounces {
			r.bounces = true
			continue
		}
		m := readerForm.FindStringSubmatch(clause)
		if m == nil {
			return r, fmt.Errorf("%q is not understood; write like: 30s after told acknowledge, 1m after told 2 times pass on, or ignore", clause)
		}
		d := readerDeed{times: 1, does: strings.ReplaceAll(m[3], " ", "-")}
		if m[1] != "" {
			if err := duration(m[1], &d.after); err != nil {
				return r, err
			}
		}
		if m[2] != "" {
			d.times, _ = strconv.Atoi(m[2]) // digits
		}
		r.deeds = append(r.deeds, d)
	}
	return r, nil
}

// reading has people read what they are told, from the first notification on.
func (w *World) reading(readers []reader, t *Transcript) {
	told := map[string]int{}
	var one sync.Mutex // notifications go out side by side
	tell := w.Outbox.Told
	w.Outbox.Told = func(to alert.Notification, n alert.Notice) {
		tell(to, n)
		if to.User == "" {
			return
		}
		one.Lock()
		defer one.Unlock()
		told[to.User]++
		for _, r := range readers {
			if r.bounces && r.user == to.User && to.Channel == alert.Email {
				w.Clock.After(bounceTime, func() { w.bounce(to, n, t) })
			}
			for _, d := range r.deeds {
				if r.user == to.User && d.times == told[to.User] {
					w.Clock.After(d.after, func() { w.read(r.user, d.does, n.Listen, t) })
				}
			}
		}
	}
}

// read opens a page, presses a button on it, and says what it answers.
func (w *World) read(user, does, link string, t *Transcript) {
	code, body := w.fetch("GET", link)
	if does != "open" && code == http.StatusOK {
		_, after, _ := strings.Cut(body, `/`+does+`/`)
		proof, _, found := strings.Cut(after, `"`)
		if !found {
			t.add(w.Clock.Now(), user, "finds no button to "+strings.ReplaceAll(does, "-", " ")+": "+standing(body), false)
			return
		}
		code, body = w.fetch("POST", link[:strings.LastIndexByte(link, '/')+1]+does+"/"+proof)
	}
	says := standing(body)
	if code != http.StatusOK {
		says = fmt.Sprintf("refused with %d", code)
	}
	t.add(w.Clock.Now(), user, strings.ReplaceAll(does, "-", " ")+" by link: "+says, false)
}

// bounce has a mail come back, as SES tells of it.
func (w *World) bounce(to alert.Notification, n alert.Notice, t *Transcript) {
	t.add(w.Clock.Now(), to.User, "the mail bounces", false)
	event := fmt.Sprintf(`{"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"NoEmail","bouncedRecipients":[{"emailAddress":%q}]},`+
		`"mail":{"messageId":"unknown","headers":[{"name":"X-Ringdown-Alert","value":%q},{"name":"X-Ringdown-Notification","value":%q}]}}`, to.Address, n.ID, to.ID)
	body, err := json.Marshal(map[string]string{"Type": "Notification", "Message": event})
	if err == nil {
		err = w.Desk.Queue.SendRaw(port.MailFateQueue, string(body), nil)
	}
	if err != nil {
		t.add(w.Clock.Now(), to.User, "the bounce is lost: "+err.Error(), false)
	}
}

func (w *World) fetch(method, address string) (int, string) {
	answer := httptest.NewRecorder()
	w.Desk.Handler.ServeHTTP(answer, httptest.NewRequest(method, strings.TrimPrefix(address, appURL), strings.NewReader("")))
	return answer.Code, answer.Body.String()
}

// standing is what a page says of who has the alert.
func standing(body string) string {
	_, after, _ := strings.Cut(body, `role="status">`)
	text, _, _ := strings.Cut(after, "<")
	return text
}
