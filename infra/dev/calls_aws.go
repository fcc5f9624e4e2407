package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

const (
	// playLife is how long the address of a message works: what the bucket allows at most.
	playLife = 15 * time.Minute
	// messageBytesMax bounds a download: ten minutes of wav have 19 MB.
	messageBytesMax = 32 << 20
	// downloadTime bounds it, too.
	downloadTime = 2 * time.Minute
)

// callsOnAWS are the options of calls for a deployed stack.
type callsOnAWS struct {
	aws        bool
	outputs    string
	play, save string
	line       string
	day        time.Time
	asJSON     bool
	calls      callStore
	recordings port.Recordings
	dialplans  port.Dialplans
	alerts     port.Alerts
}

// callStore is what is read of the calls.
type callStore interface {
	Load(ctx context.Context, id string) (call.Call, error)
	OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error)
}

func (c *callsOnAWS) flags(o *options) {
	o.BoolVar(&c.aws, "aws", false, "read the calls of the deployed stack, not of a desk")
	o.outputsFlag(&c.outputs)
	o.StringVar(&c.play, "play", "", "print the address that plays the message of this `CALL` for a quarter of an hour; needs --aws")
	o.StringVar(&c.save, "save", "", "download the messages of the list into this `FOLDER`; needs --aws")
}

// run lists, or plays, what the stack has.
func (c callsOnAWS) run(o *options) int {
	return o.onInstallation(c.outputs, func(ctx context.Context, i installation) int {
		c.calls, c.alerts = awsport.NewCalls(i.env), awsport.NewAlerts(i.env)
		c.recordings, c.dialplans = s3port.NewRecordings(i.env), awsport.NewDialplans(i.env)
		return c.show(ctx, o)
	})
}

// storedCalls reads a list from three stores.
type storedCalls struct {
	callStore
	port.Dialplans
	alerts port.Alerts
}

// Alert reads an alert.
func (s storedCalls) Alert(ctx context.Context, id string) (alert.Alert, error) {
	return s.alerts.Load(ctx, id)
}

func (c callsOnAWS) show(ctx context.Context, o *options) int {
	if c.play != "" {
		address, err := c.address(ctx, c.play)
		if err != nil {
			return o.failed("%v", err)
		}
		fmt.Fprintln(o.out, address)
		return exitWell
	}
	list, err := readCalls(ctx, storedCalls{c.calls, c.dialplans, c.alerts}, c.line, c.day)
	if err != nil {
		return o.failed("%v", err)
	}
	if c.asJSON {
		o.writeJSON(list)
	} else {
		printCalls(o.out, list, c.day)
	}
	code := exitWell
	for _, l := range list {
		if c.save == "" || l.Message == 0 {
			continue
		}
		name := filepath.Join(c.save, l.Arrived.UTC().Format("2006-01-02T150405Z")+"-"+l.ID)
		if err := c.download(ctx, o, l.ID, name); err != nil {
			code = o.failed("%v", err)
		}
	}
	return code
}

// address gives the address of a call's message.
func (c callsOnAWS) address(ctx context.Context, id string) (string, error) {
	found, err := c.calls.Load(ctx, id)
	switch {
	case errors.Is(err, port.ErrNotFound):
		return "", fmt.Errorf("there is no call %s: dev calls --aws --date DAY lists those of a day", id)
	case err != nil:
		return "", fmt.Errorf("call %s cannot be read: %w", id, err)
	case found.Voicemail().Empty():
		return "", fmt.Errorf("call %s has no message", id)
	case found.Voicemail().Key == "":
		return "", fmt.Errorf("the message of call %s was not fetched from the provider yet: try again in a minute; if it stays so, dev doctor says why", id)
	}
	address, err := c.recordings.Address(ctx, found.Voicemail().Key, playLife)
	if err != nil {
		return "", fmt.Errorf("the message of call %s cannot be played: %w", id, err)
	}
	return address, nil
}

// download writes a call's message into a file; one that is there is left as it is.
func (c callsOnAWS) download(ctx context.Context, o *options, id, name string) error {
	address, err := c.address(ctx, id)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, downloadTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("the message of call %s has no address: %w", id, err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("the message of call %s does not come: %w", id, withoutAddress(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the message of call %s does not come: status %d", id, resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, messageBytesMax+1))
	if err != nil || len(body) > messageBytesMax {
		return fmt.Errorf("the message of call %s came in part: %w", id, errors.Join(err, errors.New("it was not saved")))
	}
	name += ending(resp.Header.Get("Content-Type"))
	if _, err := os.Stat(name); err == nil {
		fmt.Fprintf(o.errOut, "%s is there already\n", name)
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", filepath.Dir(name), reason(err))
	}
	if err := writeNew(name, body); err != nil {
		return err
	}
	fmt.Fprintf(o.errOut, "%s (%d bytes)\n", name, len(body))
	return nil
}

// ending is what files of a type end with.
func ending(contentType string) string {
	switch contentType {
	case "audio/mpeg", "audio/mp3":
		return ".mp3"
	case "audio/wav", "audio/x-wav", "audio/wave":
		return ".wav"
	case "audio/ogg":
		return ".ogg"
	}
	return ".audio"
}

// withoutAddress is an error of a request without its address, which plays the message for whoever
// reads it.
func withoutAddress(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
