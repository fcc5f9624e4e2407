package sim

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/vonage"
)

// corePhones asks the network without a wire, and reads its answers as the client does.
type corePhones struct{ network *vonagesim.Network }

// verdict is what the client makes of an HTTP status; 0 is an answer that was lost.
func verdict(attempt string, status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusNotFound:
		return fmt.Errorf("%s: %w", attempt, port.ErrNotFound)
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return fmt.Errorf("%s: %w", attempt, port.ErrThrottled)
	case status >= 400 && status < 500:
		return fmt.Errorf("%s: %w", attempt, port.ErrRefused)
	}
	return fmt.Errorf("%s: %w", attempt, vonage.ErrUnknown)
}

func (p corePhones) Dial(_ context.Context, d call.Dial) (string, error) {
	if err := d.Policy.Check(d.To); err != nil {
		return "", fmt.Errorf("dial: %w: %w", port.ErrRefused, err)
	}
	uuid, status := p.network.CreateCall(vonagesim.Outbound{
		To: d.To.Digits(), From: d.From.Digits(), Tones: d.Extension.DTMF(), Script: actionsOf(d.Script),
		EventURL: d.Status.String(), EventMethod: http.MethodPost, RingSeconds: d.RingSeconds,
	})
	if err := verdict("dial", status); err != nil {
		return "", err
	}
	return uuid, nil
}

func (p corePhones) HangUp(_ context.Context, _, provider string) error {
	return verdict("hang up", p.network.CutOff(provider))
}

func (p corePhones) Transfer(_ context.Context, _, provider string, s ncco.Script) error {
	return verdict("transfer", p.network.Transfer(provider, actionsOf(s)))
}

func (p corePhones) Listen(_ context.Context, _, provider string, to ncco.Callback) error {
	return verdict("listen", p.network.Listen(provider, to.String()))
}

func (p corePhones) Speak(_ context.Context, _, provider string, t ncco.Talk) error {
	return verdict("speak", p.network.Talk(provider, t.Text))
}

func (p corePhones) Lives(_ context.Context, _, provider string) (bool, string, error) {
	up, conversation, status := p.network.Look(provider)
	if err := verdict("look", status); err != nil {
		return false, "", err
	}
	return up, conversation, nil
}

// Fetch gives what there is to hear in a recording in place of its audio.
func (p corePhones) Fetch(_ context.Context, url string) (io.ReadCloser, string, error) {
	spoken, until, status := p.network.Spoken(url[strings.LastIndexByte(url, '/')+1:])
	if err := verdict("fetch", status); err != nil {
		return nil, "", err
	}
	heard := binary.AppendVarint(binary.AppendVarint(nil, int64(spoken)), int64(until))
	return io.NopCloser(strings.NewReader(string(heard))), "audio/mpeg", nil
}

func (p corePhones) Inbound(_ context.Context, conversation string) (string, e164.Caller, e164.Number, error) {
	uuid, from, to, status := p.network.Origin(conversation)
	if err := verdict("look up", status); err != nil || uuid == "" {
		return "", e164.Caller{}, "", err
	}
	number := e164.FromProvider(to)
	return uuid, e164.ReadCaller(from, number), number, nil
}

// shortWord is how much speech makes a message (package sound).
const shortWord = 300 * time.Millisecond

// listensToCore hears what Fetch gave.
func listensToCore(recording []byte) (seconds int, err error) {
	spoken, n := binary.Varint(recording)
	until, _ := binary.Varint(recording[n:])
	return secondsHeard(time.Duration(spoken), time.Duration(until)), nil
}

// secondsHeard is what package sound says of such a recording.
func secondsHeard(spoken, until time.Duration) int {
	if spoken < shortWord {
		return 0
	}
	return max(int(until.Round(time.Second)/time.Second), 1)
}
