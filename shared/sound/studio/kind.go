package studio

import (
	"bytes"
	"errors"
	"fmt"
)

// Kind is what a file is, by its content.
type Kind string

// The kinds that are taken.
const (
	MP3  Kind = "mp3"
	WAV  Kind = "wav"
	AIFF Kind = "aiff"
)

// others are kinds that people upload, with what to do about them.
var others = []struct{ begins, name string }{
	{"OggS", "an Ogg file"}, {"fLaC", "a FLAC file"}, {"\x1aE\xdf\xa3", "a WebM or Matroska file"}, {"ADIF", "an AAC file"},
	{"#!AMR", "an AMR file"}, {"PK\x03\x04", "a ZIP archive"}, {"%PDF", "a PDF"}, {"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"}, {"<!DOCTYPE", "a web page"}, {"<html", "a web page"}, {"{", "a JSON file"}, {"MZ", "a program"}, {"\x7fELF", "a program"},
}

// KindOf finds out what a file is. The error says what was found instead of a recording.
func KindOf(file []byte) (Kind, error) {
	at := func(place int, text string) bool {
		return len(file) >= place+len(text) && string(file[place:place+len(text)]) == text
	}
	switch {
	case at(0, "RIFF") && at(8, "WAVE"):
		return WAV, nil
	case at(0, "FORM") && (at(8, "AIFF") || at(8, "AIFC")):
		return AIFF, nil
	case at(0, "ID3"), isFrame(file):
		return MP3, nil
	case at(4, "ftyp"):
		return "", errors.New("it is an MP4 or M4A file: save it as WAV or MP3")
	case at(0, "RIFF"):
		return "", errors.New("it is a RIFF file without sound: save it as WAV or MP3")
	}
	for _, o := range others {
		if at(0, o.begins) {
			return "", fmt.Errorf("it is %s: save the recording as WAV or MP3", o.name)
		}
	}
	if len(bytes.TrimSpace(file)) == 0 {
		return "", errors.New("it is empty: upload a recording")
	}
	return "", errors.New("its content is of no kind that is known: save the recording as WAV, AIFF or MP3")
}

// isFrame reports whether a file begins with a frame of MPEG audio (ISO 11172-3 §2.4.1.3): eleven bits
// set, a version, a layer, a bit rate and a sampling rate that exist.
func isFrame(file []byte) bool {
	return len(file) >= 4 && file[0] == 0xff && file[1]&0xe0 == 0xe0 && file[1]&0x18 != 0x08 && file[1]&0x06 != 0 && file[2]&0xf0 != 0xf0 && file[2]&0x0c != 0x0c
}
