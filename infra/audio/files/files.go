// Package files holds the audio Ringdown ships: what a caller hears while phones ring.
//
// It is made by the program in the folder above and kept here, so that the stack, the
// deploy command and a desk on one machine serve the same bytes without making them. To
// change the music, change the program and run it.
package files

import (
	"embed"
	"io/fs"
)

// The files by the names that scripts know them by ("asset:hold.mp3").
const (
	Hold     = "hold.mp3"     // music that loops while a caller waits
	Ringback = "ringback.mp3" // the tone of a phone that rings far away
)

//go:embed *.mp3
var content embed.FS

// Names lists the files.
func Names() []string { return []string{Hold, Ringback} }

// FS is the files as a file system.
func FS() fs.FS { return content }

// Read gives a file's content.
func Read(name string) ([]byte, error) { return content.ReadFile(name) }
