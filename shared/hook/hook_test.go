package hook

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"crypto/tls"

	"ringdown/shared/alert"
	"ringdown/shared/notice"
	"ringdown/shared/port"
)

var (
	now    = time.Date(2026, 3, 2, 2, 14, 5, 0, time.UTC)
	sample = alert.Notice{ID: "c1-1", Call: "c1", Kind: alert.Missed, Line: "Acme", Number: "+14155550100", Caller: "+14155550123", At: now}
)

func to(address string) alert.Notification {
	return alert.Notification{ID: "3", Channel: alert.Chat, Address: address}
}

func TestAddressesThatAreNoPublicWebhook(t *testing.T) {
	p := New([]byte("k"), func() time.Time { return now })
	for _, address := range []string{
		"http://example.com/", "ftp://example.com/", "example.com/x", "https://", "https:example.com", "https://user:pw@example.com/", "https://user@example.com/",
		"https://example.com:8443/", "https://example.com:22/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data/", "https://[fd00:ec2::254]/",
		"https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://100.64.0.1/", "https://0.0.0.0/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:a9fe:a9fe]/",
		"https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[fe80::1%25eth0]/", "https://[fe80::1]/", "https://224.0.0.1/", "https://255.255.255.255/",
		"https://198.18.0.1/", "https://192.0.2.1/", "https://\x00/", "https://ex ample.com/", "https://example.com/" + strings.Repeat("x", addressMax),
	} {
		if _, err := p.Notify(t.Context(), to(address), sample); !errors.Is(err, port.ErrRefused) {
			t.Errorf("%q: %v, want it refused", address, err)
		}
	}
}

// resolver answers every question for an IPv4 address with these, one after the other.
func resolver(t *testing.T, answers ...string) (*net.Resolver, *atomic.Int32) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	asked := &atomic.Int32{}
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			end := 12
			for buffer[end] != 0 {
				end += int(buffer[end]) + 1
			}
			kind := buffer[end+2]
			end += 5
			if n < end {
				return
			}
			out := append([]byte{buffer[0], buffer[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, buffer[12:end]...)
			if kind == 1 { // A
				ip := netip.MustParseAddr(answers[min(int(asked.Add(1)), len(answers))-1]).As4()
				out[7] = 1
				out = append(out, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
				out = append(out, ip[:]...)
			}
			if _, err := server.WriteTo(out, from); err != nil {
				return
			}
		}
	}()
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}
	return &net.Resolver{PreferGo: true, Dial: dial}, asked
}

// A name that resolves to one of our own machines is refused as it is dialled. One that answered
// with a public address to somebody who looked before is no different: what counts is what is dialled.
func TestANameThatComesToMeanAMachineOfOurs(t *testing.T) {
	for _, inside := range []string{"127.0.0.1", "169.254.169.254", "10.1.2.3"} {
		r, asked := resolver(t, "93.184.216.34", inside)
		if before, err := r.LookupNetIP(t.Context(), "ip4", "rebind.example"); err != nil || before[0].String() != "93.184.216.34" {
			t.Fatalf("looked up %v, %v", before, err)
		}
		p := &Poster{Now: func() time.Time { return now }, client: guarded(control, r)}
		_, err := p.Notify(t.Context(), to("https://rebind.example/"), sample)
		if !errors.Is(err, port.ErrRefused) || !errors.Is(err, errInside) || asked.Load() < 2 {
			t.Errorf("%s: %v after %d questions, want it refused as it is dialled", inside, err, asked.Load())
		}
	}
}

func TestHostsInOtherSpellingsOfAnAddress(t *testing.T) {
	r, _ := resolver(t, "127.0.0.1") // as a resolver of the C library reads them
	p := &Poster{Now: func() time.Time { return now }, client: guarded(control, r)}
	for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "LOCALHOST.", "169.254.169.254.nip.example"} {
		if _, err := p.Notify(t.Context(), to("https://"+host+"/"), sample); err == nil {
			t.Errorf("%s was posted to", host)
		}
	}
}

