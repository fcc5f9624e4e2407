package porttest

import (
	"reflect"
	"testing"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

// Alerts is the suite of the port of the same name. Open gives an empty store.
func Alerts(t *testing.T, open func(t *testing.T) port.Alerts) {
	living[alert.Alert]{
		open: func(t *testing.T) store[alert.Alert] { return open(t) },
		make: func(id string, version int, deadline time.Time, note string) alert.Alert {
			return alert.Alert{ID: id, Version: version, Raised: midnight, Deadline: deadline, Notice: alert.Notice{ID: id, Title: note}}
		},
		read: func(a alert.Alert) (int, string) { return a.Version, a.Notice.Title },
	}.suite(t)
	t.Run("every field comes back as it was saved", func(t *testing.T) {
		s := open(t)
		var a alert.Alert
		fill(reflect.ValueOf(&a).Elem(), "")
		a.ID, a.Version = "rich", 1
		must(t, "save", s.Save(t.Context(), a))
		got, err := s.Load(t.Context(), a.ID)
		wantError(t, "load", err, nil)
		wantSame(t, "the alert", got, a)
	})
}
