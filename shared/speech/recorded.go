package speech

import "strings"

// The marks around the address of a recorded sentence. They are of Unicode's private use area, so
// that nothing that people write or a caller's name brings in is taken for one.
const recordedStart, recordedEnd = "\ue000", "\ue001"

// Recorded writes the address of a recording so that it can stand in a text in place of words: Speak
// plays it there.
func Recorded(url string) string { return recordedStart + url + recordedEnd }

// Unmarked is a text that comes from outside without any such mark.
func Unmarked(text string) string {
	return strings.NewReplacer(recordedStart, "", recordedEnd, "").Replace(text)
}

const speakEnd = "</speak>"

// Segments cuts a text into what is spoken in different ways: plain words, SSML documents, and
// recordings. Joined they are the text.
func Segments(text string) []string {
	var out []string
	for text != "" {
		n := segment(text)
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

// segment is the length of the first segment.
func segment(text string) int {
	for _, marks := range [][2]string{{recordedStart, recordedEnd}, {"<speak", speakEnd}} {
		if !strings.HasPrefix(text, marks[0]) {
			continue
		}
		if end := strings.Index(text, marks[1]); end >= 0 {
			return end + len(marks[1])
		}
		return len(text)
	}
	n := len(text)
	for _, mark := range []string{recordedStart, "<speak"} {
		if i := strings.Index(text, mark); i > 0 && i < n {
			n = i
		}
	}
	return n
}

// IsSSML reports whether a segment is SSML.
func IsSSML(segment string) bool { return strings.HasPrefix(segment, "<speak") }

// recording is the address that a segment plays.
func recording(segment string) (url string, ok bool) {
	rest, ok := strings.CutPrefix(segment, recordedStart)
	url, ended := strings.CutSuffix(rest, recordedEnd)
	return url, ok && ended && Playable(url)
}
