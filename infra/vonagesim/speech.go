package vonagesim

import (
	"encoding/xml"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// How fast a voice speaks: an ordinary pace of English, and a breath at the start.
const (
	charactersPerSecond = 14
	breath              = 300 * time.Millisecond
	defaultAudioSeconds = 5.0
	defaultBreak        = time.Second // <break/> without a time
)

var (
	breakTag  = regexp.MustCompile(`<break\b([^>]*)>`)
	breakTime = regexp.MustCompile(`time\s*=\s*["']\s*([0-9.]+)(ms|s)\s*["']`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
)

// plainText is a talk text as it is heard: without SSML tags and escapes.
func plainText(text string) string {
	if !strings.HasPrefix(text, "<speak>") {
		return text
	}
	return html.UnescapeString(anyTag.ReplaceAllString(text, ""))
}

// speakingTime estimates how long a text is spoken, its <break time> included.
func speakingTime(text string) time.Duration {
	d := breath + time.Duration(len([]rune(plainText(text))))*time.Second/charactersPerSecond
	if strings.HasPrefix(text, "<speak>") {
		for _, tag := range breakTag.FindAllStringSubmatch(text, -1) {
			d += breakLength(tag[1])
		}
	}
	return d.Round(time.Millisecond)
}

func breakLength(attributes string) time.Duration {
	m := breakTime.FindStringSubmatch(attributes)
	if m == nil {
		return defaultBreak
	}
	amount, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return defaultBreak
	}
	unit := time.Second
	if m[2] == "ms" {
		unit = time.Millisecond
	}
	return time.Duration(amount * float64(unit))
}

func wellFormed(text string) bool {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); err != nil {
			return err == io.EOF
		}
	}
}

func (n *Network) audioTime(url string) time.Duration {
	seconds, ok := n.o.AudioSeconds[url]
	if !ok && n.o.AudioLasts != nil {
		seconds = n.o.AudioLasts(url).Seconds()
	}
	if seconds <= 0 {
		seconds = defaultAudioSeconds
	}
	return time.Duration(seconds * float64(time.Second))
}
