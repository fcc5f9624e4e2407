package desk

import (
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAStateIsOfOneDesk: a second desk would carry the first one's calls on.
func TestAStateIsOfOneDesk(t *testing.T) {
	o := options(t, settingsText)
	o.StateFile = filepath.Join(t.TempDir(), "new", "desk.json")
	first, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	o.Address = free(t)
	_, port, _ := net.SplitHostPort(o.Address)
	want := "another desk uses " + o.StateFile + ": end it, or add --state " + filepath.Join(filepath.Dir(o.StateFile), port+".json")
	if _, err := Open(o); err == nil || err.Error() != want {
		t.Fatalf("%v, want %s", err, want)
	}
	first.Close()
	second, err := Open(o)
	if err != nil {
		t.Fatalf("after the first desk has ended, and the refused one let go of its address: %v", err)
	}
	second.Close()
}

// free is an address nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestNothingIsWrittenOnceTheStateIsLetGo: by then it may be another desk's.
func TestNothingIsWrittenOnceTheStateIsLetGo(t *testing.T) {
	o := options(t, settingsText)
	o.StateFile = filepath.Join(t.TempDir(), "desk.json")
	d, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.state.end(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(o.StateFile); err != nil {
		t.Fatal(err)
	}
	if err := d.state.write(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(o.StateFile); err == nil {
		t.Error("the state was written after the desk's end")
	}
}

func TestAFileThatIsNoStateIsLeftAlone(t *testing.T) {
	for name, text := range map[string]string{"a text": "# Read me\n", "one letter": "x", "other JSON": `{"name":"ringdown"}`, "settings": `{"version":1,"users":[]}`} {
		t.Run(name, func(t *testing.T) {
			o := options(t, settingsText)
			folder := t.TempDir()
			o.StateFile = filepath.Join(folder, "README.md")
			if err := os.WriteFile(o.StateFile, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(o); err == nil || err.Error() != o.StateFile+" is not a state file; name another" {
				t.Errorf("opened with %v", err)
			}
			if there, err := os.ReadFile(o.StateFile); err != nil || string(there) != text {
				t.Errorf("%v; it now has %q", err, there)
			}
			if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
				t.Errorf("%v; beside it there are now %v", err, entries)
			}
		})
	}
}

func TestAnOutboxThatCannotBeWrittenToIsToldAtTheStart(t *testing.T) {
	o := options(t, settingsText)
	o.Outbox = filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(o.Outbox, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(o); err == nil || !strings.HasPrefix(err.Error(), "alerts cannot be written into "+o.Outbox+": ") || !strings.HasSuffix(err.Error(), "; name a folder with --outbox, or \"\" for none") {
		t.Errorf("opened with %v", err)
	}
}

// TestAnAlertIsPrintedEvenIfItsFileCannotBeWritten: once, and somebody is told why it is no file.
func TestAnAlertIsPrintedEvenIfItsFileCannotBeWritten(t *testing.T) {
	o := options(t, settingsText)
	o.Outbox = filepath.Join(t.TempDir(), "outbox")
	printed, log := &screen{}, &screen{}
	o.Out, o.Log = printed, slog.New(slog.NewTextHandler(log, nil))
	_, c := started(t, o)
	if err := os.Remove(o.Outbox); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(o.Outbox, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, told := followed(t, c, Order{From: "withheld", Script: "caller: at tone speak 8s; 9s after tone press hash"})
	if len(told.Alerts) != 1 || strings.Count(printed.String(), "An alert for t (in no file):") != 1 {
		t.Errorf("%+v; printed %q", told, printed)
	}
	if n := strings.Count(printed.String(), "  a call to notes has ended: voicemail; nobody was rung\n"); n != 1 {
		t.Errorf("the end of the call is printed %d times:\n%s", n, printed)
	}
	if !strings.Contains(log.String(), "an alert is on the terminal only") {
		t.Errorf("nobody is told: %q", log)
	}
}
