package desk

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// lockState keeps a state file for one desk: a second one would take the calls of the
// first for its own and carry them on. The lock is on a file beside it, because the
// state itself is replaced with every writing; the kernel lets go of it however the
// desk ends (flock(2)). The file stays: to remove it would let two desks lock two of
// that name. Nil is the lock of no file.
func lockState(file string, at net.Addr) (*os.File, error) {
	if file == "" {
		return nil, nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of the state %s: %w", file, err)
	}
	lock, err := os.OpenFile(file+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the state %s: %w", file, err)
	}
	switch err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err {
	case nil:
		return lock, nil
	case syscall.EWOULDBLOCK:
		lock.Close()
		return nil, fmt.Errorf("another desk uses %s: end it, or add --state %s", file, ownState(file, at))
	default:
		lock.Close()
		return nil, fmt.Errorf("lock the state %s: %w", file, err)
	}
}

// ownState is a name beside a state file for the desk of an address: its port.
func ownState(file string, at net.Addr) string {
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		port = "second"
	}
	own := filepath.Join(filepath.Dir(file), port+".json")
	if own == filepath.Clean(file) {
		own = filepath.Join(filepath.Dir(file), port+"-second.json")
	}
	return own
}
