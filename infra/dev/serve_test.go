package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ringdown/infra/desk"
)

// patience is how long a test waits for something that happens on the real clock.
const patience = 20 * time.Second

// screen is a terminal that several goroutines write to.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// running is a desk started by serve.
type running struct {
	address string
	out     *screen
	errOut  *screen
	end     func() int // ends it as Ctrl-C does, and gives the exit code
}

func serving(t *testing.T, args ...string) running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := running{out: &screen{}, errOut: &screen{}}
	ready, ended := make(chan *desk.Desk, 1), make(chan int, 1)
	args = append([]string{"--addr", "127.0.0.1:0"}, args...)
	go func() {
		ended <- serve(ctx, args, strings.NewReader(""), r.out, r.errOut, func(d *desk.Desk) { ready <- d })
	}()
	select {
	case d := <-ready:
		r.address = strings.TrimPrefix(d.URL, "http://")
	case code := <-ended:
		t.Fatalf("the desk did not start: exit %d, %s", code, r.errOut)
	case <-time.After(patience):
		t.Fatal("the desk did not start in time")
	}
	r.end = sync.OnceValue(func() int {
		cancel()
		select {
		case code := <-ended:
			return code
		case <-time.After(patience):
			t.Error("the desk did not end in time")
			return -1
		}
	})
	t.Cleanup(func() { r.end() })
	return r
}

// TestALiveCallFromItsBeginningToTheNextRun places a call at a running desk over its
// sockets, follows it to its end, and finds it again after the desk was started anew.
func TestALiveCallFromItsBeginningToTheNextRun(t *testing.T) {
	folder := t.TempDir()
	state, outbox := filepath.Join(folder, "desk.json"), filepath.Join(folder, "outbox")
	r := serving(t, "--state", state, "--outbox", outbox)
	for _, want := range []string{"outcome: talked with ana", "Ringdown is on your desk at http://127.0.0.1:", "calls --addr " + r.address, "acme-support  +14155550100"} {
		if !strings.Contains(r.out.String(), want) {
			t.Errorf("%q is not printed:\n%s", want, r.out)
		}
	}
	code, out, errOut := ran("call", "--live", "--addr", r.address, "--nobody", "--caller", "3500ms after dialling hang up", "--from", "+14155550177")
	if code != exitWell || errOut != "" || !strings.HasSuffix(out, "outcome: missed\nrung: ana mobile\nalerts: missed to support\nmessage: none\n") {
		t.Fatalf("exit %d, %q\n%s", code, errOut, out)
	}
	for _, want := range []string{"caller         dials +14155550100\n", "ana mobile   ! ring for 20 s\n", "ana mobile   ! hang up\n", "support      ! alert: Missed call on Acme support from +14155550177\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("the transcript lacks %q:\n%s", want, out)
		}
	}
	_, ended, _ := strings.Cut(r.out.String(), "  a call to acme-support has ended: missed; rung: ana mobile\n")
	if ended != "" || !strings.Contains(r.out.String(), "a call to acme-support has ended") {
		t.Errorf("the desk does not close with the end of the call:\n%s", r.out)
	}
	page := r.alert(t, outbox)
	if status, body := get(t, page); status != http.StatusOK || !strings.Contains(body, "Missed call on Acme support") {
		t.Errorf("the page of the alert: %d\n%s", status, body)
	}
	if code := r.end(); code != exitWell || r.errOut.String() != "" {
		t.Fatalf("exit %d, %s", code, r.errOut)
	}
	r = serving(t, "--state", state, "--outbox", outbox)
	code, out, errOut = ran("calls", "--addr", r.address)
	if code != exitWell || errOut != "" || !strings.Contains(out, "acme-support from +14155550177: missed") || !strings.Contains(out, "Ana Lopez mobile: cancelled") {
		t.Errorf("after the restart: exit %d, %q\n%s", code, errOut, out)
	}
	code, out, _ = ran("calls", "--addr", r.address, "--json", "--line", "acme-support")
	var list []logged
	if err := json.Unmarshal([]byte(out), &list); err != nil || code != exitWell || len(list) != 1 || len(list[0].Attempts) != 1 {
		t.Errorf("exit %d, %v\n%s", code, err, out)
	}
	path := page[strings.Index(page, "/listen/"):]
	if status, _ := get(t, "http://"+r.address+path); status != http.StatusOK {
		t.Errorf("the link of the alert is answered with %d after the restart", status)
	}
}

// alert reads the one file of the outbox, and the link in it.
func (r running) alert(t *testing.T, outbox string) (link string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(outbox, "*-missed-*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the outbox has %v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(r.out.String(), string(text)) {
		t.Fatalf("%v; the alert is not printed as it was written:\n%s", err, r.out)
	}
	for _, word := range strings.Fields(string(text)) {
		if strings.HasPrefix(word, "http://"+r.address+"/listen/") {
			return word
		}
	}
	t.Fatalf("no link in the alert:\n%s", text)
	return ""
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, b.String()
}

func TestADeskThatDoesNotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	address := taken.Addr().String()
	refuses(t, []wrong{
		{"the port is in use", []string{"serve", "--state", "", "--addr", address}, exitFailed, "dev serve: " + address + " is in use: end the other program, or choose another port and a state of its own, such as --addr 127.0.0.1:8081 --state .state/8081.json"},
		{"the address is none", []string{"serve", "--state", "", "--addr", "desk"}, exitFailed, `dev serve: cannot listen on "desk": write an address like 127.0.0.1:8080`},
		{"the settings are wrong", []string{"serve", "--config", "../../testdata/config/bad/empty.yaml"}, exitFailed, "../../testdata/config/bad/empty.yaml:1:1: the file is empty: begin with version: 1"},
		{"a word too many", []string{"serve", "first.yaml"}, exitUsage, `dev serve: "first.yaml" is one word too many; this command takes only options: put a value that holds blanks in quotes`},
	})
}

