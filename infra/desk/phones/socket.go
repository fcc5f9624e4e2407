package phones

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/coder/websocket"
)

const (
	// helloTime is how long a page may take to say who it is.
	helloTime = 10 * time.Second
	// writeTime is how long a page may take to read.
	writeTime = 10 * time.Second
	// pingTime is how often a page is asked whether it is still there.
	pingTime = 20 * time.Second
	// faultsMax is how many frames that make no sense end a socket.
	faultsMax = 20
	// callsShown is how many calls a page gets the transcripts of.
	callsShown = 20
)

var errReplaced = errors.New("the same page has a newer socket")

// ours reports whether a request comes from a page of this desk. A name may be led to this machine by
// somebody else's server, so the host must be an address, or localhost, which no server answers for.
func ours(r *http.Request) bool {
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || origin.Scheme != "http" || origin.Host != r.Host {
		return false
	}
	name := origin.Hostname()
	return name == "localhost" || net.ParseIP(name) != nil
}

// ServeHTTP opens a page's socket.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !ours(r) {
		http.Error(w, "only a page of this desk may open the socket", http.StatusForbidden)
		return
	}
	c, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return // it has answered
	}
	defer c.CloseNow()
	c.SetReadLimit(frameBytesMax)
	ctx, replace := context.WithCancelCause(r.Context())
	defer replace(nil)
	s, err := h.greeted(ctx, c, replace)
	if err != nil {
		c.Close(websocket.StatusPolicyViolation, clipped(err.Error()))
		return
	}
	h.mu.Lock()
	socket := s.lost
	h.mu.Unlock()
	written := make(chan error, 1)
	go func() {
		err := h.write(ctx, c, s)
		switch {
		case errors.Is(context.Cause(ctx), errReplaced):
			c.Close(websocket.StatusPolicyViolation, errReplaced.Error())
		case ctx.Err() != nil:
			c.Close(websocket.StatusGoingAway, "the desk has stopped")
		default:
			c.CloseNow() // so that the reading ends
		}
		written <- err
	}()
	err = h.read(context.WithoutCancel(ctx), c, s) // to be told why it ends, a page must not be cut off
	replace(err)
	<-written
	status := websocket.CloseStatus(err)
	h.lose(s, socket, status == websocket.StatusGoingAway || status == websocket.StatusNormalClosure)
}

// clipped is a reason as a closing frame has room for it.
func clipped(s string) string { return s[:min(len(s), 120)] }

// greeted waits for the hello.
func (h *Hub) greeted(ctx context.Context, c *websocket.Conn, replace context.CancelCauseFunc) (*session, error) {
	ctx, cancel := context.WithTimeout(ctx, helloTime)
	defer cancel()
	kind, frame, err := c.Read(ctx)
	if err != nil {
		return nil, err
	}
	hello, err := parseCommand(frame)
	if err != nil {
		return nil, err
	}
	if kind != websocket.MessageText || hello.Do != "hello" {
		return nil, errors.New("say hello first")
	}
	return h.enter(hello.Session, replace)
}

// read does what the visitor does, until the socket ends.
func (h *Hub) read(ctx context.Context, c *websocket.Conn, s *session) error {
	for faults := 0; ; {
		kind, frame, err := c.Read(ctx)
		if err != nil {
			return err
		}
		do, err := h.perform(s, kind, frame)
		if err == nil {
			continue
		}
		s.tell(notice{Kind: "refused", Do: do, Says: err.Error()})
		if do == "" {
			if faults++; faults >= faultsMax {
				c.Close(websocket.StatusPolicyViolation, "too many frames that make no sense")
				return err
			}
		}
	}
}

// perform does one frame. The verb is "" of a frame that makes no sense.
func (h *Hub) perform(s *session, kind websocket.MessageType, frame []byte) (do string, err error) {
	if kind == websocket.MessageBinary {
		v, err := parsePiece(frame)
		if err != nil {
			return "", err
		}
		_ = h.voice(s, v) // what is said after the end is heard by nobody
		return "voice", nil
	}
	c, err := parseCommand(frame)
	if err != nil {
		return "", err
	}
	if c.Do == "hello" {
		return "", errors.New("hello was said already")
	}
	return c.Do, verbs[c.Do].do(h, s, c)
}

// write sends what has changed, until the socket ends.
func (h *Hub) write(ctx context.Context, c *websocket.Conn, s *session) error {
	sent := newSent()
	ping := time.NewTicker(pingTime)
	defer ping.Stop()
	for {
		h.mu.Lock()
		news := h.news
		h.mu.Unlock()
		for _, m := range sent.due(h, s) {
			if err := send(ctx, c, m); err != nil {
				return err
			}
		}
		select {
		case <-news:
		case m := <-s.signals:
			if err := send(ctx, c, m); err != nil {
				return err
			}
		case <-ping.C:
			limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
			err := c.Ping(limit)
			cancel()
			if err != nil {
				return fmt.Errorf("ask whether the page is there: %w", err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func send(ctx context.Context, c *websocket.Conn, m any) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	// A write that is cut off would cut the socket off, and nobody could say why it ends.
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	return c.Write(limit, websocket.MessageText, text)
}
