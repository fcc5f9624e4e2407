package switchboard

import "sync"

// foundCallsMax bounds the conversations a warm function remembers the call of.
const foundCallsMax = 256

// foundCalls remembers which call a conversation was found to be of. A conversation is one caller's
// for good, so nothing in it is ever stale. It lives as long as the instance of the function: another
// instance asks once more.
type foundCalls struct {
	mu    sync.Mutex
	calls map[string]string // call by the provider's conversation
}

func (f *foundCalls) find(conversation string) (string, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id, ok := f.calls[conversation]
	return id, ok
}

func (f *foundCalls) keep(conversation, id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.calls == nil || len(f.calls) >= foundCallsMax {
		f.calls = map[string]string{}
	}
	f.calls[conversation] = id
}
