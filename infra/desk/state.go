package desk

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/alert"
	"ringdown/shared/call"
)

const (
	// stateVersion is the form of the file; another one is set aside.
	stateVersion = 1
	// stateBytesMax bounds the file read: a thousand messages of a minute.
	stateBytesMax = 512 << 20
	// callsKept bounds the calls written down, the latest ones.
	callsKept = 1000
	// writeDelay gathers changes of one moment into one writing.
	writeDelay = time.Second
	secretSize = 32
)

// kept is what the state file holds. The secrets are in it so that links in alerts
// work and people stay signed in after a restart.
type kept struct {
	Version         int                          `json:"version"`
	CallbackKey     []byte                       `json:"callbackKey"`
	SignatureSecret []byte                       `json:"signatureSecret"`
	SignInKey       []byte                       `json:"signInKey,omitempty"` // PKCS #1; made when it is missing
	Calls           []call.Call                  `json:"calls"`
	Alerts          []alert.Alert                `json:"alerts,omitempty"`
	Recordings      map[string]memport.Recording `json:"recordings"`
	Settings        *memport.KeptSettings        `json:"settings,omitempty"`     // nil: of a version that kept none
	SettingsFile    string                       `json:"settingsFile,omitempty"` // digest of what was imported last
	Clock           time.Time                    `json:"clock,omitzero"`         // of the desk when it ended
}

// stateMark is how every state file begins, of whatever version: json.Marshal writes the
// fields of kept in their order. A settings file in JSON may have a version, too.
var stateMark = regexp.MustCompile(`^\{"version":\d+,"callbackKey":`)

// stateMarkSize is enough of a file to find the mark in.
const stateMarkSize = 64

// checkState refuses a file that no desk wrote: it is somebody's, and is neither set
// aside nor written over. One that is not there, or empty, can become a state.
func checkState(file string) error {
	if file == "" {
		return nil
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	begins := make([]byte, stateMarkSize)
	n := 0
	if err == nil {
		defer f.Close()
		n, err = io.ReadFull(f, begins)
	}
	switch {
	case errors.Is(err, io.EOF): // empty
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the state %s cannot be read: %w; name another file", file, err)
	case !stateMark.Match(begins[:n]):
		return fmt.Errorf("%s is not a state file; name another", file)
	}
	return nil
}

// readState reads the file. One that cannot be read is set aside, and the desk begins
// empty: a broken note must not keep anybody from working.
func readState(file string, log *slog.Logger) (kept, error) {
	fresh := kept{Version: stateVersion, CallbackKey: secret(), SignatureSecret: secret()}
	if file == "" {
		return fresh, nil
	}
	found, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fresh, nil
	}
	var k kept
	var text []byte
	switch {
	case err != nil:
	case found.Size() > stateBytesMax:
		err = fmt.Errorf("it has more than %d bytes", stateBytesMax)
	default:
		if text, err = os.ReadFile(file); err == nil {
			err = json.Unmarshal(text, &k)
		}
		if err == nil && (k.Version != stateVersion || len(k.CallbackKey) == 0 || len(k.SignatureSecret) == 0) {
			err = fmt.Errorf("it is not of version %d, or not complete", stateVersion)
		}
	}
	if err == nil {
		return k, nil
	}
	aside := file + ".broken-" + time.Now().UTC().Format("20060102-150405")
	if moved := os.Rename(file, aside); moved != nil {
		return fresh, fmt.Errorf("%s cannot be read, nor set aside: move it away: %w", file, moved)
	}
	log.Warn("the state of the last run could not be read: it was set aside, and the desk begins empty", "file", file, "aside", aside, "error", err)
	return fresh, nil
}

func secret() []byte {
	b := make([]byte, secretSize)
	_, _ = rand.Read(b) // never fails, crypto/rand
	return b
}

// state writes the stores down.
type state struct {
	file       string
	kept       kept
	calls      *memport.Calls
	alerts     *memport.Alerts
	settings   *memport.Settings
	recordings *memport.Recordings
	now        func() time.Time
	log        *slog.Logger

	mu      sync.Mutex
	waiting bool
	ended   bool
}

// restoreSettings fills the store of settings, and of their dialplans.
func (s *state) restoreSettings() error {
	if s.kept.Settings == nil {
		return nil
	}
	if err := s.settings.Restore(*s.kept.Settings); err != nil {
		return fmt.Errorf("the settings in the state cannot be read: %w; end the desk, delete the state, and start again", err)
	}
	return nil
}

// restore fills the other stores. A call whose dialplan is gone is left as it is: nobody could say what it
// has to do next.
func (s *state) restore() error {
	for _, c := range s.kept.Calls {
		if _, err := s.settings.ByVersion(context.Background(), c.Line, c.Dialplan); err != nil {
			c.Deadline = time.Time{}
		}
		if err := s.calls.Restore(c); err != nil {
			return err
		}
	}
	for _, a := range s.kept.Alerts {
		if err := s.alerts.Restore(a); err != nil {
			return err
		}
	}
	for key, r := range s.kept.Recordings {
		s.recordings.Restore(key, r)
	}
	return nil
}

// changed asks for the file to be written soon.
func (s *state) changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting || s.ended || s.file == "" {
		return
	}
	s.waiting = true
	time.AfterFunc(writeDelay, func() {
		if err := s.write(); err != nil {
			s.log.Warn("the state was not written; it is tried again with the next change", "error", err)
		}
	})
}

// end writes the file for the last time: the next desk may have it from then on.
func (s *state) end() error {
	err := s.write()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	return err
}

// write writes the file anew, whole or not at all.
func (s *state) write() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = false
	if s.file == "" || s.ended {
		return nil
	}
	calls, err := s.calls.All()
	if err != nil {
		return err
	}
	s.kept.Calls = calls[max(0, len(calls)-callsKept):]
	known := map[string]bool{}
	for _, c := range s.kept.Calls {
		known[c.ID] = true
	}
	alerts, err := s.alerts.All()
	if err != nil {
		return err
	}
	s.kept.Alerts = slices.DeleteFunc(alerts, func(a alert.Alert) bool { return !known[a.Notice.Call] })
	s.kept.Recordings = map[string]memport.Recording{}
	stored := s.recordings.All()
	for _, c := range s.kept.Calls {
		if v := c.Voicemail(); v != nil && v.Key != "" {
			s.kept.Recordings[v.Key] = stored[v.Key]
		}
	}
	settings := s.settings.All()
	s.kept.Settings = &settings
	s.kept.Clock = s.now()
	text, err := json.Marshal(s.kept)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(s.file), 0o755)
	}
	if err == nil {
		err = os.WriteFile(s.file+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(s.file+".new", s.file)
	}
	if err != nil {
		return fmt.Errorf("write the state to %s: %w", s.file, err)
	}
	return nil
}
