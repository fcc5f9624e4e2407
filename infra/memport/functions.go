package memport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"ringdown/shared/port"
)

var _ port.Functions = (*Functions)(nil)

// answerBytesMax is the largest answer the service takes from a function.
const answerBytesMax = 32 << 10

// Functions stands in for AWS Lambda: a function is a Go function in this process, or
// an address that takes the request as a POST and replies with the answer.
type Functions struct {
	// Local and URLs are looked up by ARN, in this order. They are set before use.
	Local  map[string]func(ctx context.Context, payload []byte) ([]byte, error)
	URLs   map[string]string
	Client *http.Client // nil is http.DefaultClient

	mu    sync.Mutex
	asked []Asked
}

// Asked is one request a function got.
type Asked struct {
	ARN     string
	Payload []byte
	Async   bool
}

// Invoke asks a function.
func (s *Functions) Invoke(ctx context.Context, arn string, payload []byte, limit time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("invoke %s: %w", arn, err)
	}
	s.note(Asked{ARN: arn, Payload: payload})
	return s.call(ctx, arn, payload)
}

// Send hands a function its request. What becomes of it is nobody's business.
func (s *Functions) Send(ctx context.Context, arn string, payload []byte) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("send to %s: %w", arn, err)
	}
	if s.Local[arn] == nil && s.URLs[arn] == "" {
		return fmt.Errorf("send to %s: %w", arn, port.ErrNotFound)
	}
	s.note(Asked{ARN: arn, Payload: payload, Async: true})
	go func() {
		_, _ = s.call(context.WithoutCancel(ctx), arn, payload) // nobody waits
	}()
	return nil
}

func (s *Functions) call(ctx context.Context, arn string, payload []byte) ([]byte, error) {
	if f := s.Local[arn]; f != nil {
		answer, err := f(ctx, bytes.Clone(payload))
		if err != nil && ctx.Err() == nil {
			err = errors.Join(port.ErrRefused, err)
		}
		return answer, err
	}
	if url := s.URLs[arn]; url != "" {
		return s.post(ctx, arn, url, payload)
	}
	return nil, fmt.Errorf("invoke %s: %w", arn, port.ErrNotFound)
}

func (s *Functions) post(ctx context.Context, arn, url string, payload []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(payload))
	if err != nil {
		return nil, fmt.Errorf("invoke %s: %w", arn, err)
	}
	request.Header.Set("content-type", "application/json")
	client := s.Client
	if client == nil {
		client = http.DefaultClient
	}
	reply, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("invoke %s: %w", arn, err)
	}
	defer reply.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(reply.Body, answerBytesMax+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("invoke %s: read its answer: %w", arn, err)
	case reply.StatusCode == http.StatusTooManyRequests:
		return nil, fmt.Errorf("invoke %s: %w", arn, port.ErrThrottled)
	case reply.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("invoke %s: it answered %d: %w", arn, reply.StatusCode, port.ErrRefused)
	case len(answer) > answerBytesMax:
		return nil, fmt.Errorf("invoke %s: its answer has more than %d bytes: %w", arn, answerBytesMax, port.ErrRefused)
	}
	return answer, nil
}

func (s *Functions) note(a Asked) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, a)
}

// Requests gives what functions were asked so far, in order.
func (s *Functions) Requests() []Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Asked(nil), s.asked...)
}
