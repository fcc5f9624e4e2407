package switchboard_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ringdown/shared/switchboard"
)

var (
	links = switchboard.Links{BaseURL: "https://ringdown.example", Key: []byte("key of the links")}
	night = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)
)

// proofOf is the last part of an address.
func proofOf(address string) string { return address[strings.LastIndexByte(address, '/')+1:] }

func TestALinkExpires(t *testing.T) {
	end := night.Add(24 * time.Hour)
	listen, see := proofOf(links.Listen("c1", end)), proofOf(links.Alert("c1-1", "ana", end))
	for _, x := range []struct {
		at   time.Time
		want error
	}{{end.Add(-time.Second), nil}, {end, switchboard.ErrExpired}, {end.Add(time.Hour), switchboard.ErrExpired}} {
		if err := links.CheckListen("c1", listen, x.at); !errors.Is(err, x.want) {
			t.Errorf("a message at %s: %v, want %v", x.at, err, x.want)
		}
		if _, err := links.CheckAlert("c1-1", "ana", switchboard.Seeing, see, x.at); !errors.Is(err, x.want) {
			t.Errorf("an alert at %s: %v, want %v", x.at, err, x.want)
		}
	}
	later := strings.Replace(listen, "17", "27", 1)
	if err := links.CheckListen("c1", later, night); !errors.Is(err, switchboard.ErrForged) {
		t.Errorf("an end that somebody moved: %v, want forged", err)
	}
}

// Mail scanners open every link: none of those that are sent may do anything.
func TestALinkIsForOnePurposeAndOnePerson(t *testing.T) {
	end := night.Add(time.Hour)
	see, did := proofOf(links.Alert("c1-1", "ana", end)), proofOf(links.Deed("c1-1", "ana", "acknowledge", end))
	for name, x := range map[string]struct {
		alert, person, purpose, proof string
		want                          error
	}{
		"seeing":               {"c1-1", "ana", switchboard.Seeing, see, nil},
		"acknowledging":        {"c1-1", "ana", "acknowledge", did, nil},
		"seeing acknowledges":  {"c1-1", "ana", "acknowledge", see, switchboard.ErrForged},
		"one deed for another": {"c1-1", "ana", "resolve", did, switchboard.ErrForged},
		"somebody else's":      {"c1-1", "ben", switchboard.Seeing, see, switchboard.ErrForged},
		"another alert's":      {"c1-2", "ana", switchboard.Seeing, see, switchboard.ErrForged},
		"no proof":             {"c1-1", "ana", switchboard.Seeing, "", switchboard.ErrForged},
	} {
		if _, err := links.CheckAlert(x.alert, x.person, x.purpose, x.proof, night); !errors.Is(err, x.want) {
			t.Errorf("%s: %v, want %v", name, err, x.want)
		}
	}
}
