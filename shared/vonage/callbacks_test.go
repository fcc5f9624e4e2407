package vonage

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ringdown/shared/ncco"
)

var callbacks = Callbacks{BaseURL: "https://calls.example.test/", AssetsURL: "https://assets.example.test/a", Key: []byte("0123456789abcdef")}

func TestCallbackURLReadsBack(t *testing.T) {
	want := ncco.Callback{Kind: "input", Call: "c-1", Leg: "caller", Epoch: 3}
	address := callbacks.URL(want.String())
	path, ok := strings.CutPrefix(address, "https://calls.example.test/voice/")
	part := strings.Split(path, "/")
	if !ok || len(part) != 3 || part[0] != "input" || part[1] != "c-1" || !strings.HasPrefix(part[2], "caller.3.") {
		t.Fatalf("got %s", address)
	}
	if got, err := callbacks.Check(part[0], part[1], part[2]); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestURLOfOtherAddresses(t *testing.T) {
	for ref, want := range map[string]string{
		"asset:hold.mp3":         "https://assets.example.test/a/hold.mp3",
		"asset:prompts/hi 1.mp3": "https://assets.example.test/a/prompts/hi%201.mp3",
		"asset:/hold.mp3":        "https://assets.example.test/a/hold.mp3",
		"https://x.test/y":       "https://x.test/y",
		"neither":                "neither",
		"input/c/l":              "input/c/l",
		"":                       "",
	} {
		if got := callbacks.URL(ref); got != want {
			t.Errorf("%q: got %q, want %q", ref, got, want)
		}
	}
}

func TestCheckRefusesForeignTokens(t *testing.T) {
	address := callbacks.URL("input/c-1/l1/3")
	tok := address[strings.LastIndex(address, "/")+1:]
	mac := tok[strings.LastIndex(tok, ".")+1:]
	keyless := callbacks
	keyless.Key = nil
	for name, check := range map[string]func() error{
		"another kind":    func() error { _, err := callbacks.Check("leg", "c-1", tok); return err },
		"another call":    func() error { _, err := callbacks.Check("input", "c-2", tok); return err },
		"another leg":     func() error { _, err := callbacks.Check("input", "c-1", "l2.3."+mac); return err },
		"another epoch":   func() error { _, err := callbacks.Check("input", "c-1", "l1.4."+mac); return err },
		"an epoch padded": func() error { _, err := callbacks.Check("input", "c-1", "l1.03."+mac); return err },
		"no hash":         func() error { _, err := callbacks.Check("input", "c-1", "l1.3."); return err },
		"no token":        func() error { _, err := callbacks.Check("input", "c-1", ""); return err },
		"no key": func() error {
			address := keyless.URL("input/c-1/l1/3")
			_, err := keyless.Check("input", "c-1", address[strings.LastIndex(address, "/")+1:])
			return err
		},
	} {
		if err := check(); !errors.Is(err, ErrForged) || !errors.Is(err, ErrUnauthorized) {
			t.Errorf("%s: got %v, want ErrForged", name, err)
		}
	}
}

func FuzzCheckCallback(f *testing.F) {
	f.Add("input", "c-1", "l1.3.AAAA")
	f.Fuzz(func(t *testing.T, kind, call, tok string) {
		cb, err := callbacks.Check(kind, call, tok)
		if err == nil && !strings.HasSuffix(callbacks.URL(cb.String()), "/"+kind+"/"+call+"/"+tok) {
			t.Fatalf("%q %q %q was accepted as %+v", kind, call, tok, cb)
		}
	})
}

func TestTheDocumentsTokenIsMadeAnewByEachDeployment(t *testing.T) {
	first, second := callbacks, callbacks
	first.Deployment, second.Deployment = 1_700_000_000, 1_700_600_000
	ref := ncco.Callback{Kind: "recording", Call: FallbackCall, Leg: "caller"}.String()
	if first.URL(ref) == second.URL(ref) {
		t.Fatal("two deployments have one token")
	}
	url := first.URL(ref)
	old, err := second.Check("recording", FallbackCall, url[strings.LastIndexByte(url, '/')+1:])
	if err != nil || old.Epoch != first.Deployment {
		t.Fatalf("got %+v, %v", old, err)
	}
	deployed := time.Unix(1_700_600_000, 0)
	for at, want := range map[time.Time]bool{deployed: true, deployed.Add(time.Hour - 1): true, deployed.Add(time.Hour): false} {
		if second.InForce(old, at) != want {
			t.Errorf("%v after the next deployment it holds: %t", at.Sub(deployed), !want)
		}
	}
	url = second.URL(ref)
	current, err := second.Check("recording", FallbackCall, url[strings.LastIndexByte(url, '/')+1:])
	if err != nil || !second.InForce(current, deployed.Add(1000*time.Hour)) {
		t.Errorf("the current one: %+v, %v", current, err)
	}
	if !second.InForce(ncco.Callback{Kind: "recording", Call: "c1", Epoch: 1}, deployed.Add(1000*time.Hour)) {
		t.Error("a call's own token ends")
	}
}
