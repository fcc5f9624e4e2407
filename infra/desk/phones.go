package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"ringdown/infra/audio/files"
	"ringdown/infra/desk/phones"
	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/speech"
)

// alertsShown is how many alerts the page of the phones gets, the latest.
const alertsShown = 20

// addPhones puts the phones in the browser beside the desk.
func (d *Desk) addPhones() {
	d.speech = phones.NewSpeech(context.Background())
	d.phones = phones.New(phones.Options{
		BaseURL: d.URL, Console: routes.ConsolePath, Now: d.clock.Now, After: d.after, Pace: d.clock.Pace, SetPace: d.clock.setPace,
		Lines: d.linesToCall, Phones: d.phonesToHold, Dial: d.dialled, Calls: d.book.calls, Read: d.transcriptOf,
		Passed: d.passing.since, Posted: d.posted.since, Alerts: d.alertsToShow, Speech: d.speech,
	})
	d.passing.now, d.passing.changed = d.clock.Now, d.phones.Changed
}

// readOut makes recordings with the machine's voices, which have none of the names of the cloud's.
func (d *Desk) readOut(_ context.Context, text string, v speech.Voice) ([]byte, bool) {
	return d.speech.ReadOut(text, v.Language)
}

func (d *Desk) linesToCall() []phones.Line {
	lines := []phones.Line{}
	for _, p := range d.InForce().Plans {
		lines = append(lines, phones.Line{Line: p.Line, Number: string(p.Number), Description: p.Description})
	}
	return lines
}

func (d *Desk) phonesToHold() (list []phones.Phone) {
	in := d.InForce().Settings
	people := map[string]string{}
	for _, u := range in.Users {
		people[u.ID] = u.Name
	}
	for _, p := range sim.PhoneNames(in) {
		list = append(list, phones.Phone{ID: p.Name, Person: cmp.Or(people[p.User], p.User), Label: p.Phone.Label, Number: string(p.Phone.Number)})
	}
	return list
}

// dialled lets a caller at a page dial a line.
func (d *Desk) dialled(from, to string) (leg string, err error) {
	digits, err := d.called(to, "")
	if err != nil {
		return "", err
	}
	number, err := shown(from, "")
	if err != nil {
		return "", err
	}
	return d.network.Dial(number, digits, vonagesim.Caller().Named("caller")), nil
}

func (d *Desk) transcriptOf(id string, after int) (lines []phones.Moment, told any, ok bool) {
	found, end, _, ok := d.book.read(id, after)
	for _, l := range found {
		lines = append(lines, phones.Moment{Seconds: l.Seconds, Who: l.Who, Ordered: l.Ordered, What: l.What})
	}
	if end != nil {
		told = end
	}
	return lines, told, ok
}

// shownAlert is an alert on the page of the phones.
type shownAlert struct {
	ID      string       `json:"id"`
	At      time.Time    `json:"at"`
	Subject string       `json:"subject"`
	Status  alert.Status `json:"status"`
	By      string       `json:"by,omitempty"` // who acknowledged or resolved it
}

func (d *Desk) alertsToShow() any {
	all, err := d.alerts.All()
	if err != nil {
		return []shownAlert{} // of memory, which does not fail
	}
	slices.SortStableFunc(all, func(a, b alert.Alert) int { return b.Notice.At.Compare(a.Notice.At) })
	list := []shownAlert{}
	for _, a := range all[:min(len(all), alertsShown)] {
		s := shownAlert{ID: a.ID, At: a.Notice.At, Subject: a.Notice.Subject(), Status: a.Status()}
		switch s.Status {
		case alert.StatusAcknowledged:
			s.By = a.Acknowledged.By.String()
		case alert.StatusResolved:
			s.By = a.Resolved.By.String()
		}
		list = append(list, s)
	}
	return list
}

// followedAlerts is the store of alerts, and tells that one was saved.
type followedAlerts struct {
	port.Alerts
	changed func()
}

// Save saves and tells.
func (f *followedAlerts) Save(ctx context.Context, a alert.Alert) error {
	err := f.Alerts.Save(ctx, a)
	f.changed()
	return err
}

// audioBytesPerSecond is that of all our audio, MP3 of 32 kbit/s.
const audioBytesPerSecond = 4000

// audioLasts is how long audio of this desk plays, 0 of audio elsewhere.
func (d *Desk) audioLasts(address string) time.Duration {
	path, ok := strings.CutPrefix(address, d.URL+"/assets/")
	if !ok {
		return 0
	}
	audio, err := files.Read(path)
	if name, ok := strings.CutPrefix(path, "prompts/"); ok {
		audio, _ = d.prompts.Published(name)
	} else if err != nil {
		return 0
	}
	return time.Duration(len(audio)) * time.Second / audioBytesPerSecond
}

// arrived is a notification on the page of the phones.
type arrived struct {
	N       int           `json:"n"`
	At      time.Time     `json:"at"`
	Channel alert.Channel `json:"channel"`
	Address string        `json:"address"`
	Title   string        `json:"title"`
	Text    string        `json:"text"`
}

// since lists what was sent after so many notifications, and how many there are by then.
func (p *posted) since(after int) (list []any, last int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	first := p.count - len(p.list)
	for i := max(0, after-first); i < len(p.list); i++ {
		a := p.list[i]
		list = append(list, arrived{first + i + 1, a.at, a.to.Channel, a.to.Address, a.title, a.text})
	}
	return list, p.count
}
