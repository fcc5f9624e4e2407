// Command audio makes the music and the tone callers hear while phones ring.
//
// Both are computed: nobody's rights are in them, and a change is a change of a few
// numbers here and not of a binary from somewhere. The format is the one
// telephone networks take without conversion: MPEG-2 layer III, 16 kHz, mono, at a
// constant 32 kbit/s. To add a sound, give it a line in sounds.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"ringdown/infra/audio/files"
)

// sounds are the files and what is in them.
var sounds = map[string]func() []float64{
	files.Hold:     holdMusic,
	files.Ringback: ringback,
}

func main() {
	for _, name := range files.Names() {
		audio, err := encode(sounds[name]())
		if err == nil {
			err = os.WriteFile(filepath.Join("infra", "audio", "files", name), audio, 0o644)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "make %s (run it in the project's folder): %v\n", name, err)
			os.Exit(1)
		}
		fmt.Printf("%s: %d bytes\n", name, len(audio))
	}
}
