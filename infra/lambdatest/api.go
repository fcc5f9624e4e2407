package lambdatest

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// api is the Runtime API, version 2018-06-01.
func (f *Function) api() http.Handler {
	const version = "/2018-06-01/runtime"
	m := http.NewServeMux()
	var first sync.Once
	m.HandleFunc("GET "+version+"/invocation/next", func(w http.ResponseWriter, r *http.Request) {
		first.Do(func() { close(f.polled) })
		select {
		case i := <-f.events:
			h := w.Header()
			h.Set("Lambda-Runtime-Aws-Request-Id", i.id)
			h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(i.deadline.UnixMilli(), 10))
			h.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:test")
			h.Set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0")
			h.Set("Content-Type", "application/json")
			_, _ = w.Write(i.event) // a function that went away is seen by its exit
		case <-r.Context().Done():
		}
	})
	m.HandleFunc("POST "+version+"/invocation/{id}/response", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, answerSizeMax))
		if err != nil {
			f.deliver(w, r.PathValue("id"), answer{err: fmt.Errorf("the answer is larger than %d bytes: %w", answerSizeMax, err)}, http.StatusRequestEntityTooLarge)
			return
		}
		f.deliver(w, r.PathValue("id"), answer{body: body}, http.StatusAccepted)
	})
	m.HandleFunc("POST "+version+"/invocation/{id}/error", func(w http.ResponseWriter, r *http.Request) {
		f.deliver(w, r.PathValue("id"), answer{err: fmt.Errorf("%w: %s", ErrFunction, read(r))}, http.StatusAccepted)
	})
	m.HandleFunc("POST "+version+"/init/error", func(w http.ResponseWriter, r *http.Request) {
		select {
		case f.failed <- read(r):
		default: // one report is enough
		}
		w.WriteHeader(http.StatusAccepted)
	})
	return m
}

// deliver hands an answer to whoever waits for it. A second one, or one nobody asked
// for, is refused as Lambda does.
func (f *Function) deliver(w http.ResponseWriter, id string, a answer, status int) {
	f.mu.Lock()
	waiting, ok := f.pending[id]
	delete(f.pending, id)
	f.mu.Unlock()
	if !ok {
		http.Error(w, "no such invocation", http.StatusBadRequest)
		return
	}
	waiting <- a
	w.WriteHeader(status)
}

func read(r *http.Request) string {
	b, err := io.ReadAll(io.LimitReader(r.Body, answerSizeMax))
	if err != nil {
		return err.Error()
	}
	return string(b)
}