func TestWhatIsDialledIsLookedAt(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34:443": true, "[2606:2800:220:1::1]:443": true, "93.184.216.34:80": false, "127.0.0.1:443": false, "[::ffff:10.0.0.1]:443": false,
		"[::ffff:8.8.8.8]:443": true, "[fd00::1]:443": false, "[64:ff9b::808:808]:443": false, "100.127.255.255:443": false, "nonsense": false,
	} {
		if err := control("tcp", address, nil); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// posting gives a poster whose every connection ends at one server.
func posting(t *testing.T, serve http.HandlerFunc) *Poster {
	t.Helper()
	server := httptest.NewTLSServer(serve)
	t.Cleanup(server.Close)
	c := guarded(func(string, string, syscall.RawConn) error { return nil }, nil)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	transport := c.Transport.(*http.Transport)
	transport.TLSClientConfig = &tls.Config{RootCAs: roots, ServerName: "example.com"}
	transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", server.Listener.Addr().String())
	}
	return &Poster{Key: []byte("k"), Now: func() time.Time { return now }, client: c}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	for status, want := range map[int]error{
		200: nil, 204: nil, 301: port.ErrRefused, 302: port.ErrRefused, 307: port.ErrRefused, 308: port.ErrRefused, 400: port.ErrRefused, 404: port.ErrRefused, 410: port.ErrRefused,
		429: port.ErrThrottled, 500: errAny, 503: errAny, 408: errAny,
	} {
		asked := 0
		p := posting(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Location", "https://169.254.169.254/")
			w.WriteHeader(status)
			_, _ = w.Write(make([]byte, 1<<20)) // more than is read; the other side may have gone
		})
		_, err := p.Notify(t.Context(), to("https://example.com/secret-path"), sample)
		known := errors.Is(err, port.ErrRefused) || errors.Is(err, port.ErrThrottled)
		if want == nil && err != nil || want == errAny && (err == nil || known) || want != nil && want != errAny && !errors.Is(err, want) {
			t.Errorf("%d: %v, want %v", status, err, want)
		}
		if asked != 1 {
			t.Errorf("%d: asked %d times", status, asked)
		}
		if err != nil && strings.Contains(err.Error(), "secret-path") {
			t.Errorf("the error tells the address: %v", err)
		}
	}
}

var errAny = errors.New("unknown")

func TestAWebhookIsSigned(t *testing.T) {
	var head http.Header
	var body []byte
	p := posting(t, func(_ http.ResponseWriter, r *http.Request) {
		head = r.Header
		body, _ = io.ReadAll(r.Body) // an empty body fails below
	})
	for address, secret := range map[string]string{
		"https://example.com/a#whsec_c2VjcmV0": "whsec_c2VjcmV0", "https://example.com/a": SecretOf([]byte("k"), "https://example.com/a"),
	} {
		id, err := p.Notify(t.Context(), to(address), sample)
		if err != nil || id != "c1-1.3" || head.Get("Webhook-Id") != id || head.Get("Webhook-Timestamp") != "1772417645" {
			t.Fatalf("%q, %v, %v", id, err, head)
		}
		if got, want := head.Get("Webhook-Signature"), sign(secret, id, now, body); got != want {
			t.Errorf("signature %q, want %q", got, want)
		}
		if len(body) == 0 || strings.Contains(string(body), "whsec") {
			t.Errorf("body %q", body)
		}
	}
}

// The example of the standard's own documents.
func TestTheSignatureOfTheStandard(t *testing.T) {
	const secret, id, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", `{"test": 2432232314}`
	if got, want := sign(secret, id, time.Unix(1614265330, 0), []byte(body)), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(SecretOf([]byte("k"), "a"), "whsec_")); err != nil || len(raw) != 32 || SecretOf([]byte("k"), "a") == SecretOf([]byte("k"), "b") {
		t.Errorf("a derived secret of %d bytes, %v", len(raw), err)
	}
}

func TestEachChatGetsItsOwnBody(t *testing.T) {
	for host, want := range map[string]string{
		"hooks.slack.com": `"blocks"`, "prod-1.westeurope.logic.azure.com": "AdaptiveCard", "x.api.powerplatform.com": "AdaptiveCard", "hooks.slack.com.evil.example": "ringdown.alert",
	} {
		u, _, err := parse("https://" + host + "/x")
		if err != nil {
			t.Fatal(err)
		}
		body, signed := bodyFor(u, notice.Of(to(""), sample))
		if !strings.Contains(string(body), want) || signed != (want == "ringdown.alert") {
			t.Errorf("%s: signed %v: %s", host, signed, body)
		}
	}
}

func TestACancelledPostIsNotMade(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := posting(t, func(http.ResponseWriter, *http.Request) { t.Error("it was posted") })
	if _, err := p.Notify(ctx, to("https://example.com/"), sample); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