// TestADeskThatDoesNotStartPlaysNoCallFirst: what is wrong would stand below its transcript.
func TestADeskThatDoesNotStartPlaysNoCallFirst(t *testing.T) {
	for name, args := range map[string][]string{
		"no address":         {"--state", "", "--addr", "desk"},
		"another's state":    {"--state", "../../README.md", "--addr", "127.0.0.1:0"},
		"a file for alerts":  {"--state", "", "--outbox", "../../README.md", "--addr", "127.0.0.1:0"},
		"an address as flag": {"--state", "", "--addr"},
	} {
		if code, out, errOut := ran(append([]string{"serve"}, args...)...); code == exitWell || out != "" || errOut == "" {
			t.Errorf("%s: exit %d, %q\n%s", name, code, errOut, out)
		}
	}
}

func TestTheHintStartsADesk(t *testing.T) {
	for address, want := range map[string]string{
		deskAddress:      "no desk is running at 127.0.0.1:8080; start one in another terminal with: make run",
		"127.0.0.1:8090": "no desk is running at 127.0.0.1:8090; start one in another terminal with: go run ./infra/dev serve --addr 127.0.0.1:8090",
	} {
		if got := noDesk(desk.ErrNoDesk, address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

// TestADeskAtItsUsualAddressIsCalledWithMake: the hints are the shortest commands there are.
func TestADeskAtItsUsualAddressIsCalledWithMake(t *testing.T) {
	var out bytes.Buffer
	serveOptions{address: deskAddress}.greet(&out, configured{}, &desk.Desk{URL: "http://" + deskAddress})
	for _, want := range []string{"  make call LIVE=1  ", "  make call LIVE=1 ARGS=\"--nobody\"  "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not among the hints:\n%s", want, &out)
		}
	}
}

func TestWrongSettingsAreToldAllAtOnce(t *testing.T) {
	_, _, errOut := ran("serve", "--config", "../../testdata/config/bad/names.yaml")
	if lines := strings.Count(errOut, "../../testdata/config/bad/names.yaml:"); lines != 9 {
		t.Errorf("%d faults, want 9:\n%s", lines, errOut)
	}
}

func TestCallsThatCannotBeListed(t *testing.T) {
	stranger := http.Server{Handler: http.NotFoundHandler()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = stranger.Serve(l) }() // ends with the listener
	defer stranger.Close()
	at := l.Addr().String()
	refuses(t, []wrong{
		{"no desk", []string{"calls", "--addr", "127.0.0.1:1"}, exitFailed, "dev calls: no desk is running at 127.0.0.1:1; start one in another terminal with: go run ./infra/dev serve --addr 127.0.0.1:1"},
		{"something else", []string{"calls", "--addr", at}, exitFailed, "dev calls: something else than a desk answers at " + at + "; start one elsewhere with: go run ./infra/dev serve --addr 127.0.0.1:8081, and add the same --addr here"},
		{"no day", []string{"calls", "--date", "yesterday"}, exitUsage, `dev calls: --date "yesterday" is no day: write it like 2026-03-02`},
	})
}

func TestADeskSaysWhatItHas(t *testing.T) {
	r := serving(t, "--state", "", "--outbox", "", "--config", attendant)
	for _, c := range []wrong{
		{"no such line to call", []string{"call", "--live", "--addr", r.address, "--line", "sales"}, exitFailed, "dev call: --line sales: there is no such line in the desk's settings; there are operations, betrieb, old-number"},
		{"no such line to list", []string{"calls", "--addr", r.address, "--line", "sales"}, exitFailed, "dev calls: --line sales: the desk has no such line; there are operations, betrieb, old-number"},
	} {
		t.Run(c.name, func(t *testing.T) { refuses(t, []wrong{c}) })
	}
	if code, out, _ := ran("calls", "--addr", "http://"+r.address+"/", "--date", "2026-03-02"); code != exitWell || out != "No calls on 2026-03-02 (UTC).\n" {
		t.Errorf("exit %d, %q", code, out)
	}
}

// TestALineWithAFlowOfItsOwnOnADesk: the settings a desk runs with name documents that
// only the desk has read, and a call still finds its line and its people.
func TestALineWithAFlowOfItsOwnOnADesk(t *testing.T) {
	r := serving(t, "--state", "", "--outbox", "", "--config", "../../testdata/config/good/own-flow.yaml")
	var errOut bytes.Buffer
	o := newOptions("call", "", "", strings.NewReader(""), &errOut, &errOut)
	client := desk.Client{Address: r.address}
	script, header, code := (callOptions{people: asked{press: "1"}}).liveScript(t.Context(), o, client)
	if code != exitWell || !strings.HasPrefix(header, "A call to Acme operations (+14155550100), ") {
		t.Fatalf("exit %d, %q, %s", code, header, &errOut)
	}
	placed, err := client.Place(t.Context(), desk.Order{Script: script})
	if err != nil || placed.Call == "" {
		t.Errorf("%v, %+v", err, placed)
	}
}
