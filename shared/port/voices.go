package port

import "context"

// Voices reads texts out for recordings.
type Voices interface {
	// Say gives the audio of a text, as a file of any kind that a prompt can be made of. The text is SSML
	// where it begins with <speak>. ErrRefused: it cannot be read out, or not by this voice; the text of
	// the error says why. Doing it again costs again, and changes nothing.
	Say(ctx context.Context, text, voice string) (audio []byte, err error)
}
