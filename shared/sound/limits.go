package sound

import "time"

const (
	// frameTime is how long a stretch of sound is judged at once: short enough that a syllable is
	// several frames, long enough to hold two periods of the lowest voice (80 Hz).
	frameTime = 25 * time.Millisecond
	// quietLevel is the level, in dB below full scale, under which nothing is speech: a voice on a
	// telephone is between -35 and -10, the noise of a line under -55.
	quietLevel = -48.0
	// aboveBackground is how much louder than the background, in dB, speech is at least.
	aboveBackground = 8.0
	// backgroundShare is the share of frames, the quietest, of which the loudest is the background.
	backgroundShare = 0.1
	// tonePredicted is how much of a sound, in dB, the four samples before each predict at least
	// for it to be a tone, or two at once as on a keypad. A voice is less regular than that.
	tonePredicted = 30.0
	// steadyDeviation is by how much, in dB, the levels of a voice differ at least (standard
	// deviation): syllables and breath do that, a fan and a line's noise do not.
	steadyDeviation = 2.5
	// steadyTimeMin is how long something is loud at least for that to be asked.
	steadyTimeMin = time.Second
	// speechTimeMin is how much speech makes a message: a short word.
	speechTimeMin = 300 * time.Millisecond
	// durationMax bounds what is listened to; the longest message a line may take is ten minutes.
	durationMax = 15 * time.Minute
)
