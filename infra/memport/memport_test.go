package memport_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/infra/porttest"
	"ringdown/shared/port"
)

// clock is a clock that a test moves.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newClock() *clock { return &clock{now: time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)} }

func TestCalls(t *testing.T) {
	porttest.Calls(t, func(*testing.T) port.Calls { return memport.NewCalls() })
}

func TestReservations(t *testing.T) {
	porttest.Reservations(t, func(*testing.T) port.Reservations { return memport.NewReservations() })
}

func TestVoices(t *testing.T) {
	porttest.Voices(t, func(*testing.T) port.Voices { return &memport.Voices{} })
}

func TestPrompts(t *testing.T) {
	porttest.Prompts(t, func(*testing.T) porttest.Studio {
		now := time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
		s := &memport.Prompts{BaseURL: "https://desk.test", Key: []byte("key"), Now: func() time.Time { return now }}
		return porttest.Studio{
			Prompts: s, Fetch: s.Published, Pass: func(d time.Duration) { now = now.Add(d) },
			Send: func(address string, file []byte) int {
				at, err := url.Parse(address)
				if err != nil || s.Take(strings.TrimPrefix(at.Path, "/uploads/"), at.Query().Get("until"), at.Query().Get("token"), file) != nil {
					return http.StatusForbidden
				}
				return http.StatusOK
			},
		}
	})
}

func TestSettings(t *testing.T) {
	porttest.Settings(t, func(*testing.T) porttest.Desk {
		d := memport.NewDialplans()
		return porttest.Desk{Settings: memport.NewSettings(d), Dialplans: d}
	})
}

func TestDialplans(t *testing.T) {
	porttest.Dialplans(t, func(*testing.T) port.Dialplans { return memport.NewDialplans() })
}

func TestRecordings(t *testing.T) {
	porttest.Recordings(t, func(*testing.T) porttest.Library {
		c := newClock()
		s := &memport.Recordings{BaseURL: "https://ringdown.example", Key: []byte("key"), Now: c.Now}
		return porttest.Library{
			Archive: s,
			Open: func(address string) (int, string, []byte) {
				u, err := url.Parse(address)
				if err != nil {
					return 0, "", nil
				}
				r, err := s.Play(strings.TrimPrefix(u.Path, "/recordings/"), u.Query().Get("until"), u.Query().Get("token"))
				if err != nil {
					return 403, "", nil
				}
				return 200, r.ContentType, r.Audio
			},
			Pass: func(d time.Duration) { c.now = c.now.Add(d) },
		}
	})
}

func TestOrders(t *testing.T) {
	porttest.Orders(t, func(*testing.T) porttest.Post {
		s := &memport.Orders{Now: newClock().Now}
		return porttest.Post{Orders: s, Queued: func(queue port.Queue) []porttest.Letter {
			var out []porttest.Letter
			held, hidden := s.Queued(queue)
			for i := range held {
				out = append(out, porttest.Letter{Body: held[i].Body, Group: held[i].Group, Delay: hidden[i]})
			}
			return out
		}}
	})
}

func TestAlerts(t *testing.T) {
	porttest.Alerts(t, func(*testing.T) port.Alerts { return memport.NewAlerts() })
}

func TestBadAddresses(t *testing.T) {
	porttest.BadAddresses(t, func(*testing.T) port.BadAddresses { return &memport.BadAddresses{} })
}

func TestEvents(t *testing.T) {
	porttest.Events(t, func(*testing.T) porttest.Bus {
		b := &memport.Events{}
		return porttest.Bus{Events: b, Published: b.Published}
	})
}

func TestChannels(t *testing.T) {
	porttest.Channels(t, func(*testing.T) porttest.Audience {
		s := &memport.Outbox{}
		return porttest.Audience{Channels: s, Told: func() []porttest.Telling {
			var out []porttest.Telling
			for _, p := range s.Posted() {
				out = append(out, porttest.Telling{To: p.To.Address, Text: p.Notice.Text()})
			}
			return out
		}}
	})
}

func TestActivity(t *testing.T) {
	porttest.Activity(t, func(*testing.T) porttest.Archive {
		a := porttest.Archive{Calls: memport.NewCalls(), Dialplans: memport.NewDialplans(), Alerts: memport.NewAlerts()}
		a.Activity = memport.NewActivity(a.Calls, a.Dialplans, a.Alerts)
		return a
	})
}
