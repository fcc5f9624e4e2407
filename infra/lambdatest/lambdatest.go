// Package lambdatest runs built functions as Lambda does: a process of their own that
// asks a Runtime API for events.
//
// A handler called in a test says nothing of the program around it: whether it finds
// its tables and secrets, how large it is, how fast it starts. So the very binaries
// that ship are started here, with the environment the stack gives them. The emulators
// of Lambda that can be had were not taken: they need Docker, and the API is four
// requests (Lambda guide, Using the Lambda runtime API).
//
// To try another trigger, give Invoke its event.
package lambdatest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"
)

// The limits of Lambda itself (Lambda quotas).
const (
	initTimeMax   = 10 * time.Second
	answerSizeMax = 6 << 20
)

// Function is a running function.
type Function struct {
	// StartTime is what passed from exec to the function's first question for an event.
	StartTime time.Duration

	command *exec.Cmd
	server  *http.Server
	output  *lockedBuffer
	events  chan invocation
	polled  chan struct{} // closed at the first question
	failed  chan string   // the report of an init that failed
	exited  chan error
	once    sync.Once

	mu      sync.Mutex
	pending map[string]chan<- answer
	count   int
}

type invocation struct {
	id       string
	event    []byte
	deadline time.Time
}

type answer struct {
	body []byte
	err  error
}

// ErrFunction is wrapped by the error a function reports.
var ErrFunction = errors.New("the function reports an error")

// Start runs a built function and waits until it asks for an event. The environment is
// what the function gets besides what Lambda sets.
func Start(binary string, environment map[string]string) (*Function, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	f := &Function{
		output: &lockedBuffer{}, events: make(chan invocation), polled: make(chan struct{}), failed: make(chan string, 1),
		exited: make(chan error, 1), pending: map[string]chan<- answer{},
	}
	f.server = &http.Server{Handler: f.api()}
	go func() { _ = f.server.Serve(listener) }() // ends with Close
	f.command = exec.Command(binary)
	f.command.Stdout, f.command.Stderr = f.output, f.output
	f.command.Env = lambdaEnvironment(listener.Addr().String(), environment)
	began := time.Now()
	if err := f.command.Start(); err != nil {
		_ = f.server.Close()
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	go func() { f.exited <- f.command.Wait() }()
	if err := f.awaitInit(); err != nil {
		f.Close()
		return nil, fmt.Errorf("start %s: %w\n%s", binary, err, f.Log())
	}
	f.StartTime = time.Since(began)
	return f, nil
}

func (f *Function) awaitInit() error {
	select {
	case <-f.polled:
		return nil
	case report := <-f.failed:
		return fmt.Errorf("%w before its first event: %s", ErrFunction, report)
	case err := <-f.exited:
		f.exited <- err
		return fmt.Errorf("it ended before its first event: %w", err)
	case <-time.After(initTimeMax):
		return fmt.Errorf("it asked for no event in %s", initTimeMax)
	}
}

// lambdaEnvironment is what Lambda sets for a function (Lambda guide, Defined runtime
// environment variables), and what it is told besides.
func lambdaEnvironment(api string, environment map[string]string) []string {
	out := []string{
		"AWS_LAMBDA_RUNTIME_API=" + api, "_HANDLER=bootstrap", "AWS_LAMBDA_FUNCTION_NAME=test", "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512", "AWS_REGION=eu-central-1", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_SESSION_TOKEN=test", "AWS_EC2_METADATA_DISABLED=true", "AWS_LAMBDA_LOG_FORMAT=JSON", "PATH=" + os.Getenv("PATH"), "TZ=:UTC",
	}
	for name, value := range environment {
		out = append(out, name+"="+value)
	}
	return out
}

// Invoke gives the function an event and waits for its answer. The error wraps
// ErrFunction where the function reports one.
func (f *Function) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	answers := make(chan answer, 1)
	deadline, ok := ctx.Deadline()
	if !ok {
		deadline = time.Now().Add(time.Minute)
	}
	f.mu.Lock()
	f.count++
	i := invocation{id: fmt.Sprintf("invocation-%d", f.count), event: event, deadline: deadline}
	f.pending[i.id] = answers
	f.mu.Unlock()
	select {
	case f.events <- i:
	case <-ctx.Done():
		return nil, fmt.Errorf("invoke: the function does not ask for an event: %w", ctx.Err())
	case err := <-f.exited:
		f.exited <- err
		return nil, fmt.Errorf("invoke: the function has ended: %w\n%s", err, f.Log())
	}
	select {
	case a := <-answers:
		return a.body, a.err
	case <-ctx.Done():
		return nil, fmt.Errorf("invoke: no answer: %w\n%s", ctx.Err(), f.Log())
	case err := <-f.exited:
		f.exited <- err
		return nil, fmt.Errorf("invoke: the function ended without an answer: %w\n%s", err, f.Log())
	}
}

// Log is what the function has written.
func (f *Function) Log() string { return f.output.String() }

// Close ends the function.
func (f *Function) Close() {
	f.once.Do(func() {
		_ = f.command.Process.Kill() // it may have ended by itself
		<-f.exited
		_ = f.server.Close()
	})
}

// lockedBuffer takes what a process writes while somebody reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
