// Package studio makes a prompt of a recording that somebody uploads: it finds out by its content
// what the file is, refuses what is broken or disguised, evens out its loudness, and writes what the
// phone provider plays, an MP3 of 16 kHz in mono.
//
// Decoders and the encoder are libraries; what stands between them is here, because none of those
// tried does it right: a resampler that keeps whistles out of the voice, and the checks that keep a
// forged header from costing memory. It is pure: bytes in, bytes out. Only the function of settings
// and the desk link it.
//
// To take another kind of file: its first bytes in kind.go, and a source in a file of its own.
package studio
